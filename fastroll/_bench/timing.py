"""Interleaved timing: every contender has its turn in each round, so that what disturbs the machine hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LEAST_ROUNDS, MOST_ROUNDS = 3, 200
SHORTEST = 50e-6
"""Seconds that a turn takes at least: shorter calls are repeated within it."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for a call: the least of the rounds, and their median."""

    least: float
    median: float
    rounds: int


def _turn(run: Callable[[], Any], repeats: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(repeats):
        run()
    return (clock() - start) / repeats


def interleaved(
    runs: Mapping[str, Callable[[], Any]], seconds: float, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Times]:
    """Measure all for about so many seconds; one that is too slow for a few rounds has one.

    `time.process_time` as the clock leaves out when other processes have the processor.
    """
    begin = time.perf_counter()
    first = {name: _turn(run, 1, clock) for name, run in runs.items()}  # warms up, too
    times: dict[str, list[float]] = {name: [] for name in runs}
    repeats = {name: max(1, round(SHORTEST / max(first[name], 1e-7))) for name in runs}
    slow = {name for name in runs if first[name] * LEAST_ROUNDS > seconds}
    for name in slow:
        times[name].append(first[name])
    names = [name for name in runs if name not in slow]
    for number in range(MOST_ROUNDS):
        if number >= LEAST_ROUNDS and time.perf_counter() - begin > seconds:
            break
        shift = number % max(len(names), 1)
        for name in names[shift:] + names[:shift]:
            times[name].append(_turn(runs[name], repeats[name], clock))
    return {name: Times(min(some), statistics.median(some), len(some)) for name, some in times.items()}
