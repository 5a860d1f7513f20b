"""The general way to compute a statistic: any array, any axis, several windows, bounds, ``out``.

The public functions try the fast call of ``_core`` first and come here if the arguments are unusual, or wrong: then the
exception that says so is raised here.  The windows are brought to the last axis; what the fast call cannot do there,
the gufuncs do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._arguments import Closed
from fastroll._indexers import WindowIndexer, bounds_of
from fastroll._parameters import Parameters, check_parameters
from fastroll._statistics import Statistic
from fastroll._windows import Bounds, GroupBounds

Window: TypeAlias = ArrayLike | Bounds | WindowIndexer
Result: TypeAlias = NDArray[Any]
"""An array of float32 or float64."""


def rolling(
    what: Statistic,
    x: Any,
    window: Window,
    min_periods: int | None,
    ddof: int,
    center: bool,
    closed: Closed | None,
    step: int | None,
    axis: int,
    out: Any,
    extra: tuple[Any, ...] = (),
) -> Any:
    """Compute one statistic of one array, or of a tuple of arrays if it has more inputs.

    The result is an array, or a tuple of arrays if it has more outputs, and so is `out`.
    """
    parameters = check_parameters(what, ddof, extra)
    series, axis = as_series(what.inputs, x, axis)
    dtype = dtype_of(series)
    series = [np.require(one, dtype, "A") for one in series]
    shape, direct, every = series[0].shape, len(parameters.shape) < 2, 1
    if isinstance(window, Bounds) or hasattr(window, "get_window_bounds"):
        bounds, least = bounds_and_least(window, shape[-1], min_periods, center, closed, step)
        targets = _targets(what, out, (*parameters.shape, *shape[:-1], len(bounds)), axis, dtype)
        direct = direct and not isinstance(bounds, GroupBounds)
        results = _over_bounds(what, series, bounds, least, parameters, targets if direct else None)
    else:
        windows = arguments.check_windows(window)
        center, closed = arguments.check_center(center), arguments.check_closed(closed)
        needed = None if min_periods is None else check_least(min_periods, windows)
        every = arguments.check_step(step)
        rows = (*shape[:-1], -(-shape[-1] // every))
        targets = _targets(what, out, (*parameters.shape, *windows.shape, *rows), axis, dtype)
        direct = direct and every == 1 and not center and closed == "right"
        results = _over_windows(what, series, windows, needed, parameters, center, closed, targets if direct else None)
    if every > 1:
        results = [result[..., ::every].copy(order="K") for result in results]
    if len(parameters.shape) > 1:
        results = [result.reshape(parameters.shape + result.shape[1:]) for result in results]
    if targets is None:
        results = [move_axis(result, -1, axis) for result in results]
        return tuple(results) if what.outputs > 1 else results[0]
    for target, result in zip(targets, results, strict=True):
        if not direct:
            np.copyto(target, result, casting="same_kind")
    return out


def expanding(
    what: Statistic, x: Any, min_periods: int, ddof: int, axis: int, out: Any, extra: tuple[Any, ...] = ()
) -> Any:
    """Compute one statistic of all elements so far."""
    least = arguments.check_min_periods(min_periods)
    return rolling(what, x, arguments.EVERYTHING, least, ddof, False, None, None, axis, out, extra)


def as_series(inputs: int, x: Any, axis: int) -> tuple[list[NDArray[Any]], int]:
    """Return arrays of one shape with the windows' axis last, and that axis, counted from the last."""
    if inputs == 1:
        numbers = arguments.real_numbers("x", x)
        axis = arguments.check_axis(axis, numbers.ndim)
        return [move_axis(numbers, axis, -1)], axis
    arrays = [arguments.real_numbers(name, one) for name, one in zip("xy", x, strict=True)]
    dimensions = max(array.ndim for array in arrays)
    axis = arguments.check_axis(axis, dimensions)
    shapes = [array.shape for array in arrays]
    lengths = {shape[axis] if len(shape) >= -axis else None for shape in shapes}
    try:
        shape = np.broadcast_shapes(*shapes)
    except ValueError:
        lengths.add(None)
    if len(lengths) > 1:
        raise ValueError(f"x and y must fit together and be of one length along axis, got {shapes[0]} and {shapes[1]}")
    return [move_axis(np.broadcast_to(array, shape), axis, -1) for array in arrays], axis


