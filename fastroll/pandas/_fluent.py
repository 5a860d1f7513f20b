"""Window objects as ``obj.fast.rolling(...)`` and ``fast(obj.rolling(...))`` return them.

Each class is pandas' class of the same name, whose names and texts it shares, with our methods before pandas'.
"""

from __future__ import annotations

from typing import Any, Self

import pandas as pd
from numpy.typing import DTypeLike

from fastroll._arguments import EVERYTHING
from fastroll.pandas._apply import ApplyMethods
from fastroll.pandas._ewm import EwmGroups, EwmWindow
from fastroll.pandas._groups import FastGroups, PandasRollingGroupBy, pandas_groups
from fastroll.pandas._label_methods import WindowLabels
from fastroll.pandas._names import name_methods
from fastroll.pandas._weighted import WeightedGroups, WeightedMethods
from fastroll.pandas._window_methods import WindowMethods

_typing: Any = pd.api.typing
_Rolling: Any = _typing.Rolling
_Expanding: Any = _typing.Expanding
_Window: Any = _typing.Window
_BaseWindowGroupBy: Any = PandasRollingGroupBy.__bases__[0]
_ExpandingGroupBy: Any = pandas_groups("Expanding")
_Ewm: Any = _typing.ExponentialMovingWindow
_EwmGroupBy: Any = pandas_groups("ExponentialMovingWindow")


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


class _Moving(ApplyMethods, WindowMethods, WindowLabels):
    """What windows that move have.

    Their ``max`` ignores other arguments, as pandas' does: ``np.max(windows)`` passes some.
    """

    def max(
        self,
        numeric_only: bool = False,
        *args: Any,
        engine: str | None = None,
        engine_kwargs: dict[str, bool] | None = None,
        **kwargs: Any,
    ) -> Any:
        return super().max(numeric_only, engine, engine_kwargs)

    max.__doc__ = WindowMethods.max.__doc__


class Rolling(_DownRows, _Moving, _Rolling):  # type: ignore[misc]
    """Windows that move: a ``pandas.api.typing.Rolling`` that computes with fastroll."""


class Expanding(_DownRows, _Growing, ApplyMethods, WindowMethods, WindowLabels, _Expanding):  # type: ignore[misc]
    """Windows that grow: a ``pandas.api.typing.Expanding`` that computes with fastroll."""


class RollingGroupBy(_DownRows, _Moving, FastGroups, PandasRollingGroupBy):  # type: ignore[misc]
    """Windows that move inside groups: a ``pandas.api.typing.RollingGroupBy`` that computes with fastroll."""


class ExpandingGroupBy(_DownRows, _Growing, ApplyMethods, WindowMethods, WindowLabels, FastGroups, _ExpandingGroupBy):  # type: ignore[misc]
    """Windows that grow inside groups: a ``pandas.api.typing.ExpandingGroupBy`` that computes with fastroll."""


class Window(_DownRows, WeightedMethods, _Window):  # type: ignore[misc]
    """Windows with weights that move: a ``pandas.api.typing.Window`` that computes with fastroll."""


class WindowGroupBy(WeightedGroups, _BaseWindowGroupBy, _Window):  # type: ignore[misc]
    """Windows with weights that move inside groups, which pandas does not have."""

    _attributes = [*_Window._attributes, *_BaseWindowGroupBy._attributes]  # noqa: RUF012  (as in pandas)


class ExponentialMovingWindow(_DownRows, EwmWindow, _Ewm):  # type: ignore[misc]
    """A ``pandas.api.typing.ExponentialMovingWindow`` that computes with fastroll."""


class ExponentialMovingWindowGroupBy(_DownRows, EwmGroups, _EwmGroupBy):  # type: ignore[misc]
    """A ``pandas.api.typing.ExponentialMovingWindowGroupBy`` that computes with fastroll."""


OURS: dict[type, Any] = {
    _Rolling: Rolling,
    _Expanding: Expanding,
    PandasRollingGroupBy: RollingGroupBy,
    _ExpandingGroupBy: ExpandingGroupBy,
    _Window: Window,
    _Ewm: ExponentialMovingWindow,
    _EwmGroupBy: ExponentialMovingWindowGroupBy,
}
"""Of each of pandas' classes, ours."""

for _theirs, _ours in OURS.items():
    name_methods(_ours, _theirs)


def fast_windows(window: Any, threads: int | None, dtype: DTypeLike | None, step: int | None) -> Any:
    """Return a window object of pandas as one of ours, with options; what `fast` says of them."""
    kind = type(window)
    is_weighted = kind in (PandasRollingGroupBy, RollingGroupBy) and window.win_type is not None
    is_ours = kind in (*OURS.values(), WindowGroupBy) and not is_weighted
    if is_ours and threads is None and dtype is None and step is None:
        return window
    if not is_ours and kind not in OURS and not is_weighted:
        names = ", ".join(ours.__name__ for ours in OURS.values())
        raise TypeError(f"obj must be a Series, DataFrame, their groupby, or a {names} of pandas, got {kind.__name__}")
    if getattr(window, "axis", 0) == 1:
        raise TypeError("windows must be down the rows, not along the columns (axis=1)")
    ours = WindowGroupBy if is_weighted else kind if is_ours else OURS[kind]
    if step is not None and not issubclass(ours, _Rolling):
        raise ValueError(f"step must be None for {ours.__name__}, got {step!r}")
    made = object.__new__(ours)
    made.__dict__.update(window.__dict__)
    if issubclass(ours, FastGroups):
        made._grouper = window._grouper
        if made._grouper is not window._grouper and getattr(window, "times", None) is not None:
            parameters = {name: getattr(window, name) for name in window._attributes}
            made = ours(window.obj, selection=window._selection, **parameters)  # pandas has the times of its groups
    if is_weighted:
        made._validate()
    return made._with_options(threads, dtype, step)
