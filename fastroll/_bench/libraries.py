"""The registry of libraries: how each is asked for a moving statistic.

Every one is imported when it is first needed; one that is not installed, or has no such statistic, gives no answer.  An
answer is a call without arguments, made before the clock runs, and a way to read what it returns: as what the
``rolling_`` function of fastroll returns, at least where windows are full.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

import fastroll
from fastroll._bench.data import Array
from fastroll._statistics import STATISTICS

Q = 0.3
"""The quantile that is sought."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statistic of the windows of one size along one axis; a window needs `least` values."""

    statistic: str
    window: int
    least: int
    axis: int = -1


@dataclass(frozen=True, slots=True)
class Answer:
    """How to get it: what is timed, how to read its result, and the ddof that it has."""

    run: Callable[[], Any]
    read: Callable[[Any], Array] = np.asarray
    ddof: int = 1


@dataclass(frozen=True, slots=True)
class Library:
    """A library: the distribution it comes in, its module, what asks it, and whether NaN is missing to it."""

    name: str
    module: str
    distribution: str
    ask: Callable[[Question, tuple[Array, ...]], Answer | None] = field(repr=False)
    skips_nan: bool

    @property
    def installed(self) -> bool:
        """Whether it can be imported."""
        return importlib.util.find_spec(self.module.partition(".")[0]) is not None

    @property
    def version(self) -> str:
        """Its version."""
        return importlib.metadata.version(self.distribution)

    def answer(self, question: Question, *series: Array) -> Answer | None:
        """Return how it answers, or None if it does not; never for NaN that it would take for values."""
        if not self.installed or (question.least < question.window and not self.skips_nan):
            return None
        return self.ask(question, series)


def _fastroll(question: Question, series: tuple[Array, ...]) -> Answer:
    q = (Q,) * STATISTICS[question.statistic].has_q
    function = getattr(fastroll, f"rolling_{question.statistic}")
    return Answer(partial(function, *series, question.window, *q, question.least, axis=question.axis))


def _pandas(question: Question, series: tuple[Array, ...]) -> Answer | None:
    pandas = importlib.import_module("pandas")
    x = series[0]
    objects = [
        pandas.Series(one) if x.ndim == 1 else pandas.DataFrame(one if question.axis == 0 else one.T) for one in series
    ]
    method = getattr(objects[0].rolling(question.window, min_periods=question.least), question.statistic, None)
    if method is None or (len(series) > 1 and x.ndim > 1):
        return None
    q = (Q,) * STATISTICS[question.statistic].has_q
    read = np.asarray if x.ndim == 1 or question.axis == 0 else lambda made: np.asarray(made).T
    return Answer(partial(method, *objects[1:], *q), read)


def _bottleneck(question: Question, series: tuple[Array, ...]) -> Answer | None:
    bottleneck = importlib.import_module("bottleneck")
    x, name, window = series[0], question.statistic, question.window
    function = getattr(bottleneck, f"move_{name}", None)
    if function is None or not 1 <= window <= x.shape[question.axis]:
        return None
    ddof = {"ddof": 1} if STATISTICS[name].has_ddof else {}
    run = partial(function, x, window, max(question.least, 1), question.axis, **ddof)
    if name.startswith("arg"):
        return Answer(run, lambda made: window - 1 - made)  # from the right end
    if name == "rank":  # from -1 to 1
        return Answer(run, lambda made: (made + 1) / 2 * (_valid(x, window, question.axis) - 1) + 1)
    return Answer(run)


def _valid(x: Array, window: int, axis: int) -> Array:
    return fastroll.rolling_count(x, window, 0, axis=axis)


def _numbagg(question: Question, series: tuple[Array, ...]) -> Answer | None:
    numbagg = importlib.import_module("numbagg")
    function = getattr(numbagg, f"move_{question.statistic}", None)
    if function is None or question.window > series[0].shape[question.axis]:
        return None
    keywords = {"window": question.window, "min_count": max(question.least, 1)}
    if question.axis != -1:
        keywords["axis"] = question.axis
    return Answer(partial(function, *series, **keywords))


POLARS: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("sum", "mean", "var", "std", "min", "max", "median", "rank", "cov", "corr")},
    "skew": {"bias": False},
    "kurt": {"bias": False},
    "quantile": {"quantile": Q, "interpolation": "linear"},
}


