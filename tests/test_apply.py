"""Any function in the window: values, NaN, errors, layouts; of every kind of function that there is."""

import ctypes
import os
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, normal, run_python

import fastroll as fr

NUMBERS = ctypes.POINTER(ctypes.c_double)
PROTOTYPE = ctypes.CFUNCTYPE(ctypes.c_int, NUMBERS, ctypes.c_ssize_t, NUMBERS, ctypes.c_void_p)


def _last_less_first(values: Any, n: int, result: Any, _: Any) -> int:
    """Fails for windows that begin with 13, and overwrites its values."""
    if n and values[0] == 13:
        return 0
    result[0] = values[n - 1] - values[0] if n else -1
    for i in range(n):
        values[i] = -99
    return 1


last_less_first = PROTOTYPE(_last_less_first)


def expected(x: Any, window: int, least: int, func: Callable[[Any], float], skipna: bool = True) -> np.ndarray:
    """Compute one result after the other."""
    results = []
    for i in range(len(x)):
        values = np.asarray(x[max(0, i + 1 - window) : i + 1])
        valid = values[~np.isnan(values)]
        results.append(func(valid if skipna else values) if len(valid) >= least else np.nan)
    return np.array(results)


@pytest.mark.parametrize("window", [0, 1, 4, 7, 100])
@pytest.mark.parametrize("skipna", [True, False])
def test_python_function(window: int, skipna: bool) -> None:
    """It gets the values of its window, and is not called for fewer valid ones than min_periods."""
    x = np.round(8 * normal(50, 0.3))  # any sum of integers is exact
    for least in {0, min(2, window), window}:
        result = fr.rolling_apply(x, window, lambda a: len(a) + 100 * np.nansum(a), least, skipna=skipna)
        np.testing.assert_array_equal(result, expected(x, window, least, lambda a: len(a) + 100 * np.nansum(a), skipna))


def test_windows_of_any_kind() -> None:
    """Geometry, bounds, axes, several dimensions, dtypes and out are those of all functions."""
    x = normal(60).reshape(3, 4, 5)
    for axis in (0, 1, 2):
        for keywords in ({"center": True}, {"closed": "both"}, {"step": 2}, {"closed": "left", "step": 3}):
            options: dict[str, Any] = {"axis": axis, **keywords}
            np.testing.assert_array_equal(
                fr.rolling_apply(x, 2, np.max, 1, **options), fr.rolling_max(x, 2, 1, **options)
            )
    bounds = fr.Bounds([3, 0, 2], [5, 4, 2])
    np.testing.assert_array_equal(fr.rolling_apply(x[0, 0], bounds, np.size, 0), fr.rolling_count(x[0, 0], bounds, 0))
    np.testing.assert_array_equal(fr.expanding_apply(x, np.min, axis=0), fr.expanding_min(x, axis=0))
    narrow = x.astype(np.float32)[:, ::-2]
    assert_same_bits(fr.rolling_apply(narrow, 2, np.max), fr.rolling_max(narrow, 2))
    assert fr.rolling_apply(np.arange(5), 2, np.sum).dtype == np.float64
    assert_same_bits(fr.rolling_apply(x.astype(">f8"), 2, np.max), fr.rolling_max(x, 2))
    out = np.empty_like(x)
    assert fr.rolling_apply(x, 3, np.max, out=out) is out
    np.testing.assert_array_equal(out, fr.rolling_max(x, 3))
    assert fr.rolling_apply(np.empty((0, 4)), 2, np.max).shape == (0, 4)
    assert fr.rolling_apply([], 2, np.max).shape == (0,)


def test_values_are_its_own() -> None:
    """A function may change and keep them."""
    x = np.arange(10.0)
    kept: list[np.ndarray] = []

    def function(values: np.ndarray) -> float:
        kept.append(values)
        values *= -1
        return float(values[0])

    np.testing.assert_array_equal(fr.rolling_apply(x, 3, function)[2:], -x[:-2])
    np.testing.assert_array_equal(x, np.arange(10.0))
    for i, values in enumerate(kept):
        np.testing.assert_array_equal(values, -np.arange(i, i + 3.0))


def test_arguments_of_python_functions() -> None:
    """They come after the values."""
    result = fr.rolling_apply([1, 2, 3], 2, lambda a, b, c=0: a.sum() + 10 * b + 100 * c, args=(1,), kwargs={"c": 2})
    np.testing.assert_array_equal(result, [np.nan, 213, 215])


@pytest.mark.parametrize("returned", ["x", None, [1.0]])
def test_wrong_results(returned: Any) -> None:
    """What is no number is an error."""
    with pytest.raises(TypeError, match="must be real number"):
        fr.rolling_apply([1.0, 2.0], 1, lambda _: returned)


