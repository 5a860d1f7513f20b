"""The classes of pandas' own benchmarks of windows (asv_bench/benchmarks/rolling.py), with the library as a parameter.

"fastroll" makes pandas' window object fast: `fastroll.fast(window)`.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

import fastroll

LIBRARIES = ["pandas", "fastroll"]
CONSTRUCTORS = ["DataFrame", "Series"]
DTYPES = ["int", "float"]
METHODS = ["median", "mean", "max", "min", "std", "count", "skew", "kurt", "sum", "sem"]
N = 10**5


def made(constructor: str, dtype: str = "float", n: int = N, index: Any = None) -> Any:
    """Return random data."""
    values = (100 * np.random.default_rng(0).random(n)).astype(dtype)
    return getattr(pd, constructor)(values, index=index)


def of(library: str, windows: Any) -> Any:
    """Return the window object of the library."""
    fastroll.set_num_threads(1)
    return fastroll.fast(windows) if library == "fastroll" else windows


class _Timed:
    run: Callable[[], Any]

    def time_method(self, *_: object) -> None:
        self.run()


class Methods(_Timed):
    """Windows of elements and all that grow."""

    param_names = ("library", "constructor", "window_kwargs", "dtype", "method")
    params = (
        LIBRARIES,
        CONSTRUCTORS,
        [("rolling", {"window": 10}), ("rolling", {"window": 1000}), ("expanding", {})],
        DTYPES,
        METHODS,
    )

    def setup(self, library: str, constructor: str, window_kwargs: Any, dtype: str, method: str) -> None:
        kind, keywords = window_kwargs
        self.run = getattr(of(library, getattr(made(constructor, dtype), kind)(**keywords)), method)


class Apply(_Timed):
    """A Python function in every window."""

    param_names = ("library", "constructor", "window", "dtype", "function", "raw")
    params = (LIBRARIES, CONSTRUCTORS, [3, 300], DTYPES, [sum, np.sum, lambda x: np.sum(x) + 5], [True, False])

    def setup(
        self, library: str, constructor: str, window: int, dtype: str, function: Callable[..., Any], raw: bool
    ) -> None:
        self.run = partial(of(library, made(constructor, dtype, 1000).rolling(window)).apply, function, raw=raw)


class EWMMethods(_Timed):
    """Exponentially weighted, by half-lives of elements and of time."""

    param_names = ("library", "constructor", "kwargs", "dtype", "method")
    params = (
        LIBRARIES,
        CONSTRUCTORS,
        [{"halflife": 10}, {"halflife": "10 Days", "times": True}],
        DTYPES,
        ["std", "mean", "sum"],
    )

    def setup(self, library: str, constructor: str, kwargs: dict[str, Any], dtype: str, method: str) -> None:
        keywords = dict(kwargs)
        if keywords.get("times"):
            if method != "mean":
                raise NotImplementedError
            keywords["times"] = pd.date_range("1900", periods=N, freq="23s")
        self.run = getattr(of(library, made(constructor, dtype).ewm(**keywords)), method)


class VariableWindowMethods(_Timed):
    """Windows of time."""

    param_names = ("library", "constructor", "window", "dtype", "method")
    params = (LIBRARIES, CONSTRUCTORS, ["50s", "1h", "1d"], DTYPES, METHODS)

    def setup(self, library: str, constructor: str, window: str, dtype: str, method: str) -> None:
        index = pd.date_range("2017-01-01", periods=N, freq="5s")
        self.run = getattr(of(library, made(constructor, dtype, index=index).rolling(window)), method)


class Pairwise(_Timed):
    """All pairs of columns."""

    param_names = ("library", "window_kwargs", "method", "pairwise")
    params = (
        LIBRARIES,
        [("rolling", {"window": 10}), ("rolling", {"window": 1000}), ("expanding", {})],
        ["corr", "cov"],
        [True, False],
    )

    def setup(self, library: str, window_kwargs: Any, method: str, pairwise: bool) -> None:
        kind, keywords = window_kwargs
        frame = pd.DataFrame(np.random.default_rng(0).random((10**4, 10)))
        others = [] if pairwise else [frame[::-1].set_axis(frame.index)]
        windows = of(library, getattr(frame, kind)(**keywords))
        self.run = partial(getattr(windows, method), *others, pairwise=pairwise)


class Quantile(_Timed):
    """Quantiles and the ways to interpolate them."""

    param_names = ("library", "constructor", "window", "dtype", "percentile", "interpolation")
    params = (
        LIBRARIES,
        CONSTRUCTORS,
        [10, 1000],
        DTYPES,
        [0, 0.5, 1],
        ["linear", "nearest", "lower", "higher", "midpoint"],
    )

    def setup(
        self, library: str, constructor: str, window: int, dtype: str, percentile: float, interpolation: str
    ) -> None:
        windows = of(library, made(constructor, dtype, 10**4).rolling(window))
        self.run = partial(windows.quantile, percentile, interpolation=interpolation)


class Rank(_Timed):
    """Ranks, by the methods for ties."""

    param_names = ("library", "constructor", "window", "dtype", "percentile", "ascending", "ties")
    params = (LIBRARIES, CONSTRUCTORS, [10, 1000], DTYPES, [True, False], [True, False], ["min", "max", "average"])

    def setup(
        self,
        library: str,
        constructor: str,
        window: int,
        dtype: str,
        percentile: bool,
        ascending: bool,
        ties: str,
    ) -> None:
        windows = of(library, made(constructor, dtype, 10**4).rolling(window))
        self.run = partial(windows.rank, pct=percentile, ascending=ascending, method=ties)


class PeakMemFixedWindowMinMax:
    """Memory of minimum and maximum, which pandas keeps queues for."""

    param_names = ("library", "method")
    params = (LIBRARIES, ["min", "max"])

    def setup(self, library: str, method: str) -> None:
        self.windows = of(library, made("Series", n=10**6).rolling(2))

    def peakmem_fixed(self, _library: str, method: str) -> None:
        for _ in range(5):
            getattr(self.windows, method)()


class ForwardWindowMethods(_Timed):
    """Windows that begin with the row."""

    param_names = ("library", "constructor", "window_size", "dtype", "method")
    params = (LIBRARIES, CONSTRUCTORS, [10, 1000], DTYPES, METHODS)

    def setup(self, library: str, constructor: str, window_size: int, dtype: str, method: str) -> None:
        indexer = pd.api.indexers.FixedForwardWindowIndexer(window_size=window_size)
        self.run = getattr(of(library, made(constructor, dtype).rolling(window=indexer)), method)


class Groupby(_Timed):
    """Few groups, windows of elements, of time, growing and of another column."""

    param_names = ("library", "method", "window_kwargs")
    params = (
        LIBRARIES,
        ["median", "mean", "max", "min", "kurt", "sum"],
        [("rolling", {"window": 2}), ("rolling", {"window": "30s"}), ("expanding", {})],
    )

    def setup(self, library: str, method: str, window_kwargs: Any) -> None:
        kind, keywords = window_kwargs
        n = 1000
        frame = pd.DataFrame({"A": [str(i) for i in range(n)] * 10, "B": list(range(n)) * 10})
        if isinstance(keywords.get("window"), str):
            frame.index = pd.date_range(start="1900-01-01", freq="1min", periods=10 * n)
        self.run = getattr(of(library, getattr(frame.groupby("A"), kind)(**keywords)), method)


class GroupbyLargeGroups(_Timed):
    """Two long groups."""

    param_names = ("library", "method")
    params = (LIBRARIES, ["mean", "median", "sum"])

    def setup(self, library: str, method: str) -> None:
        frame = pd.DataFrame({"A": [1, 2] * (N // 2), "B": np.random.default_rng(0).random(N)})
        self.run = getattr(of(library, frame.groupby("A").rolling(50)), method)


class GroupbyEWM(_Timed):
    """Exponentially weighted in groups."""

    param_names = ("library", "method")
    params = (LIBRARIES, ["var", "std", "cov", "corr"])

    def setup(self, library: str, method: str) -> None:
        frame = pd.DataFrame({"A": range(50), "B": range(50)})
        self.run = getattr(of(library, frame.groupby("A").ewm(com=1.0)), method)