def dtype_of(series: Sequence[NDArray[Any]]) -> np.dtype[Any]:
    """Return the type of the result."""
    return np.dtype(np.float32 if all(one.dtype.char == "f" for one in series) else np.float64)


def move_axis(array: NDArray[Any], source: int, destination: int) -> NDArray[Any]:
    """Return a view, or the array itself if nothing moves."""
    return array if source == destination else np.moveaxis(array, source, destination)


def _targets(what: Statistic, out: Any, shape: tuple[int, ...], axis: int, dtype: np.dtype[Any]) -> list[Result] | None:
    """Return the arrays of `out` with their windows along the last axis, where they are in `shape`."""
    if out is None:
        return None
    return [target_of(array, shape, axis, dtype) for array in arguments.check_outs(out, what.outputs)]


def target_of(out: Any, shape: tuple[int, ...], axis: int, dtype: np.dtype[Any]) -> Result:
    """Return an array of `out` with its windows along the last axis, where they are in `shape`."""
    last = len(shape) + axis
    arguments.check_out(out, (*shape[:last], shape[-1], *shape[last:-1]), dtype)
    return move_axis(out, axis, -1)


def fill(out: Result | None, target: Result | None, made: Result, axis: int) -> Result:
    """Return what was made, or `out`, of which `target` has the windows along the last axis, with the same in it."""
    if out is None or target is None:
        return move_axis(made, -1, axis)
    if made is not target:
        np.copyto(target, made, casting="same_kind")
    return out


def check_least(min_periods: object, windows: NDArray[np.int64]) -> int:
    """Return `min_periods` as an int, no more than the windows."""
    least = arguments.check_min_periods(min_periods)
    if windows.size and least > (smallest := windows.min()):
        raise ValueError(f"min_periods {min_periods} must be <= window {smallest}")
    return least


def bounds_and_least(
    window: Any, n: int, min_periods: int | None, center: bool, closed: Closed | None, step: int | None
) -> tuple[Bounds, int]:
    """Return windows that are bounds, and the number of valid elements that each of them needs."""
    least = None if min_periods is None else arguments.check_min_periods(min_periods)
    if not isinstance(window, Bounds):
        least = window.window_size if least is None else least
        return Bounds(*bounds_of(window, n, least, center, closed, step)), least
    if arguments.check_center(center) or closed is not None:
        raise ValueError(f"Bounds have no use for center and closed, got {center!r} and {closed!r}")
    every = arguments.check_step(step)
    return window if every == 1 else Bounds(window.start[::every], window.end[::every]), 1 if least is None else least


def _as_list(made: Any) -> list[Result]:
    return list(made) if isinstance(made, tuple) else [made]


def _fast_input(series: Sequence[NDArray[Any]]) -> Any:
    return series[0] if len(series) == 1 else tuple(series)


def _over_bounds(
    what: Statistic,
    series: Sequence[NDArray[Any]],
    bounds: Bounds,
    least: int,
    parameters: Parameters,
    targets: list[Result] | None,
) -> list[Result]:
    if isinstance(bounds, GroupBounds) and len(bounds) <= series[0].shape[-1]:
        return _over_groups(what, series, bounds, least, parameters)
    if targets is None:
        made = _core.rolling_bounds(
            what.index,
            _fast_input(series),
            bounds.start,
            bounds.end,
            least,
            parameters.ddof,
            False,
            *parameters.extra,
        )
        if made is not NotImplemented:
            return _as_list(made)
        targets = _new_results(what, (*series[0].shape[:-1], len(bounds)), parameters, dtype_of(series))
    operands = (*series, bounds.start, bounds.end, least, *parameters.operands)
    what.bounds_ufunc(*operands, out=_ufunc_outs(parameters, targets))
    return targets