def test_exceptions_of_python_functions() -> None:
    """They stop the call, as they are; nothing is called after them."""
    calls = []

    def function(values: np.ndarray) -> float:
        calls.append(values[0])
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fr.rolling_apply(np.arange(5.0), 1, function)
    assert calls == [0]


def test_functions_that_use_fastroll() -> None:
    """Calls inside of calls."""
    x = normal(30)
    result = fr.rolling_apply(x, 5, lambda a: fr.rolling_apply(a, 2, lambda b: fr.rolling_sum(b, 2)[-1])[-1])
    np.testing.assert_array_equal(result[4:], fr.rolling_sum(x, 2)[4:])


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_compiled_function(threads: int) -> None:
    """The same values for any number of threads, layouts and missing values."""
    x = normal(3000, 0.1).reshape(3, 1000)
    fr.set_num_threads(4)
    for array in (x, x[:, ::-3], x.T.copy().T, x.astype(np.float32)):
        for skipna in (True, False):
            result = fr.rolling_apply(array, 7, last_less_first, 3, threads=threads, skipna=skipna)
            rows = [expected(row, 7, 3, lambda a: a[-1] - a[0], skipna) for row in array.astype(float)]
            np.testing.assert_array_equal(result, np.array(rows).astype(array.dtype))


@pytest.mark.parametrize("threads", [1, 4])
def test_failure_names_the_row(threads: int) -> None:
    """The first one; and `out` is as it was."""
    x = np.arange(4000.0)
    x[[3000, 1700, 3900]] = 13
    x[13] = 0
    out = np.full(4000, 7.0)
    fr.set_num_threads(4)
    with pytest.raises(RuntimeError, match=r"^func failed for row 1702$"):
        fr.rolling_apply(x, 3, last_less_first, threads=threads, out=out)
    assert (out == 7).all()
    with pytest.raises(RuntimeError, match=r"^func failed for row 702 of series 1$"):
        fr.rolling_apply(x.reshape(4, 1000), 3, last_less_first, threads=threads)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fork() -> None:
    """A child of a process that used threads."""
    code = """
import os, numpy as np, fastroll as fr
from test_apply import last_less_first
fr.set_num_threads(4)
x = np.ones(2000)
fr.rolling_apply(x, 3, last_less_first, threads=4)
child = os.fork()
if child == 0:
    os._exit(int(fr.rolling_apply(x, 3, last_less_first, threads=4)[-1]) + 42)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert run_python(code, timeout=30) == "42"


def test_several_threads_of_python() -> None:
    """Each with functions of its own."""
    x = normal(500)
    results: dict[int, Any] = {}

    def work(k: int) -> None:
        results[k] = fr.rolling_apply(x, 5, lambda a: a[k])

    workers = [threading.Thread(target=work, args=(k,)) for k in range(5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for k in range(5):
        np.testing.assert_array_equal(results[k][4:], x[k : 496 + k])


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"func": 3}, TypeError, "func must be callable, or a compiled function, got 3"),
        ({"threads": 2}, ValueError, "threads must be 1 for a Python callable, got 2"),
        ({"threads": 0}, ValueError, "threads must be an integer 1 or greater, got 0"),
        ({"args": [1]}, TypeError, r"args must be a tuple, got \[1\]"),
        ({"func": last_less_first, "args": (1,)}, TypeError, "args and kwargs are for Python callables"),
        ({"window": -1}, ValueError, "window must be an integer 0 or greater, got -1"),
        ({"window": [2, 3]}, ValueError, r"window must be one integer 0 or greater, got \[2, 3\]"),
        ({"min_periods": 4}, ValueError, "min_periods 4 must be <= window 3"),
        ({"skipna": 1}, ValueError, "skipna must be a boolean, got 1"),
        ({"closed": "x"}, ValueError, "closed must be"),
        ({"out": np.empty(2)}, ValueError, r"out must have shape \(4,\), got \(2,\)"),
        ({"x": ["a"]}, TypeError, "x"),
        ({"window": fr.Bounds([0], [5])}, ValueError, r"start and end must lie in \[0, n\], n = 4"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], error: type[Exception], text: str) -> None:
    """They are named."""
    with pytest.raises(error, match=text):
        fr.rolling_apply(**{"x": np.arange(4.0), "window": 3, "func": np.sum, **arguments})


def test_nothing_is_called_after_an_exception() -> None:
    """Not for windows further on, either."""
    calls = []

    def fails(values: np.ndarray) -> float:
        calls.append(values.copy())
        raise ArithmeticError("once is enough")

    with pytest.raises(ArithmeticError, match="once is enough"):
        fr.rolling_apply(np.arange(3000.0), 4, fails)
    assert len(calls) == 1


def test_windows_that_end_before_they_begin() -> None:
    """They have no elements."""
    bounds = fr.Bounds([3, 0, 5], [1, 2, 0])
    np.testing.assert_array_equal(fr.rolling_apply(np.arange(6.0), bounds, np.size, 0), [0, 2, 0])
