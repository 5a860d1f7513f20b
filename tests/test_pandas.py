"""The accessor `.fast` gives what pandas gives: values, index, names and types."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import METHODS, assert_same, by_fastroll, by_pandas, each, stamps, values  # noqa: E402

X = values()


def _series() -> dict[str, Any]:
    whole = np.arange(60) * 7 % 23
    letters = pd.MultiIndex.from_product([["a", "b"], range(30)], names=["letter", "number"])
    infinite = X.copy()
    infinite[[5, 30, 31]] = [np.inf, -np.inf, np.inf]
    return {
        "float64": pd.Series(X, name="x"),
        "float32": pd.Series(X.astype(np.float32)),
        "float16": pd.Series(X.astype(np.float16)),
        "int64": pd.Series(whole, name=("a", 1)),
        "int8": pd.Series(whole.astype(np.int8)),
        "uint64": pd.Series(whole.astype(np.uint64)),
        "bool": pd.Series(whole % 2 == 0),
        "Int64": pd.Series(pd.array([None, *whole[1:]], dtype="Int64")),
        "Float64": pd.Series(pd.array([*X[:-1], None], dtype="Float64")),
        "Float32": pd.Series(pd.array(X, dtype="Float32")),
        "boolean": pd.Series(pd.array([None, *(whole[1:] % 2 == 0)], dtype="boolean")),
        "Sparse": pd.Series(pd.arrays.SparseArray(np.where(whole % 3 == 0, 0.0, X), fill_value=0.0)),
        "Sparse NaN": pd.Series(pd.arrays.SparseArray(X)),
        "object of numbers": pd.Series(list(X), dtype=object),
        "object with None": pd.Series([1, None, 2.5, 4] * 15, dtype=object),
        "category of numbers": pd.Series(whole).astype("category"),
        "infinities": pd.Series(infinite),
        "all NaN": pd.Series(np.full(20, np.nan)),
        "one": pd.Series([3.5]),
        "empty": pd.Series([], dtype=float, name="none"),
        "empty int": pd.Series([], dtype=int),
        "empty object": pd.Series([], dtype=object),
        "duplicate index": pd.Series(X, index=np.arange(60) // 3),
        "string index": pd.Series(X, index=[f"row {i}" for i in range(60)], name="named"),
        "MultiIndex": pd.Series(X, index=letters),
        "times": pd.Series(X, index=stamps()),
        "periods": pd.Series(X, index=pd.period_range("2024", periods=60, freq="D")),
        "strided": pd.Series(np.repeat(X, 3)[::3]),
        "reversed": pd.Series(X)[::-1],
        "read-only": pd.Series(np.broadcast_to(np.float64(2.5), 30)),
    }


SERIES = _series()
WITH_INFINITIES = [name for name in METHODS if name != "sem"]  # pandas' sem takes them for values when it counts


@pytest.mark.parametrize("kind", SERIES)
def test_series(method: str, kind: str) -> None:
    """Every kind of Series."""
    if kind == "infinities" and method not in WITH_INFINITIES:
        return
    for window in (0, 1, 4, 100):
        for min_periods in {None, 0, min(window, 1)}:
            assert_same(SERIES[kind], method, window, min_periods=min_periods)


@pytest.mark.parametrize("kind", ["int64", "double[pyarrow]", "float[pyarrow]", "int32[pyarrow]", "bool[pyarrow]"])
def test_arrow_series(method: str, kind: str) -> None:
    """Arrow's types, with nulls."""
    pytest.importorskip("pyarrow")
    numbers = [None if i % 7 == 0 else i % 5 > 2 if "bool" in kind else i % 5 for i in range(50)]
    series = pd.Series([0 if number is None and kind == "int64" else number for number in numbers], dtype=kind)
    for window in (1, 4):
        assert_same(series, method, window, min_periods=1)
        assert_same(pd.DataFrame({"a": series, "b": X[:50]}), method, window)