def _over_groups(
    what: Statistic, series: Sequence[NDArray[Any]], bounds: GroupBounds, least: int, parameters: Parameters
) -> list[Result]:
    """Compute by fast calls alone: the gufuncs know pairs only."""

    def compute(arrays: list[NDArray[Any]]) -> Any:
        x, ddof, extra = _fast_input(arrays), parameters.ddof, parameters.extra
        return _core.rolling_groups(
            what.index, x, bounds.offsets, bounds.window, False, None, least, ddof, False, *extra
        )

    made = compute(list(series))
    if made is not NotImplemented:
        return _as_list(made)
    results = _new_results(what, (*series[0].shape[:-1], len(bounds)), parameters, series[0].dtype)
    all_quantiles = () if parameters.quantiles is None else (slice(None),)
    for place in np.ndindex(series[0].shape[:-2]):
        made = compute([one[place] for one in series])
        for result, one in zip(results, _as_list(made), strict=True):
            result[all_quantiles + place] = one
    return results


def _over_windows(
    what: Statistic,
    series: Sequence[NDArray[Any]],
    windows: NDArray[np.int64],
    least: int | None,
    parameters: Parameters,
    center: bool,
    closed: Closed,
    targets: list[Result] | None,
) -> list[Result]:
    if targets is None and windows.ndim == 0:
        made = _core.rolling(
            what.index,
            _fast_input(series),
            windows.item(),
            least,
            parameters.ddof,
            center,
            closed,
            False,
            *parameters.extra,
        )
        if made is not NotImplemented:
            return _as_list(made)
    if center or closed != "right":
        return _one_by_one(what, series, windows, least, parameters, center, closed)
    if targets is None and windows.ndim == 0 and parameters.quantiles is None:
        targets = [np.empty_like(series[0], dtype=dtype_of(series)) for _ in range(what.outputs)]
    elif targets is None:
        targets = _new_results(what, windows.shape + series[0].shape, parameters, dtype_of(series))
    operand = windows.reshape(windows.shape + (1,) * (series[0].ndim - 1))
    operands = (*series, operand, operand if least is None else least, *parameters.operands)
    what.ufunc(*operands, out=_ufunc_outs(parameters, targets))
    return targets


def _new_results(what: Statistic, shape: tuple[int, ...], parameters: Parameters, dtype: np.dtype[Any]) -> list[Result]:
    lead = () if parameters.quantiles is None else (parameters.quantiles,)
    return [np.empty(lead + shape, dtype) for _ in range(what.outputs)]


def _ufunc_outs(parameters: Parameters, targets: list[Result]) -> tuple[Result, ...]:
    """Return the results as the gufunc has them: quantiles along the axis before the last."""
    return tuple(target if parameters.quantiles is None else np.moveaxis(target, 0, -2) for target in targets)


def _one_by_one(
    what: Statistic,
    series: Sequence[NDArray[Any]],
    windows: NDArray[np.int64],
    least: int | None,
    parameters: Parameters,
    center: bool,
    closed: Closed,
) -> list[Result]:
    """Compute by fast calls alone, which know `center` and `closed`, unlike the gufuncs."""
    dtype = dtype_of(series)
    series = [np.require(one, dtype, "A") for one in series]
    results = _new_results(what, windows.shape + series[0].shape, parameters, dtype)
    all_quantiles = () if parameters.quantiles is None else (slice(None),)
    for which, place in product(np.ndindex(windows.shape), np.ndindex(series[0].shape[:-2])):
        x, window = _fast_input([one[place] for one in series]), windows[which].item()
        made = _core.rolling(what.index, x, window, least, parameters.ddof, center, closed, False, *parameters.extra)
        for result, one in zip(results, _as_list(made), strict=True):
            result[all_quantiles + which + place] = one
    return results
