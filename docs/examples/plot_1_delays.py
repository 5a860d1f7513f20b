"""
Windows of time: a day and a month
==================================

Every departure from New York in 2013. Flights leave at any minute, often several at once, and none at night; so the
windows are stretches of time. A cancelled flight has no delay: it is NaN, and skipped.
"""

import matplotlib.pyplot as plt
from flights import load_flights

import fastroll as fr

delay = load_flights()["dep_delay"]
day = delay.fast.rolling_mean("24h")
month = delay.fast.rolling_mean("30D")
spread = delay.fast.rolling_std("30D")

figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
axes.fill_between(delay.index, month, month + spread, alpha=0.15, lw=0, color="C3", label="30 days: + 1 std")
axes.plot(delay.index, day, lw=0.8, label="mean of 24 hours")
axes.plot(delay.index, month, lw=2, color="C3", label="mean of 30 days")
axes.set(ylabel="delay in minutes", ylim=(-5, 110), xlim=(delay.index[0], delay.index[-1]))
axes.legend(frameon=False)

# %%
# The windows of 30 days hold some 28,000 flights each; the time for a flight does not depend on that.
print(f"{len(delay):,} flights; fastroll {fr.__version__}")
