"""The comparison with other libraries: it judges before it measures, says what it is asked, and writes whole pages."""

import html.parser
import json
import math
import re
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reference import ORACLES
from support import RECORDS, run_python

import fastroll
from fastroll._bench import command, data, tables
from fastroll._bench.check import References
from fastroll._bench.compare import Case, Comparison, Contender, cases
from fastroll._bench.libraries import LIBRARIES, Answer, Library, Question
from fastroll._bench.page import page
from fastroll._bench.reference import KNOWN, exact
from fastroll._bench.timing import interleaved

INSTALLED = [name for name, library in LIBRARIES.items() if library.installed]


def _compare(base: list[Case], libraries: list[str], seconds: float = 0.01, sweep: bool = False) -> Any:
    shares: list[float] = []
    contenders = [Contender(name) for name in libraries]
    outcome = Comparison(base, contenders, seconds, sweep, lambda share, _: shares.append(share)).run()
    assert shares[-1] == 1
    return outcome


@pytest.mark.parametrize("statistic", KNOWN)
def test_exact_results(statistic: str) -> None:
    """The reference agrees with fastroll, whose own tests have another oracle, on data of all finite kinds."""
    assert statistic in ORACLES
    for kind in ("normal", "offset", "ties", "constant", "outliers"):
        series = (data.make(kind, 60, 0.1), data.make("normal", 60, seed=1))[: RECORDS[statistic]["inputs"]]
        answer = LIBRARIES["fastroll"].answer(Question(statistic, 8, 5), *series)
        assert answer is not None
        assert References(statistic, series, 8, 5).error(answer.read(answer.run()), 1) < 1e-10


def test_exact_is_exact() -> None:
    """Where floating point would lose all digits."""
    x = [1e9 + 1, 1e9 + 2, 1e9 + 4]
    assert exact("var", [x], 1) == float(Fraction(7, 3))
    assert exact("std", [x], 0) == math.sqrt(14 / 9)
    assert exact("sum", [[1e300, 1.0, -1e300]], 1) == 1
    assert math.isnan(exact("rank", [[1.0, math.nan]], 1))


@pytest.mark.parametrize("library", INSTALLED)
@pytest.mark.parametrize("nan", [0.0, 0.2])
@pytest.mark.parametrize("statistic", KNOWN)
def test_every_answer_is_right(library: str, statistic: str, nan: float) -> None:
    """What an installed library is asked is the same question, and its answer is read rightly."""
    if (library, statistic) == ("pandas", "sem") and version("pandas").startswith("2."):
        pytest.skip("pandas 2 divides by the root of count - ddof")
    series = (data.make("normal", 300, nan), data.make("walk", 300))[: RECORDS[statistic]["inputs"]]
    question = Question(statistic, 7, 3 if nan else 7)
    answer = LIBRARIES[library].answer(question, *series)
    if answer is not None:
        assert References(statistic, series, 7, question.least).complaint(answer.read(answer.run()), answer.ddof) == ""


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("library", INSTALLED)
def test_tables_of_many_series(library: str, axis: int) -> None:
    """Both axes, for the libraries that have them."""
    x = data.make("normal", (30, 40))
    answer = LIBRARIES[library].answer(Question("mean", 5, 5, axis), x)
    if answer is not None:
        full = (slice(None),) * axis + (slice(4, None),)
        np.testing.assert_allclose(answer.read(answer.run())[full], fastroll.rolling_mean(x, 5, axis=axis)[full])


