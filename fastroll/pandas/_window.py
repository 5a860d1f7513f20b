"""pandas' window objects on the kernels of fastroll.

pandas parses and checks the arguments, and knows how results look; `FastWindow` replaces the way from the data to the
numbers: a frame is one array with a series in each row, and one call of a kernel.  The classes have the names of
pandas', since these appear in the texts of its exceptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.errors import DataError

from fastroll import _core
from fastroll._arguments import EVERYTHING, as_integer
from fastroll._indexers import bounds_of
from fastroll._statistics import STATISTICS, Statistic
from fastroll._threads import threads
from fastroll.pandas._extra import as_degrees, check_extra, labels_of
from fastroll.pandas._labels import LABELS, label_frame, label_series, labels_at
from fastroll.pandas._options import Bounds, Options, some_of
from fastroll.pandas._results import insert_on_column, new_frame, new_series
from fastroll.pandas._spans import ExactSpan

_SUM = STATISTICS["sum"]


def one_block(frame: Any, dtype: Any = np.float64) -> NDArray[Any] | None:
    """Return the columns of a frame as the rows of an array, if pandas holds them like that."""
    blocks = frame._mgr.blocks
    if len(blocks) != 1:
        return None
    values = blocks[0].values
    return values if type(values) is np.ndarray and values.dtype == dtype else None


def floats_of(obj: Any) -> NDArray[np.float64] | None:
    """Return what a plain Series, or a plain frame of one block, holds if that is float64."""
    if type(obj) is pd.DataFrame:
        return one_block(obj)
    values = obj._values if type(obj) is pd.Series else None
    return values if type(values) is np.ndarray and values.dtype == np.float64 else None


class FastWindow(Options):
    """What our window classes have before pandas' class among their bases."""

    _win_freq_i8 = ExactSpan()

    def _run(self, what: Statistic, ddof: Any, numeric_only: bool, extra: Any) -> Any:
        """Compute a statistic, in place of pandas' ``_apply``."""
        if self.method != "single" and self._selected_obj.ndim == 1:
            raise ValueError("method='table' not applicable for Series objects.")
        if self._threads is None:
            return self._run_here(what, ddof, numeric_only, extra)
        with threads(self._threads):
            return self._run_here(what, ddof, numeric_only, extra)

    def _run_here(self, what: Statistic, ddof: Any, numeric_only: bool, extra: Any) -> Any:
        self._validate_numeric_only(what.name, numeric_only)
        if self._selected_obj.ndim == 1:
            return self._run_series(what, ddof, extra)
        return self._run_frame(what, ddof, numeric_only, extra)

    def _is_left_to_pandas(self, engine: str | None) -> bool:
        """Whether the caller wants pandas with Numba, which alone takes ``method="table"`` for what it is."""
        return engine == "numba"

    def _of_pandas(self, name: str) -> Any:
        """Return pandas' own method."""
        return getattr(super(), name)

    def _run_series(self, what: Statistic, ddof: Any, extra: Any) -> Any:
        obj = self._data(self._selected_obj)
        if what.name == "count":  # pandas': of anything, infinities included
            obj, what = obj.notna(), _SUM
        try:
            values = self._in_order(self._floats(obj._values, self._reading(obj)))
        except (TypeError, NotImplementedError) as error:
            raise DataError("No numeric types to aggregate") from error
        result = self._compute(what, values, ddof, extra)
        index = self._index(obj, result)
        if extra is LABELS:
            return label_series(obj, self._labels(obj, result), index)
        return new_series(obj, self._typed(result), index, labels_of(what, extra))

    def _run_frame(self, what: Statistic, ddof: Any, numeric_only: bool, extra: Any) -> Any:
        obj = self._data(self._selected_obj, numeric_only)
        if what.name == "count":
            obj, what = obj.notna(), _SUM
        columns = self._in_order(self._columns(obj, self._reading(obj), what, ddof, extra))
        result = self._compute(what, columns, ddof, extra)
        index, labels = self._index(obj, result), labels_of(what, extra)
        if extra is LABELS:
            return self._resolve_output(label_frame(obj, self._labels(obj, result), index), obj)
        made = new_frame(obj, self._typed(result), index, labels)
        if labels is None or made.shape[1] == 0:
            return self._resolve_output(made, obj)
        return self._with_on_column(made, obj, labels)

    def _data(self, obj: Any, numeric_only: bool = False) -> Any:
        """Return what to compute from."""
        return self._create_data(obj, numeric_only)

    def _in_order(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers of all rows in the order in which windows go over them."""
        return values

    def _index(self, obj: Any, result: Any) -> Any:
        one = result if isinstance(result, np.ndarray) else result[0]
        return self._slice_axis_for_step(obj.index, one.T if one.ndim < 3 else one[0].T)

    def _with_on_column(self, made: Any, obj: Any, labels: Sequence[Any]) -> Any:
        if self.on is not None and not self._on.equals(obj.index) and self._on.name in self._selected_obj.columns:
            insert_on_column(made, obj, self._selected_obj, self._on_of_rows(), labels)
        return made

    def _on_of_rows(self) -> Any:
        """Return the times of the rows of a result."""
        return self._on if self.step is None else self._on[:: self.step]

    def _reading(self, *objects: Any) -> Any:
        """Return the type in which kernels shall read data: float32 only if all of them are, and results shall be."""
        if self._dtype is None:
            return np.float64
        dtypes = (dtype for obj in objects for dtype in (obj.dtypes if obj.ndim > 1 else [obj.dtype]))
        return np.float32 if all(dtype == np.float32 for dtype in dtypes) else np.float64

    def _typed(self, result: Any) -> Any:
        """Return results in the type that they shall have."""
        if self._dtype is None:
            return result
        with np.errstate(over="ignore"):  # as where kernels round
            if isinstance(result, np.ndarray):
                return result.astype(self._dtype, copy=False)
            return [one.astype(self._dtype, copy=False) for one in result]

    def _columns(self, frame: Any, dtype: Any, what: Statistic, ddof: Any, extra: Any) -> NDArray[Any]:
        """Return an array with a column of the frame in each row: what pandas holds, if it holds that."""
        held = one_block(frame, dtype)
        return self._stack(frame, dtype, what, ddof, extra) if held is None else held

    def _stack(self, frame: Any, dtype: Any, what: Statistic, ddof: Any, extra: Any) -> NDArray[Any]:
        columns = np.empty(frame.shape[::-1], dtype)
        for i, values in enumerate(frame._iter_column_arrays()):
            try:
                columns[i] = self._floats(values, dtype)
            except (TypeError, NotImplementedError) as error:
                before = self._in_order(columns[:i])
                self._compute(what, before, ddof, extra)  # pandas goes by columns: what is wrong there comes first
                raise DataError(f"Cannot aggregate non-numeric type: {values.dtype}") from error
        return columns

    def _floats(self, values: Any, dtype: Any) -> NDArray[Any]:
        """Return a column as `dtype`.  Unlike pandas', ours keeps infinities: the kernels skip them."""
        if type(values) is np.ndarray and values.dtype.char in "?bBhHiIlLqQefd":
            if values.dtype == dtype and values.flags.aligned:
                return values
            return np.require(values, dtype, "A")
        prepared: NDArray[np.float64] = self._prep_values(values)
        return prepared

    def _labels(self, obj: Any, result: Any) -> list[Any]:
        """Return what the index has where elements lie, given their places in the windows; of columns, one for each."""
        start, _ = self._windows_of(len(obj), self._least())
        return labels_at(obj.index, start, np.atleast_2d(result))

    def _length(self) -> int | None:
        """Return the number of elements of a window, None if it varies."""
        if self._win_freq_i8 is not None or self.step == 0 or (length := as_integer(self.window)) is None:
            return None
        return min(length, EVERYTHING)

    def _compute(self, what: Statistic, x: Any, ddof: Any, extra: Any = None) -> Any:
        """Return an array, or one for each result; `x` is an array, or a tuple of them."""
        like = x[0] if isinstance(x, tuple) else x
        if like.size == 0:
            if isinstance(x, tuple):  # pandas makes windows of nothing only where it pairs columns
                self._bounds(0, self._least())
            labels = labels_of(what, extra)
            return like.copy() if labels is None else [like.copy() for _ in labels]
        least, ddof, extra = self._least(), as_degrees(ddof), check_extra(what, extra)
        return self._over_windows(what, x, like.shape[-1], least, ddof, extra)

    def _least(self) -> int:
        """Return the number of valid elements that a window needs."""
        least = self.min_periods
        if least is None:
            least = as_integer(self.window)
        if least is None:
            least = self._get_window_indexer().window_size
        return min(max(int(least), 0), EVERYTHING)

    def _over_windows(self, what: Statistic, x: Any, n: int, least: int, ddof: int, extra: Any) -> Any:
        if (length := self._length()) is not None:
            result = _core.rolling(what.index, x, length, least, ddof, bool(self.center), self.closed, True, extra)
            if result is not NotImplemented:
                return self._every_step(result)
        if self._win_freq_i8 is not None and len(self._index_array) == n:
            center, span, times = bool(self.center), int(self._win_freq_i8), np.ascontiguousarray(self._index_array)
            result = _core.rolling_times(what.index, x, times, span, center, self.closed, least, ddof, True, extra)
            if result is not NotImplemented:
                return self._every_step(result)
        start, end = self._bounds(n, least) if length is not None else self._windows_of(n, least)
        return _core.rolling_bounds(what.index, x, start, end, least, ddof, True, extra)

    def _pairs(self, what: Statistic, x: NDArray[Any], y: NDArray[Any], ddof: Any) -> Any:
        """Return [row of x, time, row of y], NotImplemented where windows have no fixed number of elements."""
        if (length := self._length()) is None:
            return NotImplemented
        least, ddof, center = self._least(), as_degrees(ddof), bool(self.center)
        return _core.rolling_pairs(what.index, x, y, length, least, ddof, center, self.closed, True)

    def _windows_of(self, n: int, least: int) -> Bounds:
        """Return start and end of all windows that have a result."""
        if (length := self._length()) is not None:
            return _core.fixed_bounds(n, length, bool(self.center), self.closed, self.step or 1)
        if self._win_freq_i8 is not None and len(self._index_array) == n:
            times, span = np.ascontiguousarray(self._index_array), int(self._win_freq_i8)
            bounds = _core.time_bounds(times, span, bool(self.center), self.closed)
            return bounds if self.step is None else some_of(bounds, slice(None, None, self.step))
        return self._bounds(n, least)

    def _every_step(self, result: Any) -> Any:
        if self.step is None:
            return result
        if isinstance(result, tuple):
            return tuple(one[..., :: self.step].copy(order="K") for one in result)
        return result[..., :: self.step].copy(order="K")

    def _bounds(self, n: int, least: int) -> Bounds:
        start, end = bounds_of(self._get_window_indexer(), n, least, self.center, self.closed, self.step)
        self._check_window_bounds(start, end, n)
        first, last = (np.asarray(bound).astype(np.int64, casting="same_kind") for bound in (start, end))
        return first, last
