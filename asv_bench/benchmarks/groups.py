"""Windows of 20 rows, or of 20 hours, in groups of a million rows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import fastroll

from .common import normal

METHODS = ["mean", "std", "max", "median"]
SHAPES = {"10,000 x 100": (10_000, 100), "10 x 100,000": (10, 100_000)}


def _keys(shape: str) -> Any:
    groups, rows = SHAPES[shape]
    return np.repeat(np.arange(groups), rows)


def _frame(shape: str, kind: str) -> pd.DataFrame:
    keys = _keys(shape)
    frame = pd.DataFrame({"key": keys, "x": normal(len(keys))})
    if kind == "interleaved":
        frame["key"] = np.random.default_rng(1).permutation(keys)
    elif kind == "strings":
        frame["key"] = "key " + frame["key"].astype(str)
    elif kind == "times":
        hours = np.arange(len(keys)) % SHAPES[shape][1]
        frame.index = pd.DatetimeIndex(hours * 3600 * 10**9)
    return frame


class GroupBy:
    """From a DataFrame to a Series: the keys are found each time."""

    param_names = ("method", "library", "groups", "kind")
    params = (METHODS, ["fastroll", "pandas"], list(SHAPES), ["sorted", "interleaved", "strings", "times"])
    run: Callable[[], Any]

    def setup(self, method: str, library: str, groups: str, kind: str) -> None:
        fastroll.set_num_threads(1)
        frame = _frame(groups, kind)
        start: Any = frame.fast.groupby if library == "fastroll" else frame.groupby
        window = "20h" if kind == "times" else 20
        self.run = lambda: getattr(start("key")["x"].rolling(window), method)()

    def time_groups(self, *_: object) -> None:
        self.run()


class GroupBounds:
    """From array to array; without groups for comparison."""

    param_names = ("method", "groups")
    params = (METHODS, [*SHAPES, "none"])
    run: Callable[[], Any]

    def setup(self, method: str, groups: str) -> None:
        fastroll.set_num_threads(1)
        x, function = normal(1_000_000), getattr(fastroll, f"rolling_{method}")
        self.run = lambda: function(x, 20)
        if groups != "none":
            count, rows = SHAPES[groups]
            offsets = np.arange(count + 1) * rows
            self.run = lambda: function(x, fastroll.group_bounds(offsets, 20))

    def time_groups(self, *_: object) -> None:
        self.run()
