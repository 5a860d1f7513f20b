"""Spans of time that are no whole number of units of the times, in every layer, against the definition."""

import datetime
import importlib.util
import itertools
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
from spans_oracle import assert_bounds, sums_of, windows_of

import fastroll as fr

pd = pytest.importorskip("pandas")

CLOSED: list[Any] = ["right", "left", "both", "neither"]
UNITS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
SHARES: list[Any] = [
    Fraction(1, 2),
    Fraction(9, 10),
    1,
    Fraction(3, 2),
    2,
    Fraction(5, 2),
    3,
    Fraction(7001, 1000),
    Fraction(40, 3),
]
"""Spans, in units of the times."""

N = 37


def _ticks(kind: str, n: int = N) -> np.ndarray:
    rng = np.random.default_rng(n)
    return {
        "regular": np.arange(n) - 11,
        "irregular": np.cumsum(rng.integers(0, 4, n)) - 23,
        "descending": -np.cumsum(rng.integers(0, 4, n)) + 5,
    }[kind]


def _x(n: int = N) -> np.ndarray:
    return np.random.default_rng(n).integers(1, 2**20, n).astype(np.float64)


def _nanoseconds(share: Any, unit: str) -> int | None:
    """Return a span as pandas can write it, None where it cannot."""
    span = share * UNITS[unit]
    return int(span) if span == int(span) else None


PARTS: dict[str, Any] = {"ms": "ns", "us": "ps", "ns": "fs", "ps": "as"}
"""Of some units their millionth parts."""


@pytest.mark.parametrize("kind", ["regular", "irregular", "descending"])
@pytest.mark.parametrize("unit", ["D", "h", "3s", "s", "ms", "us", "ns", "ps"])
def test_bounds(unit: str, kind: str) -> None:
    """For datetimes and time deltas of any unit, which none of the spans changes."""
    ticks = _ticks(kind)
    parts = {"D": 86400 * 10**6, "h": 3600 * 10**6, "3s": 3 * 10**6, "s": 10**6}.get(unit, 10**6)  # of a unit
    for share, closed, center in itertools.product(SHARES, CLOSED, [False, True]):
        span = Fraction(int(share * parts), parts)
        window = np.timedelta64(int(share * parts), PARTS.get(unit, "us"))
        for type_ in ("M8", "m8"):
            bounds = fr.time_bounds(ticks.astype(f"{type_}[{unit}]"), window, closed, center)
            assert_bounds(bounds, windows_of(ticks.tolist(), span, closed, center))


def _frame(index: Any) -> Any:
    return pd.DataFrame({"x": _x(), "t": index, "k": np.arange(N) * 7 % 3}, index=index)


Use = Callable[[Any, Any, Any, bool], Any]


def _patched(make: Callable[[], Any]) -> Any:
    with fr.pandas.patched():
        return make()


ALONE: dict[str, Use] = {
    "method": lambda f, w, closed, center: f["x"].fast.rolling_sum(w, closed=closed, center=center),
    "windows": lambda f, w, closed, center: f["x"].fast.rolling(w, closed=closed, center=center).sum(),
    "frame": lambda f, w, closed, center: f[["x"]].fast.rolling_sum(w, closed=closed, center=center)["x"],
    "on": lambda f, w, closed, center: f.reset_index(drop=True).fast.rolling_sum(
        w, on="t", closed=closed, center=center
    )["x"],
    "fast()": lambda f, w, closed, center: fr.fast(f["x"].rolling(w, closed=closed, center=center)).sum(),
    "drop-in": lambda f, w, closed, center: _patched(lambda: f["x"].rolling(w, closed=closed, center=center).sum()),
    "column": lambda f, w, closed, center: f.fast.rolling(w, closed=closed, center=center)["x"].sum(),
    "apply": lambda f, w, closed, center: f["x"].fast.rolling(w, closed=closed, center=center).apply(np.sum, raw=True),
    "apply of Series": lambda f, w, closed, center: f["x"].fast.rolling(w, closed=closed, center=center).apply(np.sum),
    "bounds": lambda f, w, closed, center: pd.Series(
        fr.rolling_sum(f["x"], fr.time_bounds(f.index, w, closed, center))
    ),
}
"""Ways to ask for sums."""