def _pretender(run: Callable[..., Any]) -> Library:
    return Library("pretender", "fastroll", "fastroll", lambda question, series: Answer(lambda: run(*series)), True)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (lambda x: fastroll.rolling_mean(x, 10) + 1e-3, "gives .* where .* is right"),
        (lambda x: fastroll.rolling_mean(x, 11), "gives nan in row 9"),
        (lambda x: x[1:], "gives shape"),
        (lambda x: 1 / 0, "raises ZeroDivisionError"),
    ],
)
def test_wrong_results_are_told_and_not_timed(
    run: Callable[..., Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with them."""
    monkeypatch.setitem(LIBRARIES, "pretender", _pretender(run))
    case = Case("mean", 500, 10)
    outcome = _compare([case], ["fastroll", "pretender"])
    assert set(outcome.times[case]) == {"fastroll"}
    assert re.search(words, outcome.wrong[case]["pretender"])
    assert "wrong" in tables.times_table(outcome)
    assert "pretender" in tables.complaints(outcome)[0]
    assert '<td class="bad">wrong</td>' in page(outcome, [])


def test_a_faster_library_is_shown_to_be_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the table and on the page."""
    x_to_mean = fastroll.rolling_mean(data.make("normal", 50_000), 10)
    monkeypatch.setitem(LIBRARIES, "pretender", _pretender(lambda x: x_to_mean))
    outcome = _compare([Case("mean", 50_000, 10)], ["fastroll", "pretender"])
    assert re.search(r"SLOWER: [0-9.]+x the time of pretender", tables.times_table(outcome))
    assert re.search(r'class="words bad">SLOWER', page(outcome, []))
    assert tables.best(outcome, Case("mean", 50_000, 10)) == "pretender"


def test_accuracy_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running totals remember what has left; fastroll's results do not."""

    def running_totals(x: Any) -> Any:
        totals = np.cumsum(x)
        return totals - np.concatenate([np.full(10, 0.0), totals[:-10]])

    monkeypatch.setitem(LIBRARIES, "pretender", _pretender(running_totals))
    errors = _compare([Case("sum", 1000, 10)], ["fastroll", "pretender"]).errors["sum"]
    assert max(errors["fastroll"].values()) < 1e-15
    assert errors["pretender"]["outliers"] > 1e-6
    assert errors["pretender"]["infinities"] == math.inf


def test_late_cases_have_rounds_too() -> None:
    """However long the first ones took: a first call alone is no measurement."""
    outcome = _compare([Case("sum", 1000, 10), Case("mean", 1000, 10)], ["fastroll"], seconds=1e-6)
    assert all(times["fastroll"].rounds > 3 for times in outcome.times.values())


def test_cases_vary_one_thing_at_a_time() -> None:
    """Windows, lengths, and shares of NaN; the case itself first."""
    base = Case("sum", 100_000, 50)
    every = cases(base)
    assert every[0] == base
    assert len(every) == len(set(every))
    assert all((a.n != 100_000) + (a.window != 50) + (a.nan != 0) == 1 for a in every[1:])
    assert all(a.window <= a.n for a in cases(Case("sum", 20, 20)))


def test_turns_are_interleaved() -> None:
    """In each round everybody has a turn; the least and the median are of the rounds."""
    turns: list[str] = []
    times = interleaved({"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}, 0.001)
    assert {"a", "b"} <= set(turns[:2])
    assert times["a"].rounds >= 3
    assert times["a"].least <= times["a"].median


class _Strict(html.parser.HTMLParser):
    """Collects addresses; fails where tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "srcset")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints tables and writes one file that needs no other, with bars and three charts of lines."""
    path = tmp_path / "out.html"
    arguments = ["--ops", "sum,rank", "--n", "2000", "--window", "10", "--libs", "fastroll,pandas", "--seconds", "0.2"]
    assert command.main([*arguments, "--threads", "1,2", "--save", str(path)]) == 0
    printed = capsys.readouterr().out
    for words in ("ns per element", "fastroll ×2", "rank", "largest relative error", "sum, after inf"):
        assert words in printed
    text = path.read_text(encoding="utf-8")
    parser = _Strict()
    parser.feed(text)
    assert parser.open == []
    assert parser.addresses == []
    assert not re.search(r"https?:|url\(|@import|<script", text)
    assert text.count("<svg") == 2 * 4
    assert not re.search(r'="(nan|inf)|,nan|nan,', text)
    for words in ("prefers-color-scheme: dark", "over the window", "over the length", "over the share of NaN"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ops", "average"], "argument --ops: there is no average; there are sum, mean"),
        (["--ops", ","], "argument --ops: there is no name"),
        (["--n", "0"], "argument --n: must be an integer of 1 or more, got '0'"),
        (["--n", "1e3.5"], "argument --n: must be an integer of 1 or more"),
        (["--window", "-3"], "argument --window"),
        (["--n", "10", "--window", "11"], "argument --window: must be <= n 10, got 11"),
        (["--libs", "excel"], "argument --libs: there is no excel; there are fastroll, pandas"),
        (["--threads", "1,x"], "argument --threads: must be an integer of 1 or more, got 'x'"),
        (["--seconds", "nan"], "argument --seconds: must be a number greater than 0, got 'nan'"),
        (["--save", "no/such/folder/out.html"], "argument --save: there is no folder"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_wrong_arguments(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They are named, with their value, and nothing runs."""
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_library_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for, it is an error; otherwise it is left out."""
    absent = Library("polars", "no_such_module", "no-such-module", lambda question, series: None, True)
    monkeypatch.setitem(LIBRARIES, "polars", absent)
    with pytest.raises(SystemExit):
        command.main(["--libs", "polars"])
    assert "polars not installed" in capsys.readouterr().err
    assert absent.answer(Question("sum", 3, 3), np.zeros(5)) is None


def test_command_line() -> None:
    """`python -m fastroll bench` is found, and imports no pandas to say what it takes."""
    code = """
import contextlib, io, json, sys
sys.modules["pandas"] = None
from fastroll.__main__ import main
printed = io.StringIO()
with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
    main(["bench", "--help"])
print(json.dumps(printed.getvalue()))
"""
    text = json.loads(run_python(code))
    for option in ("--ops", "--n", "--window", "--libs", "--threads", "--seconds", "--kinds", "--save"):
        assert option in text


def test_table_of_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each kind of data, a column for each statistic; normal data are the measure."""
    arguments = ["--ops", "sum,rank", "--n", "507", "--window", "7", "--seconds", "0.1"]
    assert command.main(["--kinds", "--libs", "fastroll,pandas", *arguments]) == 0
    head, table = capsys.readouterr().out.split("\n\n")
    assert "n = 507, window = 7" in head
    rows = {cells[1]: cells[2:-1] for cells in (re.split(r" *\| *", line) for line in table.splitlines())}
    assert rows.pop("") == ["sum", "rank"]
    assert rows.pop("---") == ["---", "---"]
    assert list(rows) == list(data.KINDS | data.GAPS)
    assert rows["normal"][0].startswith("1.00")
    assert all(float(cell.rstrip("*")) > 0 for cells in rows.values() for cell in cells)


@pytest.mark.parametrize("kind", list(data.KINDS | data.GAPS))
def test_data(kind: str) -> None:
    """The same in every call, of the shape and the share of NaN asked for."""
    x = data.make(kind, (500, 4), 0.25)
    np.testing.assert_array_equal(x, data.make(kind, (500, 4), 0.25))
    assert x.shape == (500, 4)
    assert 0.2 < np.isnan(x).mean() < (0.3 if kind in data.KINDS else 1)
    assert kind == "infinities" or not np.isinf(x).any()
