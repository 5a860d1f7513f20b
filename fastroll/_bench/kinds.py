"""How much longer a statistic takes for other kinds of data than for normal ones, and where another library is faster.

For each statistic all kinds take their turns in each round, and what counts is the time of this process alone, so that
ratios hold on a machine that is not quiet.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import fastroll
from fastroll._bench import data
from fastroll._bench.libraries import LIBRARIES, Question
from fastroll._bench.timing import interleaved
from fastroll._statistics import STATISTICS

NORMAL = "normal"

Key = tuple[str, str]
"""A library and a kind of data."""


def _runs(statistic: str, n: int, window: int, libraries: Sequence[str]) -> dict[Key, Callable[[], Any]]:
    runs = {}
    for kind in data.KINDS | data.GAPS:
        series = (data.make(kind, n), data.make(kind, n, seed=1))[: STATISTICS[statistic].inputs]
        question = Question(statistic, window, 1 if kind in data.GAPS else window)
        for library in libraries:
            answer = LIBRARIES[library].answer(question, *series)
            if answer is not None:
                runs[library, kind] = answer.run
    return runs


def ratios(
    statistic: str, n: int, window: int, seconds: float, libraries: Sequence[str] = ("fastroll",)
) -> dict[Key, float]:
    """Return times as multiples of that of fastroll for normal data."""
    runs = _runs(statistic, n, window, libraries)
    with fastroll.threads(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of all libraries about their own affairs
        times = interleaved({repr(key): run for key, run in runs.items()}, seconds, time.process_time)
    base = times[repr(("fastroll", NORMAL))].least
    return {key: times[repr(key)].least / base for key in runs}


def _cell(found: dict[Key, float], kind: str) -> str:
    own = found["fastroll", kind]
    faster = any(ratio < own for (library, other), ratio in found.items() if other == kind and library != "fastroll")
    return f"{own:.2f}{'*' if faster else ''}"


def table(
    statistics: Sequence[str],
    n: int,
    window: int,
    seconds: float,
    libraries: Sequence[str],
    report: Callable[[float, str], None],
) -> str:
    """Return kinds by statistics, for Markdown."""
    columns = {}
    for done, statistic in enumerate(statistics):
        report(done / len(statistics), statistic)
        columns[statistic] = ratios(statistic, n, window, seconds / len(statistics), libraries)
    report(1, "")
    rows = [["", *columns], ["---"] * (1 + len(columns))]
    rows += [[kind, *(_cell(found, kind) for found in columns.values())] for kind in data.KINDS | data.GAPS]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
