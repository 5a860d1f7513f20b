"""The versions in Python.  Those that index arrays with numbers only are also what Numba compiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def sum_squares(x: Sequence[float], window: int) -> list[float]:
    """Every window anew."""
    result = [math.nan] * len(x)
    for i in range(window - 1, len(x)):
        total = 0.0
        for j in range(i - window + 1, i + 1):
            total += x[j] * x[j]
        result[i] = total
    return result


def sum_squares_running(x: Sequence[float], window: int) -> list[float]:
    """Add the newest, subtract the oldest."""
    result = [math.nan] * len(x)
    total = 0.0
    for i, value in enumerate(x):
        total += value * value
        if i >= window:
            total -= x[i - window] * x[i - window]
        if i >= window - 1:
            result[i] = total
    return result


def sum_squares_view(x: Array, window: int) -> Array:
    """Every window anew, the loops inside of NumPy."""
    result = np.full(len(x), np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(x, window)
    np.einsum("ij,ij->i", windows, windows, out=result[window - 1 :])
    return result


def sum_squares_cumsum(x: Array, window: int) -> Array:
    """Differences of one running total, the loop inside of NumPy."""
    total = np.concatenate([[0.0], np.cumsum(x * x)])
    result = np.full(len(x), np.nan)
    np.subtract(total[window:], total[:-window], out=result[window - 1 :])
    return result


def sum_squares_array(x: Array, window: int) -> Array:
    """Every window anew, over an array: for Numba."""
    result = np.full(len(x), np.nan)
    for i in range(window - 1, len(x)):
        total = 0.0
        for j in range(i - window + 1, i + 1):
            total += x[j] * x[j]
        result[i] = total
    return result


def mean_std_welford(x: Any, window: int) -> tuple[list[float], list[float]]:
    """Welford's update over each window."""
    means, stds = [math.nan] * len(x), [math.nan] * len(x)
    for i in range(window - 1, len(x)):
        mean = squares = 0.0
        for count in range(1, window + 1):
            value = x[i - window + count]
            step = value - mean
            mean += step / count
            squares += step * (value - mean)
        means[i], stds[i] = mean, math.sqrt(squares / (window - 1))
    return means, stds


def mean_std_view(x: Array, window: int) -> Array:
    """Mean and std of a view of all windows."""
    windows = np.lib.stride_tricks.sliding_window_view(x, window)
    result = np.full((2, len(x)), np.nan)
    windows.mean(axis=1, out=result[0, window - 1 :])
    windows.std(axis=1, ddof=1, out=result[1, window - 1 :])
    return result


def gaussian_kernel(x: Sequence[float], sigma: float) -> list[float]:
    """One element after the other."""
    return [math.exp(-value * value / (2 * sigma * sigma)) for value in x]


def polar_to_cartesian(r: Sequence[float], theta: Sequence[float]) -> tuple[list[float], list[float]]:
    """One pair after the other."""
    pairs = list(zip(r, theta, strict=True))
    return [a * math.cos(b) for a, b in pairs], [a * math.sin(b) for a, b in pairs]


def compute_stats(x: Any) -> tuple[float, float, float, float]:
    """Mean, std, min and max in one pass; Numba compiles it, too."""
    mean = squares = 0.0
    least, greatest = math.inf, -math.inf
    for i in range(len(x)):
        step = x[i] - mean
        mean += step / (i + 1)
        squares += step * (x[i] - mean)
        least = min(least, x[i])
        greatest = max(greatest, x[i])
    return mean, math.sqrt(squares / (len(x) - 1)), least, greatest


def matmul(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    """Rows times columns."""
    columns = list(zip(*b, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in a]
