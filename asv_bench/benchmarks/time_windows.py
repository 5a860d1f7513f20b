"""Windows of 50 seconds over a million rows: one each second, or irregular but as dense."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import fastroll

from .common import STATISTICS, accessor, normal, pandas_method


class TimeWindow:
    """From Series to Series; finding the bounds of the windows is part of it."""

    param_names = ("statistic", "library", "times")
    params = (STATISTICS, ["fastroll", "pandas"], ["regular", "irregular"])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, times: str) -> None:
        fastroll.set_num_threads(1)
        n = 1_000_000
        steps = np.full(n, 10**9) if times == "regular" else np.random.default_rng(0).integers(0, 2 * 10**9, n)
        series = pd.Series(normal(n), index=pd.DatetimeIndex(np.cumsum(steps)))
        if library == "fastroll":
            self.run = accessor(statistic, series, "50s")
        else:
            self.run = pandas_method(statistic, series.rolling("50s"))

    def time_window(self, *_: object) -> None:
        self.run()
