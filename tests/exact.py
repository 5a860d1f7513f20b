"""Arithmetic of the oracle: integers and fractions, which round nothing, and intervals of doubles around them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property

Interval = tuple[float, float]

NOTHING: Interval = (math.nan, math.nan)
UNIT = Fraction(1, 2**53)  # half the distance between 1 and the next double
TINY = Fraction(1, 2**1074)  # the smallest double: results below 2**-1022 are rounded to a multiple of it


@dataclass(frozen=True)
class Options:
    """What a statistic may depend on besides its values."""

    ddof: int = 1
    q: float = 0.5
    interpolation: str = "linear"
    method: str = "average"
    ascending: bool = True
    pct: bool = False


@dataclass(frozen=True)
class Sample:
    """The valid elements of a window: values, their partners in the second series, and positions in the window."""

    x: Sequence[float]
    y: Sequence[float] = ()
    at: Sequence[float] = ()
    has_last: bool = True  # the last element of the window is among them
    options: Options = field(default_factory=Options)

    @cached_property
    def of_x(self) -> "Moments":
        """The moments of x."""
        return Moments(self.x)

    @cached_property
    def of_y(self) -> "Moments":
        """The moments of y."""
        return Moments(self.y)

    @cached_property
    def of_at(self) -> "Moments":
        """The moments of the positions."""
        return Moments(self.at)


class Moments:
    """Exact sums of powers of deviations from the mean; values must be finite."""

    def __init__(self, values: Sequence[float]) -> None:
        self.values = values
        self.count = len(values)
        integers, self.scale = as_integers(values)
        total = sum(integers)
        self.deviations = [self.count * integer - total for integer in integers]  # times scale * count

    @cached_property
    def unit(self) -> int:
        """What deviations are to be divided by."""
        return self.scale * self.count

    @cached_property
    def squares(self) -> Fraction:
        """The sum of the squared deviations."""
        return self.power(2)

    def power(self, exponent: int) -> Fraction:
        """Return the sum of a power of the deviations."""
        return Fraction(sum(deviation**exponent for deviation in self.deviations), self.unit**exponent)

    def products(self, other: "Moments") -> Fraction:
        """Return the sum of the products of the deviations of two series."""
        pairs = zip(self.deviations, other.deviations, strict=True)
        return Fraction(sum(a * b for a, b in pairs), self.unit * other.unit)

    def mean(self) -> Fraction:
        """Return the arithmetic mean."""
        return exact_sum(self.values) / self.count

    def largest(self) -> Fraction:
        """Return the largest of the absolute values."""
        return Fraction(max(map(abs, self.values)))


@cache
def _ratio(value: float) -> tuple[int, int]:
    return value.as_integer_ratio()


def as_integers(values: Sequence[float]) -> tuple[list[int], int]:
    """Return finite values as integers and what to divide these by: the denominator of a double is a power of two."""
    ratios = [_ratio(value) for value in values]
    scale = max((denominator for _, denominator in ratios), default=1)
    return [numerator * (scale // denominator) for numerator, denominator in ratios], scale


def exact_sum(values: Sequence[float]) -> Fraction:
    """Return the sum of finite values."""
    scaled, scale = as_integers(values)
    return Fraction(sum(scaled), scale)


def rounded(value: Fraction) -> float:
    """Return the nearest double, or infinity."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def around(value: Fraction, error: Fraction) -> Interval:
    """Return the doubles nearest to the ends of an interval."""
    return rounded(value - error), rounded(value + error)


def root(square: Fraction) -> Fraction:
    """Return the square root of a number, at least 100 bits of it."""
    if square == 0:
        return square
    excess = square.numerator.bit_length() - square.denominator.bit_length()
    shift = max(0, 200 - excess) // 2 + 1
    return Fraction(math.isqrt((square.numerator << 2 * shift) // square.denominator), 1 << shift)


def relative(value: Fraction, error: float) -> Interval:
    """Return an interval around a value, given its error relative to the larger of 1 and the value."""
    return around(value, Fraction(error) * max(Fraction(1), abs(value)))


def has_infinities(values: Sequence[float]) -> bool:
    """Whether any value is infinite."""
    return any(map(math.isinf, values))
