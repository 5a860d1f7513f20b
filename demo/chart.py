"""The picture of the demonstration: the year's delays above, the times of the libraries below."""

from pathlib import Path

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

import fastroll as fr  # noqa: F401  (registers the accessor)

BLUE, RED, GREY, SAND = "#1f6fb2", "#c8452f", "#7d838c", "#d9a441"
LIBRARIES = {"1 thread": ("fastroll", BLUE), "bottleneck": ("bottleneck", SAND), "pandas": ("pandas", GREY)}


def draw_delays(axes: Axes, delay: pd.Series) -> None:
    """Draw the mean delay of 24 hours and of 30 days at every departure, and how far single flights spread."""
    index = pd.DatetimeIndex(delay.index)
    day, month, spread = delay.fast.rolling_mean("24h"), delay.fast.rolling_mean("30D"), delay.fast.rolling_std("30D")
    axes.fill_between(index, month, month + spread, color=RED, alpha=0.13, lw=0, label="30 days: + 1 std")
    axes.plot(index, day, color=BLUE, lw=0.9, label="mean of the last 24 hours")
    axes.plot(index, month, color=RED, lw=2, label="mean of the last 30 days")
    for moment, height in peaks(day, count=4):
        text = f"{moment.day} {moment:%B}"
        axes.annotate(text, (moment, height), (0, 5), textcoords="offset points", ha="center", fontsize=9)
    axes.set_title(f"Departures from New York, 2013: {len(delay):,} flights", loc="left", fontweight="bold", pad=14)
    axes.set_ylabel("delay in minutes")
    axes.set_xlim(index[0].normalize(), index[-1])
    axes.set_ylim(-5, 100)
    axes.xaxis.set_major_locator(mdates.MonthLocator(tz=index.tz))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%b", tz=index.tz))
    axes.legend(loc="upper right", frameon=False)


def peaks(series: pd.Series, count: int) -> list[tuple[pd.Timestamp, float]]:
    """Return the highest values and their times, a month apart at least."""
    found: list[tuple[pd.Timestamp, float]] = []
    highest = series.groupby(pd.DatetimeIndex(series.index).normalize()).max().sort_values(ascending=False)
    for day, height in zip(pd.DatetimeIndex(highest.index), highest, strict=True):
        if len(found) < count and all(abs(day - other) > pd.Timedelta("30D") for other, _ in found):
            found.append((day, height))
    return found


def draw_times(axes: Axes, times: pd.DataFrame) -> None:
    """Draw a row of points for each computation."""
    rows = range(len(times))
    axes.hlines(rows, times[list(LIBRARIES)].min(axis=1), times[list(LIBRARIES)].max(axis=1), color="#d5d8dc", lw=2)
    for column, (name, color) in LIBRARIES.items():
        axes.plot(times[column], rows, "o", color=color, ms=9, label=name)
        for row, value in zip(rows, times[column], strict=True):
            if value == value:
                label = f"{value:.2g}"
                axes.annotate(label, (value, row), (0, 8), textcoords="offset points", ha="center", fontsize=8)
    axes.set_yticks(rows, times.index)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(times) - 0.4, -0.7)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel("milliseconds, on a logarithmic scale")
    axes.set_title("Time taken, one thread each", loc="left", fontweight="bold", pad=14)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, borderaxespad=0)
    axes.spines["left"].set_visible(False)


def draw(delay: pd.Series, times: pd.DataFrame, path: Path) -> None:
    """Save both charts as one PNG."""
    with plt.rc_context({"axes.spines.top": False, "axes.spines.right": False, "font.size": 10}):
        figure, (above, below) = plt.subplots(2, 1, figsize=(11, 9.5), height_ratios=[1, 1.1], layout="constrained")
        figure.get_layout_engine().set(h_pad=0.15)
        draw_delays(above, delay)
        draw_times(below, times)
        figure.savefig(path, dpi=120)
        plt.close(figure)
