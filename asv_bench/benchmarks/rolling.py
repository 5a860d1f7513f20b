"""Statistic by library: one series, over lengths and windows, shares of NaN, and dtypes."""

from collections.abc import Callable
from typing import Any

import fastroll

from .common import LIBRARIES, STATISTICS, normal


class Rolling:
    """A series without NaN."""

    param_names = ("statistic", "library", "n", "window")
    params = (STATISTICS, list(LIBRARIES), [10_000, 1_000_000], [5, 50, 1000])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, n: int, window: int) -> None:
        fastroll.set_num_threads(1)
        self.run = LIBRARIES[library](statistic, normal(n), window, window)

    def time_rolling(self, *_: object) -> None:
        self.run()


class Nan:
    """A share of the values is NaN; windows need one value."""

    param_names = ("statistic", "library", "nan")
    params = (STATISTICS, list(LIBRARIES), [0.0, 0.1, 0.5])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, nan: float) -> None:
        fastroll.set_num_threads(1)
        self.run = LIBRARIES[library](statistic, normal(1_000_000, nan), 50, 1)

    def time_nan(self, *_: object) -> None:
        self.run()


class Dtype:
    """Single precision stays so; integers become double."""

    param_names = ("statistic", "library", "dtype")
    params = (STATISTICS, list(LIBRARIES), ["float32", "float64", "int64"])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, dtype: str) -> None:
        fastroll.set_num_threads(1)
        x = (1000 * normal(1_000_000)).astype(dtype)
        self.run = LIBRARIES[library](statistic, x, 50, 50)

    def time_dtype(self, *_: object) -> None:
        self.run()
