"""
Temperature: range, deviation, trend
====================================

The temperature at JFK: the range of each 24 hours, and how unusual an hour is for its month.
"""

import matplotlib.pyplot as plt
from flights import load_weather

import fastroll as fr

temperature = (load_weather()["temp"] - 32) / 1.8
span = temperature.fast.rolling_ptp("24h")
unusual = temperature.fast.rolling_zscore("30D", min_periods=240)
smooth = temperature.fast.ewm(halflife="7D", times=temperature.index).mean()

figure, (top, middle, bottom) = plt.subplots(3, 1, figsize=(9, 7), sharex=True, layout="constrained")
top.plot(temperature, lw=0.4, alpha=0.7)
top.plot(smooth, color="C3", lw=1.5, label="exponentially weighted, half-life of 7 days")
top.set(ylabel="°C", xlim=(temperature.index[0], temperature.index[-1]))
top.legend(frameon=False)
middle.plot(span, lw=0.6)
middle.set(ylabel="range of 24 h\nin °C", ylim=(0, None))
bottom.axhline(0, color="grey", lw=0.5)
bottom.plot(unusual, lw=0.5)
bottom.set(ylabel="standard deviations\nfrom the month's mean")

# %%
# The hour that departs most from its month:
print(unusual.abs().idxmax(), f"{unusual[unusual.abs().idxmax()]:.1f}", f"(fastroll {fr.__version__})")
