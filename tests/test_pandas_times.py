"""Windows of a span of time through the accessor: index or `on=`, as pandas has them."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same, each, stamps, values  # noqa: E402

X = values()
SECONDS = np.arange(60) * 5


def _indexes() -> dict[str, Any]:
    return {
        "irregular": stamps(),
        "regular": pd.date_range("2024-01-01", periods=60, freq="5s"),
        "seconds": stamps().as_unit("s"),
        "time zone": stamps(tz="Europe/Berlin"),
        "descending": stamps()[::-1],
        "timedeltas": pd.to_timedelta(SECONDS, unit="s"),
        "periods": pd.period_range("2024-01-01", periods=60, freq="5s"),
        "all equal": pd.DatetimeIndex(["2024-01-01"] * 60),
        "named": stamps().rename("when"),
    }


INDEXES = _indexes()


@pytest.mark.parametrize("kind", INDEXES)
def test_index(method: str, kind: str) -> None:
    """Every kind of index of times."""
    series = pd.Series(X, index=INDEXES[kind], name="x")
    frame = pd.DataFrame({"a": X, "i": np.arange(60)}, index=INDEXES[kind])
    for window in ("1s", "20s", "1h"):
        for min_periods in (None, 0, 3):
            assert_same(series, method, window, min_periods=min_periods)
            assert_same(frame, method, window, min_periods=min_periods)


@pytest.mark.parametrize("kind", ["irregular", "regular", "descending", "time zone"])
def test_geometry(method: str, kind: str) -> None:
    """center and closed."""
    series = pd.Series(X, index=INDEXES[kind])
    for arguments in each(center=[False, True], closed=[None, "right", "left", "both", "neither"]):
        for window in ("20s", "21s"):
            assert_same(series, method, window, **arguments)
            assert_same(pd.DataFrame({"a": series, "b": 1}), method, window, min_periods=2, **arguments)


@pytest.mark.parametrize(
    "window",
    [
        pd.Timedelta("20s"),
        pd.Timedelta("20s").to_pytimedelta(),
        np.timedelta64(20, "s"),
        pd.offsets.Second(20),
        "20s",
        "0.5min",
    ],
    ids=str,
)
def test_kinds_of_spans(method: str, window: Any) -> None:
    """Everything that pandas takes for a span of time."""
    assert_same(pd.Series(X, index=stamps()), method, window)
    assert_same(pd.DataFrame({"x": X, "t": stamps()}), method, window, on="t")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_on_a_column(method: str, place: int) -> None:
    """The column of times stays where it was, as it was."""
    frame = pd.DataFrame({"a": X, "b": np.arange(60)}, index=np.arange(60) % 7)
    frame.insert(place, "t", stamps())
    for arguments in each(closed=[None, "left", "both"], center=[False, True], min_periods=[None, 2]):
        assert_same(frame, method, "20s", on="t", **arguments)
    assert_same(frame, method, 4, on="t")
    assert_same(frame[["t"]], method, "20s", on="t")


def test_on_other_things(method: str) -> None:
    """An Index, a level that is no column, a label of a MultiIndex, a column of integers."""
    frame = pd.DataFrame({"a": X, "b": X[::-1]})
    assert_same(frame, method, "20s", on=pd.DatetimeIndex(stamps()))
    assert_same(frame, method, 4, on="b")
    assert_same(frame, method, 4, on="missing")
    assert_same(pd.Series(X), method, 4, on="a")
    two_levels = pd.DataFrame({("t", 1): stamps(), ("x", 1): X})
    assert_same(two_levels, method, "20s", on=("t", 1))


def test_rare_spans(method: str) -> None:
    """Zero, negative, huge."""
    series = pd.Series(X, index=stamps())
    for window in ("0s", "-5s", "1ns", "30000D"):
        assert_same(series, method, window)
        assert_same(series, method, window, closed="both")


def test_empty(method: str) -> None:
    """No rows."""
    for window in ("20s", 3):
        assert_same(pd.Series(X, index=stamps())[:0], method, window)
        assert_same(pd.DataFrame({"a": X, "t": stamps()})[:0], method, window, on="t")


def test_infinities(method: str) -> None:
    """They are missing in windows of time, too."""
    if method == "sem":
        pytest.skip("pandas' sem takes them for values when it counts")
    x = X.copy()
    x[[3, 20, 21]] = [np.inf, -np.inf, np.inf]
    assert_same(pd.Series(x, index=stamps()), method, "30s", min_periods=1)
    assert_same(pd.DataFrame({"a": x, "b": X}, index=stamps()), method, "30s")
