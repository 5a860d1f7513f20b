"""Windows in groups are those of each group alone, to the bit: in any layout, for any number of threads."""

import copy
import itertools
import pickle
from typing import Any

import numpy as np
import pytest
from support import STATISTICS, assert_same_bits, mostly_plain, rolling

import fastroll
from fastroll import _core

LENGTHS = [0, 1, 7, 100, 0, 64, 65, 200, 1500, 3, 2, 0]
OFFSETS = np.cumsum([0, *LENGTHS])
X = mostly_plain(int(OFFSETS[-1]))
WINDOWS = [0, 1, 8, 20, 130, 1000, 2**62]


def _alone(name: str, x: np.ndarray, offsets: np.ndarray, window: int, y: np.ndarray | None = None) -> np.ndarray:
    """Compute each group for itself."""
    least = min(1, window)
    parts = []
    for begin, end in itertools.pairwise(offsets):
        other = None if y is None else y[begin:end]
        parts.append(rolling(name)(x[begin:end].copy(), window, least, y=other))
    return np.concatenate(parts)


@pytest.mark.parametrize("window", WINDOWS)
def test_as_alone(name: str, window: int) -> None:
    """Short groups and long ones, empty ones, shorter than the window and longer."""
    y = np.cos(np.arange(len(X)))
    least = min(1, window)
    result = rolling(name)(X, fastroll.group_bounds(OFFSETS, window), least, y=y)
    assert_same_bits(result, _alone(name, X, OFFSETS, window, y))


@pytest.mark.parametrize("window", [1, 8, 20, 70, 300])
def test_short_groups(name: str, window: int) -> None:
    """Many of them go side by side; it makes no difference."""
    lengths = np.r_[np.random.default_rng(window).integers(0, 40, 100), 256, 257, [5] * 33, 0, [256] * 3]
    offsets = np.cumsum([0, *lengths])
    x = mostly_plain(int(offsets[-1]))
    y = np.cos(np.arange(len(x)))
    result = rolling(name)(x, fastroll.group_bounds(offsets, window), 1, y=y)
    assert_same_bits(result, _alone(name, x, offsets, window, y))
    table = np.stack([x, x[::-1]])
    result = rolling(name)(table, fastroll.group_bounds(offsets, window), 1, y=np.stack([y, y]))
    assert_same_bits(result[1], _alone(name, x[::-1].copy(), offsets, window, y))


def test_threads(name: str) -> None:
    """Any number of threads, with groups that are shared out whole and one that is not."""
    lengths = [270_000, 0, 5, *[300] * 400, 40_000]
    offsets = np.cumsum([0, *lengths])
    x = mostly_plain(int(offsets[-1]))
    bounds = fastroll.group_bounds(offsets, 30)
    results = []
    for threads in (1, 2, 8):
        fastroll.set_num_threads(threads)
        results.append(rolling(name)(x, bounds))
    assert_same_bits(results[1], results[0])
    assert_same_bits(results[2], results[0])


@pytest.mark.parametrize("window", [5, 150])
@pytest.mark.parametrize("shape", [(2,), (9,), (2, 3)])
def test_layouts(name: str, shape: tuple[int, ...], window: int) -> None:
    """Several series: rows, columns, strided ones, other types, with room for the result given or not."""
    y = np.cos(np.arange(len(X)))
    bounds = fastroll.group_bounds(OFFSETS, window)
    wanted = rolling(name)(X, bounds, y=y)
    rows, others = np.broadcast_to(X, (*shape, len(X))).copy(), np.broadcast_to(y, (*shape, len(X))).copy()
    columns, other_columns = np.moveaxis(rows, -1, 0).copy(), np.moveaxis(others, -1, 0).copy()
    several = np.broadcast_to(wanted, rows.shape)
    assert_same_bits(rolling(name)(rows, bounds, y=others), several)
    assert_same_bits(np.moveaxis(rolling(name)(columns, bounds, y=other_columns, axis=0), 0, -1), several)
    out = np.empty_like(rows)
    rolling(name)(np.repeat(rows, 2, axis=-1)[..., ::2], bounds, y=others, out=out)
    assert_same_bits(out, several)


