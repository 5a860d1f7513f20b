"""Columns of any type give what they give in pandas, in window objects, the drop-in and the accessor."""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same_outcome, outcome  # noqa: E402

import fastroll  # noqa: E402

NUMBERS = [1, None, 3, 5, None, 2, 2, 7]
FLAGS = [True, None, False, True, None, True, True, False]


def _columns() -> dict[str, Any]:
    made: dict[str, Any] = {
        "boolean": pd.array(FLAGS, dtype="boolean"),
        **{name: pd.array(NUMBERS, dtype=name) for name in ("Int64", "Int8", "UInt16", "Float32", "Float64")},
        "sparse": pd.arrays.SparseArray([1.0, np.nan, 3, 5, np.nan, 2, 2, 7]),
        "object": np.array(NUMBERS, dtype=object),
        "categories": pd.Categorical([1, 2, 3, 1, 2, 3, 1, 2]),
        "complex": np.arange(8) * 1j,
        "float16": np.arange(8).astype("f2"),
    }
    try:
        pa: Any = importlib.import_module("pyarrow")
    except ImportError:
        return made
    for name in ("int64[pyarrow]", "uint8[pyarrow]", "float[pyarrow]", "double[pyarrow]"):
        made[name] = pd.array(NUMBERS, dtype=name)
    made["bool[pyarrow]"] = pd.array(FLAGS, dtype="bool[pyarrow]")
    made["decimal"] = pd.array(NUMBERS, dtype=pd.ArrowDtype(pa.decimal128(8, 2)))
    made["text"] = pd.array(list("abcdefgh"), dtype="string[pyarrow]")
    return made


COLUMNS = _columns()


KEY = np.arange(8) % 2
MAKES: list[Callable[[Any], Any]] = [
    lambda obj: obj.rolling(2, min_periods=1),
    lambda obj: obj.expanding(),
    lambda obj: obj.groupby(KEY).rolling(2, min_periods=1),
]


@pytest.mark.parametrize("dtype", COLUMNS)
def test_columns_of_any_type(method: str, dtype: str) -> None:
    """Numbers or errors; alone, and beside a column of float64."""
    series = pd.Series(COLUMNS[dtype], name="x")
    arguments = {"q": 0.3} if method == "quantile" else {}
    for obj in (series, series.to_frame().assign(y=np.arange(8.0))):
        for make in MAKES:
            theirs = outcome(getattr(make(obj), method), **arguments)
            assert_same_outcome(outcome(getattr(fastroll.fast(make(obj)), method), **arguments), theirs, 1e-7)
            with fastroll.pandas.patched():
                assert_same_outcome(outcome(getattr(make(obj), method), **arguments), theirs, 1e-7)
