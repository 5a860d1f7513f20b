"""Oracles of the statistics that are made of sums; each returns the interval that its documentation allows."""

import math
from collections.abc import Sequence
from fractions import Fraction

from exact import (
    NOTHING,
    TINY,
    UNIT,
    Interval,
    Moments,
    Sample,
    around,
    as_integers,
    exact_sum,
    has_infinities,
    relative,
    root,
)

_NO_LINE = (NOTHING, NOTHING, NOTHING)


def _special_sum(values: Sequence[float]) -> Interval | None:
    """The sum where infinities decide it."""
    infinities = {value for value in values if math.isinf(value)}
    if not infinities:
        return None
    return NOTHING if len(infinities) == 2 else (infinities.pop(),) * 2


def sum_(w: Sample) -> Interval:
    """Plain sum."""
    special = _special_sum(w.x)
    return special or around(exact_sum(w.x), 4 * UNIT * exact_sum([abs(value) for value in w.x]))


def mean(w: Sample) -> Interval:
    """Arithmetic mean."""
    special = _special_sum(w.x)
    if special:
        return special
    if len(set(w.x)) == 1:
        return w.x[0], w.x[0]
    error = 4 * UNIT * exact_sum([abs(value) for value in w.x]) / len(w.x)
    return around(exact_sum(w.x) / len(w.x), error + TINY)


def _variance(w: Sample) -> Fraction | None:
    left = len(w.x) - w.options.ddof
    return None if left <= 0 or has_infinities(w.x) else w.of_x.squares / left


def _positive(exact: Fraction, error: Fraction) -> Interval:
    """Return an interval that has no 0 unless that is meant or the number is too small."""
    low, high = around(exact, exact * error + (TINY if exact else 0))
    return max(low, 0.0), high


def var(w: Sample) -> Interval:
    """Variance."""
    exact = _variance(w)
    return NOTHING if exact is None else _positive(exact, Fraction(1, 10**12))


def std(w: Sample) -> Interval:
    """Standard deviation."""
    exact = _variance(w)
    return NOTHING if exact is None else _positive(root(exact), Fraction(1, 10**12))


def sem(w: Sample) -> Interval:
    """Standard error of the mean."""
    exact = _variance(w)
    return NOTHING if exact is None else _positive(root(exact / len(w.x)), Fraction(1, 10**12))


def mean_std(w: Sample) -> tuple[Interval, ...]:
    """Both at once."""
    return mean(w), std(w)


def skew(w: Sample) -> Interval:
    """Unbiased skewness."""
    n = len(w.x)
    if has_infinities(w.x) or w.of_x.squares == 0:
        return NOTHING
    third = w.of_x.power(3)
    size = root(Fraction(n * n * (n - 1), (n - 2) ** 2) * third**2 / w.of_x.squares**3)
    return relative(size if third > 0 else -size, 1e-10)


def kurt(w: Sample) -> Interval:
    """Unbiased excess kurtosis."""
    n = len(w.x)
    if has_infinities(w.x) or w.of_x.squares == 0:
        return NOTHING
    ratio = w.of_x.power(4) / w.of_x.squares**2
    return relative(Fraction(n - 1, (n - 2) * (n - 3)) * (n * (n + 1) * ratio - 3 * (n - 1)), 1e-10)


def prod(w: Sample) -> Interval:
    """Product."""
    if has_infinities(w.x):
        value = math.prod(math.copysign(1.0, x) if x and math.isfinite(x) else x for x in w.x)
        return value, value
    integers, exponents = zip(*map(_without_powers_of_two, w.x), strict=True) if w.x else ((1,), (0,))
    whole, exponent = math.prod(integers), sum(exponents)
    if whole and not -1200 < whole.bit_length() + exponent < 1200:  # a double has no room for it
        return (
            (-float(TINY), float(TINY))
            if whole.bit_length() + exponent < 0
            else (math.inf if whole > 0 else -math.inf,) * 2
        )
    value = Fraction(whole) * Fraction(2) ** exponent
    return around(value, abs(value) * len(w.x) * UNIT + (TINY if value else 0))


def _without_powers_of_two(x: float) -> tuple[int, int]:
    """Return an odd integer and the exponent of two that it is to be multiplied by."""
    over, under = x.as_integer_ratio()
    zeros = (over & -over).bit_length() - 1 if over else 0
    return over >> zeros, zeros - under.bit_length() + 1


def sum_squares(w: Sample) -> Interval:
    """Sum of squares."""
    if has_infinities(w.x):
        return math.inf, math.inf
    integers, scale = as_integers(w.x)
    exact = Fraction(sum(integer * integer for integer in integers), scale * scale)
    return around(exact, exact * 8 * UNIT + (TINY if exact else 0))


def zscore(w: Sample) -> Interval:
    """Standard score of the newest element."""
    count, ddof = len(w.x), w.options.ddof
    if not w.has_last or count <= ddof or has_infinities(w.x) or w.of_x.squares == 0:
        return NOTHING
    deviation = Fraction(w.of_x.deviations[-1], w.of_x.unit)
    size = root(deviation**2 * (count - ddof) / w.of_x.squares)
    return relative(size if deviation > 0 else -size, 1e-11)


def cov(w: Sample) -> Interval:
    """Covariance."""
    left = len(w.x) - w.options.ddof
    if left <= 0:
        return NOTHING
    if has_infinities(w.x) or has_infinities(w.y):
        return NOTHING
    scale = root(w.of_x.squares * w.of_y.squares) / left
    return around(w.of_x.products(w.of_y) / left, scale / 10**11 + (TINY if scale else 0))


def corr(w: Sample) -> Interval:
    """Correlation."""
    if len(w.x) <= w.options.ddof or has_infinities(w.x) or has_infinities(w.y):
        return NOTHING
    squares = w.of_x.squares * w.of_y.squares
    if squares == 0:
        return NOTHING
    products = w.of_x.products(w.of_y)
    size = root(products**2 / squares)
    low, high = around(size if products > 0 else -size, Fraction(1, 10**11))
    return max(low, -1.0), min(high, 1.0)


def _line(x: Moments, y: Moments) -> tuple[Interval, ...]:
    """Slope, intercept and coefficient of determination of y on x."""
    if x.squares == 0:
        return NOTHING, NOTHING, NOTHING
    products = x.products(y)
    slope, steepest = products / x.squares, root(y.squares / x.squares)
    intercept = y.mean() - slope * x.mean()
    fit = around(products**2 / (x.squares * y.squares), Fraction(1, 10**11)) if y.squares else NOTHING
    return (
        around(slope, steepest / 10**11 + TINY),
        around(intercept, (steepest * x.largest() + y.largest()) / 10**11 + TINY),
        fit,
    )


def regression(w: Sample) -> tuple[Interval, ...]:
    """Line of y on x."""
    if has_infinities(w.x) or has_infinities(w.y):
        return _NO_LINE
    return _line(w.of_x, w.of_y)


def beta(w: Sample) -> Interval:
    """Slope of y on x."""
    return regression(w)[0]


def trend(w: Sample) -> tuple[Interval, ...]:
    """Line of x on the position."""
    if has_infinities(w.x):
        return _NO_LINE
    return _line(w.of_at, w.of_x)
