"""Nothing depends on what is outside of the window, and the promises about equal values hold everywhere."""

from typing import Any

import numpy as np
import pytest
from data import KINDS
from reference import check_rows, fixed_bounds
from support import assert_same_bits, expanding, rolling, second_series

from fastroll import Bounds


@pytest.mark.parametrize("outlier", [1e4, 1e7, 1e16, -1e150, 1e300, np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("window", [2, 20, 300])
def test_after_an_outlier_has_left(name: str, window: int, outlier: float) -> None:
    """The windows after it are as right as if it had never been."""
    n = 3000
    x = np.random.default_rng(1).standard_normal(n)
    x[500] = outlier
    rows = list(range(500 + window, n, 37)) + list(range(500 + window, 500 + window + 20))
    check_rows(name, rolling(name)(x, window), x, fixed_bounds(n, window), window, rows=rows)


@pytest.mark.parametrize("strange", [np.nan, np.inf, -1e300])
@pytest.mark.parametrize("window", [2, 9, 50, 300, 5000])
def test_one_strange_value_anywhere(name: str, window: int, strange: float) -> None:
    """It is in the windows that hold it, and nowhere else, wherever the engine begins its next piece of work."""
    n = 80_000
    x = np.random.default_rng(1).standard_normal(n)
    y = second_series(x)
    plain = rolling(name)(x, window, 1, y=y)
    bounds = fixed_bounds(n, window)
    for place in (0, 1, window, 1023, 1024, 1025, 30_000, 65_535, 65_536, 65_537, n - 2, n - 1):
        x[place], kept = strange, x[place]
        result = rolling(name)(x, window, 1, y=y)
        last = min(place + window, n)
        check_rows(name, result, x, bounds, 1, rows=[place, last - 1], y=y)
        result[place:last] = plain[place:last]
        np.testing.assert_allclose(result, plain, rtol=1e-12, atol=1e-11)
        x[place] = kept


@pytest.mark.parametrize("kind", ["gaussian", "infinities", "outlier 1e300"])
@pytest.mark.parametrize("window", [1, 7, 64, 500])
def test_a_series_cut_short(name: str, window: int, kind: str) -> None:
    """The first k results of a series are, bit for bit, those of its first k elements, if they hold a window."""
    x = KINDS[kind](3000)
    x[100:110] = np.nan
    y = second_series(x)
    whole = rolling(name)(x, window, min(window, 2), y=y)
    for k in (63, 64, 65, 500, 999, 1000, 1001, 2048, 2999):
        if k < window:
            continue
        assert_same_bits(rolling(name)(x[:k], window, min(window, 2), y=y[:k]), whole[:k])
        assert_same_bits(rolling(name)(x[:k].copy(), window, min(window, 2), y=y[:k].copy()), whole[:k])


@pytest.mark.parametrize("kind", ["gaussian", "infinities", "outlier 1e300"])
def test_an_expanding_series_cut_short(name: str, kind: str) -> None:
    """The same for windows that grow."""
    x = KINDS[kind](3000)
    y = second_series(x)
    whole = expanding(name)(x, y=y)
    for k in (1, 65, 1000, 2999):
        assert_same_bits(expanding(name)(x[:k], y=y[:k]), whole[:k])


@pytest.mark.parametrize("value", [0.1, -1 / 3, 1e9 + 0.1, 1e30, -1e-300, 5e-324, 0.0])
@pytest.mark.parametrize("nan_share", [0, 0.3])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_equal_values(value: float, nan_share: float, dtype: Any) -> None:
    """Their mean is exactly that value, their variance exactly 0."""
    with np.errstate(under="ignore"):
        value = float(dtype(value))
    x = np.full(5000, value, dtype)
    x[np.random.default_rng(4).random(len(x)) < nan_share] = np.nan
    for window in (1, 2, 3, 10, 49, 300, 5000):
        counts = rolling("count")(x, window, 0)
        mean, var, std = (rolling(name)(x, window, 0) for name in ("mean", "var", "std"))
        assert (mean[counts > 0] == value).all()
        assert (var[counts > 1] == 0).all()
        assert (std[counts > 1] == 0).all()
        assert np.isnan(mean[counts == 0]).all()
        assert np.isnan(var[counts < 2]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_variance_is_never_negative(kind: str) -> None:
    """Nor is a standard deviation, whatever the data."""
    x = KINDS[kind](20_000)
    for window in (2, 3, 20, 1000):
        for name in ("var", "std"):
            result = rolling(name)(x, window, 1)
            assert not (result < 0).any()
            assert not np.isnan(result[1:][np.isfinite(rolling("sum")(x, window, 1)[1:])]).any()


@pytest.mark.parametrize("kind", KINDS)
def test_a_mean_lies_among_its_values(kind: str) -> None:
    """Between the smallest and the largest value of the window, up to rounding."""
    x = KINDS[kind](5000)
    for window in (2, 9, 200):
        low, mean, high = (rolling(name)(x, window, 1) for name in ("min", "mean", "max"))
        slack = 1e-15 * np.maximum(abs(low), abs(high))
        slack[np.isinf(slack)] = 0
        inside = (low - slack <= mean) & (mean <= high + slack)
        assert (inside | np.isnan(mean)).all()


def test_one_long_window() -> None:
    """The promised errors hold for windows of many tiles, where rounding errors could add up."""
    n, window = 150_000, 100_000
    for kind in ("gaussian", "offset 1e9", "random walk", "outlier 1e16"):
        x = KINDS[kind](n)
        bounds = fixed_bounds(n, window)
        for name in ("sum", "mean", "var"):
            check_rows(name, rolling(name)(x, window), x, bounds, window, rows=[window - 1, n - 1])


@pytest.mark.parametrize("outlier", [1e3, 1e8])
def test_an_outlier_is_no_measure_of_the_others(outlier: float) -> None:
    """Long windows that begin their work with it: deviations from it alone would lose the digits of the others."""
    n, window = 100_200, 100_000
    x = np.random.default_rng(1).standard_normal(n)
    x[window - 1] = outlier
    rows = [window - 1, window + 100, n - 1]
    check_rows("var", rolling("var")(x, window), x, fixed_bounds(n, window), window, rows=rows)
    end = np.arange(window, n + 1)
    start = np.arange(end.size) // 2
    bounds = list(zip(start.tolist(), end.tolist(), strict=True))
    check_rows("var", rolling("var")(x, Bounds(start, end)), x, bounds, 1, rows=[0, 100, 200])
