"""Shows the times: a progress bar while they are taken, tables, and a chart."""

from __future__ import annotations

import html
import importlib.util
import math
import sys
from pathlib import Path
from typing import Any

from .measure import Timed
from .rungs import Task

Results = list[tuple[Task, list[Timed]]]
UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
BLUE, GREY = "#1f6fb2", "#9aa1a9"


class Progress:
    """A bar on standard error, if that is a terminal."""

    def __init__(self, steps: int) -> None:
        self.steps, self.done = steps, 0

    def advance(self, name: str) -> None:
        """Show that the next step begins."""
        if sys.stderr.isatty():
            filled = 30 * self.done // self.steps
            sys.stderr.write(f"\r[{'#' * filled:<30}] {self.done:>4}/{self.steps} {name[:40]:<40}")
            sys.stderr.flush()
        self.done += 1

    def close(self) -> None:
        """Remove the bar."""
        if sys.stderr.isatty():
            sys.stderr.write("\r" + " " * 90 + "\r")


def amount(seconds: float) -> str:
    """Return a time with three digits and a unit."""
    unit, size = next((pair for pair in UNITS if seconds >= pair[1]), UNITS[-1])
    return f"{seconds / size:.3g} {unit}"


def speedup(first: float, seconds: float) -> str:
    """Return how many times as fast as the first version another is."""
    ratio = first / seconds
    return f"{ratio:,.0f} x" if ratio >= 10 else f"{ratio:.2g} x"


def rows(timed: list[Timed]) -> list[tuple[str, str, str, str]]:
    """Return name, time, speed-up and what changed."""
    first = next((entry.seconds for entry in timed if not entry.skipped), math.nan)
    result = []
    for entry in timed:
        if entry.skipped:
            result.append((entry.rung.name, "-", "-", f"skipped: {entry.skipped}"))
        else:
            about = "≈ " if entry.rung.share > 1 else ""
            result.append(
                (entry.rung.name, about + amount(entry.seconds), speedup(first, entry.seconds), entry.rung.changed)
            )
    return result


def table(task: Task, timed: list[Timed]) -> str:
    """Return the table of a task, for a terminal."""
    lines = [("", "time", "speed-up", "what changed"), *rows(timed)]
    wide = [max(len(line[column]) for line in lines) for column in range(3)]
    shown = [f"  {a:<{wide[0]}}  {b:>{wide[1]}}  {c:>{wide[2]}}  {d}".rstrip() for a, b, c, d in lines]
    return "\n".join([task.title, *shown, ""])


def markdown(task: Task, timed: list[Timed]) -> str:
    """Return it for a document."""
    space = "\u00a0"  # a number and its unit stay on one line
    lines = [f"| {a} | {b.replace(' ', space)} | {c.replace(' x', space + '×')} | {d} |" for a, b, c, d in rows(timed)]
    return "\n".join(["", f"**{task.title}**", "", "| | time | speed-up | what changed |", "|---|--:|--:|---|", *lines])


def save_chart(results: Results, path: Path | None) -> Path:
    """Save a chart: a PNG if matplotlib is there and no other ending is asked for, else an SVG."""
    drawable = importlib.util.find_spec("matplotlib") is not None
    path = path or Path("fastroll-ladder.png" if drawable else "fastroll-ladder.svg")
    if drawable:
        _draw(results, path)
        return path
    path = path.with_suffix(".svg")
    path.write_text(svg(results), encoding="utf-8")
    return path


def _draw(results: Results, path: Path) -> None:
    from matplotlib.figure import Figure

    counts = [sum(not entry.skipped for entry in timed) for _, timed in results]
    figure = Figure(figsize=(9, 0.3 * sum(counts) + 0.9 * len(results)), layout="constrained")
    plots = figure.subplots(len(results), 1, squeeze=False, height_ratios=counts)[:, 0]
    for axes, (task, timed) in zip(plots, results, strict=True):
        shown: Any = [entry for entry in timed if not entry.skipped]
        colors = [BLUE if entry.rung.name.startswith("fastroll") else GREY for entry in shown]
        bars = axes.barh([entry.rung.name for entry in shown], [1e3 * entry.seconds for entry in shown], color=colors)
        axes.bar_label(bars, [amount(entry.seconds) for entry in shown], padding=3, fontsize=8)
        axes.set_xscale("log")
        times = [entry.seconds for entry in shown]
        axes.set_xlim(300 * min(times), 3000 * max(times))
        axes.invert_yaxis()
        axes.set_title(task.title, loc="left", fontsize=10, fontweight="bold")
        axes.tick_params(labelsize=8)
        axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("milliseconds, on a logarithmic scale", fontsize=8)
    figure.savefig(path, dpi=150)


def svg(results: Results) -> str:
    """Return the chart without matplotlib: bars whose lengths are logarithms."""
    parts, y = [], 0
    for task, timed in results:
        shown = [entry for entry in timed if not entry.skipped]
        least = min(entry.seconds for entry in shown) / 2
        span = math.log(max(entry.seconds for entry in shown) / least)
        parts.append(f'<text x="10" y="{y + 30}" font-weight="bold">{html.escape(task.title)}</text>')
        y += 42
        for entry in shown:
            width = 360 * math.log(entry.seconds / least) / span
            color = BLUE if entry.rung.name.startswith("fastroll") else GREY
            parts.append(f'<text x="200" y="{y + 12}" text-anchor="end">{html.escape(entry.rung.name)}</text>')
            parts.append(f'<rect x="208" y="{y}" width="{width:.1f}" height="15" fill="{color}"/>')
            parts.append(f'<text x="{214 + width:.1f}" y="{y + 12}">{amount(entry.seconds)}</text>')
            y += 21
    size = f'width="680" height="{y + 20}" font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])
