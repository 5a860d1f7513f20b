"""One thread and several: a single long series, and many series along both axes."""

import os
from collections.abc import Callable
from typing import Any

import fastroll

from .common import STATISTICS, call, normal

THREADS = sorted({1, 2, os.cpu_count() or 1})


class LongSeries:
    """Ten million values."""

    param_names = ("statistic", "threads", "window")
    params = (STATISTICS, THREADS, [50, 1_000_000])
    run: Callable[[], Any]

    def setup(self, statistic: str, threads: int, window: int) -> None:
        fastroll.set_num_threads(threads)
        self.run = call("fastroll", statistic, normal(10_000_000), window, window)

    def time_long_series(self, *_: object) -> None:
        self.run()


class ManySeries:
    """A C-ordered array of 20000 x 100."""

    param_names = ("statistic", "threads", "axis")
    params = (STATISTICS, THREADS, [0, 1])
    run: Callable[[], Any]

    def setup(self, statistic: str, threads: int, axis: int) -> None:
        fastroll.set_num_threads(threads)
        self.run = call("fastroll", statistic, normal((20_000, 100)), 50, 50, axis)

    def time_many_series(self, *_: object) -> None:
        self.run()
