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

from pandas.api.extensions import register_dataframe_accessor, register_series_accessor

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
    fast,
)
from fastroll.pandas._groupby import GroupByAccessor
from fastroll.pandas._label_methods import LabelAccessor
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


register_series_accessor("fast")(Fast)
register_dataframe_accessor("fast")(Fast)
