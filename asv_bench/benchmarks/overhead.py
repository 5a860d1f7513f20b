"""What a call costs when there is next to nothing to compute."""

from collections.abc import Callable
from typing import Any

import pandas as pd

import fastroll

from .common import LIBRARIES, STATISTICS, accessor, call, inputs, more_operands, normal, pandas_method


class Call:
    """A short array."""

    param_names = ("statistic", "library", "n")
    params = (STATISTICS, LIBRARIES, [10, 100])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, n: int) -> None:
        window = min(n, 20)
        self.run = call(library, statistic, normal(n), window, window)

    def time_call(self, *_: object) -> None:
        self.run()


class Ufunc:
    """A short array through the gufunc: NumPy's own dispatch."""

    param_names = ("statistic",)
    params = (STATISTICS,)

    def setup(self, statistic: str) -> None:
        self.ufunc = getattr(fastroll.ufuncs, f"rolling_{statistic}")
        self.operands = (*inputs(statistic, normal(100)), 20, 20, *more_operands(statistic))

    def time_ufunc(self, *_: object) -> None:
        self.ufunc(*self.operands)


class Accessor:
    """A short Series, from the pandas object to the pandas object."""

    param_names = ("statistic", "library")
    params = (STATISTICS, ["fastroll", "pandas"])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str) -> None:
        series = pd.Series(normal(100))
        self.run = {
            "fastroll": lambda: accessor(statistic, series, 20)(),
            "pandas": lambda: pandas_method(statistic, series.rolling(20))(),
        }[library]
        self.run()

    def time_accessor(self, *_: object) -> None:
        self.run()
