"""The ufuncs of numbers, one by one: accuracy, special values, types, layouts, threads."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from oracles_elementwise import cosine, gaussian, sine
from support import assert_same_bits, normal

import fastroll
from fastroll.ufuncs import gaussian_kernel, polar_to_cartesian

FINITE = st.floats(allow_nan=False, allow_infinity=False)
SPECIAL = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1e308, -1.0, 2.5])


def units_off(got: float, exact: Decimal, dtype: type[np.floating[Any]] = np.float64) -> float:
    """Return the error in units in the last place of the exact result."""
    with localcontext() as context:
        context.prec = 60
        context.Emin = -(10**9)
        unit = np.spacing(np.abs(dtype(float(exact))))
        return float(abs(Decimal(float(got)) - exact) / Decimal(float(unit)))


@given(FINITE, FINITE)
@example(35.03660426, 1.0)
@example(38.5, 1.0)
@example(38.6e-310, 1e-310)
@example(1e308, 5e307)
def test_gaussian_kernel(x: float, sigma: float) -> None:
    """Within two units in the last place, however large or small x and sigma are."""
    if sigma != 0:
        near = x / sigma if abs(x / sigma) < 40 else math.fmod(x, 40)
        for point in (x, near * sigma):
            if math.isfinite(point):
                assert units_off(gaussian_kernel(point, sigma), gaussian(point, sigma)) < 2


@given(FINITE, FINITE)
@example(1.0, 6381956970095103 * 2.0**797)  # nearest to a multiple of pi/2 of all doubles
@example(1.0, math.pi / 2)
@example(1.0, 2.0**20)
@example(1.0, 1e308)
def test_polar_to_cartesian(r: float, theta: float) -> None:
    """Within two units in the last place, for angles of any size."""
    for angle in (theta, math.fmod(theta, 100)):
        x, y = polar_to_cartesian(r, angle)
        with localcontext() as context:
            context.prec = 60
            exact_x, exact_y = Decimal(r) * cosine(angle), Decimal(r) * sine(angle)
        assert units_off(x, exact_x) < 2
        assert units_off(y, exact_y) < 2


@given(st.floats(width=32, allow_nan=False, allow_infinity=False), st.floats(0.125, 4, width=32))
def test_float32(x: float, sigma: float) -> None:
    """The same of float32, in its units."""
    one, width = np.float32(x), np.float32(sigma)
    made = gaussian_kernel(one, width)
    assert made.dtype == np.float32
    assert units_off(made, gaussian(x, sigma), np.float32) < 1
    for got, exact in zip(polar_to_cartesian(np.float32(1), one), (cosine(x), sine(x)), strict=True):
        assert got.dtype == np.float32
        assert units_off(got, exact, np.float32) < 1


@pytest.mark.parametrize("sigma", SPECIAL)
def test_special_values_of_gaussian_kernel(sigma: float) -> None:
    """What the formula gives in IEEE arithmetic: 1 where the quotient is 0, 0 where it is infinite."""
    made = gaussian_kernel(SPECIAL, sigma)
    assert_same_bits(gaussian_kernel(SPECIAL, np.full(len(SPECIAL), sigma)), made)
    with np.errstate(all="ignore"):
        quotients = SPECIAL / sigma
    for x, quotient, value in zip(SPECIAL, quotients, made, strict=True):
        if np.isfinite(quotient) and quotient != 0:
            assert units_off(value, gaussian(x, sigma)) < 2
        else:
            np.testing.assert_array_equal(value, {0: 1, np.inf: 0}.get(abs(quotient), np.nan))


def test_special_values_of_polar_to_cartesian() -> None:
    """Angles that are not finite have no direction; zeros keep their sign."""
    x, y = polar_to_cartesian(1.0, [np.inf, -np.inf, np.nan, 0.0, -0.0])
    np.testing.assert_array_equal(x, [np.nan, np.nan, np.nan, 1, 1])
    np.testing.assert_array_equal(np.signbit(y[3:]), [False, True])
    assert np.isnan(y[:3]).all()


Make = Callable[[NDArray[Any], NDArray[Any]], list[NDArray[Any]]]
FUNCTIONS: dict[str, Make] = {
    "gaussian_kernel": lambda a, b: [gaussian_kernel(a, b)],
    "polar_to_cartesian": lambda a, b: list(polar_to_cartesian(a, b)),
}


@pytest.mark.parametrize("make", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_layouts_and_threads(make: Make, dtype: Any) -> None:
    """The same bits for strides, a number in place of an array, in pieces, and for several threads."""
    a, b = (10 * normal(50_001)).astype(dtype), normal(50_001)[::-1].astype(dtype)
    with fastroll.threads(1):
        plain, scalar = make(a, b), make(a, np.full_like(a, 1.5))
    for some, same in zip(
        [*make(a[::-2], b[::-2]), *make(a[7:12], b[7:12]), *make(a, np.array(1.5, dtype)), *make(a, b)],
        [*(one[::-2] for one in plain), *(one[7:12] for one in plain), *scalar, *plain],
        strict=True,
    ):
        assert_same_bits(some, same)


def test_in_place() -> None:
    """Outputs may be inputs, or overlap them."""
    a, b = normal(5000), normal(5000) * 3
    x, y = polar_to_cartesian(a, b)
    polar_to_cartesian(a, b, out=(b, a))
    assert_same_bits(b, x)
    assert_same_bits(a, y)
    desired = gaussian_kernel(x[:-1], 2)
    gaussian_kernel(x[:-1], 2, out=x[1:])
    assert_same_bits(x[1:], desired)


def test_outputs_in_one_place() -> None:
    """Two results have no room in one array, nor an element of one in the other."""
    x = np.full(12, -1.0)
    for first, second in ((x, x), (x[:6], x[3:9]), (x[:6], x[1::2])):
        with pytest.raises(ValueError, match="out must have a place of its own for each result"):
            polar_to_cartesian(1.0, np.arange(len(first)), out=(first, second))
    assert (x == -1).all()
    polar_to_cartesian(1.0, np.arange(6), out=(x[::2], x[1::2]))
    assert_same_bits(x[::2], polar_to_cartesian(1.0, np.arange(6))[0])


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f2", "f4", ">f4", "f8", ">f8"])
def test_types(dtype: str) -> None:
    """float32 stays float32, all else real is float64; Python's numbers follow the arrays."""
    x = (np.arange(6) % 2).astype(dtype)
    desired = np.float32 if x.dtype.newbyteorder("=") == np.float32 else np.float64
    assert gaussian_kernel(x, 2).dtype == gaussian_kernel(x, x).dtype == desired
    assert gaussian_kernel(x, 2.5).dtype == desired
    assert gaussian_kernel(x, np.float64(2)).dtype == np.float64
    assert gaussian_kernel(x, 2, dtype=np.float32, casting="same_kind").dtype == np.float32


@pytest.mark.parametrize("wrong", [1j, "text", None, np.longdouble(1), np.datetime64("2026-01-01")])
def test_wrong_types(wrong: Any) -> None:
    """There is nothing to compute with them."""
    with pytest.raises(TypeError, match="gaussian_kernel"):
        gaussian_kernel(wrong, 1.0)


def test_documentation() -> None:
    """They introduce themselves."""
    for function in (gaussian_kernel, polar_to_cartesian):
        assert getattr(fastroll.ufuncs, function.__name__) is function
        assert function.__module__ == "fastroll.ufuncs"
        assert "Accuracy" in function.__doc__
