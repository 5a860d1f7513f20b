"""The comparison as one HTML file that needs nothing else: tables, bars and lines, readable in light and dark."""

from __future__ import annotations

from html import escape

from fastroll._bench import tables
from fastroll._bench.charts import bars, lines
from fastroll._bench.compare import HARD, PATIENCE, Case, Outcome

LIGHT = ("#c2255c", "#1971c2", "#2f9e44", "#e8590c", "#7048e8", "#0c8599", "#99800a", "#868e96", "#5c3d2e", "#364fc7")
DARK = ("#ff6b9d", "#4dabf7", "#69db7c", "#ffa94d", "#b197fc", "#3bc9db", "#ffd43b", "#adb5bd", "#c9a58f", "#748ffc")

STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #57606a; --paper: #fff; --rule: #d8dee4; --good: #dafbe1;
  --bad: #ffdcd7; LIGHT }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #0d1117; --rule: #30363d;
  --good: #113d22; --bad: #5a1e1a; DARK } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1340px;
  margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2em; } p, .note { color: var(--soft); max-width: 50em; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25em .7em; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child, td.words { text-align: left; }
td.best { background: var(--good); font-weight: 600; } td.bad { background: var(--bad); }
.charts { display: flex; flex-wrap: wrap; gap: 1em; } figure { margin: 0; } figcaption { color: var(--soft); }
svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
svg text.own { font-weight: 700; } .grid { stroke: var(--rule); } polyline { fill: none; stroke-width: 1.7; }
polyline.own { stroke-width: 3.2; } .key span { margin-right: 1.2em; white-space: nowrap; }
.key i { display: inline-block; width: .9em; height: .9em; border-radius: 2px; margin-right: .4em; }
"""


def page(outcome: Outcome, machine: list[tuple[str, str]]) -> str:
    """Return the text of the file."""
    colours = {contender.name: place for place, contender in enumerate(outcome.contenders)}
    facts = "".join(f"<tr><td>{escape(name)}</td><td class=words>{escape(fact)}</td></tr>" for name, fact in machine)
    key = "".join(
        f'<span><i style="background: var(--c{at})"></i>{escape(name)}</span>' for name, at in colours.items()
    )
    complaints = "".join(f"<li>{escape(line)}</li>" for line in tables.complaints(outcome))
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>fastroll beside other libraries</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_style(len(colours))}</style></head><body>",
        "<h1>fastroll beside other libraries</h1>",
        f"<table>{facts}</table>",
        "<h2>Speed</h2><p>Nanoseconds for an element: the least of interleaved rounds, the result's memory included. "
        "Less is better; the fastest is marked, and where another library is faster than fastroll, that is said. "
        "Every result was compared with exact ones before it was timed.</p>",
        f'<div class="wide">{_times(outcome)}</div>',
        f"<h3>Wrong results, which were not timed</h3><ul>{complaints}</ul>" if complaints else "",
        "<h2>Accuracy</h2><p>The largest relative error of some rows, against exact arithmetic: values with a large "
        "offset, and windows that a large value or an infinity has left. “lost”: no digit is right.</p>",
        f'<div class="wide">{_errors(outcome)}</div>',
        "<h2>Charts</h2><p>Nanoseconds for an element, on logarithmic axes. Lines leave out what takes more than "
        f'{PATIENCE} s for a call.</p><p class="key">{key}</p>',
        *(_charts(outcome, case, colours) for case in outcome.base),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _style(colours: int) -> str:
    text = STYLE
    for word, palette in (("LIGHT", LIGHT), ("DARK", DARK)):
        text = text.replace(word, " ".join(f"--c{at}: {palette[at % len(palette)]};" for at in range(colours)))
    return text + "".join(
        f".c{at} {{ fill: var(--c{at}); }} .s{at} {{ stroke: var(--c{at}); }}\n" for at in range(colours)
    )


def _row(cells: list[str], tag: str = "td") -> str:
    return (
        "<tr>" + "".join(cell if cell.startswith("<") else f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
    )


def _times(outcome: Outcome) -> str:
    names = [contender.name for contender in outcome.contenders]
    rows = [_row(["", *names, "fastroll against the best other"], "th")]
    for case in outcome.base:
        cells = []
        for name in names:
            times = outcome.times[case].get(name)
            if times is not None:
                mark = ' class="best"' if name == tables.best(outcome, case) else ""
                title = f"median {tables.per_element(case, times.median)}, {times.rounds} rounds"
                cells.append(f'<td{mark} title="{title}">{tables.per_element(case, times.least)}</td>')
            else:
                cells.append('<td class="bad">wrong</td>' if name in outcome.wrong[case] else "–")
        words = tables.verdict(outcome, case)
        kind = "words bad" if words.startswith("SLOWER") else "words"
        rows.append(_row([case.statistic, *cells, f'<td class="{kind}">{escape(words)}</td>']))
    return f"<table>{''.join(rows)}</table>"


def _errors(outcome: Outcome) -> str:
    names = [contender.name for contender in outcome.contenders if contender.threads == 1]
    rows = [_row(["", *names], "th")]
    for statistic, errors in outcome.errors.items():
        for kind, words in HARD.items():
            found = [errors.get(name, {}).get(kind) for name in names]
            cells = [
                f'<td class="bad">{tables.error_text(one)}</td>'
                if one is not None and not one < 1e-6
                else tables.error_text(one) or "–"
                for one in found
            ]
            rows.append(_row([f"{statistic}, {words}", *cells]))
    return f"<table>{''.join(rows)}</table>"


def _charts(outcome: Outcome, case: Case, colours: dict[str, int]) -> str:
    times = outcome.times[case]
    if not times:
        return ""
    drawn = [
        (
            "n = {n:,}, window = {window:,}",
            bars(case.statistic, {k: v.least / case.n * 1e9 for k, v in times.items()}, colours),
        )
    ]
    for varied, words in (("window", "over the window"), ("n", "over the length"), ("nan", "over the share of NaN")):
        series = {name: line for name in colours if len(line := outcome.line(varied, case, name)) > 1}
        if series:
            label = f"{case.statistic} {words}"
            drawn.append((words, lines(label, words.removeprefix("over the "), series, colours, varied == "nan")))
    figures = [
        f"<figure><figcaption>{words.format(n=case.n, window=case.window)}</figcaption>{svg}</figure>"
        for words, svg in drawn
    ]
    return f'<h3>{escape(case.statistic)}</h3><div class="charts">{"".join(figures)}</div>'
