"""What a version and an algorithm are, and the ways to get a version running."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import fastroll as fr

from .build import Workshop, module

Run = Callable[[], Any]


@dataclass(frozen=True)
class Rung:
    """A version.  `prepare` compiles what it needs and returns what is timed; that returns the result."""

    name: str
    changed: str
    prepare: Callable[[Workshop], Run]
    share: int = 1
    """Only one in so many elements is computed, since all would take too long; times are multiplied."""


@dataclass(frozen=True)
class Task:
    """An algorithm with its versions, the plainest first."""

    name: str
    title: str
    rungs: list[Rung] = field(default_factory=list)


def one_thread(run: Run) -> Run:
    """Return the run with one thread of fastroll."""

    def alone() -> Any:
        with fr.threads(1):
            return run()

    return alone


def filling(shape: tuple[int, ...], function: Callable[..., Any], *arguments: Any) -> Run:
    """Return a run that gives a function of Cython an array to write into, as its last but `arguments`."""

    def run() -> Any:
        result = np.empty(shape)
        function(*[result if argument is ... else argument for argument in arguments])
        return result

    return run


def numba(function: Callable[..., Any], *arguments: Any) -> Run:
    """Return a run of the function, compiled by Numba."""
    compiled = module("numba").njit(function)
    compiled(*arguments)  # compiled now, not when it is timed
    return lambda: compiled(*arguments)


def ufunc(name: str, *operands: Any) -> Run:
    """Return a run of a ufunc of fastroll."""
    found = getattr(fr.ufuncs, name)
    return lambda: found(*operands)
