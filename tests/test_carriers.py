"""What holds numbers and is no plain array: the bits of an array with NaN where something is missing, or TypeError."""

import array
import decimal
import importlib.util
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from calls import FUNCTIONS, UFUNCS, X, call, operands_of, series_of
from support import assert_same_bits

import fastroll as fr

VALUES = [1, None, 3, 4, 2, 5]
BOOLS = np.array([1.0, np.nan, 0, 1, 1, 0])
MASK = [value is None for value in VALUES]
FILLED = [value or -99 for value in VALUES]

CARRIERS: dict[str, Any] = {
    "masked": (lambda: np.ma.array(FILLED, dtype=float, mask=MASK), X),
    "masked, NaN below": (lambda: np.ma.masked_invalid(X), X),
    "masked float32": (lambda: np.ma.array(FILLED, dtype="f4", mask=MASK), X.astype("f4")),
    "masked int": (lambda: np.ma.array(FILLED, dtype="i2", mask=MASK), X),
    "masked bool": (lambda: np.ma.array(np.equal(BOOLS, 1), mask=np.isnan(BOOLS)), BOOLS),
    "masked, of another order": (lambda: np.ma.array(FILLED, dtype=">f8", mask=MASK), X),
    "masked, shared": (lambda: np.ma.array(np.repeat(FILLED, 2)[::2], dtype=float, mask=MASK, hard_mask=True), X),
    "masked all": (lambda: np.ma.array(FILLED, dtype=float, mask=True), X * np.nan),
    "masked none": (lambda: np.ma.array(np.nan_to_num(X)), np.nan_to_num(X)),
    "subclass": (lambda: X.view(_Subclass), X),
    "record's field": (lambda: np.rec.array([(x, 1) for x in X], dtype="f8,i4")["f0"], X),
    "read-only": (lambda: np.frombuffer(X.tobytes()), X),
    "array.array": (lambda: array.array("d", X), X),
    "memoryview": (lambda: memoryview(X.tobytes()).cast("d"), X),
    "__array__": (lambda: _With("__array__", lambda dtype=None, copy=None: X), X),
    "__array_interface__": (lambda: _With("__array_interface__", X.__array_interface__), X),
    "__dlpack__": (lambda: _dlpack(X), X),
}


class _Subclass(np.ndarray):
    """Like a quantity with units: it does not compute, and has no business here."""

    def __array_ufunc__(self, *arguments: Any, **keywords: Any) -> Any:
        raise TypeError("a subclass was asked to compute")

    def __array_function__(self, *arguments: Any, **keywords: Any) -> Any:
        raise TypeError("a subclass was asked to compute")


class _With:
    """An object with one attribute."""

    def __new__(cls, name: str, value: Any) -> Any:
        held = staticmethod(value) if callable(value) else value
        return type("Object", (), {name: held, "keeps": X})()


def _dlpack(x: np.ndarray) -> Any:
    methods = {
        "__dlpack__": lambda _self, **keywords: x.__dlpack__(**keywords),
        "__dlpack_device__": lambda _self: x.__dlpack_device__(),
    }
    return type("Tensor", (), methods)()


if importlib.util.find_spec("pandas"):
    pd: Any = pytest.importorskip("pandas")

    MASKED_TYPES = ["Int8", "Int64", "UInt16", "Float64", "Float32"]
    ARROW_TYPES = ["int32[pyarrow]", "double[pyarrow]", "float[pyarrow]"] if importlib.util.find_spec("pyarrow") else []
    for dtype in MASKED_TYPES + ARROW_TYPES:
        of_type = X.astype("f4") if dtype in ("Float32", "float[pyarrow]") else X
        CARRIERS[f"array of {dtype}"] = (partial(pd.array, VALUES, dtype=dtype), of_type)
        CARRIERS[f"Series of {dtype}"] = (
            partial(pd.Series, VALUES, dtype=dtype, index=[*"aabbcc"]),
            of_type,
        )
        CARRIERS[f"Index of {dtype}"] = (partial(pd.Index, VALUES, dtype=dtype), of_type)
    for dtype in ["boolean", *(["bool[pyarrow]"] if ARROW_TYPES else [])]:
        CARRIERS[f"Series of {dtype}"] = (
            partial(pd.Series, [True, None, False, True, True, False], dtype=dtype),
            BOOLS,
        )
    CARRIERS["Series"] = (lambda: pd.Series(X), X)
    CARRIERS["Series of float32"] = (lambda: pd.Series(X, dtype="f4"), X.astype("f4"))
    CARRIERS["Sparse"] = (lambda: pd.arrays.SparseArray(X), X)
    CARRIERS["Categorical"] = (lambda: pd.Categorical(VALUES), X)