@pytest.mark.parametrize(("unit", "kind"), [("s", "irregular"), ("ms", "regular"), ("us", "descending")])
@pytest.mark.parametrize("layer", ALONE)
def test_layers(layer: str, unit: str, kind: str) -> None:
    """Each has the windows of the definition."""
    ticks, x = _ticks(kind), _x()
    frame = _frame(pd.DatetimeIndex(ticks.astype(f"M8[{unit}]")))
    for share, closed, center in itertools.product(SHARES, CLOSED, [False, True]):
        if (length := _nanoseconds(share, unit)) is not None:
            made = ALONE[layer](frame, pd.Timedelta(length, "ns"), closed, center)
            windows = windows_of(ticks.tolist(), Fraction(length, UNITS[unit]), closed, center)
            np.testing.assert_array_equal(made, sums_of(x.tolist(), windows))


GROUPED: dict[str, Use] = {
    "fast.groupby": lambda f, w, closed, center: (
        f.fast.groupby("k").rolling(w, closed=closed, center=center)["x"].sum()
    ),
    "fast()": lambda f, w, closed, center: fr.fast(f.groupby("k").rolling(w, closed=closed, center=center))["x"].sum(),
    "drop-in": lambda f, w, closed, center: _patched(
        lambda: f.groupby("k").rolling(w, closed=closed, center=center)["x"].sum()
    ),
    "on": lambda f, w, closed, center: (
        f.reset_index(drop=True).fast.groupby("k").rolling(w, on="t", closed=closed, center=center)["x"].sum()
    ),
    "apply": lambda f, w, closed, center: (
        f.fast.groupby("k").rolling(w, closed=closed, center=center)["x"].apply(np.sum, raw=True)
    ),
}


@pytest.mark.parametrize("kind", ["regular", "irregular", "descending"])
@pytest.mark.parametrize("layer", GROUPED)
def test_groups(layer: str, kind: str) -> None:
    """Inside of each group."""
    ticks, x = _ticks(kind), _x()
    frame = _frame(pd.DatetimeIndex(ticks.astype("M8[s]")))
    for share, closed, center in itertools.product(SHARES[3:8], CLOSED, [False, True]):
        made = GROUPED[layer](frame, f"{int(share * 1000)}ms", closed, center)
        for key in range(3):
            rows = np.flatnonzero(frame["k"] == key)
            windows = windows_of(ticks[rows].tolist(), Fraction(share), closed, center)
            np.testing.assert_array_equal(made.loc[key].to_numpy(), sums_of(x[rows].tolist(), windows))


INDEXES: dict[str, Callable[[np.ndarray], Any]] = {
    "time zone": lambda ticks: pd.DatetimeIndex(ticks.astype("M8[s]"), tz="UTC").tz_convert("Europe/Berlin"),
    "daylight saving": lambda ticks: pd.DatetimeIndex(
        np.datetime64("2024-10-27T00:59:50", "s") + ticks, tz="UTC"
    ).tz_convert("Europe/Berlin"),
    "time deltas": lambda ticks: pd.TimedeltaIndex(ticks.astype("m8[s]")),
    "periods": lambda ticks: pd.PeriodIndex.from_ordinals(ticks, freq="s"),
    "periods of several": lambda ticks: pd.PeriodIndex.from_ordinals(ticks, freq="5s"),
}
if importlib.util.find_spec("pyarrow"):
    INDEXES["Arrow"] = lambda ticks: pd.Index(pd.Series(ticks.astype("M8[s]")).astype("timestamp[s][pyarrow]"))


