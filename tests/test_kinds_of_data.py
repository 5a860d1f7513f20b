"""Data of any kind take at most a few times as long as normal ones, and what has a short way is right where it ends.

The bound is generous, rounds are interleaved, and time is that of this process alone: kinds that are hard for a scheme
cost ten times or more.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from support import RECORDS

import fastroll as fr
from fastroll._bench import data
from fastroll._bench.kinds import ratios
from fastroll._bench.timing import interleaved

MOST = 4
"""Times as long as normal data: twice is what is aimed at, noise not counted."""

MEASURED = ["sum", "mean", "std", "kurt", "corr", "prod", "max", "median", "quantile", "rank", "nunique", "mode"]


def _median(x: np.ndarray[Any, Any], window: int) -> np.ndarray[Any, Any]:
    full = np.median(np.lib.stride_tricks.sliding_window_view(x, window), axis=-1)
    return np.concatenate([np.full(window - 1, np.nan), full])


def _least_times(runs: dict[str, Callable[[], Any]]) -> dict[str, float]:
    with fr.threads(1):
        return {name: times.least for name, times in interleaved(runs, 1.0, time.process_time).items()}


@pytest.mark.slow
@pytest.mark.parametrize("window", [5, 53, 1009])
@pytest.mark.parametrize("statistic", MEASURED)
def test_no_kind_takes_long(statistic: str, window: int) -> None:
    """Neither ties nor gaps, order, size nor anything else makes a statistic slow."""
    assert statistic in RECORDS
    found: dict[str, float] = {}
    for _ in range(3):  # what disturbs a round has to come three times
        for (_, kind), ratio in ratios(statistic, 50_021, window, 1.0).items():
            found[kind] = min(ratio, found.get(kind, np.inf))
        slow = {kind: ratio for kind, ratio in found.items() if ratio > MOST}
        if not slow:
            return
    pytest.fail(f"{statistic} of windows of {window}: {slow}")


@pytest.mark.slow
@pytest.mark.parametrize("window", [2003, 20_003, 20_004])
def test_far_between_the_middle_values(window: int) -> None:
    """Where the two values in the middle lie far from each other, to go from one to the other takes no time."""
    n = 8 * window
    alternating = np.where(np.arange(n) % 2 == 0, 1.0, -1.0) * np.arange(1, n + 1)
    runs: dict[str, Callable[[], Any]] = {}
    for name, x in {"normal": np.random.default_rng(3).standard_normal(n), "alternating": alternating}.items():
        runs[name] = partial(fr.rolling_median, x, window)
    times = _least_times(runs)
    assert times["alternating"] < MOST * times["normal"]


@pytest.mark.slow
@pytest.mark.parametrize("window", [53, 131, 1009])
@pytest.mark.parametrize("kind", ["constant", "few others"])
def test_median_where_little_changes_is_quick(kind: str, window: int) -> None:
    """As in other libraries, whose sorted windows stay as they are where the newest element is equal to the oldest."""
    runs: dict[str, Callable[[], Any]] = {}
    for name in ("normal", kind):
        runs[name] = partial(fr.rolling_median, data.make(name, 50_021), window)
    times = _least_times(runs)
    assert times[kind] < 0.75 * times["normal"]


@pytest.mark.parametrize("window", [3001, 3002, 300_007])
def test_median_of_alternating_values(window: int) -> None:
    """The oldest elements of a window are those in the middle of it, in order of size; all ranks between are empty."""
    n = 3 * window
    x = np.where(np.arange(n) % 2 == 0, 1.0, -1.0) * np.arange(1, n + 1)
    oldest = x[: n - window + 1]
    expected = oldest if window % 2 else (oldest + x[1 : n - window + 2]) / 2
    np.testing.assert_array_equal(fr.rolling_median(x, window)[window - 1 :], expected)


@pytest.mark.parametrize("window", [17, 131, 401, 2003])
@pytest.mark.parametrize("others", [0.0, 0.003, 0.02, 0.2, 0.6])
def test_median_where_one_value_prevails(window: int, others: float) -> None:
    """Few other elements, or so many that they are the median here and there."""
    generator = np.random.default_rng(window)
    x = np.where(generator.random(7013) < others, generator.integers(-2, 3, 7013), 0.25)
    x[3001 : 3001 + window // 2 + 3] = 7.0
    np.testing.assert_array_equal(fr.rolling_median(x, window), _median(x, window))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.97])
@pytest.mark.parametrize("window", [131, 1003])
def test_quantiles_of_one_value_with_gaps(window: int, share: float) -> None:
    """The value where there are enough of it, also in partial windows and those with bounds."""
    generator = np.random.default_rng(window)
    x = np.where(generator.random(5003) < share, np.nan, -2.5)
    least = window // 3
    expected = np.where(fr.rolling_count(x, window, 0) >= least, -2.5, np.nan)
    for q in (0.0, 0.37, 0.5, 1.0):
        np.testing.assert_array_equal(fr.rolling_quantile(x, window, q, least), expected)
    ends = np.arange(1, 5004)
    starts = np.maximum(0, ends - generator.integers(0, window, 5003))
    counts = np.array([np.sum(x[a:b] == x[a:b]) for a, b in zip(starts, ends, strict=True)])
    expected = np.where(counts >= least, -2.5, np.nan)
    np.testing.assert_array_equal(fr.rolling_median(x, fr.Bounds(starts, ends), least), expected)


@pytest.mark.parametrize("window", [16, 24, 96, 97, 160])
def test_median_of_periodic_values(window: int) -> None:
    """Where the newest element is equal to the oldest one, now and then, and zeros have either sign."""
    x = (np.arange(3001) % 8 - 3.0) * np.where(np.arange(3001) // 400 % 2, 1, -1)
    x[1711:1800] += 0.5
    np.testing.assert_array_equal(fr.rolling_median(x, window), _median(x, window))


@pytest.mark.parametrize("kind", list(data.KINDS | data.GAPS))
@pytest.mark.parametrize("method", ["linear", "lower", "higher", "nearest", "midpoint"])
def test_quantiles_of_all_kinds(kind: str, method: Any) -> None:
    """As a sort of each window has them, denormals included."""
    n, window, q = 1201, 7, 0.35
    x = data.make(kind, n, seed=2)
    got = fr.rolling_quantile(x, window, q, 1, interpolation=method)
    for row in range(0, n, 3):
        values = np.sort(x[max(0, row + 1 - window) : row + 1])
        values = values[~np.isnan(values)]
        if not len(values):
            assert np.isnan(got[row])
            continue
        place = q * (len(values) - 1)
        low, part = values[int(place)], place - int(place)
        high = values[int(place) + (part > 0)]
        wanted = {
            "lower": low,
            "higher": high,
            "nearest": high if part > 0.5 or (part == 0.5 and int(place) % 2) else low,
            "midpoint": low / 2 + high / 2 if abs(low) > 1e300 else (low + high) / 2,
            "linear": low + (high - low) * part,
        }[method]
        assert got[row] == (low if low == high else wanted)
