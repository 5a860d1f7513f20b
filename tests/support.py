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

RECORDS = {record["name"]: record for record in _core.statistics()}
"""The statistics."""

EWM_RECORDS = {record["name"]: record for record in _core.ewm_statistics()}
"""The exponentially weighted ones."""

STATISTICS = {
    label: record
    for name, record in RECORDS.items()
    for label in ([f"{name}.{result}" for result in record["results"].split(", ")] if record["results"] else [name])
}
"""The same, but those with several results once for each: "regression.slope".  The tests run over these."""

WITH_DDOF = [name for name, record in STATISTICS.items() if record["has_ddof"]]
Q = 0.3
"""The quantile where a test has no other in mind."""


def split(name: str) -> tuple[str, int]:
    """Return the name of the statistic, and which of its results is meant."""
    statistic, _, result = name.partition(".")
    return statistic, RECORDS[statistic]["results"].split(", ").index(result) if result else 0


def second_series(x: Any, axis: int = -1) -> np.ndarray:
    """Return the other series where a test has no other in mind: the first one reversed, and noise."""
    array = np.asarray(x)
    shape = np.ones(array.ndim, int)
    shape[axis] = -1
    noise = (np.arange(array.shape[axis]) * 7919 % 13).reshape(shape)
    with np.errstate(over="ignore"):
        made: np.ndarray = (np.flip(array, axis) + noise).astype(array.dtype if array.dtype.kind == "f" else np.float64)
    return made


def inputs(name: str, x: Any, axis: int = -1) -> tuple[Any, ...]:
    """Return the series of a statistic of which a test has but one."""
    count = STATISTICS[name]["inputs"]
    numbers = np.asarray(x).dtype.kind in "biuf" and -np.ndim(x) <= axis < np.ndim(x)
    return (x, second_series(x, axis)) if count > 1 and numbers else (x,) * count


def rolling(name: str) -> Callable[..., Any]:
    """Return the function of statistic `name` that moves a window, callable with one series and a window alone."""
    return _Simple(name, getattr(fastroll, f"rolling_{split(name)[0]}"), before_q=1)


def expanding(name: str) -> Callable[..., Any]:
    """Return the function of statistic `name` whose window grows, callable with one series alone."""
    return _Simple(name, getattr(fastroll, f"expanding_{split(name)[0]}"), before_q=0)


class _Simple:
    """A function that gets its second series and quantile, if it needs them, and gives one result."""

    def __init__(self, name: str, function: Callable[..., Any], before_q: int) -> None:
        self._name, self.function, self._before_q = name, function, before_q
        self._record, self._place = STATISTICS[name], split(name)[1]

    def __call__(self, x: Any, *arguments: Any, y: Any = None, q: Any = Q, out: Any = None, **keywords: Any) -> Any:
        series = inputs(self._name, x, keywords.get("axis", -1))
        if y is not None and len(series) > 1:
            series = (x, y)
        if self._record["has_q"] and len(arguments) >= self._before_q:
            arguments = (*arguments[: self._before_q], q, *arguments[self._before_q :])
        if out is not None:
            keywords["out"] = spread(self._name, out)
        result = self.function(*series, *arguments, **keywords)
        return result[self._place] if self._record["outputs"] > 1 else result


def spread(name: str, out: Any) -> Any:
    """Return `out` as the output for the result that is meant, among new ones for the others."""
    outputs, place = STATISTICS[name]["outputs"], split(name)[1]
    if outputs == 1:
        return out
    spare = [np.empty_like(out, subok=False) if isinstance(out, np.ndarray) else out for _ in range(outputs)]
    return tuple(out if i == place else spare[i] for i in range(outputs))


def ufunc(name: str) -> np.ufunc:
    """Return the gufunc of statistic `name` that takes window and min_periods."""
    function: np.ufunc = getattr(fastroll.ufuncs, f"rolling_{split(name)[0]}")
    return function


def bounds_ufunc(name: str) -> np.ufunc:
    """Return the gufunc of statistic `name` that takes start, end and min_periods."""
    function: np.ufunc = getattr(fastroll.ufuncs, f"rolling_{split(name)[0]}_bounds")
    return function


def call_ufunc(name: str, x: Any, window: Any, min_periods: Any, out: Any = None, **keywords: Any) -> Any:
    """Call the gufunc with one series, window and min_periods alone; return one result."""
    return _call(name, ufunc(name), (*inputs(name, x), window, min_periods), out, keywords)


def call_bounds_ufunc(
    name: str, x: Any, start: Any, end: Any, min_periods: Any, out: Any = None, **keywords: Any
) -> Any:
    """Do the same for start and end."""
    return _call(name, bounds_ufunc(name), (*inputs(name, x), start, end, min_periods), out, keywords)


def _call(name: str, function: np.ufunc, operands: tuple[Any, ...], out: Any, keywords: dict[str, Any]) -> Any:
    if out is not None:
        keywords["out"] = spread(name, out)
    result = function(*operands, *more_operands(name), **keywords)
    return result[split(name)[1]] if STATISTICS[name]["outputs"] > 1 else result


def each_result(results: Any) -> tuple[Any, ...]:
    """Return the results of a gufunc as a tuple, though there be but one."""
    return results if isinstance(results, tuple) else (results,)


def more_operands(name: str) -> tuple[Any, ...]:
    """Return the last operands of the gufuncs of a statistic that has more than window and min_periods."""
    record = STATISTICS[name]
    if record["has_q"]:
        return Q, 0
    return (0, True, False) if record["has_ties"] else (1,) if record["has_ddof"] else ()


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


def ewm(name: str, x: Any, *, y: Any = None, last: bool = False, axis: int = -1, **keywords: Any) -> Any:
    """Call the function of a statistic, with a second series if it needs one."""
    keywords["axis"] = axis
    series = (x,) if EWM_RECORDS[name]["inputs"] == 1 else (x, second_series(x, axis) if y is None else y)
    if last:
        return fastroll.ewm_last(*series, statistic=name, **keywords)
    return getattr(fastroll, f"ewm_{name}")(*series, **keywords)
