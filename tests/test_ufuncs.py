"""The gufuncs are true ufuncs: broadcasting, axes, out, casting and pickling are NumPy's."""

import pickle

import numpy as np
import pytest
from support import (
    RECORDS,
    STATISTICS,
    assert_same_bits,
    bounds_ufunc,
    call_bounds_ufunc,
    call_ufunc,
    each_result,
    expanding,
    inputs,
    more_operands,
    normal,
    rolling,
    split,
    ufunc,
)

import fastroll
from fastroll import _core

X = normal(120, 0.1)


def test_signature(name: str) -> None:
    """Every operand is one of the ufunc."""
    record = STATISTICS[name]
    series = ",".join(["(n)"] * record["inputs"])
    more = ",()" * record["has_ddof"] + ",(k?),()" * record["has_q"] + ",(),(),()" * record["has_ties"]
    rows, outputs = ("(k?,{})" if record["has_q"] else "({})"), record["outputs"]
    for function, signature in (
        (ufunc(name), f"{series},(),(){more}->" + ",".join([rows.format("n")] * outputs)),
        (bounds_ufunc(name), f"{series},(m),(m),(){more}->" + ",".join([rows.format("m")] * outputs)),
    ):
        assert isinstance(function, np.ufunc)
        assert function.signature is not None
        assert function.signature.replace(" ", "") == signature
        assert function.nin == signature.partition("->")[0].count("(")
        assert function.nout == outputs


def test_names_and_documentation(name: str) -> None:
    """They introduce themselves."""
    for function in (ufunc(name), bounds_ufunc(name)):
        assert function.__module__ == "fastroll.ufuncs"
        assert getattr(fastroll.ufuncs, function.__name__) is function
        assert "min_periods" in function.__doc__
        assert STATISTICS[name]["summary"].rstrip(".").lower() in function.__doc__.lower()
    assert ufunc(name).__name__ == f"rolling_{split(name)[0]}"
    windows = {f"rolling_{key}{end}" for key in RECORDS for end in ("", "_bounds")}
    others = [one for one in fastroll.ufuncs.__all__ if one.startswith(("ewm_", "rolling_weighted_"))]
    assert set(fastroll.ufuncs.__all__) == windows | set(_core.elementwise_ufuncs()) | set(others)


def test_pickling(name: str) -> None:
    """By name; the same object comes back."""
    for function in (ufunc(name), bounds_ufunc(name)):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(function, protocol)) is function


def test_same_as_the_functions(name: str) -> None:
    """The functions add defaults and checks, and no arithmetic."""
    rows = np.arange(len(X))
    for window in (0, 1, 5, 40, 500):
        min_periods = min(window, 2)
        assert_same_bits(call_ufunc(name, X, window, min_periods), rolling(name)(X, window, min_periods))
    assert_same_bits(call_bounds_ufunc(name, X, rows * 0, rows + 1, 3), expanding(name)(X, 3))


