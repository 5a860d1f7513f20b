"""Every statistic equals its oracle, within the error its documentation states, whatever the data."""

from typing import Any

import numpy as np
import pytest
from data import KINDS
from reference import check_rows, fixed_bounds
from support import WITH_DDOF, expanding, rolling

WINDOWS = [0, 1, 2, 3, 5, 8, 9, 16, 17, 31, 50, 100, 1000, 1600]
N = 1500


def _rows(n: int, window: int, salt: int) -> list[int]:
    """The rows where something begins or ends, and a few more."""
    outlier = n // 3
    corners = [0, 1, window - 2, window - 1, window, outlier - 1, outlier, n - 1]
    after = [outlier + window - 1, outlier + window]
    random = np.random.default_rng(salt).integers(0, n, 3).tolist()
    return sorted({row for row in corners + after + random if 0 <= row < n})


@pytest.mark.parametrize(
    ("nan_share", "dtype"), [(0, np.float64), (0.1, np.float64), (0.5, np.float64), (0.1, np.float32)]
)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_data(name: str, kind: str, nan_share: float, dtype: Any) -> None:
    """Some rows of long series, windows shorter and longer than any tile."""
    with np.errstate(over="ignore"):
        x = KINDS[kind](N).astype(dtype)
    x[np.random.default_rng(3).random(N) < nan_share] = np.nan
    for window in WINDOWS:
        bounds, rows = fixed_bounds(N, window), _rows(N, window, window + int(1000 * nan_share))
        for min_periods in sorted({min(window, 1), window // 2}):
            result = rolling(name)(x, window, min_periods)
            assert result.dtype == dtype
            check_rows(name, result, x, bounds, min_periods, rows=rows)


@pytest.mark.parametrize("nan_share", [0, 0.1, 0.9, 1])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 33, 65])
def test_every_row_of_short_series(name: str, n: int, nan_share: float) -> None:
    """All rows of windows from 0 to longer than the series."""
    rng = np.random.default_rng(n)
    x = rng.integers(-9, 10, n) * 0.1
    x[rng.random(n) < nan_share] = np.nan
    for window in range(0, n + 3, 1 + n // 30):
        bounds = fixed_bounds(n, window)
        for min_periods in sorted({0, min(window, 1), window}):
            check_rows(name, rolling(name)(x, window, min_periods), x, bounds, min_periods)


@pytest.mark.parametrize("nan_share", [0, 0.2])
@pytest.mark.parametrize("window", [3, 33, 300, 4000])
def test_every_row_of_a_long_series(window: int, nan_share: float) -> None:
    """All rows, with numbers whose sums, squared too, 64-bit integers hold exactly."""
    n = 20_000
    rng = np.random.default_rng(window)
    x = rng.integers(-1000, 1000, n).astype(float)
    x[rng.random(n) < nan_share] = np.nan
    whole = np.nan_to_num(x).astype(np.int64)
    last = np.arange(1, n + 1)
    first = np.maximum(last - window, 0)
    running = [np.concatenate([[0], np.cumsum(part)]) for part in (whole, whole**2, ~np.isnan(x))]
    total, squares, count = (part[last] - part[first] for part in running)
    padded = np.concatenate([np.full(window - 1, np.nan), x])
    views = np.lib.stride_tricks.sliding_window_view(padded, window)[count >= 2]
    total, squares, count = (part[count >= 2] for part in (total, squares, count))
    variance = (squares - total**2 / count) / (count - 1)
    desired = {"sum": total, "mean": total / count, "var": variance, "std": np.sqrt(variance), "count": count}
    desired |= {"min": np.nanmin(views, axis=1), "max": np.nanmax(views, axis=1)}
    enough = rolling("count")(x, window, 0) >= 2
    for name, exact in desired.items():
        np.testing.assert_allclose(rolling(name)(x, window, 0)[enough], exact, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_expanding(name: str, kind: str) -> None:
    """Windows that begin with the first element."""
    x = KINDS[kind](600)
    x[5:9] = np.nan
    for min_periods in (0, 1, 20):
        result = expanding(name)(x, min_periods)
        rows = [0, 1, 2, 18, 19, 20, 100, 199, 200, 201, 599]
        check_rows(name, result, x, [(0, row + 1) for row in range(len(x))], min_periods, rows=rows)


@pytest.mark.parametrize("name", WITH_DDOF)
@pytest.mark.parametrize("ddof", [0, 1, 2, 5])
def test_ddof(name: str, ddof: int) -> None:
    """count - ddof in the denominator; NaN where it is not positive."""
    x = KINDS["gaussian"](60)
    x[20:30] = np.nan
    for window in (1, 4, 20):
        check_rows(name, rolling(name)(x, window, 1, ddof=ddof), x, fixed_bounds(60, window), 1, ddof=ddof)
    check_rows(name, expanding(name)(x, ddof=ddof), x, [(0, row + 1) for row in range(60)], 1, ddof=ddof)


@pytest.mark.parametrize("dtype", ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2"])
def test_other_real_types(name: str, dtype: str) -> None:
    """They are converted to float64 first."""
    x = (np.arange(50) * 7 % 23).astype(dtype)
    result = rolling(name)(x, 7, 3)
    assert result.dtype == np.float64
    check_rows(name, result, x, fixed_bounds(50, 7), 3)
