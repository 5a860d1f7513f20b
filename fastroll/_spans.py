"""Times, and lengths of time, as the integers that the core knows.

Times keep their unit, so that no conversion can overflow.  A length is a `Length` in that unit, however long or short
it is; `whole_span` makes of it the integer that has the same windows.
"""

from __future__ import annotations

import datetime
import math
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll._arguments import Closed, as_integer
from fastroll._carriers import as_array

_SECOND = 10**18
_UNITS = {
    "Y": (12, "months"),
    "M": (1, "months"),
    "W": (7 * 86400 * _SECOND, "attoseconds"),
    "D": (86400 * _SECOND, "attoseconds"),
    "h": (3600 * _SECOND, "attoseconds"),
    "m": (60 * _SECOND, "attoseconds"),
    "s": (_SECOND, "attoseconds"),
    "ms": (10**15, "attoseconds"),
    "us": (10**12, "attoseconds"),
    "ns": (10**9, "attoseconds"),
    "ps": (10**6, "attoseconds"),
    "fs": (10**3, "attoseconds"),
    "as": (1, "attoseconds"),
    "generic": (1, "ticks"),
}
"""The units of NumPy as multiples of what they can be compared in."""

_LONGEST = 2**63 - 1

Length: TypeAlias = int | Fraction
"""Units of times: a Fraction if it is not a whole number of them."""


def as_times(times: ArrayLike) -> NDArray[Any]:
    """Return datetime64, timedelta64 or integers in one dimension; times of a zone are those of UTC."""
    if np.ma.is_masked(times):
        raise ValueError("times must not have masked elements")
    dtype: Any = getattr(times, "dtype", None)
    if not isinstance(dtype, np.dtype) and getattr(dtype, "kind", None) in ("M", "m"):  # of pandas
        array = np.asarray(times, dtype.numpy_dtype if hasattr(dtype, "numpy_dtype") else dtype.base)
    else:
        held = getattr(times, "values", None)  # of pandas, too, which takes less time than asarray()
        array = held if isinstance(held, np.ndarray) else as_array("times", times)
    if array.size == 0 and array.dtype.kind == "f":  # an empty list
        array = array.astype(np.int64)
    if array.dtype.kind not in "iuMm":
        raise TypeError(f"times must be datetime64, timedelta64 or integers, got dtype {array.dtype}")
    if array.ndim != 1:
        raise ValueError(f"times must have one dimension, got shape {array.shape}")
    if array.dtype.kind in "Mm" and np.isnat(array).any():
        raise ValueError(f"times must not have NaT, got NaT at element {np.isnat(array).argmax()}")
    return array


def as_points(times: NDArray[Any]) -> NDArray[np.int64]:
    """Return times as integers in their order, as far apart as they are."""
    if times.dtype.kind in "Mm":
        times = times.astype(times.dtype.newbyteorder("="), copy=False).view(np.int64)
    elif times.dtype.kind == "u" and times.dtype.itemsize == 8:
        times = (times.astype(np.uint64) ^ np.uint64(2**63)).view(np.int64)
    return np.require(times, np.int64, ["C", "A"])


def in_units_of(times: NDArray[Any], name: str, length: object) -> tuple[NDArray[Any], Length]:
    """Return times, and a length of time in units of these; of months and days, times become days."""
    integer = as_integer(length) if not isinstance(length, np.timedelta64) else None
    if integer is not None:
        return times, integer
    amount, of = _amount(name, length)
    if times.dtype.kind in "iu":
        raise TypeError(f"{name} must be an integer if times are, got {length!r}")
    if of == "attoseconds" and times.dtype.kind == "M":
        times = _without_months(times)
    unit, of_times = unit_of(times.dtype)
    if of == "ticks":
        return times, amount
    if of == of_times:
        return times, ratio(amount, unit)
    if of == "months":
        raise ValueError(f"{name} must be a fixed length of time, got {length!r}")
    raise ValueError(f"{name} must be in the unit of times of dtype {times.dtype}, got {length!r}")


