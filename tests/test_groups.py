"""Windows inside groups give what pandas gives, whatever the keys, the order of the rows and the index."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same_outcome, each, outcome, stamps, values  # noqa: E402
from support import Q  # noqa: E402

import fastroll  # noqa: E402

N = 60
X = values(N)
KEYS = np.random.default_rng(2).integers(0, 5, N)
LETTERS = np.array(list("dbace"))[KEYS]


def _frame(**columns: Any) -> Any:
    return pd.DataFrame({"x": X, "y": X[::-1], **columns})


MIXED = _frame(key=KEYS, letter=LETTERS)
FRAMES = {
    "mixed": MIXED,
    "sorted": MIXED.sort_values("key", kind="stable"),
    "sorted, new index": MIXED.sort_values("key", kind="stable", ignore_index=True),
    "duplicate index": MIXED.set_axis(np.arange(N) // 4),
    "text index": MIXED.set_axis([f"row {i * 7 % N}" for i in range(N)]),
    "MultiIndex": MIXED.set_axis(pd.MultiIndex.from_product([["u", "v"], range(N // 2)], names=["a", "b"])),
    "times": MIXED.set_axis(stamps(N).rename("when")),
    "keys are missing": _frame(key=np.where(KEYS == 2, np.nan, KEYS), letter=LETTERS),
    "categories": _frame(key=pd.Categorical(LETTERS, categories=list("edcbaz"), ordered=True), letter=KEYS),
    "one group": _frame(key=1, letter=LETTERS),
    "with text": MIXED.assign(text="t"),
    "empty": MIXED[:0],
}
GROUPINGS: dict[str, dict[str, Any]] = {
    "one key": {"by": "key"},
    "two keys": {"by": ["letter", "key"]},
    "not sorted": {"by": ["letter", "key"], "sort": False},
    "an array": {"by": LETTERS},
    "a function": {"by": lambda label: hash(label) % 3},
    "no index": {"by": "key", "as_index": False},
    "missing keys": {"by": "key", "dropna": False},
    "group keys off": {"by": "key", "group_keys": False},
}
GEOMETRIES: dict[str, dict[str, Any]] = {
    "int": {"window": 3},
    "few": {"window": 4, "min_periods": 1},
    "centered": {"window": 5, "center": True, "min_periods": 2},
    "closed": {"window": 3, "closed": "left"},
    "forward": {"window": pd.api.indexers.FixedForwardWindowIndexer(window_size=3)},
    "step": {"window": 3, "step": 2},
    "wrong": {"window": 2, "min_periods": 3},
}


def _compare(frame: Any, grouping: dict[str, Any], geometry: dict[str, Any], use: Any) -> None:
    theirs = outcome(lambda: use(frame.groupby(observed=True, **grouping).rolling(**geometry)))
    ours = outcome(lambda: use(fastroll.fast(frame.groupby(observed=True, **grouping).rolling(**geometry))))
    assert_same_outcome(ours, theirs)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_frames_and_keys(frame: str, grouping: str) -> None:
    """Every kind of frame, grouped in every way."""
    for geometry in ("int", "few"):
        _compare(FRAMES[frame], GROUPINGS[grouping], GEOMETRIES[geometry], lambda windows: windows.mean())


@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_methods(method: str, geometry: str) -> None:
    """Every method, for every kind of window."""
    arguments = {"q": Q} if method == "quantile" else {}
    for frame in ("mixed", "sorted"):
        if method == "rank" and geometry == "centered":
            pytest.skip("pandas leaves ranks as they were where a window only shrinks")
        numbers = FRAMES[frame][["key", "x", "y"]]
        _compare(numbers, {"by": "key"}, GEOMETRIES[geometry], lambda windows: getattr(windows, method)(**arguments))


@pytest.mark.parametrize("geometry", list(each(window=["20s", "2min"], center=[False, True], closed=[None, "both"])))
def test_spans_of_time(geometry: dict[str, Any]) -> None:
    """With times in the index, and in a column."""
    numbers = MIXED[["key", "x", "y"]]
    _compare(numbers.set_axis(stamps(N)), {"by": "key"}, geometry, lambda windows: windows.sum())
    timed = numbers.assign(when=stamps(N))
    _compare(timed, {"by": "key"}, {**geometry, "on": "when"}, lambda windows: windows.max())
    _compare(timed[::-1], {"by": "key"}, {**geometry, "on": "when"}, lambda windows: windows.std())


def test_growing(method: str) -> None:
    """Windows that grow inside their group."""
    arguments = {"q": Q} if method == "quantile" else {}
    numbers = MIXED[["key", "x", "y"]]
    theirs = outcome(lambda: getattr(numbers.groupby("key").expanding(2), method)(**arguments))
    ours = outcome(lambda: getattr(fastroll.fast(numbers.groupby("key").expanding(2)), method)(**arguments))
    assert_same_outcome(ours, theirs)


@pytest.mark.parametrize("name", ["x", ["x"], ["y", "x"]])
def test_selection(name: Any) -> None:
    """Columns of the groups, chosen before and after the windows."""
    _compare(MIXED, {"by": "key"}, {"window": 3}, lambda windows: windows[name].median())
    theirs = MIXED.groupby("key")[name].rolling(3).sum()
    assert_same_outcome(fastroll.fast(MIXED.groupby("key")[name].rolling(3)).sum(), theirs)


def test_aggregation_and_pairs() -> None:
    """What else the objects do."""
    numbers = MIXED[["key", "x", "y"]]
    for use in (
        lambda windows: windows.agg({"x": "sum", "y": ["min", "max"]}),
        lambda windows: windows.cov(),
        lambda windows: windows.corr(pairwise=True),
        lambda windows: windows.apply(np.nansum, raw=True),
    ):
        _compare(numbers, {"by": "key"}, {"window": 4, "min_periods": 2}, use)


GROUP_BYS: dict[str, Any] = {
    "frame": lambda groups: groups,
    "a column": lambda groups: groups["x"],
    "an attribute": lambda groups: groups.x,
    "columns": lambda groups: groups[["x", "y"]],
    "no such column": lambda groups: groups["z"],
}
WINDOWS_OF: dict[str, Any] = {
    "rolling": lambda groups: groups.rolling(3, min_periods=1).mean(),
    "centered": lambda groups: groups.rolling(4, 1, True, closed="both").max(),
    "on": lambda groups: groups.rolling("20s", on="when").sum(),
    "expanding": lambda groups: groups.expanding(2).std(),
    "ewm": lambda groups: groups.ewm(span=3).mean(),
    "ewm, by position": lambda groups: groups.ewm(1.5, min_periods=2).mean(),
    "agg": lambda groups: groups.rolling(3).agg(["min", "sum"]),
    "none": lambda groups: groups.mean(),
    "wrong": lambda groups: groups.rolling(2, min_periods=3),
}


@pytest.mark.parametrize("use", WINDOWS_OF)
@pytest.mark.parametrize("choose", GROUP_BYS)
@pytest.mark.parametrize("grouping", [*GROUPINGS, "level"])
def test_group_by_of_accessor(grouping: str, choose: str, use: str) -> None:
    """``fast.groupby`` is pandas' groupby but for who computes."""
    options = {**GROUPINGS, "level": {"level": "index"}}[grouping]
    frame = _frame(key=KEYS, when=stamps(N)).set_axis(pd.Index(KEYS % 3, name="index"))
    frame["letter"] = LETTERS
    if choose == "frame" and use == "none":
        frame = frame[["key", "letter", "x", "y"]].drop(columns=[] if "letter" in str(options) else "letter")

    def run(start: Any) -> Any:
        return outcome(lambda: WINDOWS_OF[use](GROUP_BYS[choose](start(**options))))

    assert_same_outcome(run(frame.fast.groupby), run(frame.groupby))


