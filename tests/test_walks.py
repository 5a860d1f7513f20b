"""Lengths, windows, gaps and places that are not round, in every walk and with every instruction set.

The elements are small whole numbers, so that the oracle is a plain loop whose sums are exact.
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
from support import run_python

import fastroll

pd = pytest.importorskip("pandas")

Window = list[int]


def _std(window: Window) -> float:
    n = len(window)
    if n < 2:
        return math.nan
    return math.sqrt(Fraction(n * sum(v * v for v in window) - sum(window) ** 2, n * (n - 1)))


def _median(window: Window) -> float:
    n = len(window)
    return (sorted(window)[(n - 1) // 2] + sorted(window)[n // 2]) / 2


ORACLES: dict[str, Callable[[Window], float]] = {
    "sum": sum,
    "mean": lambda window: float(Fraction(sum(window), len(window))),
    "std": _std,
    "max": max,
    "median": _median,
}
"""A statistic for each of the kernels: of elements, of a state, of a state with an anchor, and of order."""


def draws(seed: int, count: int = 12, most: int = 700) -> Iterator[tuple[np.random.Generator, np.ndarray]]:
    """Yield generators of random numbers, and whole numbers of lengths that have nothing in common."""
    rng = np.random.default_rng(seed)
    for n in sorted({*rng.integers(1, most, count).tolist(), 401, 403}):
        yield rng, rng.integers(-999, 999, n)


def check(name: str, results: Any, x: np.ndarray, start: Any, end: Any) -> None:
    """Compare the results for windows [start[i], end[i]), each with one element at least, with the oracle's."""
    elements = x.tolist()
    desired = [
        ORACLES[name](elements[first:last]) if first < last else math.nan
        for first, last in zip(start, end, strict=True)
    ]
    error = 1e-6 if np.asarray(results).dtype == np.float32 else 1e-13
    np.testing.assert_allclose(results, desired, rtol=error, atol=error)


