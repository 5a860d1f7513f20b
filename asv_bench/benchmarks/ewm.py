"""Exponentially weighted statistics: one series, many, groups, threads; by arrays and by pandas' windows."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

import fastroll
from fastroll import _core

from .common import normal

RECORDS = {record["name"]: record for record in _core.ewm_statistics()}
SHAPES: dict[str, int | tuple[int, ...]] = {
    "1000000": 1_000_000,
    "20000x100": (20_000, 100),
    "100x20000": (100, 20_000),
}


class Ewm:
    """Along the first axis, some of the elements NaN."""

    param_names = ("statistic", "library", "shape", "nan")
    params = (list(RECORDS), ["fastroll", "pandas"], list(SHAPES), [0.0, 0.1])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, shape: str, nan: float) -> None:
        fastroll.set_num_threads(1)
        x = normal(SHAPES[shape], nan)
        two = RECORDS[statistic]["inputs"] > 1
        if library == "fastroll":
            self.run = partial(getattr(fastroll, f"ewm_{statistic}"), *(x, x[::-1])[: 1 + two], span=20, axis=0)
        elif two and x.ndim > 1:
            raise NotImplementedError
        else:
            data: Any = pd.Series(x) if x.ndim == 1 else pd.DataFrame(x)
            others = [pd.Series(x[::-1])] if two else []
            self.run = partial(getattr(data.ewm(span=20), statistic), *others)

    def time_ewm(self, *_: object) -> None:
        self.run()


class Last:
    """The last value alone."""

    param_names = ("statistic",)
    params = (list(RECORDS),)
    run: Callable[[], Any]

    def setup(self, statistic: str) -> None:
        fastroll.set_num_threads(1)
        x = normal(1_000_000)
        series = (x, x[::-1])[: RECORDS[statistic]["inputs"]]
        self.run = partial(fastroll.ewm_last, *series, statistic=statistic, span=20)

    def time_last(self, *_: object) -> None:
        self.run()


class Threads:
    """One long series, and many short ones."""

    param_names = ("statistic", "shape", "threads")
    params = (list(RECORDS), ["10000000", "100000x100"], [1, 2])
    run: Callable[[], Any]

    def setup(self, statistic: str, shape: str, threads: int) -> None:
        x = normal(10_000_000).reshape([int(part) for part in shape.split("x")])
        series = (x, x[::-1])[: RECORDS[statistic]["inputs"]]
        self.run = partial(getattr(fastroll, f"ewm_{statistic}"), *series, span=20)
        fastroll.set_num_threads(threads)

    def teardown(self, *_: object) -> None:
        fastroll.set_num_threads(1)

    def time_threads(self, *_: object) -> None:
        self.run()


class Windows:
    """From DataFrame to DataFrame, with and without groups, whose rows follow each other or are interleaved."""

    param_names = ("library", "groups", "order")
    params = (["fastroll", "pandas"], [0, 10, 10_000], ["sorted", "interleaved"])
    run: Callable[[], Any]

    def setup(self, library: str, groups: int, order: str) -> None:
        fastroll.set_num_threads(1)
        frame = pd.DataFrame(normal((1_000_000, 1)), columns=["a"])
        rows = np.arange(len(frame))
        keys = rows % max(groups, 1) if order == "interleaved" else rows * groups // len(frame)
        data: Any = frame.groupby(keys) if groups else frame
        windows = data.ewm(span=20)
        self.run = (fastroll.fast(windows) if library == "fastroll" else windows).mean

    def time_windows(self, *_: object) -> None:
        self.run()
