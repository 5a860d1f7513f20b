"""pandas' window objects on the kernels of fastroll.

pandas parses and checks the arguments, and knows how results look; `FastWindow` replaces the way from the data to the
numbers: a frame is one array with a series in each row, and one call of a kernel.  The classes have the names of
pandas', since these appear in the texts of its exceptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.errors import DataError

from fastroll import _core
from fastroll._arguments import EVERYTHING, as_integer
from fastroll._statistics import STATISTICS, Statistic

_SUM = STATISTICS["sum"]


def one_block(frame: Any) -> NDArray[np.float64] | None:
    """Return the columns of a frame as the rows of an array, if pandas holds them like that."""
    blocks = frame._mgr.blocks
    if len(blocks) != 1:
        return None
    values = blocks[0].values
    return values if type(values) is np.ndarray and values.dtype == np.float64 else None


class FastWindow:
    """What our window classes have before pandas' class among their bases."""

    if TYPE_CHECKING:  # the private attributes of pandas' class

        def __getattr__(self, name: str) -> Any: ...

    def _run(self, what: Statistic, ddof: Any, numeric_only: bool) -> Any:
        """Compute a statistic, in place of pandas' ``_apply``."""
        self._validate_numeric_only(what.name, numeric_only)
        if self._selected_obj.ndim == 1:
            return self._run_series(what, ddof)
        return self._run_frame(what, ddof, numeric_only)

    def _run_series(self, what: Statistic, ddof: Any) -> Any:
        obj = self._create_data(self._selected_obj)
        if what.name == "count":  # pandas': of anything, infinities included
            obj, what = obj.notna(), _SUM
        try:
            values = self._floats(obj._values)
        except (TypeError, NotImplementedError) as error:
            raise DataError("No numeric types to aggregate") from error
        result = self._compute(what, values, ddof)
        index = self._slice_axis_for_step(obj.index, result)
        return obj._constructor(result, index=index, name=obj.name, copy=False)

    def _run_frame(self, what: Statistic, ddof: Any, numeric_only: bool) -> Any:
        obj = self._create_data(self._selected_obj, numeric_only)
        if what.name == "count":
            obj, what = obj.notna(), _SUM
        columns = one_block(obj)
        if columns is None:
            columns = self._stack(obj, what, ddof)
        result = self._compute(what, columns, ddof).T
        index = self._slice_axis_for_step(obj.index, result)
        return self._resolve_output(obj._constructor(result, index=index, columns=obj.columns, copy=False), obj)

    def _stack(self, frame: Any, what: Statistic, ddof: Any) -> NDArray[np.float64]:
        columns = np.empty(frame.shape[::-1])
        for i, values in enumerate(frame._iter_column_arrays()):
            try:
                columns[i] = self._floats(values)
            except (TypeError, NotImplementedError) as error:
                self._compute(what, columns[:i], ddof)  # pandas goes by columns: what is wrong there comes first
                raise DataError(f"Cannot aggregate non-numeric type: {values.dtype}") from error
        return columns

    def _floats(self, values: Any) -> NDArray[np.float64]:
        """Return a column as float64.  Unlike pandas', ours keeps infinities: the kernels skip them."""
        if type(values) is np.ndarray and values.dtype.char in "?bBhHiIlLqQefd":
            return np.require(values, np.float64, "A")
        prepared: NDArray[np.float64] = self._prep_values(values)
        return prepared

    def _length(self) -> int | None:
        """Return the number of elements of a window, None if it varies."""
        return as_integer(self.window) if self._win_freq_i8 is None and self.step != 0 else None

    def _compute(self, what: Statistic, x: NDArray[np.float64], ddof: Any) -> NDArray[np.float64]:
        if x.size == 0:
            return x.copy()
        least = self.min_periods
        if least is None:
            least = self._get_window_indexer().window_size
        least, ddof = max(int(least), 0), _as_c_int(ddof)
        if (length := self._length()) is not None:
            result = _core.rolling(what.index, x, length, least, ddof, bool(self.center), self.closed, True)
            if result is not NotImplemented:
                return result if self.step is None else result[..., :: self.step].copy(order="K")
        if self._win_freq_i8 is not None:
            center, span, times = bool(self.center), int(self._win_freq_i8), np.ascontiguousarray(self._index_array)
            result = _core.rolling_times(what.index, x, times, span, center, self.closed, least, ddof, True)
            if result is not NotImplemented:
                return result
            start, end = _core.time_bounds(times, span, center, self.closed)
        else:
            start, end = self._bounds(x.shape[-1], least)
        return _core.rolling_bounds(what.index, x, start, end, least, ddof, True)

    def _bounds(self, n: int, least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        bounds = self._get_window_indexer().get_window_bounds(
            num_values=n, min_periods=least, center=self.center, closed=self.closed, step=self.step
        )
        self._check_window_bounds(*bounds, n)
        start, end = (np.asarray(bound).astype(np.int64, casting="same_kind") for bound in bounds)
        return start, end


def _as_c_int(ddof: Any) -> int:
    """Take what pandas' kernels take: any number, cut off after the point."""
    if not hasattr(type(ddof), "__int__"):
        raise TypeError("an integer is required")
    if not -(2**31) <= (integer := int(ddof)) < 2**31:
        raise OverflowError("value too large to convert to int")
    return integer


class Rolling(FastWindow, pd.api.typing.Rolling):  # type: ignore[type-arg]
    """Windows that move."""


class Expanding(FastWindow, pd.api.typing.Expanding):  # type: ignore[type-arg]
    """Windows that grow."""

    def _length(self) -> int:
        return EVERYTHING
