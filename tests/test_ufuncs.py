"""The gufuncs are true ufuncs: broadcasting, axes, out, casting and pickling are NumPy's."""

import pickle

import numpy as np
import pytest
from support import STATISTICS, assert_same_bits, bounds_ufunc, ddof_operand, expanding, normal, rolling, ufunc

import fastroll

X = normal(120, 0.1)


def test_signature(name: str) -> None:
    """Every operand is one of the ufunc."""
    more = ",()" * len(ddof_operand(name))
    for function, signature in (
        (ufunc(name), f"(n),(),(){more}->(n)"),
        (bounds_ufunc(name), f"(n),(m),(m),(){more}->(m)"),
    ):
        assert isinstance(function, np.ufunc)
        assert function.signature is not None
        assert function.signature.replace(" ", "") == signature
        assert function.nin == signature.partition("->")[0].count("(")
        assert function.nout == 1


def test_names_and_documentation(name: str) -> None:
    """They introduce themselves."""
    for function in (ufunc(name), bounds_ufunc(name)):
        assert function.__module__ == "fastroll.ufuncs"
        assert getattr(fastroll.ufuncs, function.__name__) is function
        assert "min_periods" in function.__doc__
        assert STATISTICS[name]["summary"].rstrip(".").lower() in function.__doc__.lower()
    assert ufunc(name).__name__ == f"rolling_{name}"
    assert set(fastroll.ufuncs.__all__) == {f"rolling_{key}{end}" for key in STATISTICS for end in ("", "_bounds")}


def test_pickling(name: str) -> None:
    """By name; the same object comes back."""
    for function in (ufunc(name), bounds_ufunc(name)):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(function, protocol)) is function


def test_same_as_the_functions(name: str) -> None:
    """The functions add defaults and checks, and no arithmetic."""
    ddof = ddof_operand(name)
    rows = np.arange(len(X))
    for window in (0, 1, 5, 40, 500):
        min_periods = min(window, 2)
        assert_same_bits(ufunc(name)(X, window, min_periods, *ddof), rolling(name)(X, window, min_periods))
    assert_same_bits(bounds_ufunc(name)(X, rows * 0, rows + 1, 3, *ddof), expanding(name)(X, 3))


@pytest.mark.parametrize(
    "dtype", ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">f4", ">f8", ">i4"]
)
def test_types(name: str, dtype: str) -> None:
    """float32 stays float32, other real types become float64."""
    x = (np.arange(30) % 5).astype(dtype)
    result = ufunc(name)(x, 4, 1, *ddof_operand(name))
    assert result.dtype == (np.float32 if x.dtype.newbyteorder("=") == np.float32 else np.float64)
    desired = ufunc(name)(x.astype(np.float64), 4, 1, *ddof_operand(name))
    np.testing.assert_allclose(result, desired, rtol=1e-6)


@pytest.mark.parametrize("dtype", ["c8", "c16", "O", "S3", "U3", "M8[s]", "m8[s]", "g"])
def test_other_types_are_refused(name: str, dtype: str) -> None:
    """Complex numbers, objects, strings, times and long doubles."""
    x = np.zeros(5, dtype)
    with pytest.raises(TypeError):
        ufunc(name)(x, 2, 1, *ddof_operand(name))
    with pytest.raises(TypeError):
        rolling(name)(x, 2)
    with pytest.raises(TypeError):
        expanding(name)(x)


@pytest.mark.parametrize("bad", [2.0, np.float64(2), "2", None, 2j])
def test_windows_are_integers(name: str, bad: object) -> None:
    """NumPy refuses the cast."""
    with pytest.raises(TypeError):
        ufunc(name)(X, bad, 1, *ddof_operand(name))
    with pytest.raises(TypeError):
        ufunc(name)(X, 2, bad, *ddof_operand(name))