def ratio(amount: int, unit: int) -> Length:
    """Return how many units there are, exactly."""
    whole, rest = divmod(amount, unit)
    return Fraction(amount, unit) if rest else whole


def whole_span(span: Length, center: bool, closed: Closed | None) -> int:
    """Return the integer whose windows, over integer times, are those of a span.

    No two times are as far apart as an end that is no integer, so it does not matter to which side it is rounded, if it
    belongs to the windows after that.  The core rounds half of an odd span down, and lets both ends belong to it.
    """
    if isinstance(span, int):
        return span
    if center:
        return 2 * math.floor(span / 2) + 1
    return math.floor(span) if closed in ("left", "both") else math.ceil(span)


def checked_span(points: NDArray[np.int64], name: str, length: object, span: Length, whole: int, center: bool) -> int:
    """Return a whole span that the core can take: where it is too long for 64 bits, the longest will do, most often."""
    if span < 0:
        raise ValueError(f"{name} must be 0 or longer, got {length!r}")
    if whole <= _LONGEST:
        return whole
    if points.size and int(points.max()) - int(points.min()) >= _LONGEST // (2 if center else 1):
        raise ValueError(f"{name} must be shorter than 2**63 units of times that are so far apart, got {length!r}")
    return _LONGEST


def attoseconds(name: str, length: object) -> int:
    """Return a fixed length of time."""
    amount, of = _amount(name, length)
    if of != "attoseconds":
        raise ValueError(f"{name} must be a fixed length of time, got {length!r}")
    return amount


def steps_between(points: NDArray[np.int64], length: Length) -> NDArray[np.float64]:
    """Return what lies between neighbours, in units of a length."""
    later, earlier = points[1:], points[:-1]
    ahead = later.view(np.uint64) - earlier.view(np.uint64)  # of any int64
    steps: NDArray[np.float64] = ahead.astype(np.float64)
    if (backwards := later < earlier).any():
        steps[backwards] = -(-ahead[backwards]).astype(np.float64)
    steps /= float(length)
    return steps


def unit_of(dtype: np.dtype[Any]) -> tuple[int, str]:
    """Return the unit of datetime64 or timedelta64: so many months, attoseconds, or ticks of no length."""
    name, count = np.datetime_data(dtype)
    unit, of = _UNITS["us" if name == "μs" else name]
    return unit * count, of


def _amount(name: str, length: object) -> tuple[int, str]:
    if isinstance(length, str):
        return _of_offset(name, length)
    if isinstance(length, datetime.timedelta) and not hasattr(length, "to_timedelta64"):
        return length // datetime.timedelta(microseconds=1) * 10**12, "attoseconds"
    convert = getattr(length, "to_timedelta64", None)  # of pandas.Timedelta, which may hold nanoseconds
    exact = convert() if convert else length
    if isinstance(exact, np.timedelta64):
        if np.isnat(exact):
            raise ValueError(f"{name} must not be NaT")
        unit, of = unit_of(exact.dtype)
        return int(exact.astype(np.int64)) * unit, of
    if hasattr(length, "rollback"):  # an offset of pandas
        return _of_offset(name, length)
    raise TypeError(f"{name} must be a str, an int or a timedelta, got {length!r}")


def _of_offset(name: str, length: Any) -> tuple[int, str]:
    from pandas.tseries.frequencies import to_offset

    try:
        offset: Any = to_offset(length)
        return int(offset.base.nanos) * int(offset.n) * 10**9, "attoseconds"
    except (ValueError, AttributeError, OverflowError) as error:
        raise ValueError(f"{name} must be a fixed length of time, got {length!r}") from error


def _without_months(times: NDArray[Any]) -> NDArray[Any]:
    """Return dates of months and years as days; others as they are."""
    count, of = unit_of(times.dtype)
    if of != "months":
        return times
    months = times.astype(np.int64)
    if times.size and max(-int(months.min()), int(months.max())) * count >= 2**58:
        raise ValueError(f"times must be nearer to 1970 than 2**58 months, got dtype {times.dtype}")
    return times.astype("M8[D]")
