"""``apply`` of window objects and the accessor: what pandas gives, with compiled functions and threads, too."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import normal
from test_apply import last_less_first

import fastroll as fr

pd = pytest.importorskip("pandas")


def _frame() -> Any:
    rng = np.random.default_rng(0)
    index = pd.date_range("2026-01-01", periods=60, freq="h")
    frame = pd.DataFrame(
        {"a": normal(60, 0.2), "b": rng.integers(0, 9, 60), "key": rng.integers(0, 3, 60)}, index=index
    )
    frame.iloc[7, 0] = np.inf
    return frame


WINDOWS: list[Callable[[Any], Any]] = [
    lambda obj: obj.rolling(5),
    lambda obj: obj.rolling(4, min_periods=2, center=True, step=3),
    lambda obj: obj.rolling("7h", closed="both"),
    lambda obj: obj.rolling(pd.api.indexers.FixedForwardWindowIndexer(window_size=3), min_periods=1),
    lambda obj: obj.expanding(3),
    lambda obj: obj.rolling(3, min_periods=0),
]
GROUPED: list[Callable[[Any], Any]] = [
    lambda obj: obj.groupby("key").rolling(4, min_periods=1),
    lambda obj: obj.groupby("key").expanding(2),
    lambda obj: obj.groupby("key").rolling("9h"),
]


def last_but_first(values: Any) -> float:
    """Do what `last_less_first` does, whatever it gets."""
    values = np.asarray(values)
    return float(values[-1] - values[0]) if len(values) else -1.0


@pytest.mark.parametrize("window", [*WINDOWS, *GROUPED])
@pytest.mark.parametrize("raw", [True, False])
def test_as_pandas(window: Callable[[Any], Any], raw: bool) -> None:
    """The same results, index and names."""
    theirs = window(_frame())
    expected = theirs.apply(last_but_first, raw=raw)
    pd.testing.assert_frame_equal(fr.fast(theirs).apply(last_but_first, raw=raw), expected)
    for threads in (1, 2):
        pd.testing.assert_frame_equal(fr.fast(theirs).apply(last_less_first, threads=threads), expected)
    pd.testing.assert_series_equal(
        fr.fast(theirs)["a"].apply(last_but_first, raw), theirs["a"].apply(last_but_first, raw)
    )


def test_accessor() -> None:
    """Flat methods are the same in one call."""
    series = _frame()["a"]
    expected = series.rolling(5, 2).apply(last_but_first, raw=True)
    pd.testing.assert_series_equal(series.fast.rolling_apply(5, last_but_first, 2, raw=True), expected)
    pd.testing.assert_series_equal(series.fast.rolling_apply(5, last_less_first, 2, threads=2), expected)
    expected = series.expanding(4).apply(last_but_first, raw=True)
    pd.testing.assert_series_equal(series.fast.expanding_apply(last_less_first, 4), expected)


def test_arguments() -> None:
    """After the values, as in pandas."""
    theirs, function = _frame().rolling(3), lambda a, b, c: a.sum() + b + c
    expected = theirs.apply(function, raw=True, args=(1,), kwargs={"c": 2})
    pd.testing.assert_frame_equal(fr.fast(theirs).apply(function, raw=True, args=(1,), kwargs={"c": 2}), expected)


@pytest.mark.parametrize("keywords", [{"raw": "x"}, {"engine": "x"}, {"raw": True, "engine_kwargs": {"nogil": True}}])
def test_errors(keywords: dict[str, Any]) -> None:
    """Those of pandas."""
    theirs = _frame().rolling(3)
    with pytest.raises(ValueError, match="r") as expected:
        theirs.apply(np.sum, **keywords)
    with pytest.raises(ValueError, match="r") as raised:
        fr.fast(theirs).apply(np.sum, **keywords)
    assert str(raised.value) == str(expected.value)


def test_threads_are_for_compiled_functions() -> None:
    """Whatever raw is."""
    for raw in (True, False):
        with pytest.raises(ValueError, match="threads must be 1 for a Python callable, got 2"):
            _frame().fast.rolling(3).apply(np.sum, raw=raw, threads=2)


def test_failure_names_the_row() -> None:
    """And the column, counted."""
    frame = pd.DataFrame({"a": np.arange(20.0) + 50, "b": np.arange(20.0)})
    with pytest.raises(RuntimeError, match=r"^func failed for row 14 of series 1$"):
        frame.fast.rolling(2).apply(last_less_first)
