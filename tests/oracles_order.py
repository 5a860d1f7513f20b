"""Oracles of the statistics that choose among the elements, or count them: all are exact."""

from fractions import Fraction

from exact import NOTHING, TINY, UNIT, Interval, Sample, around, rounded


def _exactly(value: float) -> Interval:
    return value, value


def min_(w: Sample) -> Interval:
    """Smallest value."""
    return _exactly(min(w.x))


def max_(w: Sample) -> Interval:
    """Largest value."""
    return _exactly(max(w.x))


def argmin(w: Sample) -> Interval:
    """Position of the first of the smallest."""
    return _exactly(w.at[w.x.index(min(w.x))])


def argmax(w: Sample) -> Interval:
    """Position of the first of the largest."""
    return _exactly(w.at[w.x.index(max(w.x))])


def ptp(w: Sample) -> Interval:
    """Range: the difference of two doubles, rounded once."""
    return _exactly(max(w.x) - min(w.x))


def count(w: Sample) -> Interval:
    """Number of valid elements."""
    return _exactly(float(len(w.x)))


def first(w: Sample) -> Interval:
    """The oldest."""
    return _exactly(w.x[0])


def last(w: Sample) -> Interval:
    """The newest valid."""
    return _exactly(w.x[-1])


def nunique(w: Sample) -> Interval:
    """Number of distinct values; zeros are equal."""
    return _exactly(float(len(set(w.x))))


def mode(w: Sample) -> Interval:
    """The least of the most frequent."""
    counts: dict[float, int] = {}
    for value in w.x:
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values())
    return _exactly(min(value for value, times in counts.items() if times == most))


def median(w: Sample) -> Interval:
    """The middle, or the mean of the two in the middle."""
    ordered = sorted(w.x)
    half = len(ordered) // 2
    return _exactly(ordered[half]) if len(ordered) % 2 else _midpoint(ordered[half - 1], ordered[half])


def _midpoint(low: float, high: float) -> Interval:
    """(low + high) / 2, rounded once; where the sum of finite numbers overflows, twice."""
    if low == high:
        return _exactly(low)
    if low + high in (float("inf"), float("-inf")) or low + high != low + high:
        finite = abs(low) != float("inf") and abs(high) != float("inf")
        return around((Fraction(low) + Fraction(high)) / 2, TINY) if finite else _exactly(low + high)
    return _exactly((low + high) / 2)


def quantile(w: Sample) -> Interval:
    """Of the ordered values that at q * (count - 1), in doubles, or what is between two."""
    ordered, how = sorted(w.x), w.options.interpolation
    exact = w.options.q * (len(ordered) - 1)
    at = int(exact)
    fraction = exact - at
    low, high = ordered[at], ordered[min(at + 1, len(ordered) - 1)]
    if fraction == 0 or how == "lower" or low == high:
        return _exactly(low)
    if how == "higher":
        return _exactly(high)
    if how == "nearest":
        return _exactly(high if fraction > 0.5 or (fraction == 0.5 and at % 2) else low)
    return _midpoint(low, high) if how == "midpoint" else _between(low, high, fraction)


def _between(low: float, high: float, fraction: float) -> Interval:
    """low + (high - low) * fraction, each operation rounded once."""
    if high - low == float("inf") and abs(low) != float("inf") and abs(high) != float("inf"):
        value = Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(fraction)
        return around(value, 2 * UNIT * (abs(Fraction(low)) + abs(Fraction(high))))
    return _exactly(low + (high - low) * fraction)


def rank(w: Sample) -> Interval:
    """Rank of the newest element among all."""
    if not w.has_last:
        return NOTHING
    options, newest = w.options, w.x[-1]
    before = [value for value in w.x if (value < newest if options.ascending else value > newest)]
    equal = sum(value == newest for value in w.x)
    place = {
        "average": len(before) + Fraction(equal + 1, 2),
        "min": Fraction(len(before) + 1),
        "max": Fraction(len(before) + equal),
        "dense": Fraction(len(set(before)) + 1),
        "first": Fraction(len(before) + equal),
    }[options.method]
    greatest = len(set(w.x)) if options.method == "dense" else len(w.x)
    return _exactly(rounded(place / greatest if options.pct else place))
