"""Bounds of VariableOffsetWindowIndexer are those that pandas makes row by row; other indexers are right as well."""

import datetime
import time
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from pandas.api.indexers import FixedForwardWindowIndexer, VariableOffsetWindowIndexer  # noqa: E402

import fastroll  # noqa: E402
from fastroll.pandas._indexers import offset_bounds  # noqa: E402

OFFSETS: list[Any] = [
    pd.offsets.BDay(1),
    pd.offsets.BDay(3),
    pd.offsets.BDay(2, offset=datetime.timedelta(hours=3)),
    pd.offsets.BDay(1, normalize=True),
    pd.offsets.MonthEnd(1),
    pd.offsets.MonthBegin(2),
    pd.offsets.BMonthEnd(1),
    pd.offsets.QuarterEnd(1),
    pd.offsets.YearBegin(1),
    pd.offsets.Week(1),
    pd.offsets.Week(1, weekday=2),
    pd.offsets.SemiMonthEnd(1),
    pd.offsets.CustomBusinessDay(1, weekmask="Mon Wed Fri"),
    pd.offsets.BusinessHour(3),
    pd.offsets.LastWeekOfMonth(1, weekday=4),
    pd.DateOffset(months=1),
    pd.DateOffset(days=2, hours=1),
    pd.DateOffset(day=3),
    pd.offsets.Hour(30),
    pd.offsets.Day(2),
    pd.offsets.Second(0),
    pd.offsets.BDay(-1),
    pd.offsets.BDay(0),
]


def _compare(index: Any, offset: Any, closed: str | None, n: int | None = None) -> None:
    indexer = VariableOffsetWindowIndexer(index=index, offset=offset)
    arguments = (len(index) if n is None else n, 1, False, closed, None)
    try:
        theirs: Any = VariableOffsetWindowIndexer.get_window_bounds(indexer, *arguments)
    except Exception as error:
        with pytest.raises(type(error)):
            offset_bounds(indexer, *arguments)
        return
    ours = offset_bounds(indexer, *arguments)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.dtype == np.int64
        np.testing.assert_array_equal(mine, other)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_index(data: st.DataObject) -> None:
    """Business days, months, hours; all ends; zones; duplicates; up, down and neither; fewer rows than the index."""
    unit = data.draw(st.sampled_from([3600, 86400, 7200 * 31]))
    steps = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=25))
    seconds = np.cumsum(steps) * unit
    order = data.draw(st.sampled_from(["up", "down", "neither"]))
    if order != "up":
        seconds = seconds[::-1] if order == "down" else seconds * 7919 % (86400 * 20)
    start = np.datetime64(data.draw(st.sampled_from(["2024-02-27", "2024-03-29T22:15:00", "2024-10-25T09:30:00"])), "s")
    index = pd.DatetimeIndex((start + seconds).astype(data.draw(st.sampled_from(["M8[ns]", "M8[s]"]))), tz="UTC")
    index = index.tz_convert(data.draw(st.sampled_from([None, "UTC", "Europe/Berlin", "America/New_York"])))
    closed = data.draw(st.sampled_from([None, "right", "left", "both", "neither"]))
    _compare(index, data.draw(st.sampled_from(OFFSETS)), closed, data.draw(st.integers(0, len(index) + 1)))


@pytest.mark.parametrize("offset", OFFSETS, ids=str)
def test_each_offset(offset: Any) -> None:
    """A month of odd hours, up and down, with and without a zone."""
    seconds = np.cumsum(np.random.default_rng(1).integers(0, 2, 60)) * 40_000
    for tz in (None, "Europe/Berlin"):
        index = pd.DatetimeIndex(np.datetime64("2024-03-01T05:00", "s") + seconds, tz="UTC").tz_convert(tz)
        for closed in ("right", "left", "both", "neither"):
            _compare(index, offset, closed)
            _compare(index[::-1], offset, closed)


def test_windows() -> None:
    """The accessor, window objects and functions take the indexer, and give what pandas gives."""
    index = pd.date_range("2024-01-01", periods=200, freq="7h")
    series = pd.Series(np.arange(200.0) ** 1.3 % 11, index=index)
    indexer: Any = VariableOffsetWindowIndexer(index=index, offset=pd.offsets.BDay(2))
    for closed in (None, "left", "both"):
        theirs = series.rolling(indexer, closed=closed, min_periods=1).mean()
        pd.testing.assert_series_equal(series.fast.rolling_mean(indexer, 1, closed=closed), theirs)
        pd.testing.assert_series_equal(series.fast.rolling(indexer, 1, closed=closed).mean(), theirs)
        np.testing.assert_allclose(fastroll.rolling_mean(series.to_numpy(), indexer, 1, closed=closed), theirs)
    with pytest.raises(NotImplementedError, match="step not implemented"):
        series.fast.rolling(indexer, step=2).mean()


def test_speed() -> None:
    """Not by a loop in Python: that takes 28 microseconds for a row."""
    index = pd.date_range("2024-01-01", periods=20_000, freq="17min")
    indexer = VariableOffsetWindowIndexer(index=index, offset=pd.offsets.BDay(1))
    begin = time.perf_counter()
    offset_bounds(indexer, len(index), 1, False, None, None)
    assert time.perf_counter() - begin < 0.1


class Subclass(VariableOffsetWindowIndexer):
    """An indexer whose bounds are its own."""

    def get_window_bounds(self, num_values: int = 0, *arguments: Any, **keywords: Any) -> Any:
        """Return single elements."""
        return np.arange(num_values), np.arange(num_values) + 1


def test_subclasses_keep_their_bounds() -> None:
    """Only the very class is known."""
    index = pd.date_range("2024-01-01", periods=5)
    indexer: Any = Subclass(index=index, offset=pd.offsets.BDay(1))
    assert fastroll.rolling_sum(np.arange(5.0), indexer, 1).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("window", [0, 1, 4, 50])
@pytest.mark.parametrize("step", [None, 3])
def test_forward_windows(window: int, step: int | None) -> None:
    """FixedForwardWindowIndexer."""
    series = pd.Series(np.arange(40.0) ** 1.3 % 11)
    indexer = FixedForwardWindowIndexer(window_size=window)
    for name in ("sum", "mean", "std", "median"):
        theirs = getattr(series.rolling(indexer, min_periods=0, step=step), name)()
        ours = getattr(series.fast.rolling(indexer, min_periods=0, step=step), name)()
        pd.testing.assert_series_equal(ours, theirs)
        function = getattr(fastroll, f"rolling_{name}")
        np.testing.assert_allclose(function(series.to_numpy(), indexer, 0, step=step), theirs)
