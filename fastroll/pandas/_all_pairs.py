"""All columns of a frame with all of another, in one call of a kernel, or in as many as there are columns.

pandas aligns, masks and wraps each pair by itself, which takes several times as long as the numbers.  Where the rows of
both frames are the same there is nothing to align, and the kernels mask pairs anyway.  It does not matter which of two
columns comes first, so those of one frame are paired once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll._statistics import Statistic
from fastroll.pandas._window import FastWindow

_STRETCH = 256


def all_pairs(
    windows: FastWindow, what: Statistic, ddof: Any, numeric_only: bool, other: Any, pairwise: bool | None
) -> Any:
    """Return what pandas' ``cov`` and ``corr`` return for all pairs, or None if this is not the case for it."""
    first = windows._selected_obj
    if type(first) is not pd.DataFrame or (other is not None and (type(other) is not pd.DataFrame or not pairwise)):
        return None
    if (other is None and pairwise is False) or windows.on is not None or hasattr(windows, "_grouper"):
        return None
    first = windows._create_data(first, numeric_only)
    second = first if other is None else windows._make_numeric_only(other) if numeric_only else other
    if not _fit(first, second):
        return None
    dtype = windows._reading(first, second)
    x = np.ascontiguousarray(windows._columns(first, dtype, what, ddof, None))
    y = x if second is first else np.ascontiguousarray(windows._columns(second, dtype, what, ddof, None))
    numbers = windows._pairs(what, x, y, ddof)
    if numbers is NotImplemented:
        numbers = _side_by_side(_computed(windows, what, ddof, x, y), y is x)
    return _wrapped(windows._typed(numbers), first, second)


def _fit(first: Any, second: Any) -> bool:
    """Whether there is nothing to align, and the index of the result is one of (row, column)."""
    for frame in (first, second):
        if frame.size == 0 or frame.columns.nlevels > 1 or frame.index.nlevels > 1:
            return False
        if not all(isinstance(dtype, np.dtype) and dtype.kind in "fiub" for dtype in frame.dtypes):
            return False
    unique = first.columns.is_unique and second.columns.is_unique
    return bool(unique and first.index.equals(second.index) and first.index.names == second.index.names)


def _computed(windows: FastWindow, what: Statistic, ddof: Any, x: NDArray[Any], y: NDArray[Any]) -> list[NDArray[Any]]:
    """Return for each row of x an array with a row for each of y; of those of one frame, from itself on."""
    made, repeated = [], np.empty_like(y)
    for i, row in enumerate(x):
        others = y[i:] if y is x else y
        repeated[: len(others)] = row
        made.append(windows._compute(what, (repeated[: len(others)], others), ddof))
    return made


def _side_by_side(made: list[NDArray[Any]], mirrored: bool) -> NDArray[Any]:
    """Return [row of x, time, row of y] as the frame will hold it, stretch by stretch, so that these fit a cache."""
    others, n = made[0].shape
    result = np.empty((len(made), n, others), made[0].dtype)
    stretch = np.empty((len(made), others, min(n, _STRETCH)), made[0].dtype)
    for begin in range(0, n, _STRETCH):
        part = slice(begin, min(begin + _STRETCH, n))
        now = stretch[:, :, : part.stop - begin]
        for i, rows in enumerate(made):
            if mirrored:
                now[i:, i] = now[i, i:] = rows[:, part]
            else:
                now[i] = rows[:, part]
        result[:, part] = now.swapaxes(1, 2)
    return result


def _wrapped(result: NDArray[Any], first: Any, second: Any) -> Any:
    rows = pd.MultiIndex.from_product([first.index, second.columns])
    numbers = result.reshape(len(result), -1)
    return pd.DataFrame(numbers.T, index=rows, columns=first.columns, copy=False)