def test_group_by_of_a_series() -> None:
    """A Series has the same."""
    series = pd.Series(X, name="x")
    theirs = outcome(lambda: series.groupby(KEYS).rolling(3).median())
    assert_same_outcome(outcome(lambda: series.fast.groupby(KEYS).rolling(3).median()), theirs)
    assert isinstance(series.fast.groupby(KEYS), pd.api.typing.SeriesGroupBy)
    assert isinstance(series.fast.groupby(KEYS).rolling(3), fastroll.pandas.RollingGroupBy)
    assert isinstance(series.fast.groupby(KEYS).expanding(), fastroll.pandas.ExpandingGroupBy)
    assert isinstance(series.fast.groupby(KEYS).ewm(com=1), fastroll.pandas.ExponentialMovingWindowGroupBy)


PANELS: dict[str, Any] = {
    "balanced": np.tile(np.arange(12), 5),
    "some days are missing": np.concatenate([np.arange(20), np.arange(3, 13), np.arange(0, 20, 2), np.arange(20)]),
    "more days": np.concatenate([np.arange(20), np.arange(10, 30), np.arange(20)]),
    "twice": np.repeat(np.tile(np.arange(6), 5), 2),
    "falling": np.tile(np.arange(12)[::-1], 5),
}


@pytest.mark.parametrize("zone", [None, "Europe/Oslo", "integers", "spans"])
@pytest.mark.parametrize("order", ["sorted", "interleaved"])
@pytest.mark.parametrize("panel", PANELS)
def test_panels(panel: str, order: str, zone: str | None) -> None:
    """Labels that the groups have in common."""
    days = PANELS[panel]
    index: Any = pd.Index(days * 3 - 7, name="day")
    if zone == "spans":
        index = pd.to_timedelta(index, unit="D")
    elif zone != "integers":
        index = pd.to_datetime(index, unit="D").tz_localize("UTC").tz_convert(zone)
    key = np.cumsum(np.diff(days, prepend=99) * (-1 if panel == "falling" else 1) < 0)
    frame = pd.DataFrame({"key": key, "x": values(len(days))}).set_axis(index)
    if order == "interleaved":
        frame = frame.iloc[np.lexsort([np.arange(len(days)), days])]
    ours, theirs = fastroll.fast(frame.groupby("key").rolling(3)).mean(), frame.groupby("key").rolling(3).mean()
    pd.testing.assert_frame_equal(ours, theirs)
    for mine, other in zip(ours.index.levels, theirs.index.levels, strict=True):
        pd.testing.assert_index_equal(mine, other)


def test_wrong_groups() -> None:
    """The C functions behind refuse what they cannot do."""
    from fastroll import _core

    with pytest.raises(ValueError, match="groups must lie between -1 and 1"):
        _core.group_rows(np.array([0, 2]), 2)
    with pytest.raises(ValueError, match="must be monotonic in each group"):
        _core.group_time_bounds(np.array([1, 3, 2]), np.array([0, 3]), 5, False, None)
    with pytest.raises(ValueError, match="offsets must begin with 0"):
        _core.group_time_bounds(np.array([1, 2, 3]), np.array([0, 9]), 5, False, None)
