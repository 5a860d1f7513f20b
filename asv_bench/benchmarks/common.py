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

RECORDS = {record["name"]: record for record in _core.statistics() if record["inputs"] == 1}
STATISTICS = list(RECORDS)


def with_fastroll(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return what computes the statistic with fastroll, ready to be timed."""
    return partial(getattr(fastroll, f"rolling_{name}"), x, window, min_periods, axis=axis)


def with_bottleneck(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return the same for bottleneck; skip what it does not have."""
    function = getattr(bottleneck, f"move_{name}", None)
    if function is None:
        raise NotImplementedError
    return partial(function, x, window, min_periods, axis)


def with_pandas(name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return the same for pandas, which knows windows down the columns only."""
    data = pd.Series(x) if x.ndim == 1 else pd.DataFrame(x if axis == 0 else x.T)
    method = getattr(data.rolling(window, min_periods=min_periods), name, None)
    if method is None:
        raise NotImplementedError
    return partial(method)


LIBRARIES = {"fastroll": with_fastroll, "bottleneck": with_bottleneck, "pandas": with_pandas}


def normal(shape: int | tuple[int, ...], nan: float = 0.0) -> Array:
    """Return standard normal data, the given share of them NaN."""
    generator = np.random.default_rng(0)
    x = generator.standard_normal(shape)
    x[generator.random(shape) < nan] = np.nan
    return x
