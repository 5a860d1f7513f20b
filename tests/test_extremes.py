"""Arrays and windows at the ends of what there can be: lengths, dimensions, strides, views without memory."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from one_call_each import FUNCTIONS, N, X, each_function
from support import STATISTICS, assert_same_bits, normal, rolling

import fastroll as fr


@pytest.mark.parametrize("window", [2**31 - 1, 2**31, 2**32 + 1, 2**62, 2**63 - 1])
@pytest.mark.parametrize("name", STATISTICS)
def test_windows_beyond_all_series(name: str, window: int) -> None:
    """They are those of the whole series."""
    for center in (False, True):
        made, expected = (rolling(name)(X, w, 1, center=center) for w in (window, 10 * N))
        np.testing.assert_allclose(made, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("window", [2**63, 2**64, 10**30, -(2**63), -(2**70)])
def test_windows_beyond_all_integers(window: int) -> None:
    """An error, or the results of windows that never fill."""
    for name in ("array function", "order", "apply", "bottleneck", "gufunc"):
        try:
            made = FUNCTIONS[name](X, window)
        except (ValueError, OverflowError):
            continue
        assert window > 0
        assert np.isnan(made).all()


@each_function
def test_views_that_have_no_memory_of_their_own(function: Callable[..., Any]) -> None:
    """2**40 elements in one place: a MemoryError at once where there are as many results."""
    x = np.broadcast_to(1.0, 2**40)
    if function is FUNCTIONS["last"]:
        assert function(x[: 2**22]) == 1  # as many as can be waited for
        return
    with pytest.raises(MemoryError):
        function(x, 5)
    with pytest.raises(MemoryError):
        function(np.broadcast_to(np.int8(1), 2**40), 5)


@each_function
def test_shapes(function: Callable[..., Any]) -> None:
    """No dimension, 64 of them, none of any length, backwards."""
    last = function is FUNCTIONS["last"]
    shape: tuple[int, ...]
    for shape in ((0,), (0, 5), (5, 0), (3, 0, 4), (0,) * 9):
        if function is not fr.move_mean:  # whose windows are no longer than series
            assert function(np.ones(shape), 3).shape == shape[: len(shape) - last]
    for shape in ((1,) * 64, (1,) * 31 + (5,) + (1,) * 31 + (7,)):
        x = normal(int(np.prod(shape))).reshape(shape)
        made = np.asarray(function(x, 1, 1))
        assert_same_bits(made.ravel(), np.asarray(function(x.reshape(-1, shape[-1]), 1, 1)).ravel())
    for x in (X[::-1], X[::-3], np.flip(normal(60).reshape(6, 10))):
        assert_same_bits(np.asarray(function(x, 3)), np.asarray(function(x.copy(), 3)))
    if function is not FUNCTIONS["kernel"]:
        with pytest.raises((ValueError, TypeError, IndexError)):
            function(np.float64(3), 3)