@pytest.mark.parametrize(
    "dtype", ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">f4", ">f8", ">i4"]
)
def test_types(name: str, dtype: str) -> None:
    """float32 stays float32, other real types become float64."""
    x = (np.arange(30) % 5).astype(dtype)
    result = call_ufunc(name, x, 4, 1)
    assert result.dtype == (np.float32 if x.dtype.newbyteorder("=") == np.float32 else np.float64)
    desired = call_ufunc(name, x.astype(np.float64), 4, 1)
    np.testing.assert_allclose(result, desired, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("dtype", ["c8", "c16", "O", "S3", "U3", "M8[s]", "m8[s]", "g"])
def test_other_types_are_refused(name: str, dtype: str) -> None:
    """Complex numbers, objects, strings, times and long doubles."""
    x = np.zeros(5, dtype)
    with pytest.raises(TypeError):
        call_ufunc(name, x, 2, 1)
    with pytest.raises(TypeError):
        rolling(name)(x, 2)
    with pytest.raises(TypeError):
        expanding(name)(x)


@pytest.mark.parametrize("bad", [2.0, np.float64(2), "2", None, 2j])
def test_windows_are_integers(name: str, bad: object) -> None:
    """NumPy refuses the cast."""
    with pytest.raises(TypeError):
        call_ufunc(name, X, bad, 1)
    with pytest.raises(TypeError):
        call_ufunc(name, X, 2, bad)


def test_values_of_operands(name: str) -> None:
    """The rules for window and min_periods, for each of many."""
    with pytest.raises(ValueError, match="window must be an integer 0 or greater, got -1"):
        call_ufunc(name, X, -1, 0)
    with pytest.raises(ValueError, match="window must be an integer 0 or greater, got -7"):
        call_ufunc(name, X, [3, -7], 0)
    with pytest.raises(ValueError, match="min_periods must be >= 0, got -1"):
        call_ufunc(name, X, 3, -1)
    with pytest.raises(ValueError, match="min_periods 5 must be <= window 3"):
        call_ufunc(name, X, [[3], [8]], [1, 5])
    with pytest.raises(ValueError, match="min_periods must be >= 0, got -2"):
        call_bounds_ufunc(name, X, [0], [3], -2)
    call_bounds_ufunc(name, X, [0], [3], 500)


def test_broadcasting(name: str) -> None:
    """Windows and min_periods broadcast against each other and against the series."""
    x = X.reshape(3, 1, 40)
    windows = np.array([4, 9, 9, 30])
    min_periods = np.array([[1], [4], [2]])
    result = call_ufunc(name, x, windows, min_periods)
    assert result.shape == (3, 4, 40)
    for i, j in np.ndindex(3, 4):
        desired = call_ufunc(name, x[i, 0], windows[j], min_periods[i, 0])
        np.testing.assert_array_equal(result[i, j], desired)
    assert call_ufunc(name, X, np.empty((0, 2), int), 1).shape == (0, 2, 120)


def test_bounds_broadcast(name: str) -> None:
    """Every series may have bounds of its own."""
    x = X.reshape(3, 40)
    start = np.array([[0, 5, 9], [0, 0, 0], [3, 2, 1]])
    end = start + np.array([[4], [30], [0]])
    result = call_bounds_ufunc(name, x, start, end, 1)
    assert result.shape == (3, 3)
    for row in range(3):
        desired = call_bounds_ufunc(name, x[row], start[row], end[row], 1)
        np.testing.assert_array_equal(result[row], desired)


def test_axis_and_axes(name: str) -> None:
    """All axes by `axes`; by `axis` where there is but one to tell."""
    more, place = more_operands(name), split(name)[1]
    x = X.reshape(4, 15, 2)
    for axis in (0, 1, 2, -1):
        series = inputs(name, x, axis)
        last_axis = ufunc(name)(*(np.moveaxis(one, axis, -1) for one in series), 3, 1, *more)
        desired = np.moveaxis(each_result(last_axis)[place], -1, axis)
        scalars, outputs = [()] * (2 + len(more)), STATISTICS[name]["outputs"]
        moved = ufunc(name)(*series, 3, 1, *more, axes=[*[(axis,)] * len(series), *scalars, *[(0,)] * outputs])
        np.testing.assert_array_equal(each_result(moved)[place], np.moveaxis(desired, axis, 0))
        if not STATISTICS[name]["has_q"]:
            same_axis = ufunc(name)(*series, 3, 1, *more, axis=axis)
            np.testing.assert_array_equal(each_result(same_axis)[place], desired)


def test_other_keywords(name: str) -> None:
    """out, casting, order, signature; where= and keepdims= are refused."""
    record, place = STATISTICS[name], split(name)[1]
    operands = (*inputs(name, X), 4, 1, *more_operands(name))
    desired = call_ufunc(name, X, 4, 1)
    out = np.empty((1, 120))
    assert call_ufunc(name, X, 4, 1, out=out) is out
    np.testing.assert_array_equal(out[0], desired)
    positional = [np.empty(120) for _ in range(record["outputs"])]
    assert each_result(ufunc(name)(*operands, *positional))[place] is positional[place]
    np.testing.assert_array_equal(positional[place], desired)
    types = "f" * record["inputs"] + "ll" + ("dl" if record["has_q"] else "l" * len(more_operands(name)))
    single = ufunc(name)(*operands, signature=f"{types}->{'f' * record['outputs']}")
    assert each_result(single)[place].dtype == np.float32
    with pytest.raises(TypeError):
        call_ufunc(name, np.arange(9), 4, 1, casting="no")
    with pytest.raises(TypeError):
        call_ufunc(name, X, 4, 1, where=True)
    with pytest.raises(TypeError):
        call_ufunc(name, X, 4, 1, keepdims=True)
    with pytest.raises(RuntimeError):
        ufunc(name).reduce(X)


def test_silence(name: str) -> None:
    """Infinities, overflow and invalid operations raise no warning, and flags raised before survive."""
    x = np.array([1e308, 1e308, -np.inf, np.inf, np.nan, 5e-324, 1e-200] * 200)
    with np.errstate(all="raise"):
        for window in (1, 2, 3, 100):
            call_ufunc(name, x, window, 0)
            rolling(name)(x, window, 0)
            with np.errstate(under="ignore"):
                single = (x / 1e270).astype(np.float32)
            rolling(name)(single, window, 0)
        expanding(name)(x)


def test_array_ufunc_protocol(name: str) -> None:
    """Other array types can take over."""

    class Other:
        def __array_ufunc__(self, function: np.ufunc, method: str, *inputs: object, **keywords: object) -> object:
            return function, method

    series = (Other(),) * STATISTICS[name]["inputs"]
    assert ufunc(name)(*series, 3, 1, *more_operands(name)) == (ufunc(name), "__call__")
