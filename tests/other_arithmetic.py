"""A plugin of pytest: results of other libraries differ in the last bit, as they do on another machine.

`pytest -p other_arithmetic` replaces functions of NumPy, math, pandas and bottleneck whose last bit depends on the
version, the compiler or the processor.  Every other number of a result is moved to the next double, unless it has few
digits and thus is exact everywhere.  So a test that compares bits with another library fails on any machine.
Numba refuses such functions: tests that compile with it cannot run under this plugin.
"""

import functools
import importlib
import math
from collections.abc import Callable
from typing import Any

import bottleneck
import numpy as np

aggregations = importlib.import_module("pandas._libs.window.aggregations")
NAMES: list[tuple[Any, str]] = [
    (np, "exp expm1 exp2 log log2 log10 log1p sin cos tan arctan arctan2 tanh power float_power"),
    (np, "sum mean std var average cov corrcoef dot convolve correlate polyfit nansum nanmean nanstd nanvar"),
    (math, "exp expm1 exp2 log log2 log10 log1p sin cos tan pow"),
    (aggregations, "roll_sum roll_mean roll_var roll_skew roll_kurt roll_weighted_sum roll_weighted_mean"),
    (aggregations, "roll_weighted_var ewm ewmcov"),
    (bottleneck, "move_sum move_mean move_std move_var"),
]


def moved(result: Any) -> Any:
    """Return a result with every other number that has many digits moved to its neighbour."""
    if isinstance(result, tuple):
        return tuple(map(moved, result))
    if not isinstance(result, np.ndarray | float | np.floating) or np.asarray(result).dtype.kind != "f":
        return result
    numbers = np.asarray(result)
    with np.errstate(all="ignore"):
        exact = (numbers.astype(np.float32) == numbers) if numbers.dtype == np.float64 else np.isfinite(numbers)
        other = np.nextafter(numbers, numbers.dtype.type(np.inf))
    odd = np.arange(1, numbers.size + 1).reshape(numbers.shape) % 2 == 1
    made = np.where(odd & np.isfinite(numbers) & ~exact, other, numbers).astype(numbers.dtype)
    return made if isinstance(result, np.ndarray) else type(result)(made)


def inexact(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function whose results differ from those of `function` in the last bit."""

    @functools.wraps(function)
    def call(*arguments: Any, **keywords: Any) -> Any:
        return moved(function(*arguments, **keywords))

    return call


for module, names in NAMES:
    for name in names.split():
        if hasattr(module, name):
            setattr(module, name, inexact(getattr(module, name)))
