"""The general way of the functions with bottleneck's names: any array, any axis, bottleneck's errors in its words.

The public functions try ``_core.move`` first and come here if the arguments are unusual, or wrong: then the exception
that says so is raised here.  What is left is brought into the form that ``_core.move`` takes: series of float32 or
float64 in the rows of a table.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _core
from fastroll._arguments import EVERYTHING, as_integer
from fastroll._carriers import REAL_NUMBERS, as_array
from fastroll._rolling import Result, move_axis
from fastroll._statistics import Statistic

RANKS = ("average", True, False)
"""The rank of a value that has equals is the mean of those they share, the least value has the least; not pct."""


def move(
    what: Statistic, a: ArrayLike, window: Any, min_count: Any, axis: Any, ddof: Any, backwards: bool, extra: Any
) -> Result:
    """Compute one statistic of one array."""
    array = _real_numbers(a)
    place = _check_axis(axis, array.ndim)
    length = _check_window(window, array.shape[place])
    least = _check_min_count(min_count, length)
    degrees = min(_integer("ddof", ddof, "an integer"), EVERYTHING)
    if degrees < 0:
        raise ValueError(f"`ddof` must be 0 or greater, got {ddof!r}")
    series = move_axis(array, place, array.ndim - 1)
    table = np.require(series, np.float32 if array.dtype.char == "f" else np.float64, "A")
    if table.ndim > 2:
        table = table.reshape(math.prod(table.shape[:-1]), table.shape[-1])
    made: Result = _core.move(what.index, table, length, least, -1, degrees, backwards, extra)
    result = move_axis(made.reshape(series.shape), array.ndim - 1, place)
    return result.astype(array.dtype, copy=False) if array.dtype.kind == "f" else result


def _real_numbers(a: ArrayLike) -> NDArray[Any]:
    array = as_array("a", a)
    if array.dtype.char == "O":
        array = array.astype(np.float64)
    if array.dtype.char not in REAL_NUMBERS:
        raise TypeError(f"a must be an array of real numbers, got dtype {array.dtype}")
    if array.ndim == 0:
        raise ValueError("moving window functions require ndim > 0")  # bottleneck's words
    return array


def _integer(name: str, value: object, wanted: str) -> int:
    integer = as_integer(value)
    if integer is None:
        raise TypeError(f"`{name}` must be {wanted}")
    return integer


def _check_axis(axis: object, dimensions: int) -> int:
    number = _integer("axis", axis, "an integer")
    place = number + dimensions if number < 0 else number
    if not 0 <= place < dimensions:
        raise ValueError(f"axis(={place}) out of bounds")
    return place


def _check_window(window: object, n: int) -> int:
    length = _integer("window", window, "an integer")
    if not 1 <= length <= n:
        raise ValueError(f"Moving window (={length}) must between 1 and {n}, inclusive")
    return length


def _check_min_count(min_count: object, window: int) -> int:
    if min_count is None:
        return window
    least = _integer("min_count", min_count, "an integer or None")
    if least > window:
        raise ValueError(f"min_count ({least}) cannot be greater than window ({window})")
    if least < 1:
        raise ValueError("`min_count` must be greater than zero.")
    return least