def _polars(question: Question, series: tuple[Array, ...]) -> Answer | None:
    name = question.statistic
    if series[0].ndim > 1 or name not in POLARS:
        return None
    polars = importlib.import_module("polars")
    objects = [polars.Series("x", one, nan_to_null=one.dtype.kind == "f") for one in series]
    keywords = POLARS[name] | {"window_size": question.window, "min_samples": question.least}

    def read(made: Any) -> Array:
        return np.asarray(made.to_numpy(), dtype=float)

    if len(series) > 1:
        frame = polars.DataFrame({"x": objects[0], "y": objects[1]})
        expression = getattr(polars, f"rolling_{name}")("x", "y", **keywords)
        return Answer(lambda: frame.select(expression)["x"], read)
    return Answer(
        partial(getattr(objects[0], "rolling_kurtosis" if name == "kurt" else f"rolling_{name}"), **keywords), read
    )


# Of an even number of elements its median is the greater of the two in the middle.
SCIPY = {"mean": "uniform_filter1d", "min": "minimum_filter1d", "max": "maximum_filter1d", "median": "median_filter"}


def _scipy(question: Question, series: tuple[Array, ...]) -> Answer | None:
    x, name, window = series[0], question.statistic, question.window
    if name not in SCIPY or (name == "median" and (x.ndim > 1 or window % 2 == 0)) or x.dtype.kind != "f":
        return None
    function = getattr(importlib.import_module("scipy.ndimage"), SCIPY[name])
    along = {} if name == "median" else {"axis": question.axis}
    return Answer(partial(function, x, window, origin=(window - 1) // 2, **along))


TALIB = {"sum": "SUM", "mean": "SMA", "var": "VAR", "std": "STDDEV", "min": "MIN", "max": "MAX", "corr": "CORREL"}


def _talib(question: Question, series: tuple[Array, ...]) -> Answer | None:
    x, name, window = series[0], question.statistic, question.window
    if name not in TALIB or x.ndim > 1 or x.dtype != np.float64 or not 2 <= window <= len(x):
        return None
    series = tuple(np.ascontiguousarray(one) for one in series)
    return Answer(partial(getattr(importlib.import_module("talib"), TALIB[name]), *series, window), ddof=0)


SCREAMER = {"ptp": "Range"} | {
    name: name.capitalize()
    for name in ("sum", "mean", "var", "std", "min", "max", "skew", "kurt", "median", "quantile", "cov", "corr")
}


def _screamer(question: Question, series: tuple[Array, ...]) -> Answer | None:
    name = question.statistic
    if name not in SCREAMER or series[0].ndim > 1 or question.window < 2:
        return None
    q = (Q,) * STATISTICS[name].has_q
    function = getattr(importlib.import_module("screamer"), f"Rolling{SCREAMER[name]}")(question.window, *q)
    series = tuple(np.ascontiguousarray(one, dtype=float) for one in series)
    return Answer(partial(function, *series))


DUCKDB = {
    **{name: f"{name}(x)" for name in ("sum", "min", "max", "median", "count")},
    "mean": "avg(x)",
    "var": "var_samp(x)",
    "std": "stddev_samp(x)",
    "skew": "skewness(x)",
    "kurt": "kurtosis(x)",
    "first": "first_value(x)",
    "last": "last_value(x)",
    "quantile": f"quantile_cont(x, {Q})",
    "cov": "covar_samp(x, y)",
    "corr": "corr(x, y)",
}


def _duckdb(question: Question, series: tuple[Array, ...]) -> Answer | None:
    if question.statistic not in DUCKDB or series[0].ndim > 1:
        return None
    connection = importlib.import_module("duckdb").connect()
    connection.execute("SET threads = 1")
    columns = {"i": np.arange(len(series[0])), **dict(zip("xy", series, strict=False))}
    connection.register("given", columns)
    connection.execute("CREATE TABLE data AS SELECT * FROM given")
    rows = f"ORDER BY i ROWS BETWEEN {question.window - 1} PRECEDING AND CURRENT ROW"
    query = f"SELECT {DUCKDB[question.statistic]} OVER ({rows}) AS made FROM data"

    def read(made: Any) -> Array:
        return np.ma.filled(made["made"].astype(float), np.nan)

    return Answer(lambda: connection.execute(query).fetchnumpy(), read)


LIBRARIES = {
    library.name: library
    for library in (
        Library("fastroll", "fastroll", "fastroll", _fastroll, skips_nan=True),
        Library("pandas", "pandas", "pandas", _pandas, skips_nan=True),
        Library("bottleneck", "bottleneck", "Bottleneck", _bottleneck, skips_nan=True),
        Library("numbagg", "numbagg", "numbagg", _numbagg, skips_nan=True),
        Library("polars", "polars", "polars", _polars, skips_nan=True),
        Library("scipy", "scipy.ndimage", "scipy", _scipy, skips_nan=False),
        Library("talib", "talib", "TA-Lib", _talib, skips_nan=False),
        Library("screamer", "screamer", "screamer", _screamer, skips_nan=False),
        Library("duckdb", "duckdb", "duckdb", _duckdb, skips_nan=False),
    )
}
"""All libraries, fastroll first."""
