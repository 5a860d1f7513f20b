"""The kernels of the drop-in take what pandas' kernels take, and windows of whole tables are right."""

import array
import importlib
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import METHODS, assert_same_outcome, outcome  # noqa: E402

import fastroll.pandas  # noqa: E402
from fastroll.pandas._kernels import EWM_KERNELS, KERNELS, WEIGHTED_KERNELS  # noqa: E402

AGGREGATIONS: Any = importlib.import_module("pandas._libs.window.aggregations")
N = 13
X = np.random.default_rng(3).integers(-9, 9, N) * 0.5
X[4] = np.nan
START, END = np.maximum(np.arange(N) - 4, 0), np.arange(N) + 1
NUMBERS = [
    np.int64(2),
    np.int8(3),
    0,
    1,
    5,
    N + 1,
    True,
    np.True_,
    2.0,
    2.5,
    np.nan,
    1j,
    "2",
    np.array(2),
    np.array([2]),
]
CHOICES: dict[str, list[Any]] = {
    "minp": [*NUMBERS, -1, -5, 2**40, 2**63, None],
    "ddof": [*NUMBERS, -1, -5, 2**31, 2**40, 2**63, None],
    "q": [
        -0.1,
        0,
        0.0,
        np.float64(0),
        1,
        1.0,
        True,
        2,
        np.nan,
        None,
        "x",
        np.float32(0.25),
        [0.5],
        np.array([0.5, 0.6]),
    ],
    "interpolation": [None, "lower", "higher", "midpoint", "nearest", "bad", b"linear", np.str_("linear"), 1],
    "rule": [None, "max", "min", "dense", "first", "bad", np.str_("average"), 1],
    "flag": [0, 2, None, "a", np.True_, 0.0, np.array([1]), np.array([1, 2])],
    "com": [
        0,
        1,
        1.0,
        np.float64(3),
        np.int64(3),
        np.float32(0.3),
        np.inf,
        np.nan,
        -0.5,
        -2.0,
        1e300,
        2**70,
        "1",
        None,
    ],
}
WINDOWS = {"start": START, "end": END, "minp": 2}
GROUPS = {"start": np.array([0, 6]), "end": np.array([6, N]), "minp": 1}
SIGNATURES: dict[str, dict[str, Any]] = {
    **{name: {"values": X, **WINDOWS} for name in KERNELS},
    "roll_var": {"values": X, **WINDOWS, "ddof": 1},
    "roll_quantile": {"values": X, **WINDOWS, "q": 0.3, "interpolation": "linear"},
    "roll_rank": {"values": X, **WINDOWS, "flag": True, "rule": "average", "flag 2": True},
    "roll_cov": {"values": X, "values 2": X[::-1].copy(), **WINDOWS, "ddof": 1},
    "roll_corr": {"values": X, "values 2": X[::-1].copy(), **WINDOWS},
    "roll_weighted_sum": {"values": X, "weights": np.array([1.0, 2, 3]), "minp": 2},
    "roll_weighted_mean": {"values": X, "weights": np.array([1.0, 2, 3]), "minp": 2},
    "ewm": {"values": X, **GROUPS, "com": 2.0, "flag": True, "flag 2": False, "deltas": np.ones(N - 1), "flag 3": True},
    "ewmcov": {
        "values": X,
        **GROUPS,
        "values 2": X[::-1].copy(),
        "com": 2.0,
        "flag": True,
        "flag 2": False,
        "flag 3": 0,
    },
}


class _Subclass(np.ndarray):
    """An array that is not quite one."""


