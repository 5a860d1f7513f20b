"""Exponentially weighted statistics of groups, and of many short series: each has the bits that it has alone."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, normal, second_series

import fastroll
from fastroll import _core

RECORDS = {record["name"]: record for record in _core.ewm_statistics()}

each_statistic = pytest.mark.parametrize("name", RECORDS)


def weighted(name: str, *series: Any) -> np.ndarray:
    """Call the function of a statistic."""
    made: np.ndarray = getattr(fastroll, f"ewm_{name}")(*series[: RECORDS[name]["inputs"]], alpha=0.2, min_periods=3)
    return made


def in_groups(name: str, x: Any, offsets: Any, steps: Any = None, least: int = 1) -> np.ndarray:
    """Call the core with groups."""
    record = RECORDS[name]
    index, series = list(RECORDS).index(name), x if record["inputs"] == 1 else (x, second_series(x))
    offsets = np.array(offsets, np.int64)
    return _core.ewm(index, series, 0.3, True, False, False, least, steps, False, False, offsets)


@each_statistic
@pytest.mark.parametrize("kind", ["row", "rows", "columns", "float32", "infinities", "steps"])
def test_groups(name: str, kind: str) -> None:
    """Weights begin anew with each group: the bits of series of their own, whoever computes, and in whatever order."""
    lengths = [100, 0, 1, 64, 65, 5000, 3, 40, 300, 2, *[17] * 20, 9000, 128, 127]
    offsets = np.concatenate([[5], 5 + np.cumsum(lengths)])
    n = int(offsets[-1]) + 4
    shape = {"row": (n,), "rows": (3, n), "columns": (n, 9)}.get(kind, (2, n))
    x = normal(int(np.prod(shape)), 0.1).reshape(shape)
    x = x.T if kind == "columns" else x.astype(np.float32) if kind == "float32" else x
    if kind == "infinities":
        x[..., 7::1000] = np.inf
    steps = np.abs(normal(n - 1)) if kind == "steps" else None
    if steps is not None:
        steps[offsets[1:-2] - 1] = -5000.0  # from group to group, where a power of that is infinite
    made = []
    for threads in (1, 2, 5):
        with fastroll.threads(threads):
            made.append(in_groups(name, x, offsets, steps, least=2))
    assert_same_bits(made[1], made[0])
    assert_same_bits(made[2], made[0])
    assert np.isnan(made[0][..., :5]).all()
    assert np.isnan(made[0][..., -4:]).all()
    y = second_series(x)
    for begin, end in pairwise(offsets.tolist()):
        if end == begin:
            continue
        part = tuple(np.ascontiguousarray(z[..., begin:end]) for z in (x, y)[: RECORDS[name]["inputs"]])
        part_steps = None if steps is None else steps[begin : end - 1]
        index, series = list(RECORDS).index(name), part if len(part) > 1 else part[0]
        alone = _core.ewm(index, series, 0.3, True, False, False, 2, part_steps, False, False)
        assert_same_bits(made[0][..., begin:end], alone)


def test_wrong_groups() -> None:
    """Offsets that descend, lie outside, or are none."""
    x = np.arange(9.0)
    for offsets in ([0, 5, 3, 9], [-1, 9], [0, 10]):
        with pytest.raises(ValueError, match=r"offsets must ascend in \[0, n\], n = 9"):
            in_groups("mean", x, offsets)
    for bad in (np.array([], np.int64), np.zeros(3), [0, 9]):
        with pytest.raises(ValueError, match="offsets must be a contiguous array of int64"):
            _core.ewm(0, x, 0.5, True, False, False, 1, None, False, False, bad)  # type: ignore[arg-type]
    assert np.isnan(in_groups("mean", x, [4])).all()


@each_statistic
@pytest.mark.parametrize("n", [1, 63, 64, 65, 100, 4096])
def test_many_short_series(name: str, n: int) -> None:
    """Those that share vectors have the bits of each alone, with gaps, infinities and none of them."""
    x = normal(37 * n, 0.05).reshape(37, n)
    x[5, n // 2 :] = np.inf
    x[9] = np.nan
    y = second_series(x)
    made = weighted(name, x, y)
    for row in (0, 5, 6, 9, 36):
        assert_same_bits(made[row], weighted(name, x[row], y[row]))
