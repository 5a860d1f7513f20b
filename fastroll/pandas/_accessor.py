"""The accessor ``fast`` but for its methods: a short way for the usual case, pandas' window classes for all else."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from pandas.api.indexers import BaseIndexer

from fastroll import _core
from fastroll._arguments import EVERYTHING
from fastroll._statistics import Statistic
from fastroll.pandas._window import Expanding, Rolling, one_block

Data = TypeVar("Data", "pd.Series[Any]", pd.DataFrame)
Window: TypeAlias = int | str | datetime.timedelta | pd.offsets.BaseOffset | BaseIndexer


class Accessor(Generic[Data]):
    """Statistics of one Series or DataFrame."""

    def __init__(self, obj: Data) -> None:
        self._obj: Any = obj

    def _rolling(
        self,
        what: Statistic,
        window: Window,
        min_periods: int | None,
        center: bool,
        on: Hashable,
        closed: str | None,
        step: int | None,
        ddof: int,
        numeric_only: bool,
    ) -> Data:
        result: Data | None = None
        if on is None and step is None:
            result = self._short_way(what, window, min_periods, center, closed, ddof)
        if result is None:
            windows = Rolling(  # type: ignore[call-arg]
                self._obj, window=window, min_periods=min_periods, center=center, on=on, closed=closed, step=step
            )
            result = windows._run(what, ddof, numeric_only)
        return result

    def _expanding(self, what: Statistic, min_periods: int, ddof: int, numeric_only: bool) -> Data:
        result: Data | None = None
        if min_periods is not None:
            result = self._short_way(what, EVERYTHING, min_periods, False, None, ddof)
        if result is None:
            windows = Expanding(self._obj, min_periods=min_periods)  # type: ignore[call-arg]
            result = windows._run(what, ddof, numeric_only)
        return result

    def _short_way(
        self, what: Statistic, window: Any, min_periods: int | None, center: bool, closed: str | None, ddof: int
    ) -> Any:
        """Return the result for float64 data and plain arguments, None for others: wrong ones, for example."""
        obj = self._obj
        is_series = type(obj) is pd.Series
        if not is_series and type(obj) is not pd.DataFrame:
            return None
        x = obj._values if is_series else one_block(obj)
        if type(x) is not np.ndarray or x.dtype != np.float64:
            return None
        skip_inf = not what.counts_rows
        result = _core.rolling(what.index, x, window, min_periods, ddof, center, closed, skip_inf)
        if result is NotImplemented:
            return None
        if is_series:
            return pd.Series(result, index=obj.index, name=obj.name, copy=False)
        return pd.DataFrame(result.T, index=obj.index, columns=obj.columns, copy=False)
