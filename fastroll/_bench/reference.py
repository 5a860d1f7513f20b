"""What a statistic of one window is, by integers and fractions: slow, and right to the last bit or nearly so.

Floating-point numbers are integers over one power of two, so sums of their powers are exact; one division, or one
square root in 60 digits, ends each statistic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from fastroll._bench.libraries import Q

Values = Sequence[float]


class _Moments:
    """Exact central moments of some numbers, and of pairs."""

    def __init__(self, x: Values) -> None:
        numbers = [Fraction(value) for value in x]
        common = max(number.denominator for number in numbers)
        self.scale, self.n = common, len(numbers)
        wholes = [number.numerator * (common // number.denominator) for number in numbers]
        total = sum(wholes)
        self.sum = Fraction(total, common)
        self.deviations = [self.n * whole - total for whole in wholes]  # n * scale times what they are

    def power(self, exponent: int) -> Fraction:
        """Return the sum of powers of the deviations from the mean."""
        return Fraction(sum(d**exponent for d in self.deviations), (self.n * self.scale) ** exponent)

    def product(self, other: _Moments) -> Fraction:
        """Return the sum of products of the deviations of pairs."""
        total = sum(a * b for a, b in zip(self.deviations, other.deviations, strict=True))
        return Fraction(total, self.n * self.scale * other.n * other.scale)


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _divided(a: Fraction, b: Fraction, root: int) -> float:
    """Return a / b ** (root / 2), NaN for 0 / 0."""
    if b == 0:
        return math.nan
    with localcontext(prec=60):
        return float(_decimal(a) / _decimal(b).sqrt() ** root)


def _root(number: Fraction) -> float:
    with localcontext(prec=60):
        return float(_decimal(number).sqrt())


def _var(x: Values, ddof: int) -> Fraction | None:
    return _Moments(x).power(2) / (len(x) - ddof) if len(x) > ddof else None


def _skew(x: Values) -> float:
    m, n = _Moments(x), len(x)
    ratio = _divided(m.power(3), m.power(2), 3)
    return ratio * n * math.sqrt(n - 1) / (n - 2) if n > 2 else math.nan


def _kurt(x: Values) -> float:
    m, n = _Moments(x), len(x)
    second = m.power(2)
    if n < 4 or second == 0:
        return math.nan
    ratio = m.power(4) / second**2
    return float((ratio * n * (n + 1) - 3 * (n - 1)) * Fraction(n - 1, (n - 2) * (n - 3)))


def _quantile(x: Values, q: float) -> float:
    ordered = sorted(x)
    at = q * (len(x) - 1)
    low = math.floor(at)
    high = min(low + 1, len(x) - 1)
    return ordered[low] if ordered[low] == ordered[high] else ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _rank(x: Values) -> float:
    return sum(value < x[-1] for value in x) + (sum(value == x[-1] for value in x) + 1) / 2


def _corr(x: Values, y: Values) -> float:
    a, b = _Moments(x), _Moments(y)
    return _divided(a.product(b), a.power(2) * b.power(2), 1)


def _beta(x: Values, y: Values) -> float:
    a, b = _Moments(x), _Moments(y)
    return float(a.product(b) / a.power(2)) if a.power(2) else math.nan


def _or_nan(number: Fraction | None, finish: Callable[[Fraction], float] = float) -> float:
    return math.nan if number is None else finish(number)


ONE: dict[str, Callable[[Values, int], float]] = {
    "sum": lambda x, ddof: float(_Moments(x).sum),
    "mean": lambda x, ddof: float(_Moments(x).sum / len(x)),
    "var": lambda x, ddof: _or_nan(_var(x, ddof)),
    "std": lambda x, ddof: _or_nan(_var(x, ddof), _root),
    "sem": lambda x, ddof: _or_nan(_var(x, ddof), lambda var: _root(var / len(x))),
    "skew": lambda x, ddof: _skew(x),
    "kurt": lambda x, ddof: _kurt(x),
    "sum_squares": lambda x, ddof: float(sum(Fraction(value) ** 2 for value in x)),
    "prod": lambda x, ddof: float(math.prod(map(Fraction, x))),
    "min": lambda x, ddof: min(x),
    "max": lambda x, ddof: max(x),
    "ptp": lambda x, ddof: float(Fraction(max(x)) - Fraction(min(x))),
    "count": lambda x, ddof: float(len(x)),
    "first": lambda x, ddof: x[0],
    "last": lambda x, ddof: x[-1],
    "median": lambda x, ddof: _quantile(x, 0.5),
    "quantile": lambda x, ddof: _quantile(x, Q),
    "rank": lambda x, ddof: _rank(x),
    "nunique": lambda x, ddof: float(len(set(x))),
}
"""By name: of the values of a window without NaN, and ddof."""

TWO: dict[str, Callable[[Values, Values, int], float]] = {
    "cov": lambda x, y, ddof: float(_Moments(x).product(_Moments(y)) / (len(x) - ddof)) if len(x) > ddof else math.nan,
    "corr": lambda x, y, ddof: _corr(x, y),
    "beta": lambda x, y, ddof: _beta(x, y),
}
"""By name: the same of two series."""

KNOWN = [*ONE, "argmin", "argmax", *TWO]
"""The statistics that can be compared."""


def exact(statistic: str, windows: Sequence[Sequence[float]], ddof: int) -> float:
    """Return the statistic of one window, given as one list of values for each series; pairs with NaN are missing."""
    rows = [row for row in zip(*windows, strict=True) if not any(math.isnan(value) for value in row)]
    if not rows or (statistic == "rank" and math.isnan(windows[0][-1])):
        return math.nan
    if statistic in ("argmin", "argmax"):  # places among all elements
        return float(windows[0].index((min if statistic == "argmin" else max)(rows)[0]))
    columns = [list(column) for column in zip(*rows, strict=True)]
    if statistic in TWO:
        return TWO[statistic](columns[0], columns[1], ddof)
    return ONE[statistic](columns[0], ddof)
