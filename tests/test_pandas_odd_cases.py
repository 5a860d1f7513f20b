"""Unusual objects, windows and arguments: what pandas does then, with its words."""

from typing import Any

import numpy as np
import pytest

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
