"""The range of float64: windows with weights, and exponentially weighted statistics, of elements of any size."""

import math
from fractions import Fraction
from typing import Any

import ewm_oracle
import numpy as np
import pytest
from data import SIZES, sized
from exact import TINY, around, root
from support import EWM_RECORDS, assert_same_bits, ewm
from test_weighted import check, rolling

from fastroll import _core


@pytest.mark.parametrize("name", EWM_RECORDS)
@pytest.mark.parametrize("exponent", SIZES)
@pytest.mark.parametrize("adjust", [True, False])
def test_ewm(name: str, exponent: int, adjust: bool) -> None:
    """Exponentially weighted ones against rational arithmetic, in rows, columns, groups and the last one alone."""
    x, y = sized(1, 90, exponent), sized(2, 90, 0)
    x[:7], x[60:] = np.ldexp(x[:7], -exponent), np.ldexp(x[60:], -exponent)
    x[70] = 0
    rules: dict[str, Any] = {"alpha": 0.25} if name == "sum" else {"alpha": 0.25, "adjust": adjust}
    result = ewm(name, x, y=y, **rules)
    first, second = ([None if np.isnan(v) else Fraction(v) for v in s] for s in (x, y))
    _check_ewm(result, first, second if EWM_RECORDS[name]["inputs"] == 2 else first, name, adjust)
    assert_same_bits(result[:7], ewm(name, x[:7], y=y[:7], **rules))
    for count in (4, 11):
        table, other = np.stack([x] * count, 1), np.stack([y] * count, 1)
        assert_same_bits(ewm(name, table, y=other, axis=0, **rules)[:, 1].copy(), result)
        assert_same_bits(ewm(name, table.T.copy(), y=other.T.copy(), **rules)[1], result)
    assert_same_bits(np.asarray(ewm(name, x, y=y, last=True, **rules)), result[-1])


def _check_ewm(result: np.ndarray, x: list[Any], y: list[Any], name: str, adjust: bool) -> None:
    def exact(what: str, first: list[Any], second: list[Any]) -> list[Any]:
        return ewm_oracle.exact_ewm(what, first, second, Fraction(1, 4), adjust, False)

    values = exact(name, x, y)
    if name in ("mean", "sum"):
        sizes = exact(name, [v if v is None else abs(v) for v in x], y)
    elif name == "cov":
        pairs = [(a, b) if a is not None and b is not None else (None, None) for a, b in zip(x, y, strict=True)]
        first, second = ([pair[k] for pair in pairs] for k in (0, 1))
        variances = zip(exact("var", first, first), exact("var", second, second), strict=True)
        sizes = [None if a is None else root(a * b) for a, b in variances]
    else:
        sizes = [None if v is None else max(abs(v), name == "corr") for v in values]
    for got, value, size in zip(result.tolist(), values, sizes, strict=True):
        if value is None:
            assert math.isnan(got)
            continue
        low, high = around(value, Fraction(size) / 10**10 + (TINY if size else 0))
        assert low <= got <= high, (got, low, high)


@pytest.mark.parametrize("name", [record["name"] for record in _core.weighted_statistics()])
@pytest.mark.parametrize("exponent", SIZES)
def test_weighted(name: str, exponent: int) -> None:
    """Weighted windows, in rows, columns and groups."""
    x = sized(1, 90, exponent)
    x[:30], x[60:] = np.ldexp(x[:30], -exponent), np.ldexp(x[60:], -exponent)
    weights = np.hamming(9)
    result = rolling(name, x, weights, 2)
    check(name, result, x, weights, 2)
    assert_same_bits(rolling(name, np.stack([x] * 9, 1), weights, 2, axis=0)[:, 3].copy(), result)
    assert_same_bits(result[:30], rolling(name, x[:30], weights, 2))


@pytest.mark.parametrize("exponent", [-1000, -500, 500, 1000])
def test_size_of_weights(exponent: int) -> None:
    """Weights of any size, too."""
    weights = np.ldexp(np.hamming(9), exponent)
    for name in ("sum", "mean", "var", "std"):
        for size in (0, -exponent):
            x = sized(1, 60, size)
            check(name, rolling(name, x, weights, 2), x, weights, 2)


@pytest.mark.parametrize("name", [record["name"] for record in _core.weighted_statistics()])
@pytest.mark.parametrize("weights", [[0, 1, 2, 1.5], [1, 0, 0, 3], [2, 1, 4, 0], [0] * 3 + [1, 2] * 9 + [0] * 40])
@pytest.mark.parametrize("extreme", [1e150, -1e300, 1.7e308, 1e-300])
def test_extreme_elements_without_weight(name: str, weights: list[float], extreme: float) -> None:
    """Elements whose weight is 0 are there, and make no difference."""
    rng, n = np.random.default_rng(len(weights)), 75
    for scale in (1.0, 1e-200, 1e200, 5e-322):
        x = np.where(rng.random(n) < 0.2, extreme, rng.uniform(1, 2, n) * scale)
        check(name, rolling(name, x, np.array(weights), 1), x, weights, 1)
