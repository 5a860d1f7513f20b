"""Covariance and correlation through the accessor are pandas'; what pandas lacks looks like it."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same, assert_same_outcome, each, stamps, values  # noqa: E402
from support import RECORDS  # noqa: E402

import fastroll  # noqa: E402

X = values()
SERIES = pd.Series(X, name="x")
FRAME = pd.DataFrame({"a": X, "b": X[::-1], "c": np.arange(60) % 7})
OTHERS = {
    "none": None,
    "Series": pd.Series(X[::-1], name="y"),
    "Series of the same name": pd.Series(X[::-1], name="x"),
    "Series of another index": pd.Series(X, index=np.arange(5, 65), name="y"),
    "Series of integers": pd.Series(np.arange(60)),
    "Series with infinities": pd.Series(np.where(X > 20, np.inf, X)),
    "short Series": pd.Series(X[:9]),
    "frame": pd.DataFrame({"b": X, "c": X * 2, "d": X[::-1]}),
    "frame of another index": pd.DataFrame({"a": X, "c": X[::-1]}, index=np.arange(3, 63)),
    "frame of the same columns": FRAME * 2,
    "array": X,
    "text": pd.Series(["a"] * 60),
}
each_pairwise = pytest.mark.parametrize("name", ["cov", "corr"])
SEVERAL = [name for name, record in RECORDS.items() if record["results"] and record["inputs"] == 1]


@each_pairwise
@pytest.mark.parametrize(
    "obj", [SERIES, FRAME, FRAME[["a"]], FRAME.iloc[:0], SERIES[:0]], ids=lambda obj: f"{obj.shape}"
)
@pytest.mark.parametrize("other", OTHERS)
def test_others(name: str, other: str, obj: Any) -> None:
    """All kinds of partners, paired by name or all with all."""
    for pairwise in (None, True, False):
        assert_same(obj, name, 5, other=OTHERS[other], pairwise=pairwise, min_periods=2)


@each_pairwise
def test_geometry(name: str) -> None:
    """center, closed, step, spans of time, ddof."""
    for obj, other in ((SERIES, OTHERS["Series"]), (FRAME, OTHERS["frame"]), (FRAME, None)):
        for arguments in each(center=[False, True], closed=[None, "left", "both"], step=[None, 2]):
            assert_same(obj, name, 6, other=other, min_periods=3, **arguments)
        assert_same(obj, name, 6, other=other, ddof=0)
    timed, partner = SERIES.set_axis(stamps()), OTHERS["Series"].set_axis(stamps())
    assert_same(timed, name, "30s", other=partner)
    assert_same(FRAME.assign(t=stamps()), name, "30s", on="t")
    assert_same(FRAME.assign(t="text"), name, 4, numeric_only=True)
    assert_same(FRAME.assign(t="text"), name, 4)


@each_pairwise
def test_expanding(name: str) -> None:
    """Windows that grow."""
    for obj, other in ((SERIES, OTHERS["Series"]), (FRAME, OTHERS["frame"]), (FRAME, None)):
        ours = getattr(obj.fast, f"expanding_{name}")(3, other=other)
        assert_same_outcome(ours, getattr(obj.expanding(3), name)(other=other))


def test_beta() -> None:
    """Series with Series, frame with Series, frame with frame by common columns: aligned as pandas does."""
    other = OTHERS["Series of another index"]
    x, y = SERIES.align(other)
    aligned = fastroll.rolling_beta(x, y, 5, 2)
    pd.testing.assert_series_equal(SERIES.fast.rolling_beta(5, other, 2), pd.Series(aligned, index=x.index))
    frame = FRAME.fast.rolling_beta(5, OTHERS["Series"], 2)
    for column in FRAME:
        one = FRAME[column].astype(float).fast.rolling_beta(5, OTHERS["Series"], 2)
        pd.testing.assert_series_equal(frame[column], one, check_names=False)
    both = FRAME.fast.rolling_beta(5, OTHERS["frame"], 2)
    assert list(both) == ["a", "b", "c", "d"]
    pd.testing.assert_series_equal(
        both["b"], FRAME["b"].fast.rolling_beta(5, OTHERS["frame"]["b"], 2), check_names=False
    )
    swapped = SERIES.fast.rolling_beta(5, FRAME, 2)
    pd.testing.assert_series_equal(swapped["a"], SERIES.fast.rolling_beta(5, FRAME["a"], 2), check_names=False)


def test_regression() -> None:
    """A column for each result; of a frame columns (column, result)."""
    desired = fastroll.rolling_regression(X, X[::-1], 5, 2)
    made = SERIES.fast.rolling_regression(5, OTHERS["Series"], 2)
    slow = SERIES.fast.rolling_regression(5, OTHERS["Series"], 2, on=SERIES.index)
    for frame in (made, slow):
        assert list(frame.columns) == ["slope", "intercept", "r2"]
        np.testing.assert_array_equal(frame.to_numpy(), np.array(desired).T)
    frame = FRAME.fast.rolling_regression(5, OTHERS["frame"], 2)
    assert list(frame.columns[:3]) == [("a", "slope"), ("a", "intercept"), ("a", "r2")]
    pd.testing.assert_frame_equal(frame["b"], FRAME["b"].fast.rolling_regression(5, OTHERS["frame"]["b"], 2))
    with pytest.raises(ValueError, match="other must be a DataFrame or Series"):
        SERIES.fast.rolling_regression(5, None)
    other = OTHERS["Series"]
    desired = SERIES.fast.rolling_regression(5, other)[::2]
    assert_same_outcome(SERIES.fast.rolling_regression(5, other, step=2), desired)


@pytest.mark.parametrize("name", SEVERAL)
def test_several_results(name: str) -> None:
    """The columns have the names of the results."""
    labels = RECORDS[name]["results"].split(", ")
    for window, arguments in ((5, {}), (5, {"step": 2}), (5, {"center": True})):
        desired = getattr(fastroll, f"rolling_{name}")(X, window, 2, **arguments)
        made = getattr(SERIES.fast, f"rolling_{name}")(window, 2, **arguments)
        assert list(made.columns) == labels
        assert made.index.equals(SERIES.index[:: arguments.get("step", 1)])
        np.testing.assert_array_equal(made.to_numpy(), np.array(desired).T)
        frame = getattr(FRAME.fast, f"rolling_{name}")(window, 2, **arguments)
        assert list(frame.columns) == [(column, label) for column in FRAME for label in labels]
        for column in FRAME:
            one = getattr(FRAME[column].fast, f"rolling_{name}")(window, 2, **arguments)
            pd.testing.assert_frame_equal(frame[column], one)
    assert getattr(SERIES[:0].fast, f"rolling_{name}")(3).shape == (0, len(labels))
    grown = getattr(FRAME.fast, f"expanding_{name}")()
    assert grown.shape == (60, 3 * len(labels))


def test_several_results_beside_times() -> None:
    """The column of times stays where it was."""
    frame = FRAME.copy()
    frame.insert(1, "t", stamps())
    made = frame.fast.rolling_mean_std("30s", on="t")
    assert list(made.columns) == [("a", "mean"), ("a", "std"), ("t", ""), *made.columns[3:]]
    assert (made[("t", "")].to_numpy() == stamps().to_numpy()).all()
    timed = FRAME.set_axis(stamps()).fast.rolling_mean_std("30s")
    np.testing.assert_array_equal(made["c"].to_numpy(), timed["c"].to_numpy())


@pytest.mark.parametrize("obj", [SERIES, FRAME, FRAME[["a", "b"]]], ids=lambda obj: f"{obj.shape}")
def test_several_quantiles(obj: Any) -> None:
    """A column for each, of a frame columns (column, q)."""
    made = obj.fast.rolling_quantile(5, [0.25, 0.75], 2)
    for q in (0.25, 0.75):
        one = obj.rolling(5, 2).quantile(q)
        if obj is SERIES:
            pd.testing.assert_series_equal(made[q], one, check_names=False)
        else:
            pd.testing.assert_frame_equal(made.xs(q, axis=1, level=1), one)


@pytest.mark.parametrize("q", [0, 1, True, 0.5, np.float64(0.2), 1.5, -1, "a", None, 1j], ids=repr)
@pytest.mark.parametrize("interpolation", ["linear", "lower", "higher", "midpoint", "nearest", "cubic", None, 3])
def test_quantile_arguments(q: Any, interpolation: Any) -> None:
    """What pandas takes and refuses."""
    for obj in (SERIES, FRAME, SERIES[:0], pd.Series(["a", "b"])):
        assert_same(obj, "quantile", 5, q=q, interpolation=interpolation, min_periods=2)


@pytest.mark.parametrize("method", ["average", "min", "max", "median", None, 3])
def test_rank_arguments(method: Any) -> None:
    """What pandas takes and refuses."""
    for obj in (SERIES, FRAME, SERIES[:0], pd.Series(["a", "b"])):
        for arguments in each(ascending=[True, False, 0, None, "x"], pct=[True, False, 1, None]):
            assert_same(obj, "rank", 5, method=method, min_periods=2, **arguments)


@pytest.mark.parametrize("method", ["dense", "first"])
def test_ranks_that_pandas_lacks(method: Any) -> None:
    """They are those of the function."""
    desired = fastroll.rolling_rank(X, 9, 2, method=method)
    np.testing.assert_array_equal(SERIES.fast.rolling_rank(9, 2, method=method), desired)
