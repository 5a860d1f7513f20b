"""One function of each layer that takes an array and a window, called alike."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import normal

import fastroll as fr

N = 211
X = normal(N)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "array function": fr.rolling_mean,
    "order": fr.rolling_median,
    "apply": lambda x, window, *more: fr.rolling_apply(x, window, np.mean, *more),
    "weighted": lambda x, window, *more: fr.rolling_weighted_mean(x, np.ones(window), *more),
    "gufunc": lambda x, window, *more: fr.ufuncs.rolling_mean(x, window, *(more or (1,))),
    "bottleneck": fr.move_mean,
    "ewm": lambda x, *_: fr.ewm_mean(x, alpha=0.5),
    "last": lambda x, *_: fr.ewm_last(x, alpha=0.5),
    "kernel": lambda x, *_: fr.ufuncs.gaussian_kernel(x, 1.0),
}
each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
