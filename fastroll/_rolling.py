"""The general way to compute a statistic: any array, any axis, several windows, bounds, ``out``.

The public functions try the fast call of ``_core`` first and come here if the arguments are unusual, or wrong: then the
exception that says so is raised here.  The windows are brought to the last axis; what the fast call cannot do there,
the gufuncs do.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.lib.array_utils import normalize_axis_index
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._arguments import Closed
from fastroll._statistics import Statistic
from fastroll._windows import Bounds


class WindowIndexer(Protocol):
    """What makes bounds for pandas: a ``pandas.api.indexers.BaseIndexer``."""

    window_size: int

    def get_window_bounds(
        self,
        num_values: int = ...,
        min_periods: int | None = ...,
        center: bool | None = ...,
        closed: str | None = ...,
        step: int | None = ...,
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the start and end of each window."""


Window: TypeAlias = ArrayLike | Bounds | WindowIndexer
Result: TypeAlias = NDArray[Any]
"""An array of float32 or float64."""


def rolling(
    what: Statistic,
    x: ArrayLike,
    window: Window,
    min_periods: int | None,
    ddof: int,
    center: bool,
    closed: Closed | None,
    step: int | None,
    axis: int,
    out: Result | None,
) -> Result:
    """Compute one statistic of one array."""
    numbers = arguments.real_numbers(x)
    axis = normalize_axis_index(axis, numbers.ndim) - numbers.ndim
    series = _move_axis(numbers, axis, -1)
    ddof = arguments.check_ddof(ddof)
    if isinstance(window, Bounds) or hasattr(window, "get_window_bounds"):
        bounds, needed = _as_bounds(window, series.shape[-1], min_periods, center, closed, step)
        target = _target(out, (*series.shape[:-1], len(bounds)), axis, _dtype(series))
        result = _over_bounds(what, series, bounds, needed, ddof, target)
    else:
        windows = arguments.check_windows(window)
        center, closed = arguments.check_center(center), arguments.check_closed(closed)
        least = None if min_periods is None else _check_least(min_periods, windows)
        every = arguments.check_step(step)
        rows = -(-series.shape[-1] // every)
        target = _target(out, (*windows.shape, *series.shape[:-1], rows), axis, _dtype(series))
        direct = every == 1 and not center and closed == "right"
        result = _over_windows(what, series, windows, least, ddof, center, closed, target if direct else None)
        if every > 1:
            result = result[..., ::every].copy(order="K")
        if target is not None and not direct:
            np.copyto(target, result, casting="same_kind")
    return _move_axis(result, -1, axis) if out is None else out


def expanding(what: Statistic, x: ArrayLike, min_periods: int, ddof: int, axis: int, out: Result | None) -> Result:
    """Compute one statistic of all elements so far of one array."""
    least = arguments.check_min_periods(min_periods)
    return rolling(what, x, arguments.EVERYTHING, least, ddof, False, None, None, axis, out)


def _dtype(series: NDArray[Any]) -> np.dtype[Any]:
    """Return the type of the result."""
    return np.dtype(np.float32 if series.dtype.char == "f" else np.float64)


def _move_axis(array: NDArray[Any], source: int, destination: int) -> NDArray[Any]:
    return array if source == destination else np.moveaxis(array, source, destination)


def _target(out: Result | None, shape: tuple[int, ...], axis: int, dtype: np.dtype[Any]) -> Result | None:
    """Return `out` with its windows along the last axis, where they are in `shape`."""
    if out is None:
        return None
    last = len(shape) + axis
    arguments.check_out(out, (*shape[:last], shape[-1], *shape[last:-1]), dtype)
    return _move_axis(out, axis, -1)


def _check_least(min_periods: object, windows: NDArray[np.int64]) -> int:
    least = arguments.check_min_periods(min_periods)
    if windows.size and least > (smallest := windows.min()):
        raise ValueError(f"min_periods {least} must be <= window {smallest}")
    return least


def _as_bounds(
    window: Any, n: int, min_periods: int | None, center: bool, closed: Closed | None, step: int | None
) -> tuple[Bounds, int]:
    least = None if min_periods is None else arguments.check_min_periods(min_periods)
    if not isinstance(window, Bounds):
        least = window.window_size if least is None else least
        return Bounds(*window.get_window_bounds(n, least, center, closed, step)), least
    if arguments.check_center(center) or closed is not None:
        raise ValueError(f"Bounds have no use for center and closed, got {center!r} and {closed!r}")
    every = arguments.check_step(step)
    return window if every == 1 else Bounds(window.start[::every], window.end[::every]), 1 if least is None else least


def _parameters(what: Statistic, ddof: int) -> tuple[int, ...]:
    return (ddof,) if what.has_ddof else ()


def _over_bounds(
    what: Statistic, series: NDArray[Any], bounds: Bounds, least: int, ddof: int, target: Result | None
) -> Result:
    if target is None:
        made = _core.rolling_bounds(what.index, series, bounds.start, bounds.end, least, ddof, False)
        if made is not NotImplemented:
            return made
    result: Result = what.bounds_ufunc(series, bounds.start, bounds.end, least, *_parameters(what, ddof), out=target)
    return result


def _over_windows(
    what: Statistic,
    series: NDArray[Any],
    windows: NDArray[np.int64],
    least: int | None,
    ddof: int,
    center: bool,
    closed: Closed,
    target: Result | None,
) -> Result:
    if target is None and windows.ndim == 0:
        made = _core.rolling(what.index, series, windows.item(), least, ddof, center, closed, False)
        if made is not NotImplemented:
            return made
    if center or closed != "right":
        return _one_by_one(what, series, windows, least, ddof, center, closed)
    if target is None and windows.ndim == 0:
        target = np.empty_like(series, dtype=_dtype(series))
    operand = windows.reshape(windows.shape + (1,) * (series.ndim - 1))
    result: Result = what.ufunc(
        series, operand, operand if least is None else least, *_parameters(what, ddof), out=target
    )
    return result


def _one_by_one(
    what: Statistic,
    series: NDArray[Any],
    windows: NDArray[np.int64],
    least: int | None,
    ddof: int,
    center: bool,
    closed: Closed,
) -> Result:
    """Compute by fast calls alone, which know `center` and `closed`, unlike the gufuncs."""
    series = np.require(series, _dtype(series), "A")
    result = np.empty(windows.shape + series.shape, series.dtype)
    for which, place in product(np.ndindex(windows.shape), np.ndindex(series.shape[:-2])):
        window = windows[which].item()
        result[which + place] = _core.rolling(what.index, series[place], window, least, ddof, center, closed, False)
    return result
