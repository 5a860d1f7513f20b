"""Quantiles: any number in one pass, every interpolation; ranks: every method, both directions, shares."""

import itertools
import re
from typing import Any

import numpy as np
import pytest
from reference import check_rows, fixed_bounds
from support import assert_same_bits, normal

import fastroll
from fastroll import Bounds

INTERPOLATIONS = ["linear", "lower", "higher", "midpoint", "nearest"]
METHODS = ["average", "min", "max", "dense", "first"]
POINTS = [0.0, 1 / 3, 0.25, 0.5, 0.9, 1.0]


def _with_ties(n: int) -> np.ndarray:
    x = np.round(normal(n, 0.1), 1)
    x[::17], x[5::23] = -0.0, np.inf
    return x


@pytest.mark.parametrize("interpolation", INTERPOLATIONS)
@pytest.mark.parametrize("window", [1, 2, 5, 40, 250, 700])
def test_quantiles(window: int, interpolation: Any) -> None:
    """Against the oracle, one by one and all at once, with the same bits."""
    x = _with_ties(600)
    rows = list(range(0, 600, 19))
    together = fastroll.rolling_quantile(x, window, POINTS, 1, interpolation=interpolation)
    assert together.shape == (len(POINTS), 600)
    for q, result in zip(POINTS, together, strict=True):
        keywords: dict[str, Any] = {"q": q, "interpolation": interpolation}
        check_rows("quantile", result, x, fixed_bounds(600, window), 1, rows=rows, **keywords)
        assert_same_bits(fastroll.rolling_quantile(x, window, min_periods=1, **keywords), result)


def test_shapes_of_several_quantiles() -> None:
    """The shape of q comes first, then that of window, then that of x."""
    x = normal(4 * 3 * 50, 0.1).reshape(4, 50, 3)
    q = np.array([[0.1, 0.5], [0.9, 1.0], [0.0, 0.3]])
    windows = np.array([3, 8])
    result = fastroll.rolling_quantile(x, windows, q, 1, axis=1)
    assert result.shape == (3, 2, 2, 4, 50, 3)
    for at, which in itertools.product(np.ndindex(3, 2), range(2)):
        one = fastroll.rolling_quantile(x, int(windows[which]), float(q[at]), 1, axis=1)
        np.testing.assert_array_equal(result[(*at, which)], one)
    out = np.empty_like(result)
    assert fastroll.rolling_quantile(x, windows, q, 1, axis=1, out=out) is out
    np.testing.assert_array_equal(out, result)
    assert fastroll.rolling_quantile(x, 3, [], 1).shape == (0, 4, 50, 3)


@pytest.mark.parametrize("axis", [0, -1])
def test_very_many_quantiles(axis: int) -> None:
    """As many as 100,000; to look at each two of their results for an overlap would take minutes."""
    result = np.moveaxis(np.empty((3, 2, 100_000) if axis else (100_000, 3, 2)), axis, 0)
    q = np.linspace(0, 1, 100_000)
    fastroll.rolling_quantile([[0.0, 2.0], [3.0, 4.0], [5.0, 9.0]], 2, q, 1, out=result)
    np.testing.assert_array_equal(result[:, :, 0], np.tile([0.0, 3.0, 5.0], (100_000, 1)))
    np.testing.assert_allclose(result[:, 1, 1], 3 + q, rtol=1e-15)


@pytest.mark.parametrize("geometry", [{}, {"center": True}, {"closed": "both"}, {"step": 3}, {"axis": 0}])
@pytest.mark.parametrize("order", ["C", "F"])
def test_several_quantiles_of_tables(order: Any, geometry: dict[str, Any]) -> None:
    """Rows and columns, with every geometry: those of each quantile alone."""
    x = normal(40 * 30, 0.1).reshape(40, 30).copy(order=order)
    several = fastroll.rolling_quantile(x, 7, [0.2, 0.8], 2, **geometry)
    for q, result in zip([0.2, 0.8], several, strict=True):
        np.testing.assert_array_equal(result, fastroll.rolling_quantile(x, 7, q, 2, **geometry))