def _as_other_array(values: np.ndarray) -> dict[str, Any]:
    """Return the same numbers in other forms, which pandas takes or refuses; none that makes it read elsewhere."""
    read_only = values.copy()
    read_only.flags.writeable = False
    unaligned = np.frombuffer(b"-" + values.tobytes(), values.dtype, offset=1)
    return {
        **{f"{rows} rows": np.stack([values] * rows) for rows in (1, 2)},
        **{f"{columns} columns": np.stack([values] * columns, axis=1) for columns in (1, 2)},
        **{
            dtype: np.nan_to_num(values).astype(dtype)
            for dtype in ("i4", "i8", "u8", "f2", "f4", "f8", "?", "c16", "O")
        },
        **{dtype: np.nan_to_num(values).astype(dtype) for dtype in (">i8", ">f8", "M8[ns]", "m8[ns]")},
        "strided": np.repeat(values, 2)[::2],
        "reversed": values[::-1].copy()[::-1],
        "read-only": read_only,
        "unaligned": unaligned,
        "masked": np.ma.array(values, mask=np.isnan(values)),
        "subclass": values.view(_Subclass),
        "list": values.tolist(),
        "memoryview": values.data,
        "array.array": array.array("d" if values.dtype == np.float64 else "q", values.tolist()),
        "Series": pd.Series(values),
        "extension": pd.array(values),
    }


def _others(kind: str, usual: Any) -> dict[str, Any]:
    if isinstance(usual, np.ndarray):
        made = _as_other_array(usual)
        if kind == "deltas":
            made |= {"None": None, "long": np.ones(20), "NaN": usual * np.nan, "zero": usual * 0, "negative": -usual}
        if kind == "weights":
            made |= {"NaN": usual * np.nan, "long": np.ones(20), "zero": usual * 0, "infinite": usual * np.inf}
        return made
    return {repr(choice): choice for choice in CHOICES[kind]}


@pytest.mark.parametrize("name", [name for name in SIGNATURES if hasattr(AGGREGATIONS, name)])
def test_arguments_one_by_one(name: str) -> None:
    """With each argument in turn made unusual, results are pandas', or errors and their texts."""
    theirs, usual, wrong = getattr(AGGREGATIONS, name), SIGNATURES[name], []
    for part, value in usual.items():
        for label, other in _others(part.split()[0], value).items():
            arguments = [other if each == part else held for each, held in usual.items()]
            expected = outcome(theirs, *arguments)
            with fastroll.pandas.patched():
                found = outcome(getattr(AGGREGATIONS, name), *arguments)
            if not _is_same(found, expected):
                wrong.append((part, label, found, expected))
    assert not wrong


def _is_same(found: Any, expected: Any) -> bool:
    if isinstance(found, Exception) or isinstance(expected, Exception):
        return (type(found), str(found)) == (type(expected), str(expected))
    found, expected = np.asarray(found), np.asarray(expected)  # pandas returns memory views here and there
    equal = found.shape == expected.shape and np.allclose(found, expected, rtol=1e-9, atol=1e-9, equal_nan=True)
    return bool(equal) and found.dtype == expected.dtype


def test_all_kernels_are_tried() -> None:
    """But `roll_weighted_var`, which is wrong in pandas."""
    assert set(SIGNATURES) == {*KERNELS, *WEIGHTED_KERNELS, *EWM_KERNELS} - {"roll_weighted_var"}


FRAME = pd.DataFrame({"a": X, "b": X[::-1], "c": np.arange(N) * 5 % 7})
TABLES: dict[str, tuple[str, dict[str, Any]]] = {
    "rolling": ("rolling", {"window": 3}),
    "step": ("rolling", {"window": 4, "step": 3, "min_periods": 1}),
    "center": ("rolling", {"window": 4, "center": True, "min_periods": 2}),
    "closed": ("rolling", {"window": 3, "closed": "both"}),
    "indexer": ("rolling", {"window": pd.api.indexers.FixedForwardWindowIndexer(window_size=2)}),
    "expanding": ("expanding", {"min_periods": 2}),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "Float64", "object"])
