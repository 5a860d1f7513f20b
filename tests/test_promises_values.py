"""The words of docs/accuracy.md and docs/guide/missing.md at their limits: "exactly", "never", "no threshold".

Sizes are 1, a window more or less, and not round; magnitudes reach from the smallest double to 1e300.
"""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from exact import rounded
from support import EWM_RECORDS, assert_same_bits, ewm, expanding, normal, rolling

import fastroll as fr

MAGNITUDES = [0.1, -1 / 3, 1e9 + 0.1, 1e150, 1e300, -1e-150, 1e-300, 2.5e-308, 5e-324, 0.0]
LENGTHS = [1, 2, 3, 5, 13, 77, 257, 1001]

THAT_VALUE = {"mean", "min", "max", "first", "last", "median", "mode", "mean_std.mean", "quantile", "trend.intercept"}
ZERO = {"var", "std", "sem", "ptp", "mean_std.std", "cov", "trend.slope"}
NOT_DEFINED = {"skew", "kurt", "corr", "zscore", "beta", "trend.r2"} | {
    *("regression.slope", "regression.intercept", "regression.r2"),
}
OF_ONE = {"var", "std", "sem", "mean_std.std", "cov", "trend.slope", "trend.intercept"}
"""What has no value for a single element."""

each_magnitude = pytest.mark.parametrize("value", MAGNITUDES)


@pytest.mark.parametrize("name", sorted(THAT_VALUE | ZERO | NOT_DEFINED))
@each_magnitude
def test_equal_values(name: str, value: float) -> None:
    """Location is that value, spread is 0, what divides by the spread is NaN: exactly, for any length and window."""
    desired = value if name in THAT_VALUE else 0.0 if name in ZERO else np.nan
    for n in LENGTHS:
        x, y = np.full(n, value), normal(n, seed=2)
        for window in {1, 2, 3, 7, n - 1, n} - {0}:
            result = rolling(name)(x, window, y=y)[window - 1 :]
            expected = np.full(len(result), np.nan if window == 1 and name in OF_ONE else desired)
            np.testing.assert_array_equal(result, expected)
        expected = np.full(n, desired)
        expected[:1] = np.nan if name in OF_ONE else desired
        np.testing.assert_array_equal(expanding(name)(x, y=y), expected)


@pytest.mark.parametrize("name", EWM_RECORDS)
@pytest.mark.parametrize("decay", [{"alpha": 0.3}, {"com": 1, "adjust": False}, {"halflife": 70.5}, {"alpha": 1}])
@each_magnitude
def test_equal_values_with_decaying_weights(name: str, decay: dict[str, Any], value: float) -> None:
    """The same of exponentially weighted statistics: mean, variance, correlation."""
    if name == "sum":
        return
    desired = {"mean": value, "corr": np.nan}.get(name, 0.0)
    for n in LENGTHS:
        result = ewm(name, np.full(n, value), y=normal(n, seed=2), **decay)
        defined = np.arange(n) >= (0 if name == "mean" else 1)
        if decay.get("alpha") == 1 and name != "mean":
            defined[:] = False  # all weight is on one element
        np.testing.assert_array_equal(result, np.where(defined, desired, np.nan))


@pytest.mark.parametrize("weights", [[1, 2, 3], [0.1] * 5, [1e-3, 7.0], [3.0], [0, 0, 1, 0]])
@each_magnitude
def test_equal_values_with_weights(weights: list[float], value: float) -> None:
    """A weighted variance of equal values is exactly 0."""
    for n in LENGTHS:
        for name in ("var", "std"):
            made = getattr(fr, f"rolling_weighted_{name}")(np.full(n, value), weights)[len(weights) - 1 :]
            assert (made == 0).all() or (len(weights) == 1 and np.isnan(made).all())


@pytest.mark.parametrize("value", [1.0, 3e7, 1e-150, 1e150, 1e300])
@pytest.mark.parametrize("window", [2, 3, 4, 13, 101, 999])
def test_no_threshold(value: float, window: int) -> None:
    """Values that differ in their last bit have a variance, to all of its digits."""
    above = float(np.nextafter(value, np.inf))
    x = np.tile([value, above], 600)
    step, odd, even = Fraction(above) - Fraction(value), (window + 1) // 2, window // 2
    desired = rounded(step**2 * odd * even / window / (window - 1))
    np.testing.assert_allclose(fr.rolling_var(x, window)[window - 1 :], desired, rtol=1e-12)
    root = float(step) * np.sqrt(odd * even / window / (window - 1))
    np.testing.assert_allclose(fr.rolling_std(x, window)[window - 1 :], root, rtol=1e-12)


