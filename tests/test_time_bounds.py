"""Windows of a span of time are pandas' windows."""

import itertools
from typing import Any

import numpy as np
import pytest
from support import RECORDS, Q, assert_same_bits, rolling

import fastroll
from fastroll import _core

pd = pytest.importorskip("pandas")

from compare_pandas import ranked_rows  # noqa: E402

CLOSED = ["right", "left", "both", "neither"]
START = np.datetime64("2024-03-01T12:00:00", "ns")


def _times(kind: str, n: int = 200) -> np.ndarray:
    rng = np.random.default_rng(7)
    seconds = {
        "regular": np.arange(n) * 7,
        "irregular": np.cumsum(rng.integers(1, 30, n)),
        "with duplicates": np.cumsum(rng.integers(0, 4, n)),
        "with long gaps": np.cumsum(rng.integers(1, 5, n) ** 5),
        "all equal": np.zeros(n, int),
        "descending": -np.cumsum(rng.integers(0, 9, n)),
        "one": np.arange(1),
        "none": np.arange(0),
    }[kind]
    times: np.ndarray = START + seconds.astype("m8[s]").astype("m8[ns]")
    return times


def _pandas_windows(times: np.ndarray, window: Any, closed: str, center: bool) -> list[tuple[int, int]]:
    """Return the rows that pandas' own windows hold: (first, last + 1), (0, 0) for none."""
    rows = pd.Series(np.arange(len(times)), index=pd.DatetimeIndex(times))
    windows = rows.rolling(window, closed=closed, center=center, min_periods=0)
    return [(int(part.iloc[0]), int(part.iloc[-1]) + 1) if len(part) else (0, 0) for part in windows]


KINDS = ["regular", "irregular", "with duplicates", "with long gaps", "all equal", "descending", "one", "none"]


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("kind", KINDS)
def test_same_windows_as_pandas(kind: str, closed: str, center: bool) -> None:
    """Row by row, for spans shorter and longer than the steps between times."""
    times = _times(kind)
    for window in ("1s", "7s", "30s", "31s", "1h", "1ns"):
        bounds = fastroll.time_bounds(times, window, closed=closed, center=center)
        got = [(start, end) if start < end else (0, 0) for start, end in zip(bounds.start, bounds.end, strict=True)]
        assert got == _pandas_windows(times, window, closed, center), (window, closed, center)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_units(unit: str) -> None:
    """Times of any unit, spans as strings, timedelta64, datetime.timedelta or pandas' Timedelta."""
    times = _times("irregular")
    desired = fastroll.time_bounds(times, "30s")
    for window in (
        "30s",
        np.timedelta64(30, "s"),
        np.timedelta64(30_000, "ms"),
        pd.Timedelta("30s"),
        pd.Timedelta("30s").to_pytimedelta(),
    ):
        bounds = fastroll.time_bounds(times.astype(f"M8[{unit}]"), window)
        np.testing.assert_array_equal(bounds.start, desired.start)
        np.testing.assert_array_equal(bounds.end, desired.end)


def test_integer_times() -> None:
    """Integers with an integer span."""
    bounds = fastroll.time_bounds(np.array([0, 1, 5, 6, 30]), 5)
    assert bounds.start.tolist() == [0, 0, 1, 2, 4]
    assert bounds.end.tolist() == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("closed", CLOSED)
def test_statistics_over_times(method: str, closed: str) -> None:
    """The results are pandas', NaN and min_periods included."""
    if RECORDS[method]["inputs"] > 1:
        return
    q = {"q": Q} if method == "quantile" else {}
    for kind, center in itertools.product(["irregular", "with duplicates", "descending"], [False, True]):
        times = _times(kind)
        x = np.random.default_rng(3).integers(-50, 50, len(times)).astype(float)
        x[::7] = np.nan
        for min_periods in (None, 0, 3):
            bounds = fastroll.time_bounds(times, "20s", closed=closed, center=center)
            series = pd.Series(x, index=pd.DatetimeIndex(times))
            windows = series.rolling("20s", closed=closed, center=center, min_periods=min_periods)
            desired = getattr(windows, method)(**q).to_numpy()
            got = rolling(method)(x, bounds, min_periods)
            if method == "rank":
                ranked = ranked_rows(series, "20s", closed=closed, center=center, min_periods=min_periods)
                got, desired = got[ranked], desired[ranked]
            np.testing.assert_allclose(got, desired, rtol=1e-9, atol=1e-9)