def test_types(name: str) -> None:
    """float32 gives float32, integers what they are as float64."""
    bounds = fastroll.group_bounds(OFFSETS, 9)
    small = np.nan_to_num(X, posinf=3, neginf=3).clip(-100, 100)
    single = small.astype(np.float32)
    result = rolling(name)(single, bounds, y=single[::-1].copy())
    parts = [
        rolling(name)(single[begin:end], 9, 1, y=single[::-1][begin:end].copy())
        for begin, end in itertools.pairwise(OFFSETS)
    ]
    assert_same_bits(result, np.concatenate(parts))
    integers = small.astype(np.int16)
    exact = integers.astype(np.float64)
    assert_same_bits(rolling(name)(integers, bounds, y=exact), rolling(name)(exact, bounds, y=exact))


def test_as_pairs(name: str) -> None:
    """The same windows as pairs give the same, up to rounding; so does every other one of them."""
    x = np.random.default_rng(0).standard_normal(len(X))
    bounds = fastroll.group_bounds(OFFSETS, 20)
    pairs = fastroll.Bounds(bounds.start, bounds.end)
    assert len(bounds) == len(pairs) == len(x)
    for least in (0, 1, 30):
        result = rolling(name)(x, bounds, least)
        np.testing.assert_allclose(result, rolling(name)(x, pairs, least), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(rolling(name)(x, bounds, step=3), rolling(name)(x, pairs, step=3), rtol=1e-9, atol=1e-9)


def test_longer_and_shorter_series() -> None:
    """Elements after the last group are left out; missing ones are an error."""
    bounds = fastroll.group_bounds([0, 2, 4], 2)
    assert fastroll.rolling_sum([1, 2, 4, 8, 16], bounds).tolist() == [1, 3, 4, 12]
    with pytest.raises(ValueError, match="must lie in"):
        fastroll.rolling_sum([1.0, 2.0, 4.0], bounds)
    assert fastroll.rolling_sum(np.empty(0), fastroll.group_bounds([0], 2)).tolist() == []


def test_several_quantiles() -> None:
    """More results than there are arrays at hand."""
    q = np.linspace(0, 1, 11)
    result = fastroll.rolling_quantile(X, fastroll.group_bounds(OFFSETS, 20), q)
    for row, one in zip(result, q, strict=True):
        assert_same_bits(row, fastroll.rolling_quantile(X, fastroll.group_bounds(OFFSETS, 20), float(one)))


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda b: pickle.loads(pickle.dumps(b))])
def test_copies(make: Any) -> None:
    """They are bounds that can be copied, and sent elsewhere."""
    bounds = fastroll.group_bounds([0, 2, 5], 2)
    again = make(bounds)
    assert isinstance(again, fastroll.Bounds)
    assert again.start.tolist() == bounds.start.tolist() == [0, 0, 2, 2, 3]
    assert again.end.tolist() == [1, 2, 3, 4, 5]
    assert not bounds.start.flags.writeable


@pytest.mark.parametrize("closed", [None, "left", "both", "neither"])
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("window", [0, 1, 4, 9, 5000])
def test_geometry(window: int, center: bool, closed: str | None) -> None:
    """Centred windows, and any ends."""
    for index, record in enumerate(_core.statistics()):
        if record["inputs"] > 1 or record["has_q"] or record["has_ties"]:
            continue
        made = _core.rolling_groups(index, X, OFFSETS, window, center, closed, 0, 1, False)
        parts = [
            _core.rolling(index, X[begin:end], window, 0, 1, center, closed, False)
            for begin, end in itertools.pairwise(OFFSETS)
        ]
        for k in range(record["outputs"]):
            one = made[k] if record["outputs"] > 1 else made
            assert_same_bits(one, np.concatenate([p[k] if record["outputs"] > 1 else p for p in parts]))


