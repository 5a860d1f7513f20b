"""Calls of every layer: those that are right, and those that end with an error."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import fastroll as fr

Calls = dict[str, dict[str, Callable[[], Any]]]

rng = np.random.default_rng(7)
n = 701
x, y = rng.standard_normal(n), rng.standard_normal(n)
x[5::91] = np.nan
table = rng.standard_normal((9, 83))
times = pd.date_range("2024-01-01", periods=n, freq="min") + pd.to_timedelta(rng.integers(0, 50, n), "s")
series: Any = pd.Series(x, times)
frame: Any = pd.DataFrame(rng.standard_normal((83, 5)), columns=list("abcde"))
keys = rng.integers(0, 9, n)
grouped: Any = pd.DataFrame({"key": keys, "x": x, "y": y})
ordered = grouped.sort_values("key", ignore_index=True).assign(name=lambda f: f["key"].map("name {}".format))
rounds, sparse = grouped.assign(key=np.arange(n) % 9), grouped.assign(key=keys * 10**9)
timed = grouped.set_index(times)
bounds = fr.time_bounds(times, "90s")
out = np.empty(n)


def first(values: np.ndarray) -> float:
    """Return the first of some values."""
    return float(values[0])


CALLS: Calls = {
    "functions": {
        "mean": lambda: fr.rolling_mean(x, 5),
        "mean of a list": lambda: fr.rolling_mean([1, 2, 3], 2),
        "var of columns": lambda: fr.rolling_var(table, 5, 1, axis=0),
        "median": lambda: fr.rolling_median(x, 105, 1),
        "median of columns": lambda: fr.rolling_median(table, 7, 1, axis=0),
        "quantile": lambda: fr.rolling_quantile(x, 30, [0.1, 0.5], 1),
        "rank": lambda: fr.rolling_rank(table, 30, 1),
        "cov": lambda: fr.rolling_cov(x, y, 30, 1),
        "regression": lambda: fr.rolling_regression(x, y, 30, 1),
        "expanding": lambda: fr.expanding_std(x),
        "bounds": lambda: fr.rolling_skew(x, bounds),
        "median of bounds": lambda: fr.rolling_median(x, bounds),
        "out is the input": lambda: fr.rolling_max(x.copy(), 7, out=out),
        "integers": lambda: fr.rolling_sum(keys, 4),
        "weighted": lambda: fr.rolling_weighted_mean(x, [1, 2, 3], 1),
        "apply": lambda: fr.rolling_apply(x, 5, first),
        "pairs": lambda: fr.rolling_corr(table[:, None], table[None], 5),
    },
    "gufuncs": {
        "mean": lambda: fr.ufuncs.rolling_mean(x, 5, 1),
        "table": lambda: fr.ufuncs.rolling_kurt(table, 9, 4),
        "bounds": lambda: fr.ufuncs.rolling_min_bounds(x, bounds.start, bounds.end, 1),
        "regression": lambda: fr.ufuncs.rolling_regression(x, y, 30, 1),
        "integers": lambda: fr.ufuncs.rolling_sum(keys, 4, 1),
        "kernel": lambda: fr.ufuncs.gaussian_kernel(x, 2.0),
        "polar": lambda: fr.ufuncs.polar_to_cartesian(x, y),
    },
    "windows": {
        "time_bounds": lambda: fr.time_bounds(times, "3min"),
        "group_bounds": lambda: fr.rolling_mean(x, fr.group_bounds(np.sort(keys), 5), 1),
        "Bounds": lambda: fr.rolling_sum(x, fr.Bounds(np.arange(n) // 2, np.arange(n))),
    },
    "keys": {
        "ascending": lambda: ordered.fast.groupby("key")["x"].rolling(3).sum(),
        "texts": lambda: ordered.fast.groupby("name")["x"].rolling(3).sum(),
        "rounds": lambda: rounds.fast.groupby("key")["x"].rolling(3).sum(),
        "sparse": lambda: sparse.fast.groupby("key")["x"].rolling(3).sum(),
        "times": lambda: timed.fast.groupby("key")["x"].rolling("90s").sum(),
    },
    "bottleneck": {
        "mean": lambda: fr.move_mean(x, 5),
        "rank": lambda: fr.move_rank(table, 5, axis=0),
    },
    "ewm": {
        "mean": lambda: fr.ewm_mean(x, alpha=0.1),
        "var of columns": lambda: fr.ewm_var(table, alpha=0.1, axis=0),
        "cov": lambda: fr.ewm_cov(x, y, span=9),
        "times": lambda: fr.ewm_mean(x, halflife="3min", times=times),
        "last": lambda: fr.ewm_last(table, alpha=0.1),
    },
    "accessor": {
        "flat": lambda: series.fast.rolling_mean(5),
        "fluent": lambda: series.fast.rolling(5).median(),
        "times": lambda: series.fast.rolling("90s").sum(),
        "frame": lambda: frame.fast.rolling(5).std(),
        "corr": lambda: frame.fast.rolling(9).corr(),
        "ewm": lambda: frame.fast.ewm(alpha=0.1).mean(),
        "weighted": lambda: series.fast.rolling(5, win_type="triang").mean(),
        "apply": lambda: series.fast.rolling(5).apply(first, raw=True),
        "expanding": lambda: frame.fast.expanding().max(),
        "grouped": lambda: grouped.fast.groupby("key").rolling(5).mean(),
        "grouped ewm": lambda: grouped.fast.groupby("key")["x"].ewm(alpha=0.5).mean(),
    },
    "drop-in": {
        "rolling": lambda: series.rolling(5).mean(),
        "grouped": lambda: grouped.groupby("key")["x"].rolling(3).sum(),
    },
}


def fails(values: np.ndarray) -> float:
    """Fail, as a function for windows may."""
    raise KeyError(len(values))


ERRORS: Calls = {
    "functions": {
        "window": lambda: fr.rolling_mean(x, -1),
        "min_periods": lambda: fr.rolling_mean(x, 5, 6),
        "no number": lambda: fr.rolling_mean(x, "five"),
        "axis": lambda: fr.rolling_mean(table, 5, axis=7),
        "texts": lambda: fr.rolling_mean(["a", "b"], 2),
        "out": lambda: fr.rolling_mean(x, 5, out=np.empty(3)),
        "out of integers": lambda: fr.rolling_mean(x, 5, out=np.empty(n, int)),
        "quantile": lambda: fr.rolling_quantile(x, 5, [0.5, 1.5]),
        "shapes": lambda: fr.rolling_cov(x, table, 5),
        "bounds": lambda: fr.rolling_sum(x[:9], fr.Bounds(np.arange(99), np.arange(99) + 5)),
        "function": lambda: fr.rolling_apply(x, 5, fails),
        "weights": lambda: fr.rolling_weighted_mean(x, [1, np.nan]),
    },
    "gufuncs": {
        "window": lambda: fr.ufuncs.rolling_mean(x, -5, 1),
        "bounds": lambda: fr.ufuncs.rolling_min_bounds(x, bounds.start - 1, bounds.end, 1),
        "shapes": lambda: fr.ufuncs.rolling_cov(x, y[1:], 5, 1),
        "texts": lambda: fr.ufuncs.gaussian_kernel("x", 2.0),
    },
    "windows": {
        "times": lambda: fr.time_bounds(x, "5s"),
        "order of times": lambda: fr.time_bounds(times[rng.permutation(n)], "5s"),
        "span": lambda: fr.time_bounds(times, "five"),
        "Bounds": lambda: fr.Bounds(np.arange(3), np.arange(4)),
    },
    "ewm": {
        "alpha": lambda: fr.ewm_mean(x, alpha=7),
        "two weights": lambda: fr.ewm_mean(x, alpha=0.5, span=5),
        "shapes": lambda: fr.ewm_cov(x, y[1:], alpha=0.5),
        "times": lambda: fr.ewm_mean(x, halflife="1s", times=times[1:]),
    },
    "accessor": {
        "window": lambda: series.fast.rolling(-1),
        "span": lambda: frame.fast.rolling("5s").mean(),
        "quantile": lambda: frame.fast.rolling(5).quantile(2),
        "function": lambda: series.fast.rolling(5).apply(fails, raw=True),
        "key": lambda: grouped.fast.groupby("none").rolling(5).mean(),
        "alpha": lambda: series.fast.ewm(alpha=2).mean(),
    },
}