@pytest.mark.parametrize("name", METHODS)
def test_tables_without_numba(kind: str, dtype: str, name: str) -> None:
    """`method="table"` is `method="single"`, which pandas has not got; in window objects and in the drop-in."""
    make, geometry = TABLES[kind]
    frame = FRAME.fillna(0).astype(dtype) if dtype == "int64" else FRAME.astype(dtype)
    arguments = {"q": 0.25} if name == "quantile" else {}
    expected = outcome(lambda: getattr(getattr(frame.fast, make)(**geometry), name)(**arguments))
    ours = outcome(lambda: getattr(getattr(frame.fast, make)(**geometry, method="table"), name)(**arguments))
    assert_same_outcome(ours, expected)
    before = getattr(frame, make)(**geometry, method="table")
    with fastroll.pandas.patched():
        patched = outcome(lambda: getattr(getattr(frame, make)(**geometry, method="table"), name)(**arguments))
        of_before = outcome(getattr(before, name), **arguments)
    assert_same_outcome(patched, expected)
    if name not in ("cov", "corr", "sem", "count"):  # pandas' windows of before go by columns there
        assert isinstance(of_before, ValueError | TypeError)


def test_table_of_the_issue() -> None:
    """Sums down the columns."""
    frame = pd.DataFrame([[1.0, 2], [3, 4]])
    with fastroll.pandas.patched():
        made = frame.rolling(2, method="table").sum()
    pd.testing.assert_frame_equal(made, pd.DataFrame([[np.nan, np.nan], [4, 6]]))


def test_tables_of_groups() -> None:
    """The same as group by group."""
    for make, geometry in (("rolling", {"window": 2}), ("expanding", {"min_periods": 2})):
        windows = getattr(FRAME.groupby("c"), make)
        expected = windows(**geometry).sum()
        assert_same_outcome(fastroll.fast(windows(**geometry, method="table")).sum(), expected)
        with fastroll.pandas.patched():
            assert_same_outcome(windows(**geometry, method="table").sum(), expected)


@pytest.mark.parametrize("make", ["rolling", "expanding"])
def test_tables_of_a_series(make: str) -> None:
    """pandas' error."""
    arguments = {"window": 2} if make == "rolling" else {}
    with pytest.raises(ValueError, match="method='table' not applicable for Series objects"):
        getattr(FRAME["a"].fast, make)(**arguments, method="table").sum()


@pytest.mark.parametrize("adjust", [True, False])
@pytest.mark.parametrize("name", ["mean", "sum", "std", "var", "cov", "corr"])
def test_exponential_weights_of_tables(name: str, adjust: bool) -> None:
    """The same for `ewm`."""
    expected = outcome(lambda: getattr(FRAME.fast.ewm(com=2, adjust=adjust), name)())
    assert_same_outcome(
        outcome(lambda: getattr(FRAME.fast.ewm(com=2, adjust=adjust, method="table"), name)()), expected
    )
    with fastroll.pandas.patched():
        made = outcome(lambda: getattr(FRAME.ewm(com=2, adjust=adjust, method="table"), name)())
    assert_same_outcome(made, expected)


@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")  # of pandas, which divides by the decay
@pytest.mark.parametrize("name", ["mean", "std", "var", "sum", "cov", "corr"])
@pytest.mark.parametrize(
    "arguments", [{"com": np.inf}, {"span": np.inf}, {"halflife": np.inf}, {"com": 1e300}], ids=repr
)
def test_weights_that_never_decay(name: str, arguments: dict[str, float]) -> None:
    """They are left to pandas."""
    grouped = FRAME.groupby([0, 1, 1, 0, 1] * 2 + [0, 1, 0])
    for obj, ours in ((FRAME, FRAME.fast), (FRAME["a"], FRAME["a"].fast), (grouped, fastroll.fast(grouped))):
        theirs = outcome(lambda obj=obj: getattr(obj.ewm(**arguments), name)())
        assert_same_outcome(outcome(lambda ours=ours: getattr(ours.ewm(**arguments), name)()), theirs)
        with fastroll.pandas.patched():
            assert_same_outcome(outcome(lambda obj=obj: getattr(obj.ewm(**arguments), name)()), theirs)


@pytest.mark.parametrize("name", ["sum", "std"])
def test_tables_with_numba(name: str) -> None:
    """pandas computes."""
    pytest.importorskip("numba")

    def use() -> Any:
        return outcome(getattr(FRAME.rolling(3, method="table"), name), engine="numba")

    theirs = use()
    with fastroll.pandas.patched():
        assert_same_outcome(use(), theirs)
