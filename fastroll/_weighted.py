"""Windows whose elements have weights: checks of arguments, and the call of the core."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._carriers import REAL_NUMBERS, parameter_array
from fastroll._rolling import as_series, dtype_of, fill, target_of
from fastroll._statistics import UFUNCS


@dataclass(frozen=True, slots=True)
class WeightedStatistic:
    """What there is to know of a statistic of weighted windows; see `fastroll._statistics.Statistic`."""

    index: int
    name: str
    summary: str
    error: str
    method: str
    has_ddof: bool
    ufunc: np.ufunc


WEIGHTED_STATISTICS = {
    record["name"]: WeightedStatistic(
        index=index,
        name=record["name"],
        summary=record["summary"],
        error=record["error"],
        method=record["method"],
        has_ddof=record["has_ddof"],
        ufunc=UFUNCS[f"rolling_weighted_{record['name']}"],
    )
    for index, record in enumerate(_core.weighted_statistics())
}


def check_weights(weights: ArrayLike, name: str = "weights") -> NDArray[np.float64]:
    """Return `weights` as an array of float64."""
    array = parameter_array(name, weights)
    if array.size == 0:
        array = array.astype(np.float64)
    if array.dtype.char not in REAL_NUMBERS:
        raise TypeError(f"{name} must be an array of real numbers, got dtype {array.dtype}")
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, got shape {array.shape}")
    made: NDArray[np.float64] = array.astype(np.float64)
    for weight in made[~np.isfinite(made)]:
        raise ValueError(f"{name} must be finite, got {weight}")
    return made


def weighted(
    what: WeightedStatistic,
    x: ArrayLike,
    weights: ArrayLike,
    min_periods: int | None,
    ddof: int,
    center: bool,
    step: int | None,
    axis: int,
    out: NDArray[Any] | None,
) -> NDArray[Any]:
    """Compute one statistic of one array."""
    (series,), axis = as_series(1, x, axis)
    checked = check_weights(weights)
    least = checked.size if min_periods is None else arguments.check_min_periods(min_periods)
    if least > checked.size:
        raise ValueError(f"min_periods {min_periods} must be <= window {checked.size}")
    shift = max(checked.size - 1, 0) // 2 if arguments.check_center(center) else 0
    every, degrees = arguments.check_step(step), arguments.check_ddof(ddof)
    table = series if series.ndim < 3 else series.reshape(prod(series.shape[:-1]), series.shape[-1])
    target = None if out is None else target_of(out, series[..., ::every].shape, axis, dtype_of([series]))
    made = _core.weighted(what.index, table, checked, shift, least, degrees, False, None, target)
    if made is not target:
        made = made.reshape(series.shape)
    if every > 1:
        made = made[..., ::every].copy(order="K")
    return fill(out, target, made, axis)