def test_several_quantiles_of_bounds_and_growing_windows() -> None:
    """The same for other windows."""
    x = _with_ties(300)
    start = np.arange(200) // 2
    bounds = Bounds(start, start + 50)
    moved, grown = fastroll.rolling_quantile(x, bounds, POINTS), fastroll.expanding_quantile(x, POINTS)
    for q, of_bounds, of_all in zip(POINTS, moved, grown, strict=True):
        assert_same_bits(of_bounds.copy(), fastroll.rolling_quantile(x, bounds, q))
        assert_same_bits(of_all.copy(), fastroll.expanding_quantile(x, q))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("ascending", "pct"), list(itertools.product([True, False], repeat=2)))
def test_ranks(method: Any, ascending: bool, pct: bool) -> None:
    """Against the oracle."""
    x = _with_ties(600)
    keywords: dict[str, Any] = {"method": method, "ascending": ascending, "pct": pct}
    for window in (1, 2, 5, 40, 250):
        result = fastroll.rolling_rank(x, window, 1, **keywords)
        check_rows("rank", result, x, fixed_bounds(600, window), 1, rows=list(range(0, 600, 7)), **keywords)
    growing = fastroll.expanding_rank(x, **keywords)
    check_rows("rank", growing, x, [(0, row + 1) for row in range(600)], 1, rows=list(range(0, 600, 29)), **keywords)


@pytest.mark.parametrize("q", [-0.1, 1.5, np.nan, np.inf, [0.5, 2.0]])
def test_bad_quantiles(q: Any) -> None:
    """pandas' words."""
    with pytest.raises(ValueError, match=r"quantile value \S+ not in \[0, 1\]"):
        fastroll.rolling_quantile([1, 2, 3], 2, q)
    with pytest.raises(ValueError, match=r"quantile value \S+ not in \[0, 1\]"):
        fastroll.expanding_quantile([1, 2, 3], q)
    with pytest.raises(ValueError, match=r"quantile value \S+ not in \[0, 1\]"):
        fastroll.ufuncs.rolling_quantile([1, 2, 3], 2, 1, q, 0)


def test_bad_words() -> None:
    """The name and the value."""
    with pytest.raises(TypeError, match="q must be numbers"):
        fastroll.rolling_quantile([1, 2, 3], 2, "half")
    for bad in ("cubic", None, 3):
        with pytest.raises(
            ValueError, match=f"interpolation must be 'linear', .* or 'nearest', got {re.escape(repr(bad))}"
        ):
            fastroll.rolling_quantile([1, 2, 3], 2, 0.5, interpolation=bad)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=f"method must be 'average', .* or 'first', got {re.escape(repr(bad))}"):
            fastroll.rolling_rank([1, 2, 3], 2, method=bad)  # type: ignore[arg-type]
    for name in ("ascending", "pct"):
        with pytest.raises(ValueError, match=f"{name} must be a boolean, got 1"):
            fastroll.rolling_rank([1, 2, 3], 2, **{name: 1})  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [-1, 5])
def test_bad_operands(bad: int) -> None:
    """The gufuncs name them, and give their value."""
    with pytest.raises(ValueError, match=f"interpolation must be an integer from 0 to 4, got {bad}"):
        fastroll.ufuncs.rolling_quantile([1, 2, 3], 2, 1, 0.5, bad)
    with pytest.raises(ValueError, match=f"method must be an integer from 0 to 4, got {bad}"):
        fastroll.ufuncs.rolling_rank([1, 2, 3], 2, 1, [0, bad], True, False)


def test_quantiles_broadcast_in_the_gufunc() -> None:
    """Several along the core dimension, and other ones for each series; a scalar has no such dimension."""
    x = normal(3 * 40, 0.1).reshape(3, 40)
    q = np.array([[0.1, 0.5], [0.2, 0.6], [0.3, 0.7]])
    result = fastroll.ufuncs.rolling_quantile(x, 5, 1, q[:, ::-1], 0)
    assert result.shape == (3, 2, 40)
    for row, place in np.ndindex(3, 2):
        one = fastroll.ufuncs.rolling_quantile(x[row], 5, 1, q[row, 1 - place], 0)
        assert_same_bits(result[row, place].copy(), one)
    out = np.empty((3, 80))[:, ::2]
    assert fastroll.ufuncs.rolling_quantile(x, 5, 1, 0.4, 0, out=out) is out
    np.testing.assert_array_equal(out, fastroll.ufuncs.rolling_quantile(x, 5, 1, 0.4, 0))
    bounds = fastroll.ufuncs.rolling_quantile_bounds(x, [0, 3], [9, 3], 1, [0.5, 1.0, 0.0], [[2], [3]])
    assert bounds.shape == (2, 3, 3, 2)
