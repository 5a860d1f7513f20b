"""The oracle knows every statistic, and agrees with numbers worked out by hand."""

import math

import pytest
from reference import ORACLES, expected, fixed_bounds
from support import RECORDS, STATISTICS, split

NAN = math.nan


def test_every_statistic_has_an_oracle() -> None:
    """Nothing goes untested: the two lists are the same."""
    assert set(ORACLES) == set(RECORDS)


def test_oracle_agrees_about_min_periods(name: str) -> None:
    """Whether min_periods counts rows or valid values is stated twice, equally."""
    assert ORACLES[split(name)[0]].counts_rows == STATISTICS[name]["counts_rows"]


KNOWN = {
    "sum": 7,
    "mean": 7 / 3,
    "var": 7 / 3,
    "std": math.sqrt(7 / 3),
    "min": 1,
    "max": 4,
    "count": 3,
    "sem": math.sqrt(7 / 9),
    "skew": math.sqrt(2) * 20 / 3 / (14 / 3) ** 1.5,
    "argmin": 0,
    "argmax": 3,
    "ptp": 3,
    "prod": 8,
    "sum_squares": 21,
    "first": 1,
    "last": 4,
    "cov": 1 / 6,
    "corr": 1 / 6 / math.sqrt(7 / 3 * 1 / 3),
    "beta": 1 / 14,
    "regression.slope": 1 / 14,
    "regression.intercept": 1.5,
    "regression.r2": 1 / 28,
    "trend.slope": 1.0,
    "trend.intercept": 1.0,
    "trend.r2": 1.0,
    "mean_std.mean": 7 / 3,
    "mean_std.std": math.sqrt(7 / 3),
    "zscore": 5 / 3 / math.sqrt(7 / 3),
    "median": 2,
    "quantile": 1.6,
    "rank": 3,
    "nunique": 3,
    "mode": 1,
}


@pytest.mark.parametrize("known", KNOWN)
def test_known_values(known: str) -> None:
    """1, 2, NaN, 4 by hand; for two inputs 2, 1, 2, 2 beside."""
    low, high = expected(known, [1.0, 2.0, NAN, 4.0], 3, [2.0, 1.0, 2.0, 2.0])
    assert low <= KNOWN[known] <= high
    assert high - low <= 1e-9


def test_known_kurtosis() -> None:
    """It takes four: 1, 2, 4, 8 by hand."""
    low, high = expected("kurt", [1.0, 2.0, 4.0, 8.0], 1)
    assert low <= 1.5 * (20 * (100564 / 256) / (115 / 4) ** 2 - 9) <= high
    assert math.isnan(expected("kurt", [1.0, 2.0, 4.0], 1)[0])


def test_known_values_are_of_all() -> None:
    """None is forgotten."""
    assert {*KNOWN, "kurt"} == set(STATISTICS)


def test_too_few(name: str) -> None:
    """Fewer valid values, or rows, than min_periods give no result."""
    values = [1.0, NAN] if STATISTICS[name]["counts_rows"] else [1.0, NAN, 2.0]
    assert math.isnan(expected(name, values, min_periods=3)[0])


def test_infinities() -> None:
    """Infinities are values."""
    assert expected("sum", [1.0, math.inf], 1) == (math.inf, math.inf)
    assert math.isnan(expected("mean", [-math.inf, math.inf], 1)[0])
    assert math.isnan(expected("var", [1.0, math.inf], 1)[0])
    assert expected("min", [1.0, -math.inf], 1) == (-math.inf, -math.inf)


@pytest.mark.parametrize(
    ("arguments", "bounds"),
    [
        ({}, [(0, 1), (0, 2), (0, 3), (1, 4)]),
        ({"closed": "left"}, [(0, 0), (0, 1), (0, 2), (0, 3)]),
        ({"closed": "both"}, [(0, 1), (0, 2), (0, 3), (0, 4)]),
        ({"closed": "neither"}, [(0, 0), (0, 1), (0, 2), (1, 3)]),
        ({"center": True}, [(0, 2), (0, 3), (1, 4), (2, 4)]),
        ({"step": 3}, [(0, 1), (1, 4)]),
    ],
)
def test_windows_of_three(arguments: dict[str, object], bounds: list[tuple[int, int]]) -> None:
    """The geometry for a window of 3 in a series of 4."""
    assert fixed_bounds(4, 3, **arguments) == bounds
