"""The comparison: which questions are asked, that answers are right, how long they take, and how exact they are.

A case is a statistic of so much data.  Contenders whose results are wrong there are reported, not timed.  The time that
is left is shared out evenly among the cases that are left, so that the whole takes about as long as asked.
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

import fastroll
from fastroll._bench import data
from fastroll._bench.check import References
from fastroll._bench.libraries import LIBRARIES, Answer, Question
from fastroll._bench.timing import Times, interleaved
from fastroll._statistics import STATISTICS

HARD = {"offset": "1e9 + noise", "outliers": "after 1e12", "infinities": "after inf"}
"""The kinds of data that accuracy is measured on, and what they are called."""

HARD_N = 3000
"""Elements of them."""


LEAST_SECONDS = 0.2
"""What a case gets at least, however little time is left: one call alone tells nothing."""

PATIENCE = 0.15
"""Seconds that a call may take, by what it took for less data, to be part of the cases that vary the first one."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statistic of n elements, a share of them NaN."""

    statistic: str
    n: int
    window: int
    nan: float = 0.0


@dataclass(frozen=True, slots=True)
class Contender:
    """A library, and the number of threads if it takes one."""

    library: str
    threads: int = 1

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return self.library if self.threads == 1 else f"{self.library} ×{self.threads}"


@dataclass(slots=True)
class Outcome:
    """Everything that was found."""

    base: list[Case]
    contenders: list[Contender]
    times: dict[Case, dict[str, Times]] = field(default_factory=dict)
    wrong: dict[Case, dict[str, str]] = field(default_factory=dict)
    errors: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    seconds: float = 0.0

    def line(self, varied: str, case: Case, name: str) -> list[tuple[float, float]]:
        """Return (value of what is varied, nanoseconds for an element) where all else is as in the case."""
        found = [
            (float(getattr(other, varied)), times[name].least / other.n * 1e9)
            for other, times in self.times.items()
            if name in times and replace(other, **{varied: getattr(case, varied)}) == case
        ]
        return sorted(found)


def cases(base: Case) -> list[Case]:
    """Return the case, and those that differ from it in one respect."""
    windows = [window for window in (5, 20, 100, 1000, 10_000) if window <= base.n // 4]
    lengths = [n for n in (1000, 10_000, 100_000, 1_000_000) if base.window <= n <= 10 * base.n]
    every = [base]
    every += [replace(base, window=window) for window in windows]
    every += [replace(base, n=n) for n in lengths]
    every += [replace(base, nan=nan) for nan in (0.01, 0.1, 0.5)]
    return list(dict.fromkeys(every))


def _series(statistic: str, kind: str, n: int, nan: float = 0.0) -> tuple[data.Array, ...]:
    x = data.make(kind, n, nan)
    return (x, x[::-1] + data.make("normal", n, seed=1))[: STATISTICS[statistic].inputs]


def _threaded(contender: Contender, answer: Answer) -> Callable[[], Any]:
    if contender.library != "fastroll":
        return answer.run

    def run() -> Any:
        with fastroll.threads(contender.threads):
            return answer.run()

    return answer.run if contender.threads == 1 else run


class Comparison:
    """Asks, checks and measures; `report` is told how far it is."""

    def __init__(
        self,
        base: Sequence[Case],
        contenders: Sequence[Contender],
        seconds: float,
        sweep: bool,
        report: Callable[[float, str], None],
    ) -> None:
        self.outcome = Outcome(list(base), list(contenders))
        self._every = list(base) + [other for case in base for other in cases(case)[1:] if sweep]
        self._seconds, self._report, self._begin = seconds, report, time.monotonic()

    def run(self) -> Outcome:
        """Return what was found."""
        with fastroll.threads(1), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of all libraries about their own affairs
            for case in self.outcome.base:
                self._report(self._spent() / self._seconds, f"accuracy of {case.statistic}")
                self.outcome.errors[case.statistic] = self._accuracy(case)
            for done, case in enumerate(self._every):
                self._report(done / len(self._every), f"{case.statistic}, n = {case.n}, w = {case.window}")
                left = max(self._seconds - self._spent(), 0) / (len(self._every) - done)
                self._measure(case, left)
        self._report(1, "")
        self.outcome.seconds = self._spent()
        return self.outcome

    def _spent(self) -> float:
        return time.monotonic() - self._begin

    def _accuracy(self, case: Case) -> dict[str, dict[str, float]]:
        errors: dict[str, dict[str, float]] = {}
        window = min(case.window, HARD_N // 4)
        for kind in HARD:
            series = _series(case.statistic, kind, HARD_N)
            references = References(case.statistic, series, window, window)
            for contender in self.outcome.contenders:
                answer = LIBRARIES[contender.library].answer(Question(case.statistic, window, window), *series)
                if answer is not None and references.rows and contender.threads == 1:
                    errors.setdefault(contender.name, {})[kind] = _error(answer, references)
        return errors

    def _measure(self, case: Case, seconds: float) -> None:
        begin = time.monotonic()
        series = _series(case.statistic, "normal", case.n, case.nan)
        question = Question(case.statistic, case.window, 1 if case.nan else case.window)
        references = References(case.statistic, series, question.window, question.least)
        runs, wrong = {}, {}
        for contender in self.outcome.contenders:
            answer = LIBRARIES[contender.library].answer(question, *series)
            if answer is None or self._too_slow(case, contender):
                continue
            complaint = _complaint(answer, references)
            if complaint:
                wrong[contender.name] = complaint
            else:
                runs[contender.name] = _threaded(contender, answer)
        left = seconds - (time.monotonic() - begin)  # some libraries compile when they are first called
        self.outcome.wrong[case] = wrong
        self.outcome.times[case] = interleaved(runs, max(left, LEAST_SECONDS)) if runs else {}

    def _too_slow(self, case: Case, contender: Contender) -> bool:
        earlier = [
            times[contender.name].least / other.n * case.n
            for other, times in self.outcome.times.items()
            if other.statistic == case.statistic and contender.name in times
        ]
        return case not in self.outcome.base and max(earlier, default=0.0) > PATIENCE


def _error(answer: Answer, references: References) -> float:
    try:
        return references.error(answer.read(answer.run()), answer.ddof)
    except Exception:  # a library that gives up has no digit right
        return math.inf


def _complaint(answer: Answer, references: References) -> str:
    try:
        return references.complaint(np.asarray(answer.read(answer.run())), answer.ddof)
    except Exception as error:  # whatever a library raises is told, not hidden, and the others go on
        return f"raises {type(error).__name__}: {error}"
