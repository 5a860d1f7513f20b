"""Checks of what only some methods take, in pandas' words: those of the kernels that it would call."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from fastroll import _arguments as arguments
from fastroll._statistics import INTERPOLATIONS, METHODS, Statistic


def labels_of(what: Statistic, extra: Any) -> Sequence[Any] | None:
    """Return the names of the results for each window, None if there is but one."""
    if what.results:
        return what.results
    if what.has_q and np.ndim(extra[0]) > 0:
        return list(extra[0])
    return None


def check_extra(what: Statistic, extra: Any) -> Any:
    """Return `extra` as the kernels take it, or raise what pandas raises."""
    if what.has_q:
        return _quantiles(*extra)
    if what.has_ties:
        method, ascending, pct = extra
        _check_text("method", method)
        return _check_method(method), bool(ascending), bool(pct)
    return None


def _quantiles(q: Any, interpolation: Any) -> Any:
    if np.ndim(q) > 1:
        raise ValueError(f"q must be a number or have one dimension, got {q!r}")
    if np.ndim(q) == 1:
        points = arguments.check_q(q)
        return np.ascontiguousarray(points), _check_interpolation(interpolation)
    if q in (0.0, 1.0):  # pandas takes minimum and maximum
        return float(q), "linear"
    math.isnan(q)  # a TypeError of the same words
    _check_text("interpolation", interpolation)
    return arguments.check_q(float(q)).item(), _check_interpolation(interpolation)


def _check_text(name: str, value: Any) -> None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"Argument '{name}' has incorrect type (expected str, got {type(value).__name__})")


def as_degrees(ddof: Any) -> int:
    """Take any number, as pandas' kernels do, cut off after the point; beyond any series, all are the same."""
    if not hasattr(type(ddof), "__int__"):
        raise TypeError("an integer is required")
    return max(-arguments.EVERYTHING, min(int(ddof), arguments.EVERYTHING))


def _check_interpolation(interpolation: object) -> str:
    if not isinstance(interpolation, str) or interpolation not in INTERPOLATIONS:
        raise ValueError(f"Interpolation '{interpolation}' is not supported")
    return interpolation


def _check_method(method: object) -> str:
    if not isinstance(method, str) or method not in METHODS:
        raise ValueError(f"Method '{method}' is not supported")
    return method
