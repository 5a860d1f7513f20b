"""From the numbers back to pandas objects, with a column for each result of statistics that have several."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

try:
    _Manager: Any = importlib.import_module("pandas.core.internals").SingleBlockManager
except (ImportError, AttributeError):  # it is private
    _Manager = None


def _around(manager: Any) -> Any:
    """Make a Series of what pandas keeps in one."""
    return pd.Series._from_mgr(manager, axes=manager.axes)  # type: ignore[attr-defined]


def _has_short_way() -> bool:
    """Whether this pandas has what saves more than half of the time that the constructor takes for its checks."""
    try:
        made = _around(_Manager.from_array(np.zeros(1), pd.RangeIndex(1)))
        made._name = "x"
        return bool(made.equals(pd.Series([0.0])) and made.name == "x")
    except Exception:
        return False


_SHORT_WAY = _has_short_way()


def new_series(obj: Any, result: Any, index: Any, labels: Sequence[Any] | None) -> Any:
    """Make a Series like `obj` of one result, or a DataFrame of several."""
    if labels is None:
        if _SHORT_WAY and type(obj) is pd.Series:
            made = _around(_Manager.from_array(result, index))
            made._name = obj._name
            return made
        return obj._constructor(result, index=index, name=obj.name, copy=False)
    columns = pd.Index(labels)
    return obj._constructor_expanddim(_stacked(result).T, index=index, columns=columns, copy=False)


def new_frame(obj: Any, result: Any, index: Any, labels: Sequence[Any] | None) -> Any:
    """Make a DataFrame like `obj`; `result` has its columns as rows, or is several such arrays."""
    if labels is None:
        return obj._constructor(result.T, index=index, columns=obj.columns, copy=False)
    numbers = np.stack(list(result), axis=1)
    numbers = numbers.reshape(numbers.shape[0] * numbers.shape[1], len(index))
    columns = columns_of_several(obj.columns, labels)
    return obj._constructor(numbers.T, index=index, columns=columns, copy=False)


def columns_of_several(columns: Any, labels: Sequence[Any]) -> pd.MultiIndex:
    """Return (column, result) for each column and result."""
    repeated = columns.repeat(len(labels))
    levels = [repeated.get_level_values(level) for level in range(columns.nlevels)]
    inner = pd.Index(labels).take(np.tile(np.arange(len(labels)), len(columns)))
    return pd.MultiIndex.from_arrays([*levels, inner], names=[*columns.names, None])


def insert_on_column(result: Any, obj: Any, original: Any, column: Any, labels: Sequence[Any]) -> None:
    """Put a column of times back where it was, among columns (column, result)."""
    name = column.name
    if not isinstance(name, tuple):
        name = (name,)
    before = original.columns[: original.columns.get_loc(column.name)]
    place = len(labels) * sum(label in before for label in obj.columns)
    result.insert(place, (*name, ""), pd.Series(column, copy=False).array)


def _stacked(result: Any) -> Numbers:
    """Return results as the rows of one array."""
    return result if isinstance(result, np.ndarray) else np.stack(result)
