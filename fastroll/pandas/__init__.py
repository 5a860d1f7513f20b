"""Statistics of windows of pandas objects: the accessor ``fast`` of Series and DataFrame.

Results are those of pandas: values up to rounding, index, names, dtypes, and exceptions with their texts.

Examples
--------
>>> import pandas as pd
>>> import fastroll as fr
>>> index = pd.date_range("2026-01-01", periods=4, freq="h")
>>> pd.Series([1, 2, 6, 3], index=index).fast.rolling_mean("2h")
2026-01-01 00:00:00    1.0
2026-01-01 01:00:00    1.5
2026-01-01 02:00:00    4.0
2026-01-01 03:00:00    4.5
Freq: h, dtype: float64
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from numpy.typing import DTypeLike

from fastroll.pandas import _indexers as _indexers
from fastroll.pandas._accessor import Data
from fastroll.pandas._apply import ApplyAccessor
from fastroll.pandas._ewm_methods import EwmMethods
from fastroll.pandas._expanding_methods import ExpandingMethods
from fastroll.pandas._fluent import (
    Expanding,
    ExpandingGroupBy,
    ExponentialMovingWindow,
    ExponentialMovingWindowGroupBy,
    Rolling,
    RollingGroupBy,
    Window,
    WindowGroupBy,
    fast_windows,
)
from fastroll.pandas._groupby import GROUP_BYS, GroupByAccessor, fast_groupby
from fastroll.pandas._label_methods import LabelAccessor
from fastroll.pandas._labels_first import register
from fastroll.pandas._patch import load_ipython_extension, patch, patched, unload_ipython_extension, unpatch
from fastroll.pandas._rolling_methods import RollingMethods
from fastroll.pandas._weighted_methods import RollingWeightedMethods

__all__ = [
    "Expanding",
    "ExpandingGroupBy",
    "ExponentialMovingWindow",
    "ExponentialMovingWindowGroupBy",
    "Fast",
    "Rolling",
    "RollingGroupBy",
    "Window",
    "WindowGroupBy",
    "fast",
    "load_ipython_extension",
    "patch",
    "patched",
    "unload_ipython_extension",
    "unpatch",
]


class Fast(
    RollingMethods[Data],
    ExpandingMethods[Data],
    RollingWeightedMethods[Data],
    LabelAccessor,
    ApplyAccessor,
    EwmMethods,
    GroupByAccessor,
):
    """Statistics of windows of a Series or DataFrame: what pandas returns, faster and more accurate."""


def fast(obj: Any, *, threads: int | None = None, dtype: DTypeLike | None = None, step: int | None = None) -> Any:
    """Return the accessor of an object of pandas, or its window object as one that computes with fastroll.

    ``obj.fast`` is a column where `obj` has one of that name, as it is without fastroll; ``fast(obj)`` is the accessor.

    Parameters
    ----------
    obj : Series, DataFrame, their ``groupby``, or a window object
        A window object is what ``rolling()``, ``expanding()`` or ``ewm()`` of one of the others returned: Rolling,
        Expanding, ExponentialMovingWindow, Window, or one inside groups (``RollingGroupBy``, ...).
    threads : int, default None
        The most threads of a computation; None leaves that to `set_num_threads`.
    dtype : {'float64', 'float32'}, default None
        The type of results; None is float64.  float32 data are read as they are for float32 results.  Arithmetic is in
        float64 all the same.
    step : int, default None
        Only every `step`-th row is returned, of each group if there are groups.  Windows may be spans of time.

    Returns
    -------
    Fast, a group-by, or a window object
        Of a Series or DataFrame the accessor; of all else a subclass of the same name, whose methods are faster, and
        more for Rolling and Expanding; `obj` itself if it is one already, and nothing else is asked for.  Windows
        inside groups that were made with `win_type`, of which pandas takes no account, have their weights.

    Raises
    ------
    TypeError
        If `obj` is something else: windows along the columns, for example; if `threads` is no integer.
    ValueError
        If `threads` or `step` is less than 1, or `step` no integer; if `dtype` is another type; if `step` is given and
        windows grow or have weights; if any of them is given with something other than a window object.

    Examples
    --------
    >>> import pandas as pd
    >>> import fastroll as fr
    >>> averages = pd.DataFrame({"fast": [1, 3, 5], "slow": [2, 2, 4]})
    >>> (averages.fast > averages.slow).tolist()
    [False, True, True]
    >>> fr.fast(averages).rolling_mean(2)["fast"].tolist()
    [nan, 2.0, 4.0]
    >>> frame = pd.DataFrame({"key": ["a", "b", "a", "b"], "x": [1, 2, 3, 4]})
    >>> fr.fast(frame.groupby("key").rolling(2, min_periods=1)).sum()
             x
    key
    a   0  1.0
        2  4.0
    b   1  2.0
        3  6.0
    >>> fr.fast(frame.groupby("key").rolling(2), step=2, dtype="float32").sum()["x"].dtype
    dtype('float32')
    """
    is_data, is_group_by = isinstance(obj, pd.Series | pd.DataFrame), isinstance(obj, GROUP_BYS)
    if not is_data and not is_group_by:
        return fast_windows(obj, threads, dtype, step)
    for name, value in {"threads": threads, "dtype": dtype, "step": step}.items():
        if value is not None:
            raise ValueError(f"{name} must be None for a {type(obj).__name__}, whose methods take it, got {value!r}")
    return Fast(obj) if is_data else fast_groupby(obj)


register("fast", Fast)
