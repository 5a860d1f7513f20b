"""
A regression that moves: wind in the air times
==============================================

Regress the time in the air on the distance, over the last 5,000 flights: the slope is minutes per mile, the intercept
what take-off and landing cost. Most flights from New York go west, against the jet stream, which blows hardest in
winter.
"""

import matplotlib.pyplot as plt
from flights import load_flights

import fastroll as fr

flights = load_flights()
line = fr.rolling_regression(flights["distance"], flights["air_time"], 5000, min_periods=2500)

figure, (above, below) = plt.subplots(2, 1, figsize=(9, 5), sharex=True, layout="constrained")
above.plot(flights.index, 60 / line.slope, lw=1)
above.set(ylabel="miles per hour", xlim=(flights.index[0], flights.index[-1]))
below.plot(flights.index, line.intercept, lw=1, color="C3")
below.set(ylabel="minutes for\ntake-off and landing")

# %%
# One pass gives slope, intercept and the share of the variance that the line explains.
print(f"r2 from {line.r2[5000:].min():.3f} to {line.r2[5000:].max():.3f}")
