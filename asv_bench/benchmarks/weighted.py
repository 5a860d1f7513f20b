"""Windows with weights: arrays, columns, DataFrames; and windows of offsets of the calendar."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.indexers import VariableOffsetWindowIndexer

import fastroll
from fastroll import _core

from .common import normal

STATISTICS = [record["name"] for record in _core.weighted_statistics()]


def _with_fastroll(statistic: str, x: Any, weights: Any) -> Callable[[], Any]:
    return partial(getattr(fastroll, f"rolling_weighted_{statistic}"), x, weights, 1, axis=0)


def _with_numpy(statistic: str, x: Any, weights: Any) -> Callable[[], Any]:
    if statistic != "sum" or x.ndim > 1:
        raise NotImplementedError
    return partial(np.convolve, x, weights, "valid")


def _accessor(statistic: str, x: Any, weights: Any) -> Callable[[], Any]:
    data: Any = pd.Series(x) if x.ndim == 1 else pd.DataFrame(x)
    method: Callable[[], Any] = getattr(data.fast.rolling(len(weights), 1, win_type=weights), statistic)
    return method


LIBRARIES = {"fastroll": _with_fastroll, "accessor": _accessor, "numpy": _with_numpy}


class Weighted:
    """One series, and the columns of a table."""

    param_names = ("statistic", "library", "shape", "window", "nan")
    params = (STATISTICS, list(LIBRARIES), ["100000", "1000x100"], [5, 20, 100, 1000], [0.0, 0.1])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, shape: str, window: int, nan: float) -> None:
        fastroll.set_num_threads(1)
        x = normal(tuple(int(length) for length in shape.split("x")), nan)
        self.run = LIBRARIES[library](statistic, x, np.hamming(window))

    def time_weighted(self, *_: object) -> None:
        self.run()


class VariableOffsets:
    """A mean over business days."""

    param_names = ("library",)
    params = (["fastroll", "pandas"],)
    run: Callable[[], Any]

    def setup(self, library: str) -> None:
        fastroll.set_num_threads(1)
        index = pd.date_range("2026-01-01", periods=2000, freq="h")
        indexer = VariableOffsetWindowIndexer(index=index, offset=pd.offsets.BDay(1))
        series: Any = pd.Series(normal(2000), index=index)
        self.run = (series.fast if library == "fastroll" else series).rolling(indexer).mean

    def time_mean(self, *_: object) -> None:
        self.run()
