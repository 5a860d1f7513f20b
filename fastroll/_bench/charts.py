"""Bars and lines as SVG, on logarithmic axes; colours are classes that the page defines, for light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Line = Sequence[tuple[float, float]]
WIDTH, HEIGHT = 420, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 40


class _Axis:
    """A logarithmic axis from one pixel to another."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self.low, self.high = min(values), max(values)
        if self.high < 2 * self.low:
            self.low, self.high = self.low / 1.5, self.high * 1.5
        self._first, self._last = first, last

    def __call__(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self._first + share * (self._last - self._first)

    def ticks(self) -> list[float]:
        """Return 1, 2 and 5 times powers of ten, or powers alone if those are too many."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for factors in ((1, 2, 5), (1,)):
            ticks = [factor * 10.0**power for power in powers for factor in factors]
            ticks = [tick for tick in ticks if self.low * 0.999 <= tick <= self.high * 1.001]
            if len(ticks) <= 8:
                break
        return ticks


def _number(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    return f"{value / 1e3:g}k" if value >= 1e4 else f"{value:g}"


def _text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "") -> str:
    class_ = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{class_}>{escape(words)}</text>'


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _svg(width: float, height: float, label: str, parts: Sequence[str]) -> str:
    opening = f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img" aria-label="{escape(label)}">'
    return "\n".join([opening, *parts, "</svg>"])


def bars(label: str, values: Mapping[str, float], colours: Mapping[str, int]) -> str:
    """Return a bar for each name, the shortest for the least value; a factor of ten is the same length everywhere."""
    names = sorted(values, key=lambda name: values[name])
    height = TOP + 22 * len(names) + 24
    axis = _Axis([min(values.values()) / 2, *values.values()], 92, WIDTH - 58)
    parts = []
    for tick in axis.ticks():
        parts += [_rule(axis(tick), TOP, axis(tick), height - 24), _text(axis(tick), height - 10, _number(tick))]
    for place, name in enumerate(names):
        y, end = TOP + 22 * place, axis(values[name])
        parts += [
            _text(86, y + 14, name, "end", "own" if name.startswith("fastroll") else ""),
            f'<rect class="c{colours[name]}" x="92" y="{y + 2}" width="{end - 92:.1f}" height="16" rx="2"/>',
            _text(end + 5, y + 14, f"{values[name]:.3g}", "start"),
        ]
    return _svg(WIDTH, height, label, parts)


def lines(label: str, across: str, series: Mapping[str, Line], colours: Mapping[str, int], linear: bool = False) -> str:
    """Return a line for each name over what is varied; shares (`linear`) are spaced evenly."""
    values = [y for line in series.values() for _, y in line]
    places = sorted({x for line in series.values() for x, _ in line})
    vertical = _Axis(values, HEIGHT - BOTTOM, TOP)
    spread = _Axis([1, len(places)] if linear else places, LEFT + 8, WIDTH - RIGHT - 8)
    horizontal = {x: _evenly(place, len(places)) if linear else spread(x) for place, x in enumerate(places)}
    parts = [_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, across)]
    for tick in vertical.ticks():
        y = vertical(tick)
        parts += [_rule(LEFT, y, WIDTH - RIGHT, y), _text(LEFT - 6, y + 4, _number(tick), "end")]
    parts += [
        _text(x, HEIGHT - BOTTOM + 16, f"{value:.0%}" if linear else _number(value)) for value, x in horizontal.items()
    ]
    for name, line in reversed(list(series.items())):
        points = " ".join(f"{horizontal[x]:.1f},{vertical(y):.1f}" for x, y in line)
        own = " own" if name.startswith("fastroll") else ""
        parts.append(
            f'<polyline class="s{colours[name]}{own}" points="{points}"><title>{escape(name)}</title></polyline>'
        )
        for x, y in line:
            dot = f'<circle class="c{colours[name]}" cx="{horizontal[x]:.1f}" cy="{vertical(y):.1f}" r="3">'
            parts.append(f"{dot}<title>{escape(name)}: {y:.3g}</title></circle>")
    return _svg(WIDTH, HEIGHT, label, parts)


def _evenly(place: int, count: int) -> float:
    return LEFT + 8 + place * (WIDTH - RIGHT - LEFT - 16) / max(count - 1, 1)
