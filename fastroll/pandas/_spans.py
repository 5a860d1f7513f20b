"""Spans of time, and half-lives, in units of an index of times, exactly; pandas cuts them down to a whole number.

pandas computes them when it makes a window object, and keeps them there.  What our classes have in place of these
attributes computes them when they are asked for: no function of ours stands between pandas and its caller then, which
its warnings point to.
"""

from __future__ import annotations

import functools
import warnings
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll._spans import as_points, as_times, attoseconds, ratio, steps_between, unit_of, whole_span

_NANOSECOND = 10**9  # attoseconds


class _Exact:
    """An attribute of window objects that pandas sets, and that is computed anew from there when it is read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.found = name, f"_fastroll{name}"

    def __get__(self, windows: Any, owner: type | None = None) -> Any:
        if windows is None:
            return self
        kept = windows.__dict__
        if self.name not in kept:
            raise AttributeError(self.name)
        if self.found not in kept:
            kept[self.found] = self.compute(windows, kept[self.name])
        return kept[self.found]

    def __set__(self, windows: Any, value: Any) -> None:
        windows.__dict__[self.name] = value
        windows.__dict__.pop(self.found, None)

    def compute(self, windows: Any, given: Any) -> Any:
        """Return the exact value, what pandas has `given` where it has rules of its own."""
        raise NotImplementedError


class ExactSpan(_Exact):
    """The integer whose windows are those of a span, over the integers that times are; None for other windows."""

    def compute(self, windows: Any, given: Any) -> int | None:
        """Return it."""
        if given is None:
            return None
        span = ratio(_length(windows.window), _unit(windows._on))
        return whole_span(span, bool(windows.center), windows.closed) if span > 0 else int(given)


class ExactSteps(_Exact):
    """What lies between the times of the rows, in half-lives."""

    def compute(self, windows: Any, given: Any) -> NDArray[np.float64]:
        """Return it."""
        times = windows.__dict__.get("times")
        if times is None or len(times) == 0:
            return given  # type: ignore[no-any-return]
        array, halflife = as_times(windows._times_in_order()), windows.halflife
        length = _half_life(halflife) if isinstance(halflife, str) else attoseconds("halflife", halflife)
        return steps_between(as_points(array), ratio(length, unit_of(array.dtype)[0])) if length > 0 else given


def _length(window: Any) -> int:
    return _of_text(window) if isinstance(window, str) else attoseconds("window", window)


@functools.lru_cache(64)  # a text means the same whoever has it
def _of_text(window: str) -> int:
    with warnings.catch_warnings():  # pandas has told what there is to tell
        warnings.simplefilter("ignore")
        return attoseconds("window", window)


@functools.lru_cache(64)
def _half_life(text: str) -> int:
    return attoseconds("halflife", pd.Timedelta(text))


def _unit(index: Any) -> int:
    """Return what two neighbouring integers of an index of times are apart, in attoseconds."""
    if isinstance(index, pd.PeriodIndex):
        freq: Any = index.freq
        return int(freq.base.nanos) * _NANOSECOND
    dtype: Any = getattr(index.dtype, "numpy_dtype", getattr(index.dtype, "base", None))
    if not isinstance(dtype, np.dtype) or dtype.kind not in "mM":  # there are no rows
        return _NANOSECOND
    return unit_of(dtype)[0]
