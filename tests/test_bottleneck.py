"""The functions with bottleneck's names: its own tests of them, its errors, what differs, and xarray on top."""

import inspect
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, normal, run_python

import fastroll

bottleneck = pytest.importorskip("bottleneck")
move_test = pytest.importorskip("bottleneck.tests.move_test")

NAMES = ["sum", "mean", "std", "var", "min", "max", "argmin", "argmax", "median", "rank"]
EVERY = 5
"""Which of bottleneck's arrays are tried; all of them take half a minute, which its slow twins need."""

each = pytest.mark.parametrize("move", [f"move_{name}" for name in NAMES])


def _ours(move: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(fastroll, move)
    return function


@pytest.fixture
def fewer_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bottleneck's test have every fifth of its arrays, other ones for each function."""
    arrays = move_test.arrays

    def fewer(move: str) -> Iterator[Any]:
        for a in itertools.islice(arrays(move), NAMES.index(move.removeprefix("move_")) % EVERY, None, EVERY):
            yield _without_infinities(a) if "arg" in move else a

    monkeypatch.setattr(move_test, "arrays", fewer)


def _without_infinities(a: Any) -> Any:
    """Return large numbers for them: of NaN and infinities alone bottleneck gives the place of a NaN."""
    return np.nan_to_num(a, nan=np.nan, posinf=1e6, neginf=-1e6) if np.isinf(a).any() else a


@each
@pytest.mark.usefixtures("fewer_arrays")
def test_results(move: str) -> None:
    """bottleneck's test of values and types, over all windows, min_counts and axes."""
    move_test.test_move(_ours(move))


@each
def test_arguments(move: str) -> None:
    """bottleneck's tests of the ways to pass arguments, and of wrong ones."""
    move_test.test_arg_parsing(_ours(move))
    move_test.test_arg_parse_raises(_ours(move))


@pytest.mark.parametrize("test", ["move_median_with_nans", "move_median_without_nans", "move_std_sqrt"])
def test_regressions(test: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """bottleneck's other tests."""
    for name in NAMES:
        monkeypatch.setattr(bottleneck, f"move_{name}", _ours(f"move_{name}"))
    getattr(move_test, f"test_{test}")()


@each
def test_names_and_signatures(move: str) -> None:
    """All of bottleneck's moving functions are there, and take what its documentation says."""
    assert {function.__name__ for function in bottleneck.get_functions("move")} == {f"move_{name}" for name in NAMES}
    plain = [str(one.replace(annotation=one.empty)) for one in inspect.signature(_ours(move)).parameters.values()]
    assert f"{move}({', '.join(plain)})" == (getattr(bottleneck, move).__doc__ or "").splitlines()[0]


WRONG: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    *(((np.arange(3.0), window), {}) for window in (0, -1, 4, 2.0, "2", True, None)),
    *(((np.arange(3.0), 2, min_count), {}) for min_count in (0, -1, 3, 1.0, "1", True)),
    *(((np.arange(3.0), 2), {"axis": axis}) for axis in (1, -2, 5, None, "0", 1.0)),
    ((5.0, 1), {}),
    (([], 1), {}),
    ((np.zeros((3, 0)), 1), {}),
]


@each
@pytest.mark.parametrize(("arguments", "keywords"), WRONG, ids=repr)
def test_errors(move: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
    """The same exception in the same words."""
    with pytest.raises((TypeError, ValueError)) as theirs:
        getattr(bottleneck, move)(*arguments, **keywords)
    with pytest.raises((TypeError, ValueError)) as ours:
        _ours(move)(*arguments, **keywords)
    assert (ours.type, str(ours.value)) == (theirs.type, str(theirs.value))


@pytest.mark.parametrize("ddof", [1.0, "1", None, True])
@pytest.mark.parametrize("move", ["move_std", "move_var"])
def test_wrong_ddof(move: str, ddof: Any) -> None:
    """It must be an integer."""
    with pytest.raises(TypeError, match="`ddof` must be an integer"):
        _ours(move)(np.arange(3.0), 2, ddof=ddof)


@each
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16", ">f8", "int64", "uint8", "bool", "object"])
def test_types(move: str, dtype: str) -> None:
    """Floats keep their type, all else becomes float64."""
    a = np.array([3, 1, 2, 2, 5, 1, 0, 0]).astype(dtype)
    ours = _ours(move)(a, 3, 1)
    theirs = getattr(bottleneck, move)(a.astype(float) if dtype == "object" else a, 3, 1)
    assert ours.dtype == theirs.dtype
    if dtype != "float16":  # bottleneck rounds to it in between
        np.testing.assert_allclose(ours, theirs, rtol=1e-6)


@each
@pytest.mark.parametrize("dtype", ["complex128", "longdouble", "M8[s]", "U1"])
def test_no_real_numbers(move: str, dtype: str) -> None:
    """They are refused; nothing is rounded or reinterpreted."""
    with pytest.raises(TypeError, match="a must be an array of real numbers"):
        _ours(move)(np.zeros(3, dtype), 2)


@each
@pytest.mark.parametrize("window", [1, 2, 7, 60, 300, 2000])
def test_like_bottleneck(move: str, window: int) -> None:
    """Long and short windows, ties, missing values; rows, columns and strides, whose bits are the same."""
    x = np.round(normal(6000, 0.2), 1).reshape(3, 2000)
    rows = _ours(move)(x, window, 1)
    np.testing.assert_allclose(rows, getattr(bottleneck, move)(x, window, 1), rtol=1e-9, atol=1e-6)
    for axis, table in ((0, x.T), (-2, np.ascontiguousarray(x.T))):
        columns = _ours(move)(table, window, 1, axis)
        assert_same_bits(columns.T, rows)
    assert_same_bits(_ours(move)(x[::-1, ::-1][::-1, ::-1], window, 1), rows)
    assert_same_bits(_ours(move)(x.reshape(3, 1, 2000, 1), window, 1, axis=2).reshape(3, 2000), rows)
    assert_same_bits(_ours(move)(x[1], window, 1), rows[1])


@each
def test_input_is_not_changed(move: str) -> None:
    """Nor shared with the result."""
    x = normal(50, 0.1)
    before = x.copy()
    assert not np.shares_memory(_ours(move)(x, 1), x)
    assert_same_bits(x, before)


def test_places() -> None:
    """From the right end, the rightmost of equal ones."""
    x = [2, 1, 1, 3, 3, np.nan, 0]
    np.testing.assert_array_equal(fastroll.move_argmin(x, 3, 1), [0, 0, 0, 1, 2, 1, 0])
    np.testing.assert_array_equal(fastroll.move_argmax(x, 3, 1), [0, 1, 2, 0, 0, 1, 2])


@pytest.mark.parametrize("window", [2, 3, 150, 5000])
def test_ranks_are_rounded_once(window: int) -> None:
    """The symmetric rank is (less - greater) / (valid - 1), whichever way it is found."""
    x = np.round(normal(6000, 0.1), 2)
    ranks = fastroll.move_rank(x, window, 1)
    for i in [*range(10), 149, 2000, 5999]:
        inside = x[max(i + 1 - window, 0) : i + 1]
        valid = int((inside == inside).sum())
        less, greater = int((inside < x[i]).sum()), int((inside > x[i]).sum())
        wanted = np.nan if np.isnan(x[i]) else (less - greater) / (valid - 1) if valid > 1 else 0.0
        np.testing.assert_array_equal(ranks[i], wanted)


def test_missing_values_have_no_place() -> None:
    """Unlike bottleneck's, to which NaN is as good as an infinity."""
    np.testing.assert_array_equal(fastroll.move_argmin([np.inf, np.nan, np.nan], 2, 1), [0, 1, np.nan])
    np.testing.assert_array_equal(fastroll.move_argmax([-np.inf, np.nan, np.nan], 2, 1), [0, 1, np.nan])


def test_what_has_left_is_forgotten() -> None:
    """Unlike bottleneck's running totals."""
    x = np.array([1e300, 1, 2, 3, np.inf, 1, 2, 3])
    np.testing.assert_array_equal(fastroll.move_sum(x, 2)[[2, 3, 6, 7]], [3, 5, 3, 5])


XARRAY = """
import functools, sys
import numpy as np, fastroll
calls = []
def counted(function):
    return functools.wraps(function)(lambda *args, **keywords: (calls.append(1), function(*args, **keywords))[1])
names = ["sum", "mean", "std", "var", "min", "max", "median"]
for name in names:
    setattr(fastroll, f"move_{name}", counted(getattr(fastroll, f"move_{name}")))
sys.modules["bottleneck"] = fastroll
import xarray as xr
data = xr.DataArray(np.random.default_rng(0).standard_normal((40, 3)), dims=("time", "place"))
data[3, 1] = np.nan
def compute(use_bottleneck):
    with xr.set_options(use_bottleneck=use_bottleneck, use_numbagg=False):
        return [getattr(data.rolling(time=5, min_periods=2, center=c), n)() for n in names for c in (False, True)]
for ours, other in zip(compute(True), compute(False)):
    xr.testing.assert_allclose(ours, other)
print(len(calls))
"""


def test_xarray() -> None:
    """Its rolling objects compute by these functions if they are in bottleneck's place."""
    pytest.importorskip("xarray")
    assert run_python(XARRAY) == "14"
