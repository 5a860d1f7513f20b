"""bottleneck's functions and ours of the same names: short and long series, rows and columns."""

from collections.abc import Callable
from functools import partial
from typing import Any

import bottleneck

import fastroll

from .common import normal

MOVES = ["sum", "mean", "std", "var", "min", "max", "argmin", "argmax", "median", "rank"]
SHAPES: dict[str, tuple[int | tuple[int, int], int]] = {
    "100": (100, -1),
    "1000": (1000, -1),
    "100000": (100_000, -1),
    "1000x100, rows": ((1000, 100), 1),
    "1000x100, columns": ((1000, 100), 0),
}


class Move:
    """Windows of 20."""

    param_names = ("move", "library", "shape")
    params = (MOVES, ["fastroll", "bottleneck"], list(SHAPES))
    run: Callable[[], Any]

    def setup(self, move: str, library: str, shape: str) -> None:
        fastroll.set_num_threads(1)
        size, axis = SHAPES[shape]
        module = {"fastroll": fastroll, "bottleneck": bottleneck}[library]
        self.run = partial(getattr(module, f"move_{move}"), normal(size), 20, None, axis)

    def time_move(self, *_: object) -> None:
        self.run()