if importlib.util.find_spec("pyarrow"):
    pa: Any = pytest.importorskip("pyarrow")

    DECIMALS = [None if value is None else decimal.Decimal(value) for value in VALUES]
    CARRIERS |= {
        "pyarrow": (lambda: pa.array(VALUES), X),
        "pyarrow float32": (lambda: pa.array(VALUES, pa.float32()), X.astype("f4")),
        "pyarrow, chunks": (lambda: pa.chunked_array([VALUES[:2], VALUES[2:]]), X),
        "pyarrow, slice": (lambda: pa.array([7, *VALUES, 7])[1:-1], X),
        "pyarrow bool": (lambda: pa.array([True, None, False, True, True, False]), BOOLS),
        "pyarrow decimal": (lambda: pa.array(DECIMALS), X),
        "pyarrow dictionary": (lambda: pa.array(VALUES, pa.float64()).dictionary_encode(), X),
        "pyarrow dictionaries": (lambda: pa.chunked_array([VALUES[:2], VALUES[2:]]).dictionary_encode(), X),
        "pyarrow null": (lambda: pa.nulls(6), X * np.nan),
    }
    if importlib.util.find_spec("pandas"):
        CARRIERS["Series of decimals"] = (lambda: pd.Series(pa.array(DECIMALS), dtype=_decimals()), X)

    def _decimals() -> Any:
        return pd.ArrowDtype(pa.decimal128(5, 1))


if importlib.util.find_spec("polars"):
    polars: Any = pytest.importorskip("polars")

    CARRIERS |= {
        "polars": (lambda: polars.Series(VALUES), X),
        "polars float32": (lambda: polars.Series(VALUES, dtype=polars.Float32), X.astype("f4")),
        "polars bool": (lambda: polars.Series([True, None, False, True, True, False]), BOOLS),
        "polars decimal": (lambda: polars.Series([None if v is None else decimal.Decimal(v) for v in VALUES]), X),
        "polars null": (lambda: polars.Series([None] * 6), X * np.nan),
    }
if importlib.util.find_spec("xarray"):
    xarray: Any = pytest.importorskip("xarray")

    CARRIERS["xarray"] = (lambda: xarray.DataArray(X, dims="t"), X)
"""What makes it, and the array that it stands for."""


