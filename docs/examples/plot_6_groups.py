"""
Groups: each hour of the day by itself
======================================

Delays pile up during the day. Group the flights by the hour they should have left, and take the last 1,000 of each
hour: pandas' way of writing it, computed by fastroll, all groups in one call.
"""

import matplotlib.pyplot as plt
from flights import load_flights

import fastroll as fr

delay = load_flights()["dep_delay"]
hours = delay.index.hour.rename("hour")
grouped = fr.fast(delay.groupby(hours).rolling(1000, min_periods=200)).mean()

figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
colors = plt.get_cmap("viridis")
for hour in (6, 9, 12, 15, 18, 21):
    series = grouped.loc[hour]
    axes.plot(series.index, series, lw=1, color=colors((hour - 6) / 16), label=f"{hour} o'clock")
axes.set(ylabel="mean delay in minutes", xlim=(delay.index[0], delay.index[-1]))
axes.legend(frameon=False, ncols=3)
