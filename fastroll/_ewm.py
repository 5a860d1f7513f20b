"""Exponentially weighted statistics of arrays: checks of arguments, and the call of the core.

The rules, and the words of the errors, are pandas'.
"""

from __future__ import annotations

import datetime
import math
import numbers
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._rolling import as_series, dtype_of, fill, target_of
from fastroll._spans import Length, as_points, as_times, in_units_of, steps_between
from fastroll._statistics import UFUNCS

HalfLife: TypeAlias = float | str | datetime.timedelta | np.timedelta64
"""A number of steps or, for series with times, a length of time."""


@dataclass(frozen=True, slots=True)
class EwmStatistic:
    """What there is to know of an exponentially weighted statistic; see `fastroll._statistics.Statistic`.

    `has_bias`: it takes `bias`.
    """

    index: int
    name: str
    summary: str
    error: str
    method: str
    inputs: int
    has_bias: bool
    ufunc: np.ufunc


EWM_STATISTICS = {
    record["name"]: EwmStatistic(
        index=index,
        name=record["name"],
        summary=record["summary"],
        error=record["error"],
        method=record["method"],
        inputs=record["inputs"],
        has_bias=record["has_bias"],
        ufunc=UFUNCS[f"ewm_{record['name']}"],
    )
    for index, record in enumerate(_core.ewm_statistics())
}


@dataclass(frozen=True, slots=True)
class Weights:
    """How weights decay, checked.

    Attributes
    ----------
    alpha : float
        The smoothing factor, in (0, 1].
    adjust, ignore_na : bool
        See `ewm_mean`.
    times : ndarray of int64, optional
    halflife : int or Fraction, optional
        The unit of steps between times, in units of these.
    """

    alpha: float
    adjust: bool
    ignore_na: bool
    times: NDArray[np.int64] | None
    halflife: Length | None

    def steps(self, n: int) -> NDArray[np.float64] | None:
        """Return what lies between n elements, in half-lives."""
        if self.times is None or self.halflife is None:
            return None
        if self.times.shape != (n,):
            raise ValueError(f"times must be the same length as x, {n}, got {self.times.size}")
        if (self.times[1:] < self.times[:-1]).any():
            raise ValueError("times must be monotonically increasing")
        return steps_between(self.times, self.halflife)


def check_weights(
    com: float | None,
    span: float | None,
    halflife: HalfLife | None,
    alpha: float | None,
    adjust: bool,
    ignore_na: bool,
    times: ArrayLike | None,
) -> Weights:
    """Check what says how weights decay."""
    adjust, ignore_na = arguments.check_flag("adjust", adjust), arguments.check_flag("ignore_na", ignore_na)
    if times is None:
        if isinstance(halflife, str | datetime.timedelta | np.timedelta64):
            raise ValueError(f"halflife can only be a timedelta convertible argument with times, got {halflife!r}")
        return Weights(_smoothing(com, span, halflife, alpha), adjust, ignore_na, None, None)
    points, length = _in_one_unit(times, halflife)
    factor = 0.5
    if any(value is not None for value in (com, span, alpha)):
        if not adjust:
            raise NotImplementedError(
                "None of com, span, or alpha can be specified if times is provided and adjust=False"
            )
        factor = _smoothing(com, span, None, alpha)
    return Weights(factor, adjust, ignore_na, points, length)


def _smoothing(com: float | None, span: float | None, halflife: float | None, alpha: float | None) -> float:
    """Return alpha, whatever it is told by."""
    given = {"com": com, "span": span, "halflife": halflife, "alpha": alpha}
    told = [(name, _number(name, value)) for name, value in given.items() if value is not None]
    if not told:
        raise ValueError("Must pass one of com, span, halflife, or alpha")
    if len(told) > 1:
        words = " and ".join(f"{name}={value!r}" for name, value in told)
        raise ValueError(f"com, span, halflife, and alpha are mutually exclusive, got {words}")
    match told[0]:
        case name, value if math.isinf(value):  # weights would not decay at all
            raise ValueError(f"{name} must be finite, got {value!r}")
        case "com", value if value >= 0:
            return 1 / (1 + value)
        case "span", value if value >= 1:
            return 2 / (value + 1)
        case "halflife", value if value > 0:
            return float(-np.expm1(-np.log(2) / value))
        case "alpha", value if 0 < value <= 1:
            return value
    raise ValueError(f"{_RULES[told[0][0]]}, got {told[0][1]!r}")


_RULES = {
    "com": "com must satisfy: com >= 0",
    "span": "span must satisfy: span >= 1",
    "halflife": "halflife must satisfy: halflife > 0",
    "alpha": "alpha must satisfy: 0 < alpha <= 1",
}


def _number(name: str, value: object) -> float:
    if not isinstance(value, numbers.Real) or isinstance(value, np.timedelta64):
        raise TypeError(f"{name} must be a number, got {value!r}")
    try:
        return float(value)
    except OverflowError:
        raise ValueError(f"{name} must be a number that float64 can hold, got {value!r}") from None


def _in_one_unit(times: ArrayLike, halflife: object) -> tuple[NDArray[np.int64], Length]:
    """Return times as integers, and the half-life in their unit."""
    array = as_times(times)
    if array.dtype.kind not in "Mm":
        raise ValueError(f"times must be datetime64 dtype, or timedelta64, got dtype {array.dtype}")
    array, length = in_units_of(array, "halflife", _as_length(halflife))
    if not length > 0:
        raise ValueError(f"halflife must satisfy: halflife > 0, got {halflife!r}")
    return as_points(array), length


def _as_length(halflife: object) -> object:
    if isinstance(halflife, str):
        from pandas import Timedelta

        try:
            return Timedelta(halflife)
        except ValueError as error:
            raise ValueError(f"halflife must be a length of time, got {halflife!r}") from error
    if not isinstance(halflife, datetime.timedelta | np.timedelta64):
        raise ValueError(f"halflife must be a timedelta convertible object, got {halflife!r}")
    return halflife


def ewm(
    what: EwmStatistic, x: Any, weights: Weights, bias: bool, min_periods: int, axis: int, out: NDArray[Any] | None
) -> NDArray[Any]:
    """Compute one statistic of one array, or of a tuple of two."""
    series, axis = as_series(what.inputs, x, axis)
    target = None if out is None else target_of(out, series[0].shape, axis, dtype_of(series))
    made = _computed(what, series, weights, bias, min_periods, False, target)
    return fill(out, target, made, axis)


def ewm_of_all(what: EwmStatistic, x: Any, weights: Weights, bias: bool, min_periods: int, axis: int) -> Any:
    """Compute the last values alone: an array, or a number if there is but one series."""
    series, _ = as_series(what.inputs, x, axis)
    return _computed(what, series, weights, bias, min_periods, True, None)[()]


def _computed(
    what: EwmStatistic,
    series: list[NDArray[Any]],
    weights: Weights,
    bias: bool,
    min_periods: int,
    last: bool,
    out: NDArray[Any] | None,
) -> NDArray[Any]:
    if not weights.adjust and what.name == "sum":
        raise NotImplementedError("sum is not implemented with adjust=False")
    if not weights.adjust and weights.times is not None and what.name != "mean":
        raise NotImplementedError(f"{what.name} is not implemented with times and adjust=False")
    return _core.ewm(
        what.index,
        series[0] if what.inputs == 1 else tuple(series),
        weights.alpha,
        weights.adjust,
        weights.ignore_na,
        arguments.check_flag("bias", bias),
        arguments.check_min_periods(min_periods),
        weights.steps(series[0].shape[-1]),
        False,
        last,
        None,
        out,
    )
