"""Memory: the most that a process holds while it computes, and what results weigh beside their input."""

from collections.abc import Callable
from typing import Any

import fastroll

from .common import LIBRARIES, STATISTICS, call, normal

N = 2_000_000


class Peak:
    """One long series.  "baseline" has the data and no result: what is above it is the library's."""

    param_names = ("statistic", "library", "window")
    params = (STATISTICS, ["baseline", *LIBRARIES], [10, 100_000])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, window: int) -> None:
        fastroll.set_num_threads(1)
        x = normal(N)
        if library in ("polars", "duckdb", "pandas", "scipy", "screamer", "numbagg") and window > 10:
            raise NotImplementedError  # some take minutes
        self.run = x.sum if library == "baseline" else call(library, statistic, x, window, window)

    def peakmem_series(self, *_: object) -> None:
        self.run()


class PeakThreads:
    """Scratch memory of several threads."""

    param_names = ("statistic", "threads")
    params = (STATISTICS, [1, 2])
    run: Callable[[], Any]

    def setup(self, statistic: str, threads: int) -> None:
        fastroll.set_num_threads(threads)
        self.run = call("fastroll", statistic, normal((200, 10_000)), 100, 100)

    def peakmem_threads(self, *_: object) -> None:
        self.run()
