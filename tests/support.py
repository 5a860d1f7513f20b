"""What the test files share: the list of statistics, ways to call them, and comparison of bits."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

import fastroll
from fastroll import _core

STATISTICS = {statistic["name"]: statistic for statistic in _core.statistics()}
WITH_DDOF = [name for name, statistic in STATISTICS.items() if statistic["has_ddof"]]


def rolling(name: str) -> Callable[..., Any]:
    """Return the function of statistic `name` that moves a window."""
    function: Callable[..., Any] = getattr(fastroll, f"rolling_{name}")
    return function


def expanding(name: str) -> Callable[..., Any]:
    """Return the function of statistic `name` whose window grows."""
    function: Callable[..., Any] = getattr(fastroll, f"expanding_{name}")
    return function


def ufunc(name: str) -> np.ufunc:
    """Return the gufunc of statistic `name` that takes window and min_periods."""
    function: np.ufunc = getattr(fastroll.ufuncs, f"rolling_{name}")
    return function


def bounds_ufunc(name: str) -> np.ufunc:
    """Return the gufunc of statistic `name` that takes start, end and min_periods."""
    function: np.ufunc = getattr(fastroll.ufuncs, f"rolling_{name}_bounds")
    return function


def ddof_operand(name: str) -> tuple[int, ...]:
    """Return the last operand of the gufuncs of a statistic that has one."""
    return (1,) if STATISTICS[name]["has_ddof"] else ()


def assert_same_bits(actual: np.ndarray, desired: np.ndarray) -> None:
    """Fail unless both arrays have the same type, shape and bits; only the payload of NaN may differ."""
    assert actual.dtype == desired.dtype
    assert actual.shape == desired.shape
    np.testing.assert_array_equal(actual, desired)
    np.testing.assert_array_equal(np.signbit(actual[~np.isnan(actual)]), np.signbit(desired[~np.isnan(desired)]))


def normal(n: int, nan_share: float = 0.0, dtype: Any = np.float64, seed: int = 0) -> np.ndarray:
    """Return n random numbers, some of them NaN."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(n)
    x[rng.random(n) < nan_share] = np.nan
    return x.astype(dtype)


def mostly_plain(n: int) -> np.ndarray:
    """Return n random numbers: plain stretches, single strange values, and a stretch with many missing ones."""
    x = normal(n)
    for place, strange in zip(range(n // 7, n, n // 7), (np.nan, np.inf, 1e300, -np.inf, np.nan, -1e300), strict=False):
        x[place] = strange
    x[n // 2 : n // 2 + n // 10 : 3] = np.nan
    return x


def run_python(code: str, timeout: float = 120, environment: dict[str, str] | None = None) -> str:
    """Run `code` in a fresh interpreter and return what it printed."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FASTROLL_", "OMP_"))}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=inherited | (environment or {}),
        cwd=os.path.dirname(__file__),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # a child that it forked may be what hangs
            raise
    assert process.returncode == 0, errors
    return output.strip()
