"""Statistics of two inputs: pandas aligns and pairs the columns, the kernels compute each pair."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll._statistics import Statistic
from fastroll._threads import threads
from fastroll.pandas._all_pairs import all_pairs
from fastroll.pandas._results import columns_of_several
from fastroll.pandas._window import FastWindow, floats_of

OF_PANDAS = ("cov", "corr")
"""Those that pandas has, too; they pair an object with itself if there is no other."""


def run_pairs(
    windows: FastWindow, what: Statistic, ddof: Any, numeric_only: bool, other: Any, pairwise: bool | None
) -> Any:
    """Compute a statistic of each pair of columns, in place of pandas' ``cov`` and ``corr``."""
    if windows.step is not None:
        if what.name in OF_PANDAS or hasattr(windows, "_grouper"):
            raise NotImplementedError(f"step not implemented for {what.name}")
        return run_pairs(windows._without_step(), what, ddof, numeric_only, other, pairwise).iloc[:: windows.step]
    if windows._threads is None:
        return _run_here(windows, what, ddof, numeric_only, other, pairwise)
    with threads(windows._threads):
        return _run_here(windows, what, ddof, numeric_only, other, pairwise)


def _run_here(
    windows: FastWindow, what: Statistic, ddof: Any, numeric_only: bool, other: Any, pairwise: bool | None
) -> Any:
    windows._validate_numeric_only(what.name, numeric_only)
    if what.name not in OF_PANDAS and not isinstance(other, pd.Series | pd.DataFrame):
        raise ValueError("other must be a DataFrame or Series")
    if what.name == "corr":  # pandas takes no notice of it
        ddof = 1
    if what.name in OF_PANDAS:
        made = all_pairs(windows, what, ddof, numeric_only, other, pairwise)
        if made is not None:
            return made
    own, frames = windows._selected_obj, []
    pairs = _Pairs(windows, what, ddof, own.ndim < getattr(other, "ndim", 0))
    straight = not hasattr(windows, "_grouper") and need_no_alignment(own, other)
    for which in range(what.outputs):
        pairs.start(which)
        if straight:
            frames.append(pairs.compute(own, other).rename(name_of_both(own, other)))
        else:
            frames.append(windows._apply_pairwise(own, other, pairwise, pairs.compute, numeric_only))
    made = frames[0] if not what.results else _side_by_side(frames, what)
    with np.errstate(over="ignore"):
        return made if windows._dtype is None else made.astype(windows._dtype)


def need_no_alignment(x: Any, y: Any) -> bool:
    """Return whether these are plain Series of float64 with the same rows, which pandas would take long to align."""
    if type(x) is not pd.Series or type(y) is not pd.Series or floats_of(x) is None or floats_of(y) is None:
        return False
    return x.index.equals(y.index)


def name_of_both(x: pd.Series, y: pd.Series) -> Any:
    """Return what pandas calls the result; most often there is no need to ask it."""
    if x.name is y.name:
        return x.name
    if isinstance(x.name, str | int) and isinstance(y.name, str | int):
        return x.name if x.name == y.name else None
    return (x.iloc[:0] + y.iloc[:0]).name


class _Pairs:
    """Computes all results of each pair of columns once, though pandas asks for them one by one."""

    def __init__(self, windows: FastWindow, what: Statistic, ddof: Any, swapped: bool) -> None:
        self._windows, self._what, self._ddof = windows, what, ddof
        self._swapped = swapped  # pandas puts a DataFrame first
        self._made: list[Any] = []

    def start(self, which: int) -> None:
        """Begin with the first pair again, with another result."""
        self._which, self._pair = which, 0

    def compute(self, x: Any, y: Any) -> Any:
        """Return a Series: one result of the next pair."""
        if self._which == 0:
            dtype = self._windows._reading(x, y)
            values = self._values(x, dtype), self._values(y, dtype)
            if self._swapped:
                values = values[::-1]
            self._made.append(self._windows._compute(self._what, values, self._ddof))
        made = self._made[self._pair]
        self._pair += 1
        return pd.Series(made[self._which] if self._what.results else made, index=x.index, name=x.name, copy=False)

    def _values(self, series: Any, dtype: Any) -> NDArray[Any]:
        values = series._values
        if type(values) is not np.ndarray or values.dtype != dtype:
            prepared: NDArray[np.float64] = self._windows._prep_values(series)
            return prepared
        return values


def _side_by_side(frames: list[Any], what: Statistic) -> Any:
    """Make one frame of those of the single results, with columns (column, result)."""
    if frames[0].ndim == 1:
        return pd.concat(frames, axis=1, keys=what.results)
    columns = columns_of_several(frames[0].columns, what.results)
    numbers = np.stack([frame.to_numpy() for frame in frames], axis=2)
    numbers = numbers.reshape(len(numbers), numbers.shape[1] * numbers.shape[2])
    return pd.DataFrame(numbers, index=frames[0].index, columns=columns)
