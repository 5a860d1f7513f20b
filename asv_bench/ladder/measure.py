"""Prepares the versions of a task, checks that they agree, and times them in turn."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .build import MissingError, Workshop
from .rungs import Run, Rung, Task

LEAST = 2e-3
"""Seconds that a version runs in each round, at least."""
SLOW = 0.3
"""Seconds from which on a version runs in the first round only."""


class DisagreementError(Exception):
    """Two versions have different results."""


@dataclass
class Timed:
    """A version with its time in seconds, or the reason why it was skipped."""

    rung: Rung
    seconds: float = math.inf
    skipped: str = ""


def check(task: Task, rung: Rung, result: Any, expected: Any) -> None:
    """Compare two results; one may have been computed for the first elements only."""
    ours, theirs = np.asarray(result, dtype=float), np.asarray(expected, dtype=float)
    if rung.share > 1:
        theirs = theirs[..., : ours.shape[-1]]
    if ours.shape != theirs.shape or not np.allclose(ours, theirs, rtol=1e-8, atol=1e-10, equal_nan=True):
        raise DisagreementError(f"{task.name}: the results of {rung.name!r} are not those of the others")


def prepare(task: Task, workshop: Workshop) -> tuple[list[Timed], dict[str, Run]]:
    """Return what there is to time, after a comparison of all results with those of the last version."""
    timed = [Timed(rung) for rung in task.rungs]
    runs: dict[str, Run] = {}
    for entry in timed:
        try:
            run = entry.rung.prepare(workshop)
            run()
        except MissingError as missing:
            entry.skipped = str(missing)
        else:
            runs[entry.rung.name] = run
    whole = [rung for rung in task.rungs if rung.name in runs and rung.share == 1]
    expected = runs[whole[-1].name]()
    for rung in task.rungs:
        if rung.name in runs:
            check(task, rung, runs[rung.name](), expected)
    return timed, runs


def seconds(run: Run, repeats: int) -> float:
    """Return what a call takes, the mean of `repeats`."""
    start = time.perf_counter()
    for _ in range(repeats):
        run()
    return (time.perf_counter() - start) / repeats


def measure(timed: list[Timed], runs: dict[str, Run], rounds: int, advance: Callable[[str], None]) -> None:
    """Find the least time of several rounds, in each of which all versions take their turn."""
    for turn in range(rounds):
        for entry in timed:
            advance(entry.rung.name)
            run = runs.get(entry.rung.name)
            if run is None or (turn and entry.seconds / entry.rung.share > SLOW):
                continue
            once = entry.seconds / entry.rung.share if turn else seconds(run, 1)
            repeats = max(1, math.ceil(LEAST / once))
            entry.seconds = min(entry.seconds, seconds(run, repeats) * entry.rung.share)
