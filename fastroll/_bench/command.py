"""``python -m fastroll bench``: fastroll beside every other library that is installed, on the machine at hand."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

USUAL = "sum,mean,std,min,median,rank,skew,corr"
EPILOG = """Results are compared with exact ones before they are timed.  Times are the least of interleaved rounds, in
nanoseconds for an element; all libraries have one thread, but for fastroll where --threads says more."""


def _positive(text: str) -> int:
    try:
        number = int(float(text)) if "e" in text.lower() else int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be an integer of 1 or more, got {text!r}")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number greater than 0, got {text!r}")
    return seconds


def _counts(text: str) -> list[int]:
    return sorted({_positive(part) for part in text.split(",")})


def _some_of(known: list[str]) -> Callable[[str], list[str]]:
    def chosen(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        unknown = [name for name in names if name not in known]
        if unknown or not names:
            raise argparse.ArgumentTypeError(
                f"there is no {', '.join(unknown) or 'name'}; there are {', '.join(known)}"
            )
        return list(dict.fromkeys(names))

    return chosen


def _parser() -> argparse.ArgumentParser:
    from fastroll._bench.libraries import LIBRARIES
    from fastroll._bench.reference import KNOWN

    parser = argparse.ArgumentParser(prog="python -m fastroll bench", description=__doc__, epilog=EPILOG)
    parser.add_argument("--ops", type=_some_of(KNOWN), default=USUAL, help=f"statistics, with commas between ({USUAL})")
    parser.add_argument("--n", type=_positive, default=100_000, help="elements of the series (100000)")
    parser.add_argument("--window", type=_positive, default=50, help="elements of a window (50)")
    parser.add_argument("--libs", type=_some_of(list(LIBRARIES)), help="libraries, with commas between (all installed)")
    parser.add_argument("--threads", type=_counts, default="1", help="numbers of threads for fastroll, as 1,2 (1)")
    parser.add_argument("--seconds", type=_seconds, default=75, help="about how long it may take (75)")
    parser.add_argument(
        "--kinds", action="store_true", help="how much longer other kinds of data take than normal ones"
    )
    parser.add_argument("--save", type=Path, metavar="FILE.html", help="write tables and charts there")
    return parser


def _machine() -> list[tuple[str, str]]:
    import fastroll
    from fastroll import _core

    name = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        models = [
            line.partition(":")[2].strip() for line in information.read_text().splitlines() if "model name" in line
        ]
        name = models[0] if models else name
    return [
        ("Processor", f"{name}, {os.cpu_count()} threads; kernels: {_core.config()['instruction_set']}"),
        ("System", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("fastroll", fastroll.__version__),
    ]


def _progress(share: float, words: str) -> None:
    if sys.stderr.isatty():
        done = round(30 * min(share, 1))
        sys.stderr.write(f"\r\x1b[K{'█' * done}{'·' * (30 - done)} {share:4.0%}  {words}" if words else "\r\x1b[K")
        sys.stderr.flush()


def _by_kind(options: argparse.Namespace) -> int:
    from fastroll._bench.kinds import table

    libraries = list(dict.fromkeys(["fastroll", *(options.libs or [])]))
    print("; ".join(fact for _, fact in _machine()))
    print(f"n = {options.n}, window = {options.window}, one thread; multiples of the time of normal data\n")
    print(table(options.ops, options.n, options.window, options.seconds, libraries, _progress))
    return 0


def main(arguments: list[str]) -> int:
    """Run the command; return what to exit with."""
    for variable in ("POLARS_MAX_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # read when they are imported
    from fastroll._bench import tables
    from fastroll._bench.compare import Case, Comparison, Contender
    from fastroll._bench.libraries import LIBRARIES
    from fastroll._bench.page import page

    parser = _parser()
    options = parser.parse_args(arguments)
    if options.window > options.n:
        parser.error(f"argument --window: must be <= n {options.n}, got {options.window}")
    if options.save is not None and not options.save.absolute().parent.is_dir():
        parser.error(f"argument --save: there is no folder {options.save.absolute().parent}")
    missing = [name for name in options.libs or () if not LIBRARIES[name].installed]
    if missing:
        parser.error(f"argument --libs: {', '.join(missing)} not installed")
    if options.kinds:
        return _by_kind(options)
    names = options.libs or [name for name, library in LIBRARIES.items() if library.installed]
    contenders = [
        Contender(name, threads) for name in names for threads in (options.threads if name == "fastroll" else [1])
    ]
    base = [Case(statistic, options.n, options.window) for statistic in options.ops]
    outcome = Comparison(base, contenders, options.seconds, options.save is not None, _progress).run()
    machine = _machine()
    machine += [(name, LIBRARIES[name].version) for name in names if name != "fastroll"]
    print("; ".join(f"{name} {fact}" if name != "Processor" else fact for name, fact in machine))
    print(f"n = {options.n}, window = {options.window}, one thread unless said; {outcome.seconds:.0f} s\n")
    print(tables.text(outcome))
    if options.save is not None:
        options.save.write_text(page(outcome, machine), encoding="utf-8")
        print(f"\nwrote {options.save}")
    return 0