@pytest.mark.parametrize("keys", [[5], [-3, -3, 0, 7, 7], [2**62, 2**63 - 1], [-(2**63), 2**63 - 1], []])
def test_ascending_keys(keys: list[int]) -> None:
    """Equal keys make a group, if keys ascend."""
    offsets = _core.ascending_groups(np.array(keys, np.int64))
    assert offsets is not None
    _, first = np.unique(keys, return_index=True)
    assert offsets.tolist() == [*first, len(keys)]
    if len(set(keys)) > 1:
        assert _core.ascending_groups(np.array(keys[::-1], np.int64)) is None


LABELS: dict[str, tuple[list[list[int]], bool]] = {
    "the same": ([[1, 2, 5], [1, 2, 5]], True),
    "some are missing": ([[2], [], [1, 2, 5, 9, 11], [1, 11], [9, 9]], True),
    "the longest lacks one": ([[1, 2, 5], [3]], False),
    "a greater one": ([[1, 2, 5], [6]], False),
    "descending": ([[1, 2, 5], [5, 1]], False),
    "twice in the longest": ([[1, 1, 5], [5, 5]], False),
    "none": ([[]], True),
}


@pytest.mark.parametrize("kind", LABELS)
def test_common_labels(kind: str) -> None:
    """Labels are found among those of the longest group, or not at all."""
    groups, found = LABELS[kind]
    labels = np.array([label for group in groups for label in group], np.int64)
    made = _core.common_labels(labels, np.cumsum([0, *map(len, groups)]))
    assert (made is not None) == found
    if made is not None:
        longest, places = made
        np.testing.assert_array_equal(np.array(groups[longest], np.int64)[places], labels)
    with pytest.raises(ValueError, match="end with the number of labels"):
        _core.common_labels(labels, np.array([0, len(labels) + 1]))


def test_unusual_arguments() -> None:
    """The C function behind takes nothing that could do harm."""
    mean = list(STATISTICS).index("mean")
    x = np.ones(4)
    for offsets in ([0, 5], [1, 4], [0, 3, 2, 4], [], [0, -1]):
        wrong = np.array(offsets, np.int64)
        assert _core.rolling_groups(mean, x, wrong, 2, False, None, 1, 1, False) is NotImplemented
        assert _core.rolling_group_times(mean, x, np.arange(4), wrong, 2, False, None, 1, 1, False) is NotImplemented
    assert _core.rolling_groups(mean, x, np.array([0, 4]), -1, False, None, 1, 1, False) is NotImplemented
    short = np.arange(3)
    assert _core.rolling_group_times(mean, x, short, np.array([0, 4]), 2, False, None, 1, 1, False) is NotImplemented
    with pytest.raises(ValueError, match="offsets must begin with 0"):
        _core.groups_are_monotonic(np.arange(3), None, np.array([0, 4]))
    with pytest.raises(ValueError, match="order must be places"):
        _core.groups_are_monotonic(np.arange(3), np.array([0, 3]), np.array([0, 2]))


@pytest.mark.parametrize("closed", [None, "left", "both", "neither"])
@pytest.mark.parametrize("center", [False, True])
def test_regular_times(center: bool, closed: str | None) -> None:
    """Regular times of groups need no bounds, ascending or descending; those that differ do."""
    mean = list(STATISTICS).index("mean")
    lengths = [5, 1, 40, 0, 7]
    offsets = np.cumsum([0, *lengths])
    x = np.random.default_rng(1).standard_normal(offsets[-1])
    times = np.concatenate([10 * np.arange(n)[:: 1 - 2 * (n == 7)] + n for n in lengths]).astype(np.int64)
    for span in (9, 10, 11, 25, 1000):
        made = _core.rolling_group_times(mean, x, times, offsets, span, center, closed, 1, 1, False)
        start, end = _core.group_time_bounds(times, offsets, span, center, closed)
        np.testing.assert_allclose(made, _core.rolling_bounds(mean, x, start, end, 1, 1, False), rtol=1e-13, atol=1e-15)
    times[3] += 1
    assert _core.rolling_group_times(mean, x, times, offsets, 20, center, closed, 1, 1, False) is NotImplemented