@pytest.mark.parametrize("kind", CARRIERS)
def test_same_as_an_array(kind: str) -> None:
    """In every function, in place of each of its series."""
    make, plain = CARRIERS[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in FUNCTIONS:
            for series in series_of(name):
                for got, desired in zip(call(name, **{series: make()}), call(name, **{series: plain}), strict=True):
                    assert type(got) is np.ndarray
                    assert_same_bits(got, desired)


@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_tables() -> None:
    """Masked arrays of two dimensions, lists of masked arrays, matrices, memory maps."""
    table: Any = np.ma.array([FILLED, FILLED[::-1]], dtype=float, mask=[MASK, MASK[::-1]])
    plain = np.array([X, X[::-1]])
    for carrier in (table, [table[0], table[1]], (table[0], X[::-1]), np.ma.array(table.T).T):
        assert_same_bits(fr.rolling_mean(carrier, 2, 1), fr.rolling_mean(plain, 2, 1))
        assert_same_bits(fr.ewm_mean(carrier, com=1, axis=0), fr.ewm_mean(plain, com=1, axis=0))
        assert_same_bits(fr.move_mean(carrier, 2, 1), fr.move_mean(plain, 2, 1))
    made = fr.rolling_sum(np.matrix(plain), 2, 1)
    assert type(made) is np.ndarray
    assert_same_bits(made, fr.rolling_sum(plain, 2, 1))


def test_memory_map(tmp_path: Path) -> None:
    """A file is an array like any other."""
    X.tofile(tmp_path / "numbers")
    mapped = np.memmap(tmp_path / "numbers", mode="r")
    assert_same_bits(fr.rolling_mean(mapped.view(np.float64), 2, 1), fr.rolling_mean(X, 2, 1))


@pytest.mark.skipif(not importlib.util.find_spec("pandas"), reason="needs pandas")
def test_frames() -> None:
    """Columns of several types."""
    frame = pd.DataFrame({"a": pd.array(VALUES, dtype="Int64"), "b": X, "c": pd.Series(BOOLS).astype("boolean")})
    plain = np.stack([X, X, BOOLS], axis=1)
    assert_same_bits(fr.rolling_mean(frame, 2, 1, axis=0), fr.rolling_mean(plain, 2, 1, axis=0))
    mixed = pd.DataFrame({"a": BOOLS == 1, "b": X})
    assert_same_bits(fr.rolling_sum(mixed, 2, 1, axis=0)[:, 1], fr.rolling_sum(X, 2, 1))
    narrow = pd.DataFrame({"a": pd.array(VALUES, dtype="Float32"), "b": X.astype("f4")})
    assert fr.rolling_mean(narrow, 2, 1, axis=0).dtype == np.float32


def test_data_stay() -> None:
    """Neither values below a mask nor the mask change."""
    masked = CARRIERS["masked"][0]()
    fr.rolling_mean(masked, 2, 1)
    assert masked.data.tolist() == FILLED
    assert np.ma.getmaskarray(masked).tolist() == MASK


REFUSED: dict[str, tuple[Any, str]] = {
    "texts": (["1", "2"], "x must be an array of real numbers, got dtype <U1"),
    "None": ([1.0, None], "x must be an array of real numbers, got dtype object"),
    "Decimal": (np.array([decimal.Decimal(1)]), "x must be an array of real numbers, got dtype object"),
    "complex": ([1j], "x must be an array of real numbers, got dtype complex128"),
    "masked complex": (np.ma.array([1j, 2], mask=[True, False]), "x must be an array of real numbers"),
    "times": (np.array([1, 2], "M8[s]"), "x must be an array of real numbers, got dtype datetime64"),
    "time deltas": (np.array([1, 2], "m8[s]"), "x must be an array of real numbers, got dtype timedelta64"),
    "records": (np.zeros(2, "f8,i4"), "x must be an array of real numbers, got dtype"),
    "masked records": (np.ma.zeros(2, "f8,i4"), "x must be an array of real numbers, got dtype"),
    "long double": (np.zeros(2, np.longdouble), "x must be an array of real numbers, got dtype"),
    "generator": ((i for i in range(2)), "x must be an array of real numbers, got dtype object"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(kind: str) -> None:
    """With the name of the argument, and what it is."""
    with pytest.raises(TypeError, match=REFUSED[kind][1]):
        fr.rolling_mean(REFUSED[kind][0], 2)


def test_ragged_lists() -> None:
    """NumPy's words, with the name of the argument."""
    with pytest.raises(ValueError, match=r"x must be an array: .*inhomogeneous"):
        fr.rolling_mean([[1.0], [1.0, 2.0]], 2)


def test_parameters_are_not_masked() -> None:
    """A window, a quantile, a weight that is missing is no parameter; nor can results be behind a mask."""
    for name, value in (("window", [2, 3]), ("q", [0.1, 0.2]), ("weights", [1.0, 2.0])):
        function = {"window": "rolling_mean", "q": "rolling_quantile", "weights": "rolling_weighted_mean"}[name]
        with pytest.raises(ValueError, match=f"{name} must not have masked elements"):
            call(function, **{name: np.ma.array(value, mask=[False, True])})
        call(function, **{name: np.ma.array(value)})
    with pytest.raises(ValueError, match="start must not have masked elements"):
        fr.Bounds(np.ma.array([0, 1], mask=[True, False]), [1, 2])
    with pytest.raises(TypeError, match="out must be an array without a mask"):
        fr.rolling_mean(X, 2, out=np.ma.zeros(6))


@pytest.mark.parametrize("name", UFUNCS)
def test_ufuncs_refuse_masks(name: str) -> None:
    """NumPy would compute with what is below, and put the mask around that."""
    masked = CARRIERS["masked"][0]()
    for operand in operands_of(name):
        for bad in (masked, [masked], (X, masked), np.ma.masked, np.ma.array(X)):
            with pytest.raises(TypeError, match=f"{operand} must have no mask where a ufunc is called, got Masked"):
                UFUNCS[name](*{**operands_of(name), operand: bad}.values())


def test_ufuncs_and_outputs() -> None:
    """Masks of outputs hide results; keywords and positions; other objects compute as they like."""
    hidden = CARRIERS["masked"][0]()
    for arguments, keywords in (((), {"out": hidden}), ((), {"out": (hidden,)}), ((hidden,), {})):
        with pytest.raises(TypeError, match="out must have no mask where a ufunc is called"):
            fr.ufuncs.rolling_mean(X, 2, 1, *arguments, **keywords)
    with pytest.raises(TypeError, match="a subclass was asked to compute"):
        fr.ufuncs.rolling_mean(X.view(_Subclass), 2, 1)
    assert_same_bits(fr.ufuncs.rolling_mean(np.ma.array(X).data, 2, 1), fr.rolling_mean(X, 2, 1))


@pytest.mark.skipif(not importlib.util.find_spec("pandas"), reason="needs pandas")
def test_ufuncs_of_pandas_objects() -> None:
    """Those with a mask inside are refused; others give their kind."""
    for dtype in MASKED_TYPES:
        held = pd.array(VALUES, dtype=dtype)
        for bad in (held, pd.Series(held), pd.Index(held), pd.DataFrame({"x": held})):
            with pytest.raises(TypeError, match="x must have no mask where a ufunc is called"):
                fr.ufuncs.rolling_mean(bad, 2, 1)
    made = fr.ufuncs.rolling_mean(pd.Series(X, name="x"), 2, 1)
    assert isinstance(made, pd.Series)
    assert_same_bits(made.to_numpy(), fr.rolling_mean(X, 2, 1))


def test_functions_of_numbers_keep_masks() -> None:
    """One by one, what is masked stays masked."""
    masked = CARRIERS["masked"][0]()
    made = fr.ufuncs.gaussian_kernel(masked, 2.0)
    assert np.ma.getmaskarray(made).tolist() == MASK
    np.testing.assert_array_equal(made.filled(np.nan), fr.ufuncs.gaussian_kernel(X, 2.0))
