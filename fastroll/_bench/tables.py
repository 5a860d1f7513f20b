"""The comparison as text: a table of times, one of errors, and what was wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fastroll._bench.compare import HARD, Case, Outcome

LOST = 1.02
"""How many times as long as the fastest a contender takes to be called slower."""


def per_element(case: Case, seconds: float) -> str:
    """Return nanoseconds for an element, with three digits."""
    nanoseconds = seconds / case.n * 1e9
    return (
        f"{nanoseconds:.2f}"
        if nanoseconds < 10
        else f"{nanoseconds:.1f}"
        if nanoseconds < 100
        else f"{nanoseconds:.0f}"
    )


def error_text(error: float | None) -> str:
    """Return it with one digit; what has no right digit is lost."""
    if error is None:
        return ""
    return "lost" if error >= 1 or math.isnan(error) else "exact" if error == 0 else f"{error:.0e}"


def best(outcome: Outcome, case: Case) -> str:
    """Return the name of the fastest, or nothing."""
    times = outcome.times[case]
    return min(times, key=lambda name: times[name].least) if times else ""


def verdict(outcome: Outcome, case: Case) -> str:
    """Return how fastroll, on one thread, compares with the fastest of the others."""
    times = outcome.times[case]
    others = {name: one.least for name, one in times.items() if not name.startswith("fastroll")}
    if "fastroll" not in times or not others:
        return ""
    rival = min(others, key=lambda name: others[name])
    ratio = times["fastroll"].least / others[rival]
    return f"{1 / ratio:.2f}x as fast as {rival}" if ratio <= LOST else f"SLOWER: {ratio:.2f}x the time of {rival}"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)]
        lines.append("  ".join([row[0].ljust(widths[0]), *cells, row[-1]]).rstrip())
    return "\n".join(lines)


def times_table(outcome: Outcome) -> str:
    """Return the table of the base cases; * marks the fastest, "wrong" a contender that was not timed."""
    names = [contender.name for contender in outcome.contenders]
    rows = [["ns per element", *(f"{name} " for name in names), "fastroll against the best other"]]
    for case in outcome.base:
        cells = []
        for name in names:
            times = outcome.times[case].get(name)
            text = "wrong " if name in outcome.wrong[case] else "- "
            if times is not None:
                text = per_element(case, times.least) + ("*" if name == best(outcome, case) else " ")
            cells.append(text)
        rows.append([case.statistic, *cells, verdict(outcome, case)])
    return _aligned(rows)


def medians_table(outcome: Outcome) -> str:
    """Return the medians of the rounds, which tell how quiet the machine was."""
    names = [contender.name for contender in outcome.contenders]
    rows = [["median of the rounds", *(f"{name} " for name in names), "rounds"]]
    for case in outcome.base:
        times = outcome.times[case]
        cells = [f"{per_element(case, times[name].median)} " if name in times else "- " for name in names]
        rows.append([case.statistic, *cells, str(max((one.rounds for one in times.values()), default=0))])
    return _aligned(rows)


def errors_table(outcome: Outcome) -> str:
    """Return the largest relative errors on hard data."""
    names = [contender.name for contender in outcome.contenders if contender.threads == 1]
    rows = [["largest relative error", *names, ""]]
    for statistic, errors in outcome.errors.items():
        for kind, words in HARD.items():
            cells = [error_text(errors.get(name, {}).get(kind)) or "-" for name in names]
            rows.append([f"{statistic}, {words}", *cells, ""])
    return _aligned(rows)


def complaints(outcome: Outcome) -> list[str]:
    """Return a line for each contender that was wrong, and where."""
    return [
        f"wrong: {name}, {case.statistic}, n = {case.n}, w = {case.window}, {case.nan:.0%} NaN: it {what}; not timed"
        for case, wrong in outcome.wrong.items()
        for name, what in wrong.items()
    ]


def text(outcome: Outcome) -> str:
    """Return all of it."""
    parts = [times_table(outcome), medians_table(outcome), errors_table(outcome), *complaints(outcome)]
    return "\n\n".join(parts)
