"""
Delays: a day and a month
=========================

The mean delay.
"""

import matplotlib.pyplot as plt

plt.plot([1, 2])
