"""Calls of every layer whose allocations fail in turn, one of them each time; run by test_failing_allocations.py.

The library failing.c, which is preloaded, counts the allocations of fastroll while it is armed.
"""

import ctypes
import gc
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from layer_calls import CALLS

import fastroll as fr
import fastroll.pandas

shim = ctypes.PyDLL(None)


def same(a: Any, b: Any) -> bool:
    """Tell whether two results are alike."""
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, fr.Bounds):
        return same(a.start, b.start) and same(a.end, b.end)
    if isinstance(a, (pd.Series, pd.DataFrame)):
        return bool(a.equals(b))
    return bool(np.array_equal(a, b, equal_nan=True))


def attempt(call: Callable[[], Any], number: int) -> tuple[Any, int]:
    """Return the result, or the error's type, when that allocation fails; and how many there have been."""
    shim.failing_arm(ctypes.c_long(number))
    try:
        result = call()
    except BaseException as error:
        seen = shim.failing_disarm()
        result = type(error)
    else:
        seen = shim.failing_disarm()
    return result, seen


def check(name: str, call: Callable[[], Any]) -> None:
    """Let each allocation fail."""
    expected = call()
    call()
    _, count = attempt(call, -1)
    held = shim.failing_held()
    number = failures = 0
    while number < count:
        result, _ = attempt(call, number)
        if isinstance(result, type) and issubclass(result, MemoryError):
            failures += 1
        elif isinstance(result, type) or not same(result, expected):
            print(f"{name}: allocation {number} of {count} failed, and the result is {result!r}")
        if not same(call(), expected):
            print(f"{name}: wrong after allocation {number} failed")
        del result
        number += 1
    gc.collect()
    if shim.failing_held() > held:
        print(f"{name}: {shim.failing_held() - held} pieces of memory are left")
    if count and not failures:
        print(f"{name}: none of {count} allocations led to a MemoryError")


def main(layer: str) -> None:
    """Check the calls of a layer; print what is wrong, and nothing else."""
    assert shim.failing_begin() > 0
    if layer == "drop-in":
        fastroll.pandas.patch()
    for name, call in CALLS[layer].items():
        check(name, call)
