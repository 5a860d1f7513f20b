"""The oracle: what every statistic of a window must be, computed slowly and exactly.

`ORACLES` holds one function for each statistic.  It gets the valid (not NaN) values of one window and `ddof`, computes
with integers and fractions, which round nothing, and returns the interval that the result may lie in: the exact value,
widened by the error that the statistic's documentation allows.  A new statistic needs one entry here to be covered by
the tests of values, bounds, layout, threads and so on.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

Interval = tuple[float, float]

NOTHING: Interval = (math.nan, math.nan)
UNIT = Fraction(1, 2**53)  # half the distance between 1 and the next double
TINY = Fraction(1, 2**1074)  # the smallest double: results below 2**-1022 are rounded to a multiple of it


@cache
def _ratio(value: float) -> tuple[int, int]:
    return value.as_integer_ratio()


def _integers(values: Sequence[float]) -> tuple[list[int], int]:
    """Return finite values as integers and what to divide these by: the denominator of a double is a power of two."""
    ratios = [_ratio(value) for value in values]
    scale = max((denominator for _, denominator in ratios), default=1)
    return [numerator * (scale // denominator) for numerator, denominator in ratios], scale


def _exact_sum(values: Sequence[float]) -> Fraction:
    scaled, scale = _integers(values)
    return Fraction(sum(scaled), scale)


def _rounded(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _around(value: Fraction, error: Fraction) -> Interval:
    return _rounded(value - error), _rounded(value + error)


def _special_sum(values: Sequence[float]) -> Interval | None:
    """The sum where infinities decide it."""
    infinities = {value for value in values if math.isinf(value)}
    if not infinities:
        return None
    return NOTHING if len(infinities) == 2 else (infinities.pop(),) * 2


def _sum(values: Sequence[float], ddof: int) -> Interval:
    special = _special_sum(values)
    return special or _around(_exact_sum(values), 4 * UNIT * _exact_sum([abs(value) for value in values]))


def _mean(values: Sequence[float], ddof: int) -> Interval:
    if not values:
        return NOTHING
    special = _special_sum(values)
    if special:
        return special
    if len(set(values)) == 1:
        return values[0], values[0]
    error = 4 * UNIT * _exact_sum([abs(value) for value in values]) / len(values)
    return _around(_exact_sum(values) / len(values), error + TINY)


def _variance(values: Sequence[float], ddof: int) -> Fraction | None:
    if not values or len(values) <= ddof or any(map(math.isinf, values)):
        return None
    count = len(values)
    scaled, scale = _integers(values)
    squares = count * sum(value * value for value in scaled) - sum(scaled) ** 2
    return Fraction(squares, scale**2 * count * (count - ddof))


def _var(values: Sequence[float], ddof: int) -> Interval:
    exact = _variance(values, ddof)
    if exact is None:
        return NOTHING
    if exact == 0:
        return 0.0, 0.0
    low, high = _around(exact, exact / 10**12 + 8 * TINY)  # squares of small numbers round to multiples of TINY
    largest_square = (Fraction(max(values)) - Fraction(min(values))) ** 2
    overflows = math.isinf(_rounded(len(values) * largest_square))
    return max(low, 0.0), math.inf if overflows else high


def _std(values: Sequence[float], ddof: int) -> Interval:
    low, high = _var(values, ddof)
    return math.sqrt(low), math.sqrt(high)


def _min(values: Sequence[float], ddof: int) -> Interval:
    return (min(values), min(values)) if values else NOTHING


def _max(values: Sequence[float], ddof: int) -> Interval:
    return (max(values), max(values)) if values else NOTHING


def _count(values: Sequence[float], ddof: int) -> Interval:
    return float(len(values)), float(len(values))


@dataclass(frozen=True)
class Oracle:
    """How to compute a statistic, and what its min_periods is compared with."""

    compute: Callable[[Sequence[float], int], Interval]
    counts_rows: bool = False


ORACLES = {
    "sum": Oracle(_sum),
    "mean": Oracle(_mean),
    "var": Oracle(_var),
    "std": Oracle(_std),
    "min": Oracle(_min),
    "max": Oracle(_max),
    "count": Oracle(_count, counts_rows=True),
}


def expected(name: str, window: Sequence[float], min_periods: int, ddof: int = 1) -> Interval:
    """Return the interval in which statistic `name` of `window` must lie; NaN if there must be no value."""
    oracle = ORACLES[name]
    valid = [value for value in window if not math.isnan(value)]
    if (len(window) if oracle.counts_rows else len(valid)) < min_periods:
        return NOTHING
    return oracle.compute(valid, ddof)


def fixed_bounds(
    n: int, window: int, center: bool = False, closed: str | None = None, step: int | None = None
) -> list[tuple[int, int]]:
    """Return the first element and the one after the last of every window, as pandas defines them."""
    bounds = []
    for row in range(0, n, step or 1):
        end = row + 1 + ((window - 1) // 2 if center or window == 0 else 0)
        start = end - window
        if closed in ("left", "both"):
            start -= 1
        if closed in ("left", "neither"):
            end -= 1
        bounds.append((min(max(start, 0), n), min(max(end, 0), n)))
    return bounds


def check_rows(
    name: str,
    result: np.ndarray,
    x: np.ndarray,
    bounds: Sequence[tuple[int, int]],
    min_periods: int,
    ddof: int = 1,
    rows: Sequence[int] | None = None,
) -> None:
    """Fail unless `rows` (default: all) of the 1-d `result` are the statistic of the windows `bounds` of `x`."""
    assert result.shape == (len(bounds),)
    values = x.astype(np.float64).tolist()
    for row in range(len(bounds)) if rows is None else rows:
        start, end = bounds[row]
        interval = expected(name, values[start:end] if start < end else [], min_periods, ddof)
        with np.errstate(over="ignore", under="ignore"):
            low, high = np.array(interval).astype(result.dtype)
        got = result[row]
        inside = (np.isnan(low) and np.isnan(got)) or low <= got <= high
        assert inside, f"{name} of rows [{start}, {end}) is {got!r}, must lie in [{low!r}, {high!r}]"