@pytest.mark.parametrize("scale", [1, 1e-100, 1e100, 1e9, 1e-150, 1e150])
@pytest.mark.parametrize("factor", [1.0, -3.7, 1 / 3])
def test_a_correlation_is_never_beyond_one(scale: float, factor: float) -> None:
    """Nor is a coefficient of determination, of series that are multiples of each other."""
    x = normal(1003)
    y = factor * x + (7 if factor == 1 else 0)
    for window in (2, 3, 5, 13, 50, 333, 1003):
        for name in ("corr", "regression.r2"):
            for made in (rolling(name)(scale * x, window, y=scale * y)[window - 1 :], expanding(name)(x, y=y)[1:]):
                assert (abs(made) <= 1).all()
        assert not (abs(ewm("corr", scale * x, y=scale * y, span=window)) > 1).any()


@pytest.mark.parametrize("window", [1, 2, 3, 5, 12, 13, 77, 333, 1000])
def test_whole_numbers(window: int) -> None:
    """Sums are exact up to 2**53, of the absolute values or of the squares."""
    rng, most = np.random.default_rng(window), 2**53 // window
    x = rng.integers(-most, most + 1, 1003)
    windows = [[int(value) for value in x[i : i + window]] for i in range(1003 - window + 1)]
    assert fr.rolling_sum(x, window)[window - 1 :].tolist() == [sum(values) for values in windows]
    most = math.isqrt(most)
    x = rng.integers(-most, most + 1, 1003)
    windows = [[int(value) ** 2 for value in x[i : i + window]] for i in range(1003 - window + 1)]
    assert fr.rolling_sum_squares(x, window)[window - 1 :].tolist() == [sum(values) for values in windows]


@pytest.mark.parametrize("window", [2, 4, 10, 100, 334])
@pytest.mark.parametrize("large", [1e300, -1e300, 2.0**1022, 1.7e308])
def test_a_product_does_not_overflow_half_way(window: int, large: float) -> None:
    """Large numbers first or small ones: what counts is the product, whose sign is right, too."""
    small = 1 / large
    for x in (np.tile([large, small], 500), np.repeat([large, small, large], [window // 2, window // 2, window])):
        made = fr.rolling_prod(x, window)[window - 1]
        value = Fraction(large) ** (window // 2) * Fraction(small) ** (window // 2)
        assert abs(Fraction(float(made)) - value) <= window * Fraction(1, 2**53) * abs(value)


@pytest.mark.parametrize("window", [1, 2, 3, 5, 13, 101])
def test_infinities(window: int) -> None:
    """The table of the guide: sums and means are infinite, of both signs NaN; order ranks them; counts count them."""
    one, both = normal(1003), normal(1003)
    one[[10, 500, 777]] = np.inf
    both[[10, 500, 777, 11, 779]] = [np.inf, np.inf, np.inf, -np.inf, -np.inf]
    names = ["sum", "mean", "var", "std", "skew", "kurt", "min", "max", "count", "rank", "median"]
    for data in (one, both, -one):
        made = {name: rolling(name)(data, window) for name in names}
        for row in range(window - 1, len(data)):
            part = sorted(data[row - window + 1 : row + 1].tolist())
            if np.isinf(part).any():
                total = sum(value for value in part if np.isinf(value))
                desired = dict.fromkeys(names[2:6], np.nan) | {"sum": total, "mean": total, "min": part[0]}
                desired |= {"max": part[-1], "count": window, "rank": 1 + part.index(data[row])}
                if window % 2:
                    desired["median"] = part[window // 2]
                np.testing.assert_equal({name: made[name][row] for name in desired}, desired)


@pytest.mark.parametrize("window", [1, 2, 5, 12, 13, 50, 333, 1111])
@pytest.mark.parametrize("ddof", [0, 1, 3])
def test_mean_std(window: int, ddof: int) -> None:
    """The bits of mean and std, of windows of all kinds."""
    x = normal(1003, 0.1)
    end = np.arange(1, 1004)
    bounds = fr.Bounds(np.maximum(end - 1 - end * 7 % 89, 0), end)
    kinds: list[Any] = [window, bounds, fr.group_bounds([0, 700, 1003], 9)]
    for data in (x, x.astype(np.float32), x * 1e300, x * 1e-300, x[::-2]):
        for windows in kinds if len(data) == 1003 else kinds[:1]:
            made = fr.rolling_mean_std(data, windows, 1, ddof=ddof)
            assert_same_bits(made.mean, fr.rolling_mean(data, windows, 1))
            assert_same_bits(made.std, fr.rolling_std(data, windows, 1, ddof=ddof))
        assert_same_bits(fr.expanding_mean_std(data, ddof=ddof).std, fr.expanding_std(data, ddof=ddof))
