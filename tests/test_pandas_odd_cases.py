"""Unusual objects, windows and arguments: what pandas does then, with its words."""

from typing import Any

import numpy as np
import pytest

import fastroll as fr

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, assert_same_outcome, outcome, values  # noqa: E402

FRAME = pd.DataFrame({"a": values(), "b": values()[::-1], "key": np.arange(60) % 3})
KINDS: dict[str, tuple[Any, ...]] = {
    "rolling": (3,),
    "expanding": (2,),
    "ewm": (1.5,),
}


class NoBounds(pd.api.indexers.BaseIndexer):
    """Makes no windows."""

    def get_window_bounds(self, *arguments: Any, **keywords: Any) -> Any:
        """Return nothing."""


@pytest.mark.parametrize("method", ["mean", "sum", "std", "corr"])
@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_wrong_parameters(kind: str, grouped: bool, method: str) -> None:
    """The texts name the class and the method of pandas."""
    objects = (FRAME.groupby("key"), FRAME.fast.groupby("key")) if grouped else (FRAME, FRAME.fast)
    theirs, ours = (getattr(obj, kind)(*KINDS[kind]) for obj in objects)
    for own in ({"nonsense": 1}, {"q": 0.5}):
        assert_same_outcome(outcome(getattr(ours, method), **own), outcome(getattr(theirs, method), **own))
    too_many = range(9)
    assert_same_outcome(outcome(getattr(ours, method), *too_many), outcome(getattr(theirs, method), *too_many))


def test_wrong_parameters_of_methods_that_pandas_lacks() -> None:
    """They are named as if pandas had them."""
    with pytest.raises(TypeError, match=r"^Rolling\.prod\(\) got an unexpected keyword argument 'nonsense'$"):
        FRAME.fast.rolling(3).prod(nonsense=1)
    with pytest.raises(TypeError, match=r"^Expanding\.prod\(\) got an unexpected keyword argument 'nonsense'$"):
        FRAME.fast.expanding(3).prod(nonsense=1)


@pytest.mark.parametrize("name", ["count", "kurt", "sem", "skew"])
def test_all_columns_at_once_of_a_series(name: str) -> None:
    """`method="table"` is for frames."""
    theirs = outcome(lambda: getattr(FRAME["a"].rolling(3, method="table"), name)())
    assert_same_outcome(outcome(lambda: getattr(FRAME["a"].fast.rolling(3, method="table"), name)()), theirs)


def test_no_function() -> None:
    """What cannot be called."""
    theirs = outcome(lambda: FRAME.rolling(3).apply(3, raw=True))
    assert_same_outcome(outcome(lambda: FRAME.fast.rolling(3).apply(3, raw=True)), theirs)


def test_no_bounds() -> None:
    """An indexer that returns None."""
    theirs = outcome(lambda: FRAME.rolling(NoBounds()).mean())
    assert_same_outcome(outcome(lambda: FRAME.fast.rolling(NoBounds()).mean()), theirs)


@pytest.mark.skipif(PANDAS < (3, 1), reason="pandas computes another corr")
def test_pairs_of_frames_whose_indexes_have_other_names() -> None:
    """The index of the result has none."""
    named = FRAME.rename_axis(index="row")
    theirs = outcome(lambda: named.rolling(3).corr(FRAME, pairwise=True))
    assert_same_outcome(outcome(lambda: named.fast.rolling(3).corr(FRAME, pairwise=True)), theirs, 1e-6)


@pytest.mark.parametrize("method", ["mean", "count", "median"])
def test_spans_in_groups_of_nothing(method: str) -> None:
    """No row, no time: the index need not be of times."""
    theirs = outcome(lambda: getattr(FRAME[:0].groupby("key").rolling("2h"), method)())
    assert_same_outcome(outcome(lambda: getattr(FRAME[:0].fast.groupby("key").rolling("2h"), method)()), theirs)


@pytest.mark.parametrize("method", ["trend", "mean_std", "quantile", "regression"])
@pytest.mark.parametrize("shape", [(0, 2), (3, 0), (0, 0)])
def test_several_results_of_nothing(method: str, shape: tuple[int, int]) -> None:
    """There is a column for each result of each column, however few rows there are."""
    frame = pd.DataFrame(np.ones(shape), columns=[f"c{i}" for i in range(shape[1])])
    arguments = {"regression": (frame,), "quantile": ([0.1, 0.5],)}.get(method, ())
    results = {"trend": 3, "mean_std": 2, "quantile": 2, "regression": 3}[method]
    made = getattr(frame.fast.rolling(2), method)(*arguments)
    assert made.shape == (shape[0], shape[1] * results)
    if method in {"trend", "mean_std"}:
        assert getattr(frame.fast, f"rolling_{method}")(2).shape == made.shape


@pytest.mark.parametrize("number", [61, 2**31, 2**62, 2**63, 2**64, 10**30])
def test_more_than_any_series_has(number: int) -> None:
    """A window of more elements is that of all; more valid elements are never there."""
    series = FRAME["a"]
    everything = series.expanding(1).mean()
    for windows in (series.fast.rolling(number, min_periods=1), series.fast.rolling(100, min_periods=1, step=1)):
        pd.testing.assert_series_equal(windows.mean(), everything)
        pd.testing.assert_series_equal(windows.apply(np.nanmean, raw=True), everything)
    pd.testing.assert_series_equal(series.fast.rolling_mean(number, min_periods=1), everything)
    assert len(series.fast.rolling_mean(3, step=number)) == 1
    for none in (
        series.fast.rolling(number).mean(),
        series.fast.rolling_median(number),
        series.fast.expanding(number).mean(),
        series.fast.expanding_std(number),
        series.fast.ewm(span=3, min_periods=number).mean(),
        series.fast.ewm_var(span=3, min_periods=number),
        FRAME.fast.groupby("key").rolling(number)["a"].mean(),
        FRAME.fast.groupby("key").expanding(number)["a"].mean(),
        FRAME.fast.rolling(number)[["a", "b"]].corr(),
    ):
        assert none.isna().to_numpy().all()


@pytest.mark.parametrize("ddof", [60, 2**31, 2**63, 10**30])
def test_more_degrees_of_freedom_than_elements(ddof: int) -> None:
    """Nothing is left to divide by."""
    for none in (
        FRAME["a"].fast.rolling_std(3, ddof=ddof),
        FRAME["a"].fast.rolling(3).var(ddof=ddof),
        FRAME["a"].fast.rolling(3, win_type="triang").var(ddof=ddof),
        FRAME.fast.rolling(3)[["a", "b"]].cov(ddof=ddof),
        FRAME.fast.groupby("key").rolling(3)["a"].sem(ddof=ddof),
        FRAME.fast.expanding()["a"].std(ddof=ddof),
    ):
        assert none.isna().to_numpy().all()


@pytest.mark.parametrize("number", [2**62 + 1, 2**63, 10**30])
def test_errors_show_the_number_that_was_given(number: int) -> None:
    """Not the one that is as good."""
    for call in (
        lambda: fr.rolling_mean(np.arange(5.0), 3, number),
        lambda: fr.rolling_weighted_mean(np.arange(5.0), np.ones(3), min_periods=number),
        lambda: FRAME["a"].fast.rolling_mean(3, min_periods=number),
    ):
        with pytest.raises(ValueError, match=f"min_periods {number} must be <= window 3"):
            call()
