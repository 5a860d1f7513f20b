"""
What an outlier leaves behind
=============================

Air pressure at an airport, hour by hour; one record of it is wrong by a factor of a million, as happens. The standard
deviation of 24 hours is off while the record is in the window. After that it should be what it would be without.

A running total does not get there: the digits that the outlier pushed out of it are gone. pandas and bottleneck keep
one, fastroll does not (:doc:`/accuracy`).
"""

import bottleneck as bn
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from flights import load_weather

import fastroll as fr

pressure = load_weather()["pressure"].interpolate().to_numpy()[4000:4400]
wrong = pressure.copy()
wrong[100] *= 1e6

clean = fr.rolling_std(pressure, 24)
results = {
    "pandas": pd.Series(wrong).rolling(24).std().to_numpy(),
    "bottleneck": bn.move_std(wrong, 24, ddof=1),
    "fastroll": fr.rolling_std(wrong, 24),
}

figure, (above, below) = plt.subplots(2, 1, figsize=(9, 6), sharex=True, layout="constrained")
above.plot(pressure, lw=1)
above.axvline(100, color="C3", lw=1, ls=":")
above.set(ylabel="pressure in hPa", title="the record at the dotted line is replaced by a million times its value")
for name, result in results.items():
    error = np.abs(result / clean - 1)
    below.semilogy(np.where(error == 0, 1e-17, error), label=name)
below.axvspan(100, 123, color="C3", alpha=0.1, lw=0)
below.set(ylabel="relative error of std", xlabel="hours", ylim=(1e-17, 1e9))
below.legend(frameon=False)

# %%
# Behind the outlier, fastroll's results are the very bits of those without it.
print(bool((results["fastroll"][124:] == clean[124:]).all()))
