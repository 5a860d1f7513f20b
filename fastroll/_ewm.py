"""Exponentially weighted statistics of arrays: checks of arguments, and the call of the core.

The rules, and the words of the errors, are pandas'.
"""

from __future__ import annotations

import datetime
import numbers
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._rolling import as_series, dtype_of, fill, target_of
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
    times : ndarray, optional
        Of datetime64 or timedelta64.
    halflife : numpy.timedelta64, optional
        The unit of steps between times.
    """

    alpha: float
    adjust: bool
    ignore_na: bool
    times: NDArray[Any] | None
    halflife: np.timedelta64 | None

    def steps(self, n: int) -> NDArray[np.float64] | None:
        """Return what lies between n elements, in half-lives."""
        if self.times is None or self.halflife is None:
            return None
        if self.times.shape != (n,):
            raise ValueError("times must be the same length as the object.")
        unit: Any
        unit, count = np.datetime_data(self.times.dtype)
        tick: np.timedelta64 = np.timedelta64(count, unit)
        points: NDArray[np.int64] = self.times.view(np.int64)
        spans = np.diff(points)
        if (spans < 0).any():
            raise ValueError("times must be monotonically increasing")
        made: NDArray[np.float64] = spans / float(self.halflife / tick)
        return made


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
            raise ValueError("halflife can only be a timedelta convertible argument if times is not None.")
        return Weights(_smoothing(com, span, halflife, alpha), adjust, ignore_na, None, None)
    points, length, factor = _as_times(times), _as_length(halflife), 0.5
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
        raise ValueError("Must pass one of comass, span, halflife, or alpha")
    if len(told) > 1:
        raise ValueError("comass, span, halflife, and alpha are mutually exclusive")
    match told[0]:
        case "com", value if value >= 0:
            return 1 / (1 + value)
        case "span", value if value >= 1:
            return 2 / (value + 1)
        case "halflife", value if value > 0:
            return float(-np.expm1(-np.log(2) / value))
        case "alpha", value if 0 < value <= 1:
            return value
    raise ValueError(_RULES[told[0][0]])


_RULES = {
    "com": "comass must satisfy: comass >= 0",
    "span": "span must satisfy: span >= 1",
    "halflife": "halflife must satisfy: halflife > 0",
    "alpha": "alpha must satisfy: 0 < alpha <= 1",
}


def _number(name: str, value: object) -> float:
    if not isinstance(value, numbers.Real):
        raise TypeError(f"{name} must be a number, got {value!r}")
    return float(value)


def _as_times(times: ArrayLike) -> NDArray[Any]:
    # Times with a zone are objects to NumPy, unless asked for what pandas holds.
    held = getattr(times, "values", None)
    array = held if isinstance(held, np.ndarray) else np.asarray(times)
    if array.dtype.kind not in "Mm":
        raise ValueError("times must be datetime64 dtype.")
    if np.isnat(array).any():
        raise ValueError("Cannot convert NaT values to integer")
    if np.datetime_data(array.dtype)[0] in "YM":  # these have no fixed length
        array = array.astype(f"{array.dtype.kind}8[D]")
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))


def _as_length(halflife: object) -> np.timedelta64:
    if isinstance(halflife, str):
        from pandas import Timedelta

        halflife = Timedelta(halflife)
    if not isinstance(halflife, datetime.timedelta | np.timedelta64):
        raise ValueError("halflife must be a timedelta convertible object")
    convert = getattr(halflife, "to_timedelta64", None)  # pandas.Timedelta, which may hold nanoseconds
    length: np.timedelta64 = convert() if convert else np.timedelta64(halflife)
    if np.datetime_data(length.dtype)[0] in "YM":
        raise ValueError(f"halflife must be a fixed length of time, got {halflife!r}")
    if not length > np.timedelta64(0):
        raise ValueError("halflife must satisfy: halflife > 0")
    return length


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
