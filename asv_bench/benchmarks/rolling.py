"""Statistic by library: one series, over lengths and windows, shares of NaN, dtypes, layouts and kinds of data."""

from collections.abc import Callable
from typing import Any

import numpy as np

import fastroll
from fastroll._bench.data import GAPS, KINDS, Array, make

from .common import LIBRARIES, STATISTICS, call, normal


class Rolling:
    """A series without NaN."""

    param_names = ("statistic", "library", "n", "window")
    params = (STATISTICS, LIBRARIES, [10_000, 1_000_000], [5, 50, 1000])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, n: int, window: int) -> None:
        fastroll.set_num_threads(1)
        self.run = call(library, statistic, normal(n), window, window)

    def time_rolling(self, *_: object) -> None:
        self.run()


class Nan:
    """A share of the values is NaN; windows need one value."""

    param_names = ("statistic", "library", "nan")
    params = (STATISTICS, LIBRARIES, [0.0, 0.1, 0.5])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, nan: float) -> None:
        fastroll.set_num_threads(1)
        self.run = call(library, statistic, normal(1_000_000, nan), 50, 1)

    def time_nan(self, *_: object) -> None:
        self.run()


class Dtype:
    """Single precision stays so; integers become double."""

    param_names = ("statistic", "library", "dtype")
    params = (STATISTICS, LIBRARIES, ["float32", "float64", "int64"])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, dtype: str) -> None:
        fastroll.set_num_threads(1)
        x = (1000 * normal(1_000_000)).astype(dtype)
        self.run = call(library, statistic, x, 50, 50)

    def time_dtype(self, *_: object) -> None:
        self.run()


class Kind:
    """Data that are hard for somebody; nothing should take more than twice as long as normal ones."""

    param_names = ("statistic", "library", "kind", "window")
    params = (STATISTICS, LIBRARIES, list(KINDS | GAPS), [5, 50, 1000])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, kind: str, window: int) -> None:
        fastroll.set_num_threads(1)
        self.run = call(library, statistic, make(kind, 100_000), window, 1 if kind in GAPS else window)

    def time_kind(self, *_: object) -> None:
        self.run()


class Layout:
    """A series that is contiguous, every second element of another, backwards, a column, or of the other byte order."""

    param_names = ("statistic", "library", "layout")
    params = (STATISTICS, LIBRARIES, ["contiguous", "strided", "backwards", "column", "swapped"])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, layout: str) -> None:
        fastroll.set_num_threads(1)
        n = 100_000
        makers: dict[str, Callable[[], Array]] = {
            "contiguous": lambda: normal(n),
            "strided": lambda: normal(2 * n)[::2],
            "backwards": lambda: normal(n)[::-1],
            "column": lambda: normal((n, 8))[:, 3],
            "swapped": lambda: normal(n).astype(np.dtype(float).newbyteorder()),
        }
        if layout == "swapped" and library in ("polars", "duckdb", "numbagg", "screamer", "talib"):
            raise NotImplementedError
        self.run = call(library, statistic, makers[layout](), 50, 50)

    def time_layout(self, *_: object) -> None:
        self.run()