def test_values_of_operands(name: str) -> None:
    """The rules for window and min_periods, for each of many."""
    ddof = ddof_operand(name)
    with pytest.raises(ValueError, match="window must be an integer 0 or greater, got -1"):
        ufunc(name)(X, -1, 0, *ddof)
    with pytest.raises(ValueError, match="window must be an integer 0 or greater, got -7"):
        ufunc(name)(X, [3, -7], 0, *ddof)
    with pytest.raises(ValueError, match="min_periods must be >= 0, got -1"):
        ufunc(name)(X, 3, -1, *ddof)
    with pytest.raises(ValueError, match="min_periods 5 must be <= window 3"):
        ufunc(name)(X, [[3], [8]], [1, 5], *ddof)
    with pytest.raises(ValueError, match="min_periods must be >= 0, got -2"):
        bounds_ufunc(name)(X, [0], [3], -2, *ddof)
    bounds_ufunc(name)(X, [0], [3], 500, *ddof)


def test_broadcasting(name: str) -> None:
    """Windows and min_periods broadcast against each other and against the series."""
    ddof = ddof_operand(name)
    x = X.reshape(3, 1, 40)
    windows = np.array([4, 9, 9, 30])
    min_periods = np.array([[1], [4], [2]])
    result = ufunc(name)(x, windows, min_periods, *ddof)
    assert result.shape == (3, 4, 40)
    for i, j in np.ndindex(3, 4):
        desired = ufunc(name)(x[i, 0], windows[j], min_periods[i, 0], *ddof)
        np.testing.assert_array_equal(result[i, j], desired)
    assert ufunc(name)(X, np.empty((0, 2), int), 1, *ddof).shape == (0, 2, 120)


def test_bounds_broadcast(name: str) -> None:
    """Every series may have bounds of its own."""
    x = X.reshape(3, 40)
    start = np.array([[0, 5, 9], [0, 0, 0], [3, 2, 1]])
    end = start + np.array([[4], [30], [0]])
    result = bounds_ufunc(name)(x, start, end, 1, *ddof_operand(name))
    assert result.shape == (3, 3)
    for row in range(3):
        desired = bounds_ufunc(name)(x[row], start[row], end[row], 1, *ddof_operand(name))
        np.testing.assert_array_equal(result[row], desired)


def test_axis_and_axes(name: str) -> None:
    """Both keywords, all axes."""
    ddof = ddof_operand(name)
    x = X.reshape(4, 15, 2)
    for axis in (0, 1, 2, -1):
        desired = np.moveaxis(ufunc(name)(np.moveaxis(x, axis, -1), 3, 1, *ddof), -1, axis)
        np.testing.assert_array_equal(ufunc(name)(x, 3, 1, *ddof, axis=axis), desired)
        scalars = [()] * (2 + len(ddof))
        moved = ufunc(name)(x, 3, 1, *ddof, axes=[(axis,), *scalars, (0,)])
        np.testing.assert_array_equal(moved, np.moveaxis(desired, axis, 0))


def test_other_keywords(name: str) -> None:
    """out, casting, order, signature; where= and keepdims= are refused."""
    ddof = ddof_operand(name)
    desired = ufunc(name)(X, 4, 1, *ddof)
    out = np.empty((1, 120))
    assert ufunc(name)(X, 4, 1, *ddof, out=out) is out
    np.testing.assert_array_equal(out[0], desired)
    positional = np.empty(120)
    assert ufunc(name)(X, 4, 1, *ddof, positional) is positional
    np.testing.assert_array_equal(positional, desired)
    single = ufunc(name)(X, 4, 1, *ddof, signature="f" + "l" * (2 + len(ddof)) + "->f")
    assert single.dtype == np.float32
    with pytest.raises(TypeError):
        ufunc(name)(np.arange(9), 4, 1, *ddof, casting="no")
    with pytest.raises(TypeError):
        ufunc(name)(X, 4, 1, *ddof, where=True)
    with pytest.raises(TypeError):
        ufunc(name)(X, 4, 1, *ddof, keepdims=True)
    with pytest.raises(RuntimeError):
        ufunc(name).reduce(X)


def test_silence(name: str) -> None:
    """Infinities, overflow and invalid operations raise no warning, and flags raised before survive."""
    x = np.array([1e308, 1e308, -np.inf, np.inf, np.nan, 5e-324, 1e-200] * 200)
    with np.errstate(all="raise"):
        for window in (1, 2, 3, 100):
            ufunc(name)(x, window, 0, *ddof_operand(name))
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

    assert ufunc(name)(Other(), 3, 1, *ddof_operand(name)) == (ufunc(name), "__call__")
