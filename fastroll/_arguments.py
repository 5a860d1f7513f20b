"""Checks of arguments: each returns the checked value, or raises with the name of the argument and its value.

The words are those of pandas where its rules are the same.
"""

from __future__ import annotations

import operator
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll._carriers import REAL_NUMBERS, as_array, parameter_array

Closed: TypeAlias = Literal["right", "left", "both", "neither"]
Interpolation: TypeAlias = Literal["linear", "lower", "higher", "midpoint", "nearest"]
RankMethod: TypeAlias = Literal["average", "min", "max", "dense", "first"]

EVERYTHING = 2**62
"""A window longer than any series."""

LAST_AXIS = -1
"""The axis that the short way takes, and knows by `is`: other objects, arrays for example, may not be comparable."""


def as_integer(value: object) -> int | None:
    """Return `value` as an int if it is an integer (a bool is not), else None."""
    if isinstance(value, bool | np.bool_):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def not_negative(name: str, value: object) -> int:
    """Return `value` as an int."""
    integer = as_integer(value)
    if integer is None or integer < 0:
        raise ValueError(f"{name} must be an integer 0 or greater, got {value!r}")
    return integer


def real_numbers(name: str, x: ArrayLike) -> NDArray[Any]:
    """Return `x` as an array with one dimension or more."""
    array = as_array(name, x)
    if array.dtype.char not in REAL_NUMBERS:
        raise TypeError(f"{name} must be an array of real numbers, got dtype {array.dtype}{_way_out(array)}")
    if array.ndim == 0:
        raise ValueError(f"{name} must have at least one dimension, got {x!r}")
    return array


def _way_out(array: NDArray[Any]) -> str:
    """Return what makes numbers of other things."""
    return ": astype(numpy.float64) makes numbers of them" if array.dtype.char in "Og" else ""


def integers(name: str, values: ArrayLike) -> NDArray[np.int64]:
    """Return a new array of one dimension."""
    array = parameter_array(name, values)
    if array.size == 0:
        array = array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{name} must be integers, got dtype {array.dtype}")
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, got shape {array.shape}")
    return array.astype(np.int64)


def check_windows(window: Any) -> NDArray[np.int64]:
    """Return one window or several; those longer than any series are all the same."""
    integer = as_integer(window)
    if integer is not None and integer >= 0:
        return np.array(min(integer, EVERYTHING), dtype=np.int64)
    array = parameter_array("window", window)
    if array.dtype.kind not in "iu" or (array < 0).any():
        raise ValueError(f"window must be an integer 0 or greater, got {window!r}")
    if array.dtype.itemsize == 8:
        array = np.minimum(array, array.dtype.type(EVERYTHING))
    windows: NDArray[np.int64] = array.astype(np.int64)
    return windows


def check_min_periods(min_periods: object) -> int:
    """Return `min_periods` as an int."""
    integer = as_integer(min_periods)
    if integer is None:
        raise ValueError(f"min_periods must be an integer, got {min_periods!r}")
    if integer < 0:
        raise ValueError(f"min_periods must be >= 0, got {integer}")
    return min(integer, EVERYTHING)


def check_flag(name: str, value: object) -> bool:
    """Return `value` as a bool."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} must be a boolean, got {value!r}")
    return bool(value)


def check_center(center: object) -> bool:
    """Return `center` as a bool."""
    return check_flag("center", center)


def check_closed(closed: object) -> Closed:
    """Return `closed`, 'right' for None."""
    if closed is None:
        return "right"
    if isinstance(closed, str) and closed in ("right", "left", "both", "neither"):
        return closed  # type: ignore[return-value]
    raise ValueError(f"closed must be 'right', 'left', 'both' or 'neither', got {closed!r}")


def check_step(step: object) -> int:
    """Return `step` as an int, 1 for None."""
    integer = 1 if step is None else as_integer(step)
    if integer is None:
        raise ValueError(f"step must be an integer, got {step!r}")
    if integer < 0:
        raise ValueError(f"step must be >= 0, got {integer}")
    if integer == 0:
        raise ValueError("step must not be 0")
    return min(integer, EVERYTHING)


def check_ddof(ddof: object) -> int:
    """Return `ddof` as an int."""
    integer = as_integer(ddof)
    if integer is None:
        raise TypeError(f"ddof must be an integer, got {ddof!r}")
    if integer < 0:
        raise ValueError(f"ddof must be >= 0, got {integer}")
    return min(integer, EVERYTHING)


def check_axis(axis: object, dimensions: int) -> int:
    """Return `axis`, counted from the last."""
    integer = as_integer(axis)
    if integer is None:
        raise TypeError(f"axis must be an integer, got {axis!r}")
    if not -dimensions <= integer < dimensions:
        raise np.exceptions.AxisError(integer, dimensions)
    return integer - dimensions if integer >= 0 else integer


def check_q(q: ArrayLike) -> NDArray[np.float64]:
    """Return one quantile or several."""
    array = parameter_array("q", q)
    if array.size == 0:
        array = array.astype(np.float64)
    if array.dtype.char not in "bBhHiIlLqQefd":
        raise TypeError(f"q must be numbers in [0, 1], got {q!r}")
    points: NDArray[np.float64] = array.astype(np.float64)
    for point in points[~((points >= 0) & (points <= 1))].flat:
        raise ValueError(f"quantile value {point} not in [0, 1]")
    return points


def check_choice(name: str, value: object, known: tuple[str, ...]) -> str:
    """Return `value`, one of those that are known."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"{name} must be {', '.join(map(repr, known[:-1]))} or {known[-1]!r}, got {value!r}")
    return value


def check_outs(out: object, count: int) -> tuple[Any, ...]:
    """Return `out` as a tuple with one array for each result; check_out checks these."""
    if count == 1:
        return (out,)
    if not isinstance(out, tuple) or len(out) != count:
        raise TypeError(f"out must be a tuple of {count} arrays, got {out!r}")
    return out


def check_out(out: object, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Check that `out` can take results of this shape and type."""
    if not isinstance(out, np.ndarray):
        raise TypeError(f"out must be an array, got {type(out).__name__}")
    if isinstance(out, np.ma.MaskedArray):
        raise TypeError("out must be an array without a mask, got MaskedArray: give its data")
    if out.shape != shape:
        raise ValueError(f"out must have shape {shape}, got {out.shape}")
    if not np.can_cast(dtype, out.dtype, "same_kind"):
        raise TypeError(f"out must be an array of {dtype}, got dtype {out.dtype}")
    if not out.flags.writeable:
        raise ValueError("out must be writeable")
