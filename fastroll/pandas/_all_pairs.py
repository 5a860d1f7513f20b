"""All columns of a frame with all of another, in as many calls of a kernel as there are columns.

pandas aligns, masks and wraps each pair by itself, which takes several times as long as the numbers.  Where the rows of
both frames are the same there is nothing to align, and the kernels mask pairs anyway.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll._statistics import Statistic
from fastroll.pandas._window import FastWindow


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
    x = windows._columns(first, dtype, what, ddof, None)
    y = x if second is first else windows._columns(second, dtype, what, ddof, None)
    return _wrapped(windows._typed(_computed(windows, what, ddof, x, y)), first, second)


def _fit(first: Any, second: Any) -> bool:
    """Whether there is nothing to align, and the index of the result is one of (row, column)."""
    for frame in (first, second):
        if frame.size == 0 or frame.columns.nlevels > 1 or frame.index.nlevels > 1:
            return False
        if not all(isinstance(dtype, np.dtype) and dtype.kind in "fiub" for dtype in frame.dtypes):
            return False
    unique = first.columns.is_unique and second.columns.is_unique
    return bool(unique and first.index.equals(second.index))


def _computed(windows: FastWindow, what: Statistic, ddof: Any, x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
    """Return [row of x, time, row of y] as the frame will hold it: each row of x with each of y.

    It does not matter which of two rows comes first, so those of one frame are computed once.
    """
    same = y is x
    result = np.empty((len(x), x.shape[1], len(y)), x.dtype)
    repeated, with_all = np.empty_like(y, order="C"), np.empty_like(y, order="C")
    made: list[NDArray[Any]] = []
    for i, row in enumerate(x):
        others = y[i:] if same else y
        repeated[: len(others)] = row
        with_others = windows._compute(what, (repeated[: len(others)], others), ddof)
        if same:
            made.append(with_others)
            for k, earlier in enumerate(made[:-1]):
                with_all[k] = earlier[i - k]
            with_all[i:] = with_others
            with_others = with_all
        result[i] = with_others.T
    return result


def _wrapped(result: NDArray[Any], first: Any, second: Any) -> Any:
    rows = pd.MultiIndex.from_product([first.index, second.columns])
    numbers = result.reshape(len(result), -1)
    return pd.DataFrame(numbers.T, index=rows, columns=first.columns, copy=False)
