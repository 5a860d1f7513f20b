"""``python -m fastroll ladder``."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np

import fastroll as fr

from .build import Workshop
from .measure import DisagreementError, measure, prepare
from .report import Progress, Results, markdown, save_chart, table
from .rungs import Task
from .tasks import tasks


def _parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fastroll ladder",
        description="Time the same algorithms in every version from a Python loop to fastroll, on this machine.  "
        "Needs a C compiler and Cython for the compiled versions, Numba and cffi for theirs; what is not there "
        "is skipped.",
    )
    parser.add_argument("--tasks", nargs="+", choices=names, default=names, metavar="TASK", help=", ".join(names))
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the least time counts (5)")
    parser.add_argument("--save", type=Path, help="where to put the chart (fastroll-ladder.png or .svg)")
    parser.add_argument("--annotate", type=Path, metavar="FOLDER", help="keep Cython's annotated sources there")
    parser.add_argument("--markdown", action="store_true", help="print tables for a document")
    parser.add_argument("--tiny", action="store_true", help="sizes that show only whether everything works")
    return parser


def run(chosen: list[Task], workshop: Workshop, rounds: int) -> Results:
    """Compile, compare, and time."""
    progress = Progress(sum(len(task.rungs) for task in chosen) * rounds)
    results = []
    for task in chosen:
        timed, runs = prepare(task, workshop)
        measure(timed, runs, rounds, progress.advance)
        results.append((task, timed))
    progress.close()
    return results


def main(arguments: list[str]) -> int:
    """Run the command; return what to exit with."""
    everything = tasks(tiny="--tiny" in arguments)
    options = _parser([task.name for task in everything]).parse_args(arguments)
    chosen = [task for task in everything if task.name in options.tasks]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        workshop = Workshop(Path(folder))
        try:
            results = run(chosen, workshop, max(1, options.rounds))
        except DisagreementError as error:
            print(error, file=sys.stderr)
            return 1
        if options.annotate:
            options.annotate.mkdir(parents=True, exist_ok=True)
            for path in workshop.annotated:
                shutil.copy2(path, options.annotate)
    print(
        f"fastroll {fr.__version__}, NumPy {np.__version__}, Python {platform.python_version()}.  All versions agree.\n"
    )
    print("\n".join((markdown if options.markdown else table)(task, timed) for task, timed in results))
    print(f"\nThe chart is {save_chart(results, options.save)}")
    return 0