def fixed(n: int, window: int, center: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of a window that moves along n elements."""
    end = np.arange(n) + 1 + (window - 1) // 2 * center
    return np.clip(end - window, 0, n), np.clip(end, 0, n)


def in_groups(keys: np.ndarray, bounds: Callable[[np.ndarray], Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the order of rows in groups, and the bounds of each group's rows, which are looked for there alone."""
    order = np.argsort(keys, kind="stable")
    start, end = np.zeros(len(keys), int), np.zeros(len(keys), int)
    for key in np.unique(keys):
        places = np.flatnonzero(keys[order] == key)
        start[places], end[places] = (b + places[0] for b in bounds(order[places]))
    return order, start, end


def gaps(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return seconds: regular but for a few gaps, as of days without weekends, or irregular altogether."""
    times = np.arange(n)
    kind = rng.integers(0, 4)
    if kind == 0:
        return times + 7 * (times >= n // 2)
    if kind == 1:
        return times + times // 5 * 2
    if kind == 2:
        return np.cumsum(rng.integers(0, 4, n))
    return np.cumsum(np.where(rng.random(n) < 0.02, rng.integers(2, 99, n), 1))


def spans(times: np.ndarray, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of the windows (t - span, t]."""
    return np.searchsorted(times, times - span, side="right"), np.arange(len(times)) + 1


def rows_of_group(rows: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of a window that moves along a group, counted from its first row."""
    return fixed(len(rows), window)


def times_of_group(rows: np.ndarray, times: np.ndarray, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the same of a span of time."""
    return spans(times[rows], span)


each_statistic = pytest.mark.parametrize("name", ORACLES)


def function(name: str) -> Callable[..., Any]:
    """Return the function of a statistic."""
    made: Callable[..., Any] = getattr(fastroll, f"rolling_{name}")
    return made


@each_statistic
def test_rows(name: str) -> None:
    """One series, of any type and stride, and several."""
    for rng, x in draws(1):
        n, window, center = len(x), int(rng.integers(1, len(x) + 20)), bool(rng.integers(2))
        bounds = fixed(n, window, center)
        for data in (x.astype(float), x.astype(np.float32), np.repeat(x.astype(float), 3)[::3]):
            check(name, function(name)(data, window, 1, center=center), x, *bounds)
        for row in function(name)(np.tile(x.astype(float), (3, 1)), window, 1, center=center):
            check(name, row, x, *bounds)


@each_statistic
def test_columns(name: str) -> None:
    """Series side by side, in numbers that no vector divides."""
    for rng, x in draws(2):
        window, columns, center = int(rng.integers(1, len(x) + 20)), int(rng.integers(2, 30)), bool(rng.integers(2))
        table = x[:, None] + np.arange(float(columns))
        result = function(name)(table, window, 1, axis=0, center=center)
        for k in {0, columns // 2, columns - 1}:
            check(name, result[:, k], x + k, *fixed(len(x), window, center))


@each_statistic
def test_bounds(name: str) -> None:
    """Bounds that never decrease, and bounds in any order."""
    for rng, x in draws(3):
        outputs = int(rng.integers(1, 900))
        start, end = np.sort(rng.integers(0, len(x) + 1, (2, outputs)), axis=0)
        for bounds in ((start, end), (np.sort(start), np.sort(end))):
            check(name, function(name)(x.astype(float), fastroll.Bounds(*bounds), 1), x, *bounds)


@each_statistic
def test_times(name: str) -> None:
    """Spans of irregular times, of one series and of several."""
    for rng, x in draws(4):
        times, span = gaps(rng, len(x)), int(rng.integers(1, 90))
        series = pd.Series(x.astype(float), index=pd.to_datetime(times, unit="s"))
        check(name, getattr(series.fast.rolling(f"{span}s"), name)(), x, *spans(times, span))
        frame = pd.DataFrame({k: series + k for k in range(3)})
        check(name, getattr(frame.fast.rolling(f"{span}s"), name)()[2], x + 2, *spans(times, span))


@each_statistic
def test_long_spans_of_times(name: str) -> None:
    """A year of business days."""
    days = pd.bdate_range("2010-01-01", periods=2501)
    x = np.random.default_rng(5).integers(-999, 999, len(days))
    start, end = spans((days - days[0]).days.to_numpy(), 365)
    result = function(name)(x.astype(float), fastroll.time_bounds(days, "365D"), 1)
    check(name, result[::31], x, start[::31], end[::31])
    result = getattr(pd.Series(x.astype(float), days).fast.rolling("365D"), name)()
    check(name, result[::31], x, start[::31], end[::31])


@each_statistic
def test_groups(name: str) -> None:
    """Windows of rows and spans of time in groups of any lengths."""
    for rng, x in draws(6):
        keys, times = rng.integers(0, rng.integers(1, 40), len(x)), gaps(rng, len(x))
        window, span = int(rng.integers(1, 60)), int(rng.integers(1, 90))
        frame = pd.DataFrame({"key": keys, "x": x.astype(float), "t": pd.to_datetime(times, unit="s")})
        order, start, end = in_groups(keys, partial(rows_of_group, window=window))
        result = getattr(frame.fast.groupby("key")["x"].rolling(window, min_periods=1), name)()
        check(name, result, x[order], start, end)
        order, start, end = in_groups(keys, partial(times_of_group, times=times, span=span))
        result = getattr(frame.fast.groupby("key").rolling(f"{span}s", on="t")["x"], name)()
        check(name, result, x[order], start, end)


def test_pairs() -> None:
    """Covariances of all columns with all."""
    for rng, x in draws(7):
        window, columns = int(rng.integers(2, 80)), int(rng.integers(2, 12))
        frame = pd.DataFrame({k: x * (k + 1.0) for k in range(columns)})
        result = frame.fast.rolling(window, min_periods=1).cov().to_numpy().reshape(len(x), columns, columns)
        check("std", np.sqrt(result[:, -1, 0] / columns), x, *fixed(len(x), window))


def test_weights() -> None:
    """Weighted sums, of rows and of columns."""
    for rng, x in draws(8):
        weights = rng.integers(1, 9, rng.integers(1, 90)).astype(float)
        padded = np.concatenate([np.zeros(len(weights) - 1), x])
        desired = [weights @ padded[i : i + len(weights)] for i in range(len(x))]
        np.testing.assert_array_equal(fastroll.rolling_weighted_sum(x.astype(float), weights, 1), desired)
        table = np.tile(x.astype(float)[:, None], int(rng.integers(2, 20)))
        for column in fastroll.rolling_weighted_sum(table, weights, 1, axis=0).T:
            np.testing.assert_array_equal(column, desired)


def test_exponential_weights() -> None:
    """Rows, columns and groups; weights of 1/2 are exact as long as sums are shorter than 53 bits."""
    for rng, x in draws(9):
        desired, decayed = [], Fraction(0)
        for value in x.tolist():
            decayed = decayed / 2 + value
            desired.append(float(decayed))
        table = np.tile(x.astype(float)[:, None], int(rng.integers(2, 20)))
        for result in (fastroll.ewm_sum(x.astype(float), alpha=0.5), *fastroll.ewm_sum(table, alpha=0.5, axis=0).T):
            np.testing.assert_allclose(result, desired, rtol=1e-12, atol=1e-12)


def test_functions() -> None:
    """Functions of the caller's."""
    for rng, x in draws(10):
        window = int(rng.integers(1, len(x) + 20))
        check("sum", fastroll.rolling_apply(x.astype(float), window, np.sum, 1), x, *fixed(len(x), window))


ALL = """
import sys, pytest
from fastroll import _core
assert _core.config()["instruction_set"] == {isa!r}
sys.exit(pytest.main([{file!r}, "-q", "-k", "not lesser", "-p", "no:cacheprovider"]))
"""


@pytest.mark.parametrize("isa", ["base", "avx2"])
def test_lesser_instruction_sets(isa: str) -> None:
    """The same, with narrower vectors."""
    if isa not in run_python(
        "from fastroll import _core; print(_core.config()['instruction_set'])", environment={"FASTROLL_ISA": isa}
    ):
        pytest.skip("this processor has no such vectors")
    run_python(ALL.format(isa=isa, file=__file__), environment={"FASTROLL_ISA": isa})