@pytest.mark.parametrize("kind", INDEXES)
def test_indexes(kind: str) -> None:
    """Of every kind of times."""
    ticks, x = _ticks("irregular"), _x()
    series = pd.Series(x, index=INDEXES[kind](ticks))
    for share, closed, center in itertools.product(SHARES[3:7], CLOSED, [False, True]):
        window = f"{int(share * 1000)}ms"
        desired = sums_of(x.tolist(), windows_of(ticks.tolist(), Fraction(share), closed, center))
        np.testing.assert_array_equal(series.fast.rolling(window, closed=closed, center=center).sum(), desired)
        if not kind.startswith("periods"):
            bounds = fr.time_bounds(series.index, window, closed, center)
            np.testing.assert_array_equal(fr.rolling_sum(x, bounds), desired)


def test_kinds_of_spans() -> None:
    """However they are written; with `step`, and selected columns, too."""
    index = pd.DatetimeIndex(np.array([0, 1, 2, 3], "M8[s]"))
    frame = pd.DataFrame({"x": [1.0, 2, 4, 8]}, index=index)
    spans: list[Any] = ["1500ms", "1.5s", pd.Timedelta("1.5s"), datetime.timedelta(seconds=1.5), pd.offsets.Milli(1500)]
    for span in spans:
        assert frame["x"].fast.rolling_sum(span).tolist() == [1, 3, 6, 12]
        assert frame.fast.rolling(span, step=2)["x"].sum().tolist() == [1, 6]
        assert fr.rolling_sum(frame["x"], fr.time_bounds(index, span)).tolist() == [1, 3, 6, 12]
    assert fr.rolling_sum(frame["x"], fr.time_bounds(index, np.timedelta64(1500, "ms"))).tolist() == [1, 3, 6, 12]


@pytest.mark.parametrize("unit", UNITS)
def test_half_lives(unit: str) -> None:
    """Of exponentially weighted windows: whole units, parts of one, in arrays, frames and groups."""
    ticks = _ticks("irregular")
    times = pd.DatetimeIndex(ticks.astype(f"M8[{unit}]"))
    frame = pd.DataFrame({"x": _x(), "k": np.arange(N) * 7 % 3})
    for share in SHARES:
        if (length := _nanoseconds(share, unit)) is None:
            continue
        options: dict[str, Any] = {"halflife": pd.Timedelta(length, "ns"), "times": times}
        steps = np.diff(ticks) / float(share)
        desired = _ewm_means(frame["x"].to_numpy(), steps)
        windows = frame["x"].ewm(**options) if length % UNITS[unit] == 0 else frame["x"].fast.ewm(**options)
        for made in (
            fr.ewm_mean(frame["x"], **options),
            frame["x"].fast.ewm(**options).mean(),
            _patched(partial(_ewm_mean, frame["x"], options)),
            fr.fast(windows).mean(),
            frame.fast.ewm(**{**options, "times": pd.Series(times.tz_localize("Asia/Tokyo"))})["x"].mean(),
        ):
            np.testing.assert_allclose(made, desired, rtol=1e-12)
        grouped = frame.fast.groupby("k").ewm(**options)["x"].mean()
        for key in range(3):
            rows = np.flatnonzero(frame["k"] == key)
            of_group = _ewm_means(frame["x"].to_numpy()[rows], np.diff(ticks[rows]) / float(share))
            np.testing.assert_allclose(grouped.loc[key], of_group, rtol=1e-12)


def _ewm_mean(series: Any, options: dict[str, Any]) -> Any:
    return series.ewm(**options).mean()


def _ewm_means(x: np.ndarray, steps: np.ndarray) -> np.ndarray:
    places = np.concatenate([[0.0], np.cumsum(steps)])
    weights = np.tril(0.5 ** (places[:, None] - places[None, :]).clip(0))
    means: np.ndarray = (weights * x).sum(axis=1) / weights.sum(axis=1)
    return means


def test_half_lives_of_nanoseconds() -> None:
    """Times are not rounded to float64 before they are subtracted."""
    times = pd.DatetimeIndex(np.datetime64("2026-01-01", "ns") + np.array([0, 1, 3]))
    made = pd.Series([1.0, 2, 4]).fast.ewm(halflife="1ns", times=times).mean()
    np.testing.assert_allclose(made, _ewm_means(np.array([1.0, 2, 4]), np.array([1.0, 2])), rtol=1e-14)
