"""Times beside windows in groups: those of the rows of the results, where pandas puts them, and right in each group."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same_outcome, each, outcome, stamps, values  # noqa: E402

import fastroll  # noqa: E402

N = 60
KEYS = np.random.default_rng(2).integers(0, 5, N)
MIXED = pd.DataFrame({"x": values(N), "y": values(N)[::-1], "key": KEYS, "when": stamps(N)})
INDEXES: dict[str, Any] = {
    "numbers": np.arange(N),
    "descending": np.arange(N)[::-1],
    "twice": np.arange(N) // 2,
    "the times": stamps(N),
    "of that name": pd.Index(np.arange(N), name="when"),
    "texts": [f"row {i}" for i in range(N)],
}


@pytest.mark.parametrize("columns", [["when", "x", "key", "y"], ["x", "key", "when", "y"], ["key", "when"]])
@pytest.mark.parametrize("index", INDEXES)
def test_times_beside_results(index: str, columns: list[str]) -> None:
    """They are those of the same rows, where they were among the columns."""
    frame = MIXED[columns].set_axis(INDEXES[index])
    missing = frame.assign(key=np.where(KEYS == 2, np.nan, KEYS))
    for data in (frame, missing, frame.sort_values("key", kind="stable")):
        for use in (
            lambda windows: windows.sum(),
            lambda windows: windows.count(),
            lambda windows: windows.agg(["min", "max"]),
            lambda windows: windows.apply(np.sum, raw=True),
            lambda windows: windows[[name for name in columns if name != "key"]].max(),
        ):
            for window in ("20s", 3):
                theirs = outcome(use, data.groupby("key").rolling(window, on="when"))
                ours = outcome(use, data.fast.groupby("key").rolling(window, on="when"))
                assert_same_outcome(ours, theirs)


@pytest.mark.parametrize("step", [None, 3])
@pytest.mark.parametrize("index", ["numbers", "twice"])
def test_times_beside_several_quantiles(index: str, step: int | None) -> None:
    """With groups and without, the times of the same rows."""
    frame = MIXED[["key", "x", "when"]].set_axis(INDEXES[index])
    windows = fastroll.fast(frame.groupby("key").rolling("20s", on="when"), step=step)
    pieces = [group["when"].iloc[::step] for _, group in frame.groupby("key")]
    made = windows.quantile([0.2, 0.5])["when"].to_numpy().ravel()
    np.testing.assert_array_equal(made, pd.concat(pieces).to_numpy())
    alone = fastroll.fast(frame.rolling("20s", on="when"), step=step).quantile([0.2, 0.5])
    np.testing.assert_array_equal(alone["when"].to_numpy().ravel(), frame["when"].iloc[::step].to_numpy())


TIMES: dict[str, Any] = {
    "descending in one group": [9, 1, 5, 2, 1, 3],
    "equal": [1, 1, 1, 1, 1, 1],
    "not in order": [1, 1, 3, 2, 2, 3],
    "NaT": [1, 1, None, 2, 2, 3],
}


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("zone", [None, "Europe/Oslo"])
def test_times_in_each_group(times: str, zone: str | None) -> None:
    """They ascend or descend in each group for itself, or pandas' words say what is wrong; no loop over groups."""
    when = pd.Series(pd.to_datetime(TIMES[times], unit="s")).dt.tz_localize(zone)
    frame = pd.DataFrame({"key": [1, 2] * 3, "when": when, "x": range(6)})

    def run(groupby: Any) -> Any:
        return outcome(lambda: groupby("key").rolling("2s", on="when").sum())

    ours, theirs = run(frame.fast.groupby), run(frame.groupby)
    assert_same_outcome(ours, theirs)
    with fastroll.pandas.patched():
        assert_same_outcome(run(frame.groupby), theirs)
    grouped = frame.fast.groupby("key")
    if isinstance(theirs, pd.DataFrame):
        grouped.rolling("2s", on="when").sum()
        assert "indices" not in getattr(grouped._grouper, "_cache", {})


@pytest.mark.parametrize("method", ["mean", "max", "median"])
@pytest.mark.parametrize("lengths", [[30, 30], [1, 40, 9, 2], [700, 300], [5] * 20])
@pytest.mark.parametrize("order", ["sorted", "reversed", "interleaved"])
def test_regular_times(order: str, lengths: list[int], method: str) -> None:
    """Each group has regular times of its own."""
    keys = np.repeat(np.arange(len(lengths)), lengths)
    when = np.concatenate([np.arange(n) * 60 + k for k, n in enumerate(lengths)])
    frame = pd.DataFrame({"key": keys, "when": pd.to_datetime(when, unit="s"), "x": values(len(keys))})
    if order == "reversed":
        frame = frame[::-1]
    elif order == "interleaved":
        frame = frame.sort_values("when", kind="stable")

    def run(groupby: Any, geometry: dict[str, Any]) -> Any:
        return outcome(lambda: getattr(groupby("key").rolling(on="when", **geometry), method)())

    for geometry in each(window=["3min", "1h"], closed=[None, "both"], center=[False, True]):
        assert_same_outcome(run(frame.fast.groupby, geometry), run(frame.groupby, geometry))
