"""What the benchmarks share: the list of statistics, the libraries and the data."""

from collections.abc import Callable
from functools import partial
from typing import Any

import bottleneck
import numpy as np
import pandas as pd

import fastroll
from fastroll import _core

Array = np.ndarray[Any, np.dtype[Any]]

RECORDS = {record["name"]: record for record in _core.statistics()}
STATISTICS = list(RECORDS)


def with_fastroll(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return what computes the statistic with fastroll, ready to be timed."""
    function = getattr(fastroll, f"rolling_{name}")
    return partial(function, *inputs(name, x), window, *quantile(name), min_periods, axis=axis)


def inputs(name: str, x: Array) -> tuple[Array, ...]:
    """Return the series of the statistic, of which the second is the first one reversed."""
    return (x, x[::-1])[: RECORDS[name]["inputs"]]


def quantile(name: str) -> tuple[float, ...]:
    """Return the quantile, if the statistic takes one."""
    return (0.3,) * RECORDS[name]["has_q"]


def more_operands(name: str) -> tuple[Any, ...]:
    """Return the operands of the gufunc after min_periods."""
    if RECORDS[name]["has_ties"]:
        return 0, True, False
    return (0.3, 0) if RECORDS[name]["has_q"] else (1,) * RECORDS[name]["has_ddof"]


def accessor(name: str, data: Any, window: Any) -> Callable[[], Any]:
    """Return a call of the accessor's method."""
    method = getattr(data.fast, f"rolling_{name}")
    if name in ("beta", "regression"):
        return partial(method, window, data[::-1])
    return partial(method, window, *quantile(name))


def pandas_method(name: str, windows: Any) -> Callable[..., Any]:
    """Return a call of pandas' method; skip what it does not have."""
    method = getattr(windows, name, None)
    if method is None:
        raise NotImplementedError
    return partial(method, *quantile(name))


def with_bottleneck(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return the same for bottleneck; skip what it does not have."""
    function = getattr(bottleneck, f"move_{name}", None)
    if function is None or RECORDS[name]["inputs"] > 1:
        raise NotImplementedError
    return partial(function, x, window, min_periods, axis)


def with_pandas(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return the same for pandas, which knows windows down the columns only."""
    data = pd.Series(x) if x.ndim == 1 else pd.DataFrame(x if axis == 0 else x.T)
    method = pandas_method(name, data.rolling(window, min_periods=min_periods))
    if RECORDS[name]["inputs"] == 1:
        return method
    return partial(method, data[::-1].set_axis(data.index))


LIBRARIES = {"fastroll": with_fastroll, "bottleneck": with_bottleneck, "pandas": with_pandas}


def normal(shape: int | tuple[int, ...], nan: float = 0.0) -> Array:
    """Return standard normal data, the given share of them NaN."""
    generator = np.random.default_rng(0)
    x = generator.standard_normal(shape)
    x[generator.random(shape) < nan] = np.nan
    return x
