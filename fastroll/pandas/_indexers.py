"""Bounds of pandas' ``VariableOffsetWindowIndexer``, for the whole index at once.

pandas goes from row to row and compares timestamps.  Of an index that ascends or descends, a window starts with the
first row whose time is after its own less the offset, but never before the start of the window before it; that row is
found by bisection.  Whatever is out of the ordinary is left to pandas.
"""

from __future__ import annotations

import warnings
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.indexers import VariableOffsetWindowIndexer
from pandas.errors import PerformanceWarning

from fastroll._indexers import MAKERS

Bounds: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]


def offset_bounds(
    indexer: Any,
    num_values: int = 0,
    min_periods: int | None = None,
    center: bool | None = None,
    closed: str | None = None,
    step: int | None = None,
) -> Any:
    """Return what ``indexer.get_window_bounds`` returns."""
    made = None
    if step is None and 0 < num_values <= len(indexer.index):
        made = _of_ordered_times(indexer.index[:num_values], indexer.offset, closed or "right")
    if made is None:
        return indexer.get_window_bounds(num_values, min_periods, center, closed, step)
    return made


def _of_ordered_times(index: pd.DatetimeIndex, offset: Any, closed: str) -> Bounds | None:
    descends = bool(index[-1] < index[0])
    if index.hasnans or not (index.is_monotonic_decreasing if descends else index.is_monotonic_increasing):
        return None
    limits = _limits(index, -1 * offset if descends else offset, closed in ("left", "both"))
    if limits is None:
        return None
    times = index.as_unit("ns").asi8
    if descends:
        times, limits = ~times, ~limits  # ascend
    rows = np.arange(len(index))
    first = np.minimum(np.searchsorted(times, limits, side="right"), rows)
    first[0] = 0
    start = np.maximum.accumulate(first)
    end = rows + 1 if closed in ("right", "both") else np.searchsorted(times, times, side="left")
    return start.astype(np.int64), end.astype(np.int64)


def _limits(index: pd.DatetimeIndex, offset: Any, is_left_closed: bool) -> NDArray[np.int64] | None:
    """Return the times after which windows start, in nanoseconds; None where pandas cannot tell them all at once."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PerformanceWarning)
            limits: Any = index - offset
        if not isinstance(limits, pd.DatetimeIndex):
            return None
        if is_left_closed:
            limits = limits.as_unit("ns") - pd.offsets.Nano(1)
        made: NDArray[np.int64] = limits.as_unit("ns").asi8
        index.as_unit("ns")
    except Exception:  # whatever it is, pandas' own way will tell
        return None
    return None if limits.hasnans else made


MAKERS[VariableOffsetWindowIndexer] = offset_bounds
