"""Windows inside groups, as ``groupby(...).rolling(...)`` makes them, without a loop over the groups in Python.

Rows are brought together by groups, so that one call of a kernel computes all columns of all groups; its windows have
bounds that stay inside their group.  The index of the result is made from the codes of the groups and the index that
the rows had.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll import _core
from fastroll._statistics import Statistic
from fastroll.pandas._group_keys import Groups, code_type, find_groups
from fastroll.pandas._grouper import numbered
from fastroll.pandas._options import Bounds, EveryStep, some_of
from fastroll.pandas._window import FastWindow


def pandas_groups(name: str) -> Any:
    """Return pandas' window class `name` for groups, whose name ends in another way before pandas 3.1."""
    return getattr(pd.api.typing, f"{name}GroupBy", None) or getattr(pd.api.typing, f"{name}Groupby")


PandasRollingGroupBy: Any = pandas_groups("Rolling")
_BaseWindow: Any = next(base for base in PandasRollingGroupBy.__mro__ if base.__name__ == "BaseWindow")


class FastGroups(FastWindow):
    """What our grouped window classes have before pandas' class among their bases."""

    @property
    def _grouper(self) -> Any:
        return self.__dict__["_grouper"]

    @_grouper.setter
    def _grouper(self, grouper: Any) -> None:
        self.__dict__["_grouper"] = numbered(grouper)

    def _run(self, what: Statistic, ddof: Any, numeric_only: bool, extra: Any) -> Any:
        return self._with_group_index(super()._run(what, ddof, numeric_only, extra))

    def _create_data(self, obj: Any, numeric_only: bool = False) -> Any:
        order = self._rows_of_groups()[1]
        if not obj.empty and order is not None:
            obj = obj.take(order)
        return _BaseWindow._create_data(self, obj, numeric_only)

    def _data(self, obj: Any, numeric_only: bool = False) -> Any:
        if self._order_of_numbers() is not None:
            made = _BaseWindow._create_data(self, obj, numeric_only)
            if made.size > 0:
                return made
        return self._create_data(obj, numeric_only)

    def _order_of_numbers(self) -> NDArray[np.int64] | None:
        """Return the order in which to take numbers, None if objects are in it.

        Objects are where there are times beside them, which pandas takes by their labels, that are not unique.
        """
        return self._rows_of_groups()[1] if self.on is None or self.obj.index.is_unique else None

    def _in_order(self, values: NDArray[Any]) -> NDArray[Any]:
        order = self._order_of_numbers()
        return values if order is None or values.size == 0 else values.take(order, axis=-1)

    def _index(self, obj: Any, result: Any) -> Any:
        """Return any index of that length: the true one comes last."""
        if self._order_of_numbers() is None or obj.size == 0:
            return super()._index(obj, result)
        return pd.RangeIndex((result if isinstance(result, np.ndarray) else result[0]).shape[-1])

    def _labels(self, obj: Any, result: Any) -> list[Any]:
        order = self._order_of_numbers()
        if order is not None and obj.size > 0:
            obj = obj.take(order)
        return super()._labels(obj, result)

    def _insert_on_column(self, result: Any, obj: Any) -> None:
        """Put times beside results of the same rows; pandas would look for each of them by its label."""
        order = self._rows_of_groups()[1] if len(result) == 0 else self._order_of_numbers()
        if self.on is None or order is None:
            super()._insert_on_column(result, obj)  # type: ignore[misc]
            return
        rows, columns, name = self.obj.index, self._selected_obj.columns, self._on.name
        if self._on.equals(rows.take(order)):
            return
        times = pd.Series(self._on_of_rows(), index=result.index, name=name, copy=False)
        if name in result.columns:
            result[name] = times
        elif name not in rows.names:
            known = name in columns
            before = result.columns.intersection(columns[: columns.get_loc(name)]) if known else result.columns
            result.insert(len(before), name, times)

    def _on_of_rows(self) -> Any:
        order = self._rows_of_groups()[1]
        times = self._on if order is None else self._on.take(order)
        return times if self.step is None else times.take(self._rows_of_step())

    def _groups(self) -> Groups:
        kept = self._grouper.__dict__  # where pandas keeps what it has found: other windows have the same groups
        if "_fastroll_groups" not in kept:
            kept["_fastroll_groups"] = tuple(find_groups(self._grouper))  # its pickles shall not need fastroll
        return Groups(*kept["_fastroll_groups"])

    def _rows_of_groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
        """Return where each group begins, and the rows in the order of their groups, None if they are."""
        groups = self._groups()
        return groups.offsets, groups.order

    def _over_windows(self, what: Statistic, x: Any, n: int, least: int, ddof: int, extra: Any) -> Any:
        offsets = self._rows_of_groups()[0]
        if n == offsets[-1] and self.step is None:
            result: Any = NotImplemented
            center, closed = bool(self.center), self.closed
            if (length := self._length()) is not None:
                result = _core.rolling_groups(what.index, x, offsets, length, center, closed, least, ddof, True, extra)
            elif self._win_freq_i8 is not None:
                times, span = self._times_of_groups(), int(self._win_freq_i8)
                result = _core.rolling_group_times(
                    what.index, x, times, offsets, span, center, closed, least, ddof, True, extra
                )
            if result is not NotImplemented:
                return result
        start, end = self._windows_of(n, least)
        return _core.rolling_bounds(what.index, x, start, end, least, ddof, True, extra)

    def _windows_of(self, n: int, least: int) -> Bounds:
        offsets = self._rows_of_groups()[0]
        if n != offsets[-1]:  # pandas aligned the rows with another object's
            return self._bounds(n, least)
        if (length := self._length()) is not None:
            bounds = _core.group_bounds(offsets, min(length, n), bool(self.center), self.closed)
        elif self._win_freq_i8 is not None:
            times, span = self._times_of_groups(), int(self._win_freq_i8)
            bounds = _core.group_time_bounds(times, offsets, span, bool(self.center), self.closed)
        else:
            return self._bounds(n, least)
        return bounds if self.step is None else some_of(bounds, self._rows_of_step())

    def _times_of_groups(self) -> NDArray[np.int64]:
        if "_fastroll_times" not in self.__dict__:
            order = self._rows_of_groups()[1]
            times = self._index_array if order is None else self._index_array.take(order)
            self.__dict__["_fastroll_times"] = np.ascontiguousarray(times)
        found: NDArray[np.int64] = self.__dict__["_fastroll_times"]
        return found

    def _rows_of_step(self) -> NDArray[np.intp]:
        """Return every `step`-th row of each group, as places among the rows in the order of their groups."""
        offsets = self._rows_of_groups()[0]
        begin = np.repeat(offsets[:-1], np.diff(offsets))
        return np.flatnonzero((np.arange(len(begin)) - begin) % self.step == 0)

    def _get_window_indexer(self) -> Any:
        if self.step is None:
            return super()._get_window_indexer()
        return EveryStep(self._without_step()._get_window_indexer(), self._rows_of_step())

    def _check_window_bounds(self, start: Any, end: Any, num_vals: int) -> None:
        if self.step is None:  # pandas counts rows without regard to groups
            super()._check_window_bounds(start, end, num_vals)

    def _slice_axis_for_step(self, index: Any, result: Any = None) -> Any:
        return index if self.step is None else index.take(self._rows_of_step())

    def _apply(self, func: Any, *arguments: Any, **keywords: Any) -> Any:
        if self.step is None:
            return super()._apply(func, *arguments, **keywords)
        return self._with_group_index(_BaseWindow._apply(self, func, *arguments, **keywords))

    def _validate_datetimelike_monotonic(self) -> None:
        """Check the times of all groups at once; pandas, which goes from group to group, says what is wrong."""
        if len(self._on) == 0:  # whatever the type of its index is
            return
        offsets = self._rows_of_groups()[0]
        if self._on.hasnans or not _core.groups_are_monotonic(self._times_of_groups(), None, offsets):
            super()._validate_datetimelike_monotonic()  # type: ignore[misc]

    def _with_group_index(self, result: Any) -> Any:
        """Put the keys of the groups before the index of the rows."""
        grouper, rows = self._grouper, self.obj.index
        keys = list(grouper.names)
        columns = [key for key in keys if key not in rows.names or key is None]
        if len(columns) != len(keys):
            result = result.drop(columns=columns, errors="ignore")
        levels, codes = self._groups().labels(grouper)
        row_levels, row_codes = self._as_levels(rows)
        if self.step is not None:
            rows_of_step = self._rows_of_step()
            codes, row_codes = ([code.take(rows_of_step) for code in some] for some in (codes, row_codes))
        result.index = pd.MultiIndex(
            [*levels, *row_levels],
            [*codes, *row_codes],  # type: ignore[list-item]
            names=[*keys, *rows.names],
            verify_integrity=False,
        )
        return result if self._as_index else result.reset_index(level=list(range(len(keys))))

    def _as_levels(self, index: Any) -> tuple[list[Any], list[Any]]:
        """Return levels and codes of the rows of an index.

        If its labels ascend it is a level.  If they ascend in each group, that of the longest group is one where that
        has all labels, as in panels.  Only other labels are hashed.
        """
        offsets, order = self._rows_of_groups()
        if isinstance(index, pd.MultiIndex):
            taken = index if order is None else index.take(order)
            return list(taken.levels), list(taken.codes)
        if index.is_monotonic_increasing and index.is_unique and not index.hasnans:
            if order is None:
                order = np.arange(len(index), dtype=code_type(len(index)))
            return [index.rename(None)], [order]
        labels = self._labels_of_groups(index)
        common = None if labels is None else _core.common_labels(labels, offsets)
        if common is not None:
            longest, places = common
            rows = slice(offsets[longest], offsets[longest + 1])
            return [(index[rows] if order is None else index.take(order[rows])).rename(None)], [places]
        made = pd.MultiIndex.from_arrays([index if order is None else index.take(order)])
        return list(made.levels), list(made.codes)

    def _labels_of_groups(self, index: Any) -> NDArray[np.int64] | None:
        """Return the labels in the order of the groups, if they are integers; often they are the times."""
        labels, order = _as_integers(index), self._rows_of_groups()[1]
        if labels is None or order is None:
            return labels
        if self._on is index and self._index_array is not None:
            return self._times_of_groups()
        return labels.take(order)


def _as_integers(index: Any) -> NDArray[np.int64] | None:
    """Return the labels as pandas orders them, if they are times or integers, none of them missing."""
    values = index.asi8 if isinstance(index, pd.DatetimeIndex | pd.TimedeltaIndex) else index._values
    if type(values) is not np.ndarray or values.dtype != np.int64 or index.hasnans:
        return None
    return np.ascontiguousarray(values)
