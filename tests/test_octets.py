"""Rows of statistics without error, by octets: every rest of a window, gaps, infinities and zeros of both signs.

The oracle is NumPy's minimum of each window; columns, which are computed by tiles, have the same bits.
"""

import pytest
from support import run_python

SCRIPT = """
import numpy as np
from support import assert_same_bits
import fastroll as fr

rng = np.random.default_rng({seed})


def draw(n):
    x = rng.integers(-99, 99, n) * rng.choice([1.0, 1e-310, 1e300])
    x[rng.random(n) < 0.2] = 0.0
    x[rng.random(n) < 0.2] *= -1
    for value, share in ((np.nan, rng.choice([0, 0.01, 0.3, 0.98])), (np.inf, rng.choice([0, 0.02]))):
        x[rng.random(n) < share] = value
    if rng.random() < 0.5:  # gaps and extremes in one part of the series alone
        x[: n // 2] = rng.integers(-99, 99, n // 2)
    return x


def desired(x, window, least):
    n, padded = len(x), np.concatenate([np.full(window - 1, np.nan), x])
    windows = np.lib.stride_tricks.sliding_window_view(padded, window)
    there = ~np.isnan(windows)
    low = np.where(there, windows, np.inf).min(axis=1)
    high = np.where(there, windows, -np.inf).max(axis=1)
    with np.errstate(invalid="ignore"):
        results = low, high, high - low
    return [np.where(there.sum(axis=1) >= least, one, np.nan) for one in results]


for window in [*range(9, 90), *rng.integers(90, 1300, 12).tolist()]:
    n = int(rng.integers(1, 4 * window + 700))
    x, least = draw(n), int(rng.integers(1, window + 1)) if window % 3 else 1
    aligned = np.empty(n + 8)[int(rng.integers(8)) :][:n]
    for function, expected in zip((fr.rolling_min, fr.rolling_max, fr.rolling_ptp), desired(x, window, least)):
        result = function(x, window, least, out=aligned)
        np.testing.assert_array_equal(result, expected)
        assert_same_bits(function(np.stack([x] * 9, 1), window, least, axis=0)[:, 5].copy(), result.copy())
        assert_same_bits(function(np.repeat(x, 2)[::2], window, least), result.copy())
        assert_same_bits(function(x[::-1].copy()[::-1], window, least), result.copy())
        shift = min(n, (window - 1) // 2)
        np.testing.assert_array_equal(function(x, window, least, center=True)[: n - shift], expected[shift:])
        with np.errstate(over="ignore"):
            small = x.astype(np.float32)
            wide = function(small.astype(float), window, least).astype(np.float32)
        np.testing.assert_array_equal(function(small, window, least), wide)
"""


@pytest.mark.parametrize("isa", ["base", "avx2", "avx512"])
@pytest.mark.parametrize("seed", [1, 2])
def test_octets(isa: str, seed: int) -> None:
    """Of all windows from 9 to 89 elements, and some longer ones."""
    run_python(SCRIPT.replace("{seed}", str(seed)), environment={"FASTROLL_ISA": isa})


def test_infinities_that_are_skipped() -> None:
    """pandas' windows take infinities for missing, also where they come after many finite elements."""
    run_python("""
import numpy as np, pandas as pd, fastroll
rng = np.random.default_rng(3)
for window in (9, 17, 50, 64, 333, 1000):
    x = rng.standard_normal(5003)
    x[[2600, 2601, 2900, 4999]] = [np.inf, -np.inf, np.nan, np.inf]
    series = pd.Series(x)
    missing = series.where(np.isfinite(series))
    for least in (1, window // 2, window):
        for name in ("min", "max", "ptp"):
            ours = getattr(series.fast.rolling(window, min_periods=least), name)()
            pd.testing.assert_series_equal(ours, getattr(missing.fast.rolling(window, min_periods=least), name)())
        windows = missing.rolling(window, min_periods=least)
        pd.testing.assert_series_equal(series.fast.rolling_max(window, min_periods=least), windows.max())
""")
