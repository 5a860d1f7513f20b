"""Functions that stand in for the kernels of pandas' module ``pandas._libs.window.aggregations``.

Each has the parameters of the one that it replaces, and computes only where these are what pandas' window objects pass:
vectors of float64, bounds of int64, texts and numbers in their range.  It calls pandas' kernel for all else, so what
that makes of unusual and wrong arguments, and its words for them, stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from fastroll import _core
from fastroll._arguments import as_integer
from fastroll._ewm import EWM_STATISTICS
from fastroll._statistics import STATISTICS
from fastroll._weighted import WEIGHTED_STATISTICS

Call: TypeAlias = tuple[Any, Any, Any, Any, Any, Any]
"""(series, start, end, min_periods, ddof, extra): what `_core.rolling_bounds` takes."""


def _of_one(values: Any, start: Any, end: Any, minp: Any) -> Call:
    return values, start, end, minp, 1, None


def _var(values: Any, start: Any, end: Any, minp: Any, ddof: Any = 1) -> Call:
    return values, start, end, minp, ddof, None


def _quantile(values: Any, start: Any, end: Any, minp: Any, quantile: Any, interpolation: Any) -> Call | None:
    if not (isinstance(quantile, float | int) and 0 < quantile < 1 and type(interpolation) is str):
        return None  # pandas' kernel refuses 0 and 1
    return values, start, end, minp, 1, (float(quantile), interpolation)


def _rank(values: Any, start: Any, end: Any, minp: Any, percentile: Any, method: Any, ascending: Any) -> Call | None:
    if not (type(method) is str and method in ("average", "min", "max")):
        return None  # pandas has no others
    return values, start, end, minp, 1, (method, bool(ascending), bool(percentile))


def _cov(x: Any, y: Any, start: Any, end: Any, minp: Any, ddof: Any = 1) -> Call:
    return (x, y), start, end, minp, ddof, None


def _corr(x: Any, y: Any, start: Any, end: Any, minp: Any) -> Call:
    return (x, y), start, end, minp, 1, None


KERNELS: dict[str, tuple[str, Callable[..., Call | None]]] = {
    "roll_sum": ("sum", _of_one),
    "roll_mean": ("mean", _of_one),
    "roll_var": ("var", _var),
    "roll_skew": ("skew", _of_one),
    "roll_kurt": ("kurt", _of_one),
    "roll_min": ("min", _of_one),
    "roll_max": ("max", _of_one),
    "roll_first": ("first", _of_one),
    "roll_last": ("last", _of_one),
    "roll_median_c": ("median", _of_one),
    "roll_quantile": ("quantile", _quantile),
    "roll_rank": ("rank", _rank),
    "roll_nunique": ("nunique", _of_one),
    "roll_cov": ("cov", _cov),
    "roll_corr": ("corr", _corr),
}
"""Of each kernel, the statistic and what takes its arguments apart."""


def _weighted(values: Any, weights: Any, minp: Any) -> tuple[Any, ...]:
    return values, weights, minp, 1


def _weighted_var(values: Any, weights: Any, minp: Any, ddof: Any) -> tuple[Any, ...]:
    return values, weights, minp, ddof


WEIGHTED_KERNELS: dict[str, tuple[str, Callable[..., tuple[Any, ...]]]] = {
    "roll_weighted_sum": ("sum", _weighted),
    "roll_weighted_mean": ("mean", _weighted),
    "roll_weighted_var": ("var", _weighted_var),
}
"""The same for windows with weights."""


def weighted_kernel_like(
    original: Callable[..., Any], statistic: str, read: Callable[..., tuple[Any, ...]]
) -> Callable[..., Any]:
    """Return a function that computes what a kernel of pandas for windows with weights computes."""
    index = WEIGHTED_STATISTICS[statistic].index

    @wraps(original)
    def kernel(*arguments: Any, **keywords: Any) -> Any:
        try:
            x, weights, minp, ddof = read(*arguments, **keywords)
        except TypeError:
            return original(*arguments, **keywords)
        vectors = _is_vector(x, np.float64) and _is_vector(weights, np.float64) and len(x) > 0
        if vectors and _is_count(minp) and _is_count(ddof) and np.isfinite(weights).all():
            return _core.weighted(index, x, weights, 0, int(minp), int(ddof), False, None)
        return original(*arguments, **keywords)

    return kernel


def kernel_like(original: Callable[..., Any], statistic: str, read: Callable[..., Call | None]) -> Callable[..., Any]:
    """Return a function that computes what a kernel of pandas computes."""
    index = STATISTICS[statistic].index

    @wraps(original)
    def kernel(*arguments: Any, **keywords: Any) -> Any:
        try:
            call = read(*arguments, **keywords)
        except TypeError:  # missing arguments, or too many
            call = None
        if call is not None and _are_usual_windows(call):
            result = _core.rolling_bounds(index, *call[:3], int(call[3]), int(call[4]), False, call[5])
            if result is not NotImplemented:
                return result
        return original(*arguments, **keywords)

    return kernel


def _are_usual_windows(call: Call) -> bool:
    x, start, end, minp, ddof, _ = call
    series = x if isinstance(x, tuple) else (x,)
    if not (_is_vector(start, np.int64) and _is_vector(end, np.int64) and len(start) > 0):
        return False
    return all(_is_vector(one, np.float64) for one in series) and _is_count(minp) and _is_count(ddof)


def _is_count(value: Any) -> bool:
    number = as_integer(value)
    return number is not None and 0 <= number < 2**31


class EwmCall(NamedTuple):
    """The arguments of one of pandas' kernels for exponentially weighted statistics, taken apart.

    Group i is the elements from ``start[i]`` up to ``end[i]``.
    """

    statistic: str
    x: Any
    start: Any
    end: Any
    minp: Any
    com: Any
    adjust: Any
    ignore_na: Any
    bias: Any = False
    deltas: Any = None


def _ewm(
    vals: Any,
    start: Any,
    end: Any,
    minp: Any,
    com: Any,
    adjust: Any,
    ignore_na: Any,
    deltas: Any = None,
    normalize: Any = True,
) -> EwmCall:
    statistic = "mean" if normalize else "sum"
    return EwmCall(statistic, vals, start, end, minp, com, adjust, ignore_na, deltas=deltas)


def _ewmcov(
    input_x: Any,
    start: Any,
    end: Any,
    minp: Any,
    input_y: Any,
    com: Any,
    adjust: Any,
    ignore_na: Any,
    bias: Any,
) -> EwmCall:
    if input_x is input_y:
        return EwmCall("var", input_x, start, end, minp, com, adjust, ignore_na, bias)
    return EwmCall("cov", (input_x, input_y), start, end, minp, com, adjust, ignore_na, bias)


EWM_KERNELS: dict[str, Callable[..., EwmCall]] = {"ewm": _ewm, "ewmcov": _ewmcov}
"""Of each of these kernels what takes its arguments apart."""


def ewm_kernel_like(original: Callable[..., Any], read: Callable[..., EwmCall]) -> Callable[..., Any]:
    """Return a function that computes what a kernel of pandas for exponentially weighted statistics computes."""

    @wraps(original)
    def kernel(*arguments: Any, **keywords: Any) -> Any:
        try:
            call = read(*arguments, **keywords)
        except TypeError:
            return original(*arguments, **keywords)
        return _exponentially_weighted(call) if _is_usual(call) else original(*arguments, **keywords)

    return kernel


def _is_usual(call: EwmCall) -> bool:
    """Whether pandas would not raise, and groups follow each other."""
    series = call.x if isinstance(call.x, tuple) else (call.x,)
    series_fit = all(_is_vector(one, np.float64) and len(one) == len(series[0]) > 0 for one in series)
    if not (series_fit and _is_vector(call.start, np.int64) and _is_vector(call.end, np.int64)):
        return False
    if not (isinstance(call.com, float | int) and 0 <= call.com < np.inf and _is_count(call.minp)):
        return False
    if call.deltas is not None and not _are_steps(call.deltas, len(series[0]) - 1):
        return False
    if call.statistic == "sum" and not (call.adjust and call.deltas is None):
        return False
    start, end = call.start, call.end
    fit = len(start) == len(end) > 0 and start[0] >= 0 and end[-1] <= len(series[0])
    return bool(fit and (start <= end).all() and np.array_equal(start[1:], end[:-1]))


def _are_steps(deltas: Any, count: int) -> bool:
    return _is_vector(deltas, np.float64) and len(deltas) == count and not np.isnan(deltas).any()


def _is_vector(array: Any, dtype: Any) -> bool:
    return type(array) is np.ndarray and array.ndim == 1 and array.dtype == dtype


def _exponentially_weighted(call: EwmCall) -> Any:
    return _core.ewm(
        EWM_STATISTICS[call.statistic].index,
        call.x,
        1 / (1 + call.com),
        bool(call.adjust),
        bool(call.ignore_na),
        bool(call.bias),
        max(int(call.minp), 1),
        call.deltas,
        False,
        False,
        np.append(call.start, call.end[-1]),
    )
