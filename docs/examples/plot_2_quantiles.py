"""
Five quantiles in one pass
==========================

Half of the flights leave early or on time; the mean says little about them. Quantiles of the last 2,000 flights tell
more, and several cost little more than one.
"""

import matplotlib.pyplot as plt
from flights import load_flights

import fastroll as fr

delay = load_flights()["dep_delay"]
low, lower, median, upper, high = fr.rolling_quantile(delay, 2000, [0.05, 0.25, 0.5, 0.75, 0.95], min_periods=1000)

figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
axes.fill_between(delay.index, low, high, alpha=0.2, lw=0, color="C0", label="5 % to 95 %")
axes.fill_between(delay.index, lower, upper, alpha=0.4, lw=0, color="C0", label="25 % to 75 %")
axes.plot(delay.index, median, color="black", lw=1, label="median")
axes.plot(delay.index, fr.rolling_mean(delay, 2000, 1000), color="C3", lw=1, label="mean")
axes.set(ylabel="delay in minutes", xlim=(delay.index[0], delay.index[-1]))
axes.legend(frameon=False, ncols=4)
