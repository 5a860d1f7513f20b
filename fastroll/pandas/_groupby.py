"""What ``obj.fast.groupby(...)`` returns: pandas' group-by, whose windows are ours from the start.

pandas' ``rolling`` of groups looks at the times of each group for itself before there is a window object; our class
looks at those of all groups at once.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd
from numpy.typing import DTypeLike

from fastroll._ewm import HalfLife
from fastroll.pandas._fluent import ExpandingGroupBy, ExponentialMovingWindowGroupBy, RollingGroupBy, WindowGroupBy

_DataFrameGroupBy: Any = pd.api.typing.DataFrameGroupBy
_SeriesGroupBy: Any = pd.api.typing.SeriesGroupBy
GROUP_BYS: Any = (_DataFrameGroupBy, _SeriesGroupBy)


class _FastGroupBy:
    """What our group-bys have before pandas' class among their bases."""

    if TYPE_CHECKING:  # the private attributes of pandas' class

        def __getattr__(self, name: str) -> Any: ...

    def rolling(
        self,
        window: Any,
        min_periods: int | None = None,
        center: bool = False,
        win_type: Any = None,
        on: Hashable = None,
        closed: str | None = None,
        method: str = "single",
        *,
        step: int | None = None,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return windows that move inside groups, as pandas' method does, which takes no account of `win_type`.

        `step`, `threads` and `dtype` are those of `fast`.
        """
        kind: Any = RollingGroupBy if win_type is None else WindowGroupBy
        windows = kind(
            self._selected_obj,
            window=window,
            min_periods=min_periods,
            center=center,
            win_type=win_type,
            on=on,
            closed=closed,
            method=method,
            _grouper=self._grouper,
            _as_index=self.as_index,
        )
        return windows._with_options(threads, dtype, step)

    def expanding(
        self,
        min_periods: int = 1,
        method: str = "single",
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return windows that grow inside groups, as pandas' method does.

        `threads` and `dtype` are those of `fast`.
        """
        kind: Any = ExpandingGroupBy
        windows = kind(self._selected_obj, min_periods=min_periods, method=method, _grouper=self._grouper)
        return windows._with_options(threads, dtype)

    def ewm(
        self,
        com: float | None = None,
        span: float | None = None,
        halflife: HalfLife | None = None,
        alpha: float | None = None,
        min_periods: int | None = 0,
        adjust: bool = True,
        ignore_na: bool = False,
        times: Any = None,
        method: str = "single",
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return weights that decrease exponentially inside groups, as pandas' method does.

        `threads` and `dtype` are those of `fast`.
        """
        kind: Any = ExponentialMovingWindowGroupBy
        windows = kind(
            self._selected_obj,
            com=com,
            span=span,
            halflife=halflife,
            alpha=alpha,
            min_periods=min_periods,
            adjust=adjust,
            ignore_na=ignore_na,
            times=times,
            method=method,
            _grouper=self._grouper,
        )
        return windows._with_options(threads, dtype)

    def _gotitem(self, key: Any, ndim: int, subset: Any = None) -> Any:
        return fast_groupby(super()._gotitem(key, ndim, subset))  # type: ignore[misc]


class DataFrameGroupBy(_FastGroupBy, _DataFrameGroupBy):  # type: ignore[misc]
    """A ``pandas.api.typing.DataFrameGroupBy`` whose windows compute with fastroll."""


class SeriesGroupBy(_FastGroupBy, _SeriesGroupBy):  # type: ignore[misc]
    """A ``pandas.api.typing.SeriesGroupBy`` whose windows compute with fastroll."""


def fast_groupby(groups: Any) -> Any:
    """Return a group-by of pandas as one of ours, itself if it is one."""
    if isinstance(groups, _FastGroupBy):
        return groups
    ours: Any = DataFrameGroupBy if isinstance(groups, _DataFrameGroupBy) else SeriesGroupBy
    made = object.__new__(ours)
    made.__dict__.update(groups.__dict__)
    return made


class GroupByAccessor:
    """The part of the accessor ``fast`` that makes groups."""

    _obj: Any

    def groupby(self, by: Any = None, level: Any = None, **options: Any) -> Any:
        """Return groups: what pandas' ``groupby`` returns, but for who computes their windows.

        Parameters
        ----------
        by : mapping, function, label, pandas.Grouper, or list of such, default None
            What makes the groups, as in pandas.
        level : int, level name, or sequence of such, default None
            Levels of a MultiIndex that make the groups instead.
        **options
            What else pandas' ``groupby`` takes: `as_index`, `sort`, `group_keys`, `observed`, `dropna`.

        Returns
        -------
        DataFrameGroupBy or SeriesGroupBy
            A subclass of pandas' class, whose ``rolling``, ``expanding`` and ``ewm`` return window objects of fastroll.
            All else is pandas'.

        Raises
        ------
        ValueError, TypeError, KeyError
            As pandas does.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> frame = pd.DataFrame({"key": ["a", "b", "a", "b"], "x": [1, 2, 3, 4]})
        >>> frame.fast.groupby("key")["x"].rolling(2, min_periods=1).sum()
        key
        a    0    1.0
             2    4.0
        b    1    2.0
             3    6.0
        Name: x, dtype: float64
        """
        return fast_groupby(self._obj.groupby(by, level=level, **options))
