"""The ladder: every version can be built, all agree, a wrong one is noticed, and what is missing is skipped."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import run_python

build: Any = importlib.import_module("fastroll._ladder.build")
command: Any = importlib.import_module("fastroll._ladder.command")
measure: Any = importlib.import_module("fastroll._ladder.measure")
report: Any = importlib.import_module("fastroll._ladder.report")
rungs: Any = importlib.import_module("fastroll._ladder.rungs")
tasks: Any = importlib.import_module("fastroll._ladder.tasks")

TOOLS = ("Cython", "numba", "cffi")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Any:
    workshop = build.Workshop(tmp_path_factory.mktemp("ladder"), "-O1")
    return command.run(tasks.tasks(tiny=True), workshop, 1)


@pytest.mark.slow
def test_all_versions_agree(results: Any) -> None:
    """Those whose tools are installed; `prepare` compares them."""
    missing = {f"needs {name}" for name in TOOLS if importlib.util.find_spec(name) is None}
    skipped = {entry.skipped for _, timed in results for entry in timed if entry.skipped}
    assert skipped <= missing
    assert all(np.isfinite(entry.seconds) for _, timed in results for entry in timed if not entry.skipped)


@pytest.mark.slow
def test_report(results: Any, tmp_path: Path) -> None:
    """Each version is in the table, and in the chart unless it was skipped."""
    chart = report.svg(results)
    for task, timed in results:
        text = report.table(task, timed)
        assert task.title in text
        for entry in timed:
            assert entry.rung.name in text
            assert entry.rung.name in report.markdown(task, timed)
            assert entry.skipped or entry.rung.name in chart
    assert report.save_chart(results, tmp_path / "ladder.svg").stat().st_size > 1000


def _task(*versions: Any) -> Any:
    listed = [rungs.Rung(str(index), "", prepare) for index, prepare in enumerate(versions)]
    return rungs.Task("example", "An example", listed)


def test_disagreement(tmp_path: Path) -> None:
    """A version with another result stops the ladder."""
    task = _task(lambda _: lambda: [1.0, 2.0], lambda _: lambda: [1.0, 3.0])
    with pytest.raises(measure.DisagreementError, match="example: the results of '0'"):
        measure.prepare(task, build.Workshop(tmp_path))


def test_what_is_missing_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the table says so."""
    monkeypatch.setenv("CC", "no-such-compiler")
    task = _task(
        lambda _: lambda: 1.0,
        lambda shop: shop.ctypes(),
        lambda _: build.module("no_such_module"),
        lambda _: lambda: 1.0,
    )
    timed, _ = measure.prepare(task, build.Workshop(tmp_path))
    assert [entry.skipped for entry in timed] == ["", "needs a C compiler", "needs no_such_module", ""]
    assert "skipped: needs a C compiler" in report.table(task, timed)


def test_numbers() -> None:
    """Times and speed-ups as people read them."""
    assert [report.amount(seconds) for seconds in (2.0, 0.0123, 4.5e-6, 3e-9)] == [
        "2 s",
        "12.3 ms",
        "4.5 µs",
        "0.003 µs",
    ]
    assert [report.speedup(1.0, seconds) for seconds in (1.0, 0.3, 0.0005)] == ["1 x", "3.3 x", "2,000 x"]


def test_commands() -> None:
    """`python -m fastroll` knows the ladder, and does not import it unless it is asked for."""
    code = "from fastroll.__main__ import main; import sys; main([]); print('fastroll._ladder' in sys.modules)"
    shown = run_python(code)
    assert "ladder" in shown
    assert shown.endswith("False")