def _frames() -> dict[str, Any]:
    block = np.column_stack([X, X[::-1], X * 2])
    two_levels = pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["k", None])
    mixed = pd.DataFrame({"f": X, "i": np.arange(60), "b": X > 0, "s": X.astype(np.float32)})
    mixed["n"] = pd.array(X, "Float64")
    return {
        "one block": pd.DataFrame(block, columns=["a", "b", "c"]),
        "Fortran block": pd.DataFrame(np.asfortranarray(block)),
        "float32 block": pd.DataFrame(block.astype(np.float32)),
        "int block": pd.DataFrame(np.arange(120).reshape(60, 2)),
        "bool block": pd.DataFrame(block > 0),
        "mixed": mixed,
        "times": pd.DataFrame(block, index=stamps()),
        "time zone": pd.DataFrame(block, index=stamps(tz="Europe/Berlin")),
        "MultiIndex columns": pd.DataFrame(block, columns=two_levels),
        "duplicate columns": pd.DataFrame(block, columns=["a", "a", "b"]),
        "duplicate index": pd.DataFrame(block, index=np.arange(60) // 2),
        "named columns": pd.DataFrame(block, columns=pd.Index([3, 1, 2], name="numbers")),
        "infinities": pd.DataFrame(np.where(block > 20, np.inf, block)),
        "one column": pd.DataFrame({"only": X}),
        "many columns": pd.DataFrame(np.tile(block, 10)),
        "slice of rows": pd.DataFrame(block).iloc[5:40:3],
        "slice of columns": pd.DataFrame(block)[[2, 0]],
        "transposed": pd.DataFrame(block.T).T,
        "no columns": pd.DataFrame(index=range(5)),
        "no rows": pd.DataFrame({"a": np.array([], float), "b": np.array([], int)}),
        "nothing": pd.DataFrame(),
    }


FRAMES = _frames()


@pytest.mark.parametrize("kind", FRAMES)
def test_frame(method: str, kind: str) -> None:
    """Every kind of DataFrame."""
    if kind == "infinities" and method not in WITH_INFINITIES:
        return
    for window in (0, 1, 4, 100):
        for min_periods in {None, 0, min(window, 1)}:
            assert_same(FRAMES[kind], method, window, min_periods=min_periods)


@pytest.mark.parametrize("kind", ["float64", "Int64", "times", "infinities", "one block", "mixed", "duplicate index"])
def test_geometry(method: str, kind: str) -> None:
    """center, closed, step."""
    if kind == "infinities" and method not in WITH_INFINITIES:
        return
    for obj in [kinds[kind] for kinds in (SERIES, FRAMES) if kind in kinds]:
        # pandas does not rank anew where centred windows cease to grow
        center = [False] if method == "rank" else [False, True]
        for arguments in each(center=center, closed=[None, "left", "both", "neither"], step=[None, 3]):
            assert_same(obj, method, 5, min_periods=2, **arguments)
            assert_same(obj, method, 6, **arguments)


@pytest.mark.parametrize("kind", ["mixed", "one block", "with text", "int block", "no columns"])
def test_numeric_only(method: str, kind: str) -> None:
    """Columns that are no numbers are left out, and what else pandas does."""
    frame = FRAMES["mixed"].assign(text="t") if kind == "with text" else FRAMES[kind]
    for numeric_only in (True, False):
        assert_same(frame, method, 4, numeric_only=numeric_only)
        assert_same(SERIES["float64"], method, 4, numeric_only=numeric_only)


@pytest.mark.parametrize("method", sorted({"var", "std", "sem", "cov", "corr"}))
@pytest.mark.parametrize("ddof", [0, 1, 2, 9])
def test_ddof(method: str, ddof: int) -> None:
    """As a keyword, and as the method's own first parameter."""
    for obj in (SERIES["float64"], FRAMES["one block"], FRAMES["times"]):
        assert_same(obj, method, 6, ddof=ddof, min_periods=1)
    assert_same(FRAMES["times"], method, "20s", ddof=ddof)


def test_subclass(method: str) -> None:
    """Subclasses stay what they are."""

    class Sensor(pd.Series):
        @property
        def _constructor(self) -> Any:
            return Sensor

        @property
        def _constructor_expanddim(self) -> Any:
            return Sensors

    class Sensors(pd.DataFrame):
        @property
        def _constructor(self) -> Any:
            return Sensors

        @property
        def _constructor_sliced(self) -> Any:
            return Sensor

    assert type(by_fastroll(Sensor(X), method, 3)) is (pd.Series if method in ("cov", "corr") else Sensor)
    assert_same(Sensor(X, index=stamps()), method, 3)
    assert_same(Sensor(X, index=stamps()), method, "30s")
    assert_same(Sensors({"a": X, "b": X}), method, 3)


def test_result_is_writable_and_its_own(method: str) -> None:
    """Writing to a result changes neither the input nor another result."""
    for obj in (SERIES["float64"], FRAMES["one block"]):
        before = obj.copy()
        result = by_fastroll(obj, method, 1)
        result.iloc[:] = -7.0
        assert (result == -7.0).to_numpy().all()
        pd.testing.assert_frame_equal(pd.DataFrame(obj), pd.DataFrame(before))


def test_attributes_and_flags(method: str) -> None:
    """attrs and flags are treated as pandas treats them."""
    series = SERIES["float64"].copy()
    series.attrs["unit"] = "m"
    theirs = by_pandas(series, method, 3)
    ours = by_fastroll(series, method, 3)
    assert ours.attrs == theirs.attrs
    assert ours.flags.allows_duplicate_labels == theirs.flags.allows_duplicate_labels
