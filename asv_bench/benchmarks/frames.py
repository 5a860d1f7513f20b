"""Many series: along both axes of C-ordered arrays, and whole frames through the accessor."""

from collections.abc import Callable
from typing import Any

import pandas as pd

import fastroll

from .common import LIBRARIES, RECORDS, STATISTICS, accessor, call, normal, pandas_method

OF_ONE = [name for name in STATISTICS if RECORDS[name]["inputs"] == 1]
SHAPES = {"20000x100": (20_000, 100), "1000x1000": (1000, 1000)}


class Axis:
    """Windows down the columns (0) and along the rows (1)."""

    param_names = ("statistic", "library", "shape", "axis")
    params = (STATISTICS, LIBRARIES, list(SHAPES), [0, 1])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, shape: str, axis: int) -> None:
        fastroll.set_num_threads(1)
        self.run = call(library, statistic, normal(SHAPES[shape]), 50, 50, axis)

    def time_axis(self, *_: object) -> None:
        self.run()


class Frame:
    """From DataFrame to DataFrame."""

    param_names = ("statistic", "library", "shape")
    params = (OF_ONE, ["fastroll", "pandas"], [(1000, 1000), (1_000_000, 4)])
    run: Callable[[], Any]

    def setup(self, statistic: str, library: str, shape: tuple[int, int]) -> None:
        fastroll.set_num_threads(1)
        frame = pd.DataFrame(normal(shape))
        if library == "fastroll":
            self.run = accessor(statistic, frame, 50)
        else:
            self.run = pandas_method(statistic, frame.rolling(50))

    def time_frame(self, *_: object) -> None:
        self.run()
