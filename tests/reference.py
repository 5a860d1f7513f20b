"""The oracle: what every statistic of a window must be, computed slowly and exactly.

`ORACLES` holds one function for each statistic.  It gets the valid elements of one window (`exact.Sample`), computes
with integers and fractions, which round nothing, and returns the interval that the result may lie in: the exact value,
widened by the error that the statistic's documentation allows; of several results one interval each.  A new statistic
needs one entry here to be covered by the tests of values, bounds, layout, threads and so on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isnan
from typing import Any

import numpy as np
import oracles_order as order
import oracles_sums as sums
from exact import NOTHING, Interval, Options, Sample
from support import STATISTICS, Q, second_series, split


@dataclass(frozen=True)
class Oracle:
    """How to compute a statistic, how many valid elements it needs, and what its min_periods is compared with."""

    compute: Callable[[Sample], Any]
    least: int = 1
    counts_rows: bool = False


ORACLES = {
    "sum": Oracle(sums.sum_, least=0),
    "mean": Oracle(sums.mean),
    "var": Oracle(sums.var),
    "std": Oracle(sums.std),
    "min": Oracle(order.min_),
    "max": Oracle(order.max_),
    "count": Oracle(order.count, least=0, counts_rows=True),
    "sem": Oracle(sums.sem),
    "skew": Oracle(sums.skew, least=3),
    "kurt": Oracle(sums.kurt, least=4),
    "argmin": Oracle(order.argmin),
    "argmax": Oracle(order.argmax),
    "ptp": Oracle(order.ptp),
    "prod": Oracle(sums.prod, least=0),
    "sum_squares": Oracle(sums.sum_squares, least=0),
    "first": Oracle(order.first),
    "last": Oracle(order.last),
    "cov": Oracle(sums.cov),
    "corr": Oracle(sums.corr),
    "beta": Oracle(sums.beta),
    "regression": Oracle(sums.regression),
    "trend": Oracle(sums.trend),
    "mean_std": Oracle(sums.mean_std),
    "zscore": Oracle(sums.zscore),
    "median": Oracle(order.median),
    "quantile": Oracle(order.quantile),
    "rank": Oracle(order.rank),
    "nunique": Oracle(order.nunique, least=0),
    "mode": Oracle(order.mode),
}


def expected(
    name: str,
    window: Sequence[float],
    min_periods: int,
    partners: Sequence[float] | None = None,
    **options: Any,
) -> Interval:
    """Return the interval in which statistic `name` of `window` must lie; NaN if there must be no value.

    Statistics of two inputs also need the elements of the other series, `partners`.
    """
    statistic, place = split(name)
    oracle = ORACLES[statistic]
    others = window if partners is None else partners
    valid = [i for i, (x, y) in enumerate(zip(window, others, strict=True)) if not (isnan(x) or isnan(y))]
    if (len(window) if oracle.counts_rows else len(valid)) < min_periods or len(valid) < oracle.least:
        return NOTHING
    ends_with_valid = bool(valid) and valid[-1] == len(window) - 1
    x, y, at = (tuple(float(part[i]) for i in valid) for part in (window, others, range(len(window))))
    computed = _computed(statistic, x, y, at, ends_with_valid, Options(**{"q": Q, **options}))
    result: Interval = computed[place] if STATISTICS[name]["outputs"] > 1 else computed
    return result


@lru_cache(maxsize=200)  # the same windows come with one min_periods after another
def _computed(
    statistic: str, x: tuple[float, ...], y: tuple[float, ...], at: tuple[float, ...], has_last: bool, options: Options
) -> Any:
    return ORACLES[statistic].compute(Sample(x, y, at, has_last, options))


@cache
def fixed_bounds(
    n: int, window: int, center: bool = False, closed: str | None = None, step: int | None = None
) -> list[tuple[int, int]]:
    """Return the first element and the one after the last of every window, as pandas defines them."""
    end = np.arange(0, n, step or 1) + 1 + ((window - 1) // 2 if center or window == 0 else 0)
    start = end - window - (closed in ("left", "both"))
    end = end - (closed in ("left", "neither"))
    return list(zip(np.clip(start, 0, n).tolist(), np.clip(end, 0, n).tolist(), strict=True))


def check_rows(
    name: str,
    result: np.ndarray,
    x: np.ndarray,
    bounds: Sequence[tuple[int, int]],
    min_periods: int,
    rows: Sequence[int] | None = None,
    y: np.ndarray | None = None,
    **options: Any,
) -> None:
    """Fail unless `rows` (default: all) of the 1-d `result` are the statistic of the windows `bounds` of `x`.

    The other series, for statistics of two inputs, is that of `support.rolling` if not given.
    """
    assert result.shape == (len(bounds),)
    partners = None
    if STATISTICS[name]["inputs"] > 1:
        partners = second_series(x) if y is None else y
    for row in range(len(bounds)) if rows is None else rows:
        start, end = bounds[row] if bounds[row][0] < bounds[row][1] else (0, 0)
        window = x[start:end].astype(np.float64).tolist()
        others = None if partners is None else partners[start:end].astype(np.float64).tolist()
        interval = expected(name, window, min_periods, others, **options)
        with np.errstate(over="ignore", under="ignore"):
            low, high = np.array(interval).astype(result.dtype)
        got = result[row]
        inside = (np.isnan(low) and np.isnan(got)) or low <= got <= high
        assert inside, f"{name} of rows [{start}, {end}) is {got!r}, must lie in [{low!r}, {high!r}]"
