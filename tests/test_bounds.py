"""Windows given by bounds: any (start, end) per row, made by hand or from times, groups and so on."""

import itertools
from typing import Any

import numpy as np
import pytest
from reference import check_rows
from support import assert_same_bits, call_bounds_ufunc, expanding, normal, rolling

import fastroll
from fastroll import Bounds


def _random_bounds(kind: str, n: int, outputs: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n)
    start, end = np.sort(rng.integers(0, n + 1, (2, outputs)), axis=0)
    if kind == "monotone":
        return np.sort(start), np.sort(end)
    if kind == "starts move back":
        return start, np.sort(np.maximum(start, end))
    if kind == "descending":
        return np.sort(start)[::-1].copy(), np.sort(end)[::-1].copy()
    if kind == "backward pairs":
        return end, start
    if kind == "disjoint":
        edges = np.sort(rng.integers(0, n + 1, outputs + 1))
        return edges[:-1], edges[1:]
    if kind == "few elements":  # long ones among them
        lengths = rng.integers(0, 12, outputs) + 40 * (np.arange(outputs) // 256 % 2)
        end = np.minimum(np.arange(outputs) + rng.integers(0, 2, outputs), n)
        return np.maximum(end - lengths, 0), end
    return start, end


KINDS = ["monotone", "any order", "starts move back", "descending", "backward pairs", "disjoint", "few elements"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("nan_share", [0, 0.3])
@pytest.mark.parametrize(("n", "outputs"), [(1, 5), (90, 300), (400, 60), (3000, 12)])
def test_any_bounds(name: str, n: int, outputs: int, nan_share: float, dtype: Any, kind: str) -> None:
    """More or fewer outputs than elements, in any order, empty ones too, against the oracle."""
    x = normal(n, nan_share, dtype)
    start, end = _random_bounds(kind, n, outputs)
    for min_periods in (None, 0, 3):
        result = rolling(name)(x, Bounds(start, end), min_periods)
        assert result.dtype == dtype
        windows = list(zip(start.tolist(), end.tolist(), strict=True))
        rows = list(range(0, outputs, 1 + outputs // 40))
        check_rows(name, result, x, windows, 1 if min_periods is None else min_periods, rows=rows)


@pytest.mark.parametrize("full", [1, 25, 60])
def test_shrinking(name: str, full: int) -> None:
    """Windows that grow, maybe, up to the whole series or part of it, and then only shrink."""
    x = normal(60, 0.1)
    for grow in range(1, 61, 7):
        end = np.minimum(np.arange(60) + grow, 60)
        start = np.clip(np.arange(60) + grow - full, 0, 60)
        start[0] = 0
        check_rows(
            name, rolling(name)(x, Bounds(start, end), 0), x, list(zip(start.tolist(), end.tolist(), strict=True)), 0
        )
    rows = np.arange(60)
    check_rows(name, rolling(name)(x, Bounds(rows, rows * 0 + 60), 0), x, [(row, 60) for row in range(60)], 0)


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("kind", ["monotone", "few elements"])
def test_infinities_and_strides(name: str, kind: str, reverse: bool) -> None:
    """Infinities among the elements, which may lie in memory from the last to the first: against the oracle."""
    x = normal(700, 0.1)
    x[::37] = np.inf
    x[5::53] = -np.inf
    x = x[::-1].copy()[::-1] if reverse else x
    start, end = _random_bounds(kind, 700, 700)
    windows = list(zip(start.tolist(), end.tolist(), strict=True))
    check_rows(name, rolling(name)(x, Bounds(start, end)), x, windows, 1, rows=list(range(0, 700, 13)))


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("kind", ["monotone", "any order", "few elements"])
def test_many_series(name: str, kind: str, axis: int) -> None:
    """The same windows for all rows or columns: the bits of each alone."""
    x = normal(90 * 11, 0.1).reshape(90, 11) if axis == 0 else normal(90 * 11, 0.1).reshape(11, 90)
    bounds = Bounds(*_random_bounds(kind, 90, 120))
    result = rolling(name)(x, bounds, axis=axis)
    for series, got in zip(np.moveaxis(x, axis, -1), np.moveaxis(result, axis, -1), strict=True):
        assert_same_bits(got.copy(), rolling(name)(series.copy(), bounds))


@pytest.mark.parametrize("dtype", ["i1", "i4", "u2", "i8", ">i8"])
def test_integer_types(dtype: str) -> None:
    """Any integers, lists of them too."""
    x = normal(10)
    desired = rolling("sum")(x, Bounds(np.array([0, 2]), np.array([5, 9])))
    assert_same_bits(rolling("sum")(x, Bounds(np.array([0, 2], dtype), np.array([5, 9], dtype))), desired)
    assert_same_bits(rolling("sum")(x, Bounds([0, 2], [5, 9])), desired)


@pytest.mark.parametrize(("start", "end"), [([-1], [2]), ([0], [11]), ([11], [11]), ([0], [-1]), ([2**62], [2**62])])
def test_outside_of_the_series(name: str, start: list[int], end: list[int]) -> None:
    """Bounds must lie in [0, n]."""
    with pytest.raises(ValueError, match="start and end must lie in"):
        rolling(name)(normal(10), Bounds(np.array(start), np.array(end)))
    with pytest.raises(ValueError, match="start and end must lie in"):
        call_bounds_ufunc(name, normal(10), start, end, 1)


def test_bad_bounds() -> None:
    """Different lengths, numbers that are not integers."""
    with pytest.raises(ValueError, match="same length"):
        Bounds(np.arange(3), np.arange(4))
    for bad in (np.array([0.0, 1.5]), ["a", "b"], np.array([True, False])):
        with pytest.raises((TypeError, ValueError), match=r"start|integer"):
            Bounds(bad, np.arange(2))


def test_no_other_geometry() -> None:
    """center and closed are meaningless with bounds."""
    bounds = Bounds(np.arange(5), np.arange(5) + 1)
    for geometry in ({"center": True}, {"closed": "both"}):
        with pytest.raises((TypeError, ValueError), match=next(iter(geometry))):
            rolling("mean")(normal(5), bounds, **geometry)


def test_expanding_bounds(name: str) -> None:
    """They are those of the expanding functions."""
    x = normal(300, 0.1)
    bounds = fastroll.expanding_bounds(300)
    assert bounds.start.tolist() == [0] * 300
    assert bounds.end.tolist() == list(range(1, 301))
    assert_same_bits(rolling(name)(x, bounds), expanding(name)(x))


@pytest.mark.parametrize("window", [0, 1, 3, 100])
def test_group_bounds(name: str, window: int) -> None:
    """Each group is a series of its own."""
    x = normal(300, 0.1)
    offsets = np.array([0, 1, 1, 50, 52, 300])
    result = rolling(name)(x, fastroll.group_bounds(offsets, window), 0)
    windows = [
        (max(first, row + 1 - window), row + 1)
        for first, last in itertools.pairwise(offsets)
        for row in range(first, last)
    ]
    check_rows(name, result, x, windows, 0)


@pytest.mark.parametrize("offsets", [[1, 3], [0, 3, 2], [-1, 2]])
def test_bad_offsets(offsets: list[int]) -> None:
    """They begin with 0 and never decrease."""
    with pytest.raises(ValueError, match="offsets"):
        fastroll.group_bounds(np.array(offsets), 2)
    with pytest.raises(ValueError, match="window must be an integer 0 or greater"):
        fastroll.group_bounds(np.array([0, 2]), -1)


def test_where_nothing_need_be_checked(name: str) -> None:
    """Contiguous doubles that are all tame take a shorter way; others give the same bits."""
    x = normal(3000)
    start = np.arange(3000) // 7 * 5
    bounds = Bounds(start, np.minimum(start + 40, 3000))
    strided = np.repeat(x, 2)[::2]
    assert_same_bits(rolling(name)(x, bounds), rolling(name)(strided, bounds))
