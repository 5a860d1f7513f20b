"""Window objects as ``obj.fast.rolling(...)`` and ``fast(obj.rolling(...))`` return them.

Each class is pandas' class of the same name, whose names and texts it shares, with our methods before pandas'.
"""

from __future__ import annotations

from typing import Any, Self

import pandas as pd

from fastroll._arguments import EVERYTHING
from fastroll.pandas._ewm import (
    ExponentialMovingWindow,
    ExponentialMovingWindowGroupBy,
    PandasEwm,
    PandasEwmGroupBy,
)
from fastroll.pandas._groups import FastGroups, PandasRollingGroupBy, pandas_groups
from fastroll.pandas._weighted import WeightedGroups, WeightedMethods
from fastroll.pandas._window_methods import WindowMethods

_typing: Any = pd.api.typing
_Rolling: Any = _typing.Rolling
_Expanding: Any = _typing.Expanding
_Window: Any = _typing.Window
_BaseWindowGroupBy: Any = PandasRollingGroupBy.__bases__[0]
_ExpandingGroupBy: Any = pandas_groups("Expanding")


class _Growing:
    """What makes windows grow."""

    def _length(self) -> int:
        return EVERYTHING


class _DownRows:
    """What leaves windows that lie along the columns to pandas: version 2 has them (``axis=1``), deprecated."""

    if pd.__version__.startswith("2."):

        def __new__(cls, *arguments: Any, **keywords: Any) -> Self:
            if keywords.get("axis", 0) not in (1, "columns"):
                return object.__new__(cls)
            theirs: Any = next(theirs for theirs, ours in OURS.items() if ours is cls)
            made: Self = theirs(*arguments, **keywords)
            return made


class Rolling(_DownRows, WindowMethods, _Rolling):  # type: ignore[misc]
    """Windows that move: a ``pandas.api.typing.Rolling`` that computes with fastroll."""


class Expanding(_DownRows, _Growing, WindowMethods, _Expanding):  # type: ignore[misc]
    """Windows that grow: a ``pandas.api.typing.Expanding`` that computes with fastroll."""


class RollingGroupBy(_DownRows, WindowMethods, FastGroups, PandasRollingGroupBy):  # type: ignore[misc]
    """Windows that move inside groups: a ``pandas.api.typing.RollingGroupBy`` that computes with fastroll."""


class ExpandingGroupBy(_DownRows, _Growing, WindowMethods, FastGroups, _ExpandingGroupBy):  # type: ignore[misc]
    """Windows that grow inside groups: a ``pandas.api.typing.ExpandingGroupBy`` that computes with fastroll."""


class Window(_DownRows, WeightedMethods, _Window):  # type: ignore[misc]
    """Windows with weights that move: a ``pandas.api.typing.Window`` that computes with fastroll."""


class WindowGroupBy(WeightedGroups, _BaseWindowGroupBy, _Window):  # type: ignore[misc]
    """Windows with weights that move inside groups, which pandas does not have."""

    _attributes = [*_Window._attributes, *_BaseWindowGroupBy._attributes]  # noqa: RUF012  (as in pandas)


OURS: dict[type, Any] = {
    _Rolling: Rolling,
    _Expanding: Expanding,
    PandasRollingGroupBy: RollingGroupBy,
    _ExpandingGroupBy: ExpandingGroupBy,
    _Window: Window,
}
"""Of each of pandas' classes, ours."""

_OF_ALL: dict[type, Any] = {
    **OURS,
    PandasEwm: ExponentialMovingWindow,
    PandasEwmGroupBy: ExponentialMovingWindowGroupBy,
}
"""The same with those that `patch` leaves as they are."""


def fast(window: Any) -> Any:
    """Return a window object of pandas as one that computes with fastroll.

    Parameters
    ----------
    window : Rolling, Expanding, ExponentialMovingWindow, Window, or one inside groups (``RollingGroupBy``, ...)
        What ``rolling()``, ``expanding()`` or ``ewm()`` of a Series, a DataFrame or a group-by returned.

    Returns
    -------
    Rolling, Expanding, ExponentialMovingWindow, Window, or one of these inside groups
        A subclass of the same name, the first two with more methods; `window` itself if it is one already.  Windows
        inside groups that were made with `win_type`, of which pandas takes no account, have their weights.

    Raises
    ------
    TypeError
        If `window` is something else: windows along the columns, for example.

    Examples
    --------
    >>> import pandas as pd
    >>> import fastroll as fr
    >>> frame = pd.DataFrame({"key": ["a", "b", "a", "b"], "x": [1, 2, 3, 4]})
    >>> fr.fast(frame.groupby("key").rolling(2, min_periods=1)).sum()
             x
    key
    a   0  1.0
        2  4.0
    b   1  2.0
        3  6.0
    """
    kind = type(window)
    is_weighted = kind in (PandasRollingGroupBy, RollingGroupBy) and window.win_type is not None
    if kind in (*_OF_ALL.values(), WindowGroupBy) and not is_weighted:
        return window
    if kind not in _OF_ALL and not is_weighted:
        names = ", ".join(ours.__name__ for ours in _OF_ALL.values())
        raise TypeError(f"window must be a {names} of pandas, got {kind.__name__}")
    if getattr(window, "axis", 0) == 1:
        raise TypeError("windows must be down the rows, not along the columns (axis=1)")
    made = object.__new__(WindowGroupBy if is_weighted else _OF_ALL[kind])
    made.__dict__.update(window.__dict__)
    if is_weighted:
        made._validate()
    return made