def test_times_must_be_ordered() -> None:
    """Neither ascending nor descending, or not a time."""
    times = _times("irregular")
    with pytest.raises(ValueError, match="monotonic"):
        fastroll.time_bounds(times[[0, 2, 1]], "30s")
    with pytest.raises(ValueError, match="NaT"):
        fastroll.time_bounds(np.array(["2024-01-01", "NaT"], "M8[ns]"), "30s")


@pytest.mark.parametrize("window", ["soon", None, 2.5, np.timedelta64("NaT")])
def test_bad_spans(window: object) -> None:
    """They name the argument."""
    with pytest.raises((TypeError, ValueError), match="window"):
        fastroll.time_bounds(_times("irregular"), window)  # type: ignore[arg-type]


def test_bad_geometry() -> None:
    """pandas' words."""
    with pytest.raises(ValueError, match="closed must be 'right', 'left', 'both' or 'neither'"):
        fastroll.time_bounds(_times("one"), "1s", closed="middle")
    with pytest.raises(ValueError, match="center must be a boolean"):
        fastroll.time_bounds(_times("one"), "1s", center=1)  # type: ignore[arg-type]


def _long_times(kind: str, n: int) -> np.ndarray:
    rng = np.random.default_rng(n)
    seconds = {
        "irregular": np.cumsum(rng.integers(1, 30, n)),
        "descending": -np.cumsum(rng.integers(1, 30, n)),
        "bursts": np.sort(rng.integers(0, n // 20, n)) * 60,
        "jitter": np.arange(n) * 10 + rng.integers(-2, 3, n),
        "regular, with gaps": np.arange(n) + np.cumsum(rng.random(n) < 0.001) * 5000,
    }[kind]
    times: np.ndarray = START + seconds.astype("m8[s]").astype("m8[ns]")
    return times


@pytest.mark.parametrize("kind", ["irregular", "descending", "bursts", "jitter", "regular, with gaps"])
def test_long_series(kind: str) -> None:
    """Windows made where they are used are those of time_bounds, and results the same bits for any threads."""
    n = 40_000
    times = _long_times(kind, n)
    frame = pd.DataFrame(np.random.default_rng(1).normal(size=(n, 3)), index=pd.DatetimeIndex(times))
    for window, closed, center in itertools.product(["30s", "2h", "3D"], CLOSED, [False, True]):
        if center and closed in ("right", "left"):
            continue
        bounds = fastroll.time_bounds(times, window, closed=closed, center=center)
        windows = frame.fast.rolling(window, closed=closed, center=center)
        for name in ("sum", "var", "max", "median"):
            if name == "median" and closed != "both":
                continue
            with fastroll.threads(1):
                one = getattr(windows, name)().to_numpy()
            with fastroll.threads(2):
                two = getattr(windows, name)().to_numpy()
            assert_same_bits(one, two)
            desired = rolling(name)(frame.to_numpy(), bounds, axis=0)
            np.testing.assert_allclose(one, desired, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", ["irregular", "descending", "bursts", "jitter"])
def test_bounds_by_several_threads(kind: str) -> None:
    """Pieces of the outputs go to threads, whose searches begin where the piece does."""
    times = _long_times(kind, 150_011)
    for window, closed, center in itertools.product(["30s", "2h", "3D", "900D"], CLOSED, [False, True]):
        if center and closed in ("right", "left"):
            continue
        made = []
        for threads in (1, 2, 3):
            with fastroll.threads(threads):
                made.append(fastroll.time_bounds(times, window, closed=closed, center=center))
        for other in made[1:]:
            np.testing.assert_array_equal(made[0].start, other.start)
            np.testing.assert_array_equal(made[0].end, other.end)


def test_times_are_checked_in_the_core() -> None:
    """Whoever asks for windows of times in no order hears of it."""
    with pytest.raises(ValueError, match="times must be monotonic"):
        _core.rolling_times(0, np.zeros(3), np.array([0, 2, 1]), 5, False, None, 1, 1, True)
