"""Exponentially weighted windows of whatever data and arguments: the result is pandas', or the error with its text."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")
pytest.importorskip("hypothesis")

from compare_pandas import assert_same_outcome, outcome  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from test_pandas_hypothesis import TYPES  # noqa: E402

import fastroll  # noqa: E402

METHODS = ("mean", "sum", "var", "std", "cov", "corr")


@st.composite
def series(draw: st.DrawFn) -> Any:
    """Draw small numbers of some type, some of them missing if the type allows that."""
    numbers = np.array(draw(st.lists(st.integers(0, 20), max_size=40)), dtype=np.int64)
    make = TYPES[draw(st.sampled_from(list(TYPES)))]
    return pd.Series(make(numbers), name=draw(st.sampled_from(["x", None])))


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what says how weights decay, right or wrong."""
    decay = draw(
        st.one_of(
            st.fixed_dictionaries({"com": st.sampled_from([0, 0.5, 3, 9, -1])}),
            st.fixed_dictionaries({"span": st.sampled_from([1, 3.5, 20, 0])}),
            st.fixed_dictionaries({"halflife": st.sampled_from([0.7, 4, 30, 0, "1s"])}),
            st.fixed_dictionaries({"alpha": st.sampled_from([0.05, 0.3, 0.8, 1, 0, 2])}),
            st.just({}),
        )
    )
    flags = {name: draw(st.booleans()) for name in ("adjust", "ignore_na")}
    return {**decay, **flags, "min_periods": draw(st.sampled_from([None, 0, 1, 3, 50]))}


def _without_single(theirs: Any, x: Any, least: int) -> Any:
    """Return pandas' variances without those of fewer elements, which by rounding may be 0 there."""
    if isinstance(theirs, Exception):
        return theirs
    return theirs.where(np.isfinite(x.astype(float)).cumsum() >= least)


def _compare(ours: Any, theirs: Any, method: str) -> None:
    """Compare; correlations of equal values, which rounding makes numbers in pandas, are left out."""
    if method == "corr" and not isinstance(theirs, Exception) and not isinstance(ours, Exception):
        assert type(ours) is type(theirs)
        assert ours.index.equals(theirs.index)
        both = ours.notna() & theirs.notna() & (theirs.abs() <= 1 + 1e-9)
        ours, theirs = ours[both], theirs[both]
        np.testing.assert_allclose(ours.to_numpy(), theirs.to_numpy(), rtol=1e-6, atol=1e-6)
        return
    assert_same_outcome(ours, theirs, 1e-7)


@given(series(), rules(), st.sampled_from(METHODS), st.booleans())
@settings(max_examples=150, deadline=None)
def test_series(x: Any, weights: dict[str, Any], method: str, biased: bool) -> None:
    """A Series, of any type."""
    own = {"bias": True} if biased and method in ("var", "std", "cov") else {}
    theirs = outcome(lambda: getattr(x.ewm(**weights), method)(**own))
    if method in ("var", "std"):
        theirs = _without_single(theirs, x, 1 if biased else 2)
    _compare(outcome(lambda: getattr(x.fast.ewm(**weights), method)(**own)), theirs, method)
    flat = outcome(lambda: getattr(x.fast, f"ewm_{method}")(**weights, **own))
    _compare(flat, theirs, method)


@given(st.lists(series(), min_size=2, max_size=3), rules(), st.sampled_from(METHODS[:4]), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_groups(columns: list[Any], weights: dict[str, Any], method: str, count: int) -> None:
    """Frames in groups, each of which begins anew."""
    n = min(len(column) for column in columns)
    frame = pd.DataFrame({f"c{i}": column[:n].reset_index(drop=True) for i, column in enumerate(columns)})
    frame["key"] = np.arange(n) * 7 % count
    theirs = outcome(lambda: getattr(frame.groupby("key").ewm(**weights), method)())
    ours = outcome(lambda: getattr(fastroll.fast(frame.groupby("key").ewm(**weights)), method)())
    if method in ("var", "std") and not isinstance(theirs, Exception) and not isinstance(ours, Exception):
        theirs = theirs.where(ours.notna())  # 0 of a single element, by rounding
    _compare(ours, theirs, method)


@given(series(), st.lists(st.integers(0, 50), min_size=40, max_size=40), st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_times(x: Any, seconds: list[int], ignore_na: bool, adjust: bool, missing: bool) -> None:
    """Times that ascend, repeat, go back, or are missing."""
    stamps = pd.Series(pd.Timestamp("2026-01-01") + pd.to_timedelta(sorted(seconds)[: len(x)], unit="s"))
    if missing and len(x) > 2:
        stamps[1] = pd.NaT
    weights: dict[str, Any] = {"halflife": "7s", "times": stamps, "ignore_na": ignore_na, "adjust": adjust}
    theirs = outcome(lambda: x.ewm(**weights).mean())
    _compare(outcome(lambda: x.fast.ewm(**weights).mean()), theirs, "mean")
    _compare(outcome(lambda: x.fast.ewm_mean(**weights)), theirs, "mean")
