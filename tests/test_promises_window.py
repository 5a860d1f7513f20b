"""What a result depends on: the elements of its window, and for its last bits the place of the window in the series.

Other elements, how the series goes on, `min_periods` and the words for the same window do not change a bit.  Statistics
that find elements or count them have the same bits wherever the window lies.
"""

from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, expanding, normal, rolling

from fastroll import Bounds, group_bounds

N = 2003
X, Y = normal(N), normal(N, seed=5)
STRANGE = [np.nan, np.inf, -np.inf, 1e300, -1e16, 1e9, 1e-300, 5e-324, 0.0]
WINDOWS = [1, 2, 3, 5, 12, 13, 37, 100, 333, 1111, 3000]
FOUND = ["min", "max", "argmin", "argmax", "ptp", "first", "last", "median", "quantile", "mode", "rank", "count"]
"""Statistics without a rounding error that could depend on how a window is cut."""

each_window = pytest.mark.parametrize("window", WINDOWS)


def _with_gaps() -> np.ndarray:
    x = X.copy()
    x[np.random.default_rng(2).random(N) < 0.1] = np.nan
    return x


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@each_window
def test_other_elements(name: str, window: int, dtype: Any) -> None:
    """Whatever lies outside of a window, its result has the same bits."""
    x, y = X.astype(dtype), Y.astype(dtype)
    plain = rolling(name)(x, window, 1, y=y)
    places = np.random.default_rng(window).integers(0, N, len(STRANGE))
    for strange, place in zip(np.array(STRANGE), places, strict=True):
        with np.errstate(over="ignore", under="ignore"):
            other = strange.astype(dtype)
        outside = np.r_[0:place, place + window : N]
        for changed in (x, y):
            changed[place], kept = other, changed[place]
            assert_same_bits(rolling(name)(x, window, 1, y=y)[outside], plain[outside])
            changed[place] = kept


def test_other_elements_of_any_windows(name: str) -> None:
    """The same for windows that grow, for bounds of many lengths, for groups, and for columns."""
    end = np.arange(1, N + 1)
    bounds = Bounds(np.maximum(end - 1 - end * 7 % 89, 0), end)
    groups = group_bounds([0, 5, 6, 200, 777, N], 60)
    table, others = np.repeat(X[:, None], 3, axis=1), np.repeat(Y[:, None], 3, axis=1)
    plain = [rolling(name)(X, bounds, 1, y=Y), rolling(name)(X, groups, 1, y=Y), expanding(name)(X, 1, y=Y)]
    columns = rolling(name)(table, 60, 1, y=others, axis=0)
    for strange, place in zip(STRANGE, np.random.default_rng(3).integers(0, N, len(STRANGE)), strict=True):
        x = X.copy()
        x[place] = strange
        without = [(made.start > place) | (made.end <= place) for made in (bounds, groups)] + [end <= place]
        made = [rolling(name)(x, bounds, 1, y=Y), rolling(name)(x, groups, 1, y=Y), expanding(name)(x, 1, y=Y)]
        for some, same, rows in zip(made, plain, without, strict=True):
            assert_same_bits(some[rows], same[rows])
        table[place, 1], kept = strange, table[place, 1]
        beside = rolling(name)(table, 60, 1, y=others, axis=0)
        assert_same_bits(beside[:, [0, 2]], columns[:, [0, 2]])
        outside = np.r_[0:place, place + 60 : N]
        assert_same_bits(beside[outside, 1], columns[outside, 1])
        table[place, 1] = kept


@each_window
def test_how_the_series_goes_on(name: str, window: int) -> None:
    """A series that ends anywhere, even before a window is full, has the first of the results."""
    for x in (X, _with_gaps()):
        whole = rolling(name)(x, window, 1, y=Y)
        for k in (0, 1, 2, 3, 7, 12, 50, 99, 332, 701, 1500):
            assert_same_bits(rolling(name)(x[:k], window, 1, y=Y[:k]), whole[:k])


@each_window
def test_words_for_the_same_window(name: str, window: int) -> None:
    """min_periods, center, closed and step choose windows and rows; they do not change results."""
    later = (window - 1) // 2
    for x in (X, _with_gaps()):
        plain = rolling(name)(x, window, 1, y=Y)
        centered = rolling(name)(x, window, 1, y=Y, center=True)
        assert_same_bits(centered[: max(0, N - later)], plain[later:])
        assert_same_bits(rolling(name)(x, window, 1, y=Y, closed="left")[1:], plain[:-1])
        assert_same_bits(rolling(name)(x, window, 1, y=Y, step=7), plain[::7].copy())
        fewer = rolling(name)(x, window, (window + 1) // 2, y=Y)
        there = ~np.isnan(fewer)
        assert_same_bits(fewer[there], plain[there])


@pytest.mark.parametrize("name", FOUND)
@each_window
def test_place_of_what_is_found(name: str, window: int) -> None:
    """Results without rounding are the same wherever the series begins, and in whatever order windows are asked for."""
    end = np.arange(1, N + 1)
    start = np.maximum(end - window, 0)
    order = np.random.default_rng(1).permutation(N)
    for x in (X, _with_gaps(), np.round(4 * X)):
        plain = rolling(name)(x, window, 1)
        for k in (1, 7, 64, 333):
            assert_same_bits(rolling(name)(x[k:], window, 1)[window - 1 :], plain[k + window - 1 :])
        assert_same_bits(rolling(name)(x, Bounds(start[order], end[order]), 1), plain[order])


@pytest.mark.parametrize("name", ["sum", "mean", "var", "std", "sum_squares"])
@pytest.mark.parametrize("window", [2, 5, 13, 100, 333])
def test_place_of_what_is_rounded(name: str, window: int) -> None:
    """Wherever the series begins, results are the same up to rounding; sums and means of whole numbers exactly."""
    whole = np.round(1000 * X)
    of_series, of_whole = (rolling(name)(x, window)[window - 1 :] for x in (np.abs(X), whole))
    for k in (1, 7, 64, 65, 333, 500):
        moved = rolling(name)(np.abs(X)[k:], window)[window - 1 :]
        np.testing.assert_allclose(moved, of_series[k:], rtol=2e-12 if name in ("var", "std") else 2**-50)
        if name not in ("var", "std"):
            assert_same_bits(rolling(name)(whole[k:], window)[window - 1 :], of_whole[k:])
