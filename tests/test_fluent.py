"""Window objects (`obj.fast.rolling(...)`, `fast(obj.rolling(...))`) do all that pandas' do, with equal results."""

import datetime
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, assert_same_outcome, outcome, stamps, values  # noqa: E402
from support import Q  # noqa: E402

import fastroll  # noqa: E402

X = values()
SERIES = pd.Series(X, name="x")
FRAME = pd.DataFrame({"a": X, "b": X[::-1], "text": ["w"] * 60, "c": np.arange(60) * 5 % 17})
NUMBERS = FRAME[["a", "b", "c"]]
TIMED = NUMBERS.set_index(stamps())
WITH_TIMES = FRAME.assign(when=stamps())


class Shifted(pd.api.indexers.BaseIndexer):
    """Windows that are not monotone."""

    def get_window_bounds(
        self,
        num_values: int = 0,
        min_periods: int | None = None,
        center: bool | None = None,
        closed: str | None = None,
        step: int | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return windows that jump to and fro."""
        start = np.arange(num_values) * 7 % max(num_values, 1)
        return start, np.minimum(start + self.window_size, num_values)


WINDOWS: dict[str, tuple[Any, dict[str, Any]]] = {
    "int": (NUMBERS, {"window": 5}),
    "Series": (SERIES, {"window": 7, "min_periods": 2}),
    "centered": (SERIES, {"window": 6, "center": True, "min_periods": 1}),
    "closed": (NUMBERS, {"window": 4, "closed": "both", "min_periods": 0}),
    "step": (NUMBERS, {"window": 9, "step": 4, "min_periods": 3}),
    "nothing": (SERIES, {"window": 0}),
    "span": (TIMED, {"window": "30s"}),
    "centered span": (TIMED, {"window": datetime.timedelta(seconds=45), "center": True, "closed": "left"}),
    "on": (WITH_TIMES.drop(columns="text"), {"window": "40s", "on": "when", "min_periods": 2}),
    "text": (FRAME, {"window": 3}),
    "forward": (NUMBERS, {"window": pd.api.indexers.FixedForwardWindowIndexer(window_size=5)}),
    "jumping": (NUMBERS, {"window": Shifted(window_size=6), "min_periods": 1}),
    "MultiIndex columns": (pd.concat({"u": NUMBERS, "v": -NUMBERS}, axis=1), {"window": 5}),
    "empty": (SERIES[:0], {"window": 3}),
    "wrong": (SERIES, {"window": -3}),
    "wrong min_periods": (SERIES, {"window": 3, "min_periods": 4}),
}

SELECTIONS: dict[str, Callable[[Any], Any]] = {
    "column": lambda windows: windows["a"].mean(),
    "columns": lambda windows: windows[["c", "a"]].std(ddof=0),
    "attribute": lambda windows: windows.b.sum(),
    "no column": lambda windows: windows["nothing"],
    "agg of one": lambda windows: windows.agg("median"),
    "agg of several": lambda windows: windows.agg(["sum", "max"]),
    "agg by column": lambda windows: windows.agg({"a": "mean", "b": ["min", "std"]}),
    "agg of functions": lambda windows: windows.agg(np.mean),
    "apply": lambda windows: windows.apply(np.nanmax, raw=True),
    "apply to Series": lambda windows: windows.apply(lambda part: part.iloc[-1]),
    "pipe": lambda windows: windows.pipe(lambda it: it.max() - it.min()),
    "iteration": lambda windows: pd.concat(list(windows)),
    "kurt without text": lambda windows: windows.kurt(numeric_only=True),
    "rank": lambda windows: windows["a"].rank(method="min", ascending=False, pct=True).iloc[:50],
    "quantile": lambda windows: windows.quantile(0.3, interpolation="higher"),
    "wrong interpolation": lambda windows: windows.quantile(0.3, interpolation="none"),
    "cov with itself": lambda windows: windows.cov(),
    "corr with a Series": lambda windows: windows.corr(SERIES),
    "corr by names": lambda windows: windows.corr(NUMBERS[["b", "c"]], pairwise=False),
    "corr of all pairs": lambda windows: windows.corr(NUMBERS[["b", "c"]], pairwise=True),
    "corr with nonsense": lambda windows: windows.corr(3),
    "repr": lambda windows: pd.Series([repr(windows)]),
    "names": lambda windows: pd.Series([windows.window, windows.min_periods, windows.ndim]),
}


NOT_THERE = {  # what pandas refuses, or gets wrong: ranks stay as they were where a window only shrinks
    ("min", "jumping"),
    ("max", "jumping"),
    ("sem", "on"),
    ("rank", "centered"),
    ("rank", "centered span"),
}


def _own(name: str) -> dict[str, Any]:
    return {"q": Q} if name == "quantile" else {}


def _compare(obj: Any, geometry: dict[str, Any], use: Callable[[Any], Any]) -> None:
    """Fail unless both ways to our windows, and pandas' windows, have the same outcome."""
    theirs = outcome(lambda: use(obj.rolling(**geometry)))
    assert_same_outcome(outcome(lambda: use(obj.fast.rolling(**geometry))), theirs)
    assert_same_outcome(outcome(lambda: use(fastroll.fast(obj.rolling(**geometry)))), theirs)


@pytest.mark.parametrize("kind", WINDOWS)
def test_methods(method: str, kind: str) -> None:
    """Every method, for every kind of window."""
    if (method, kind) in NOT_THERE:
        pytest.skip("pandas has no right answer")
    obj, geometry = WINDOWS[kind]
    _compare(obj, geometry, lambda windows: getattr(windows, method)(**_own(method)))


@pytest.mark.parametrize("kind", SELECTIONS)
@pytest.mark.parametrize("geometry", [{"window": 5}, {"window": 8, "min_periods": 1, "center": True}])
def test_what_else_window_objects_do(kind: str, geometry: dict[str, Any]) -> None:
    """Selection, aggregation, iteration, other parameters."""
    _compare(NUMBERS, geometry, SELECTIONS[kind])


def test_expanding(method: str) -> None:
    """The same for windows that grow."""
    for obj in (SERIES, NUMBERS, FRAME):
        ways = (obj.expanding(3), obj.fast.expanding(3), fastroll.fast(obj.expanding(3)))
        theirs, *ours = (outcome(getattr(windows, method), **_own(method)) for windows in ways)
        for made in ours:
            assert_same_outcome(made, theirs)


def test_more_than_pandas() -> None:
    """Methods that pandas lacks give what the accessor gives, for frames and Series."""
    windows = NUMBERS.fast.rolling(5, min_periods=2)
    pd.testing.assert_frame_equal(windows.prod(), NUMBERS.fast.rolling_prod(5, 2))
    pd.testing.assert_frame_equal(windows.mean_std(ddof=0), NUMBERS.fast.rolling_mean_std(5, 2, ddof=0))
    pd.testing.assert_frame_equal(windows.beta(SERIES), NUMBERS.fast.rolling_beta(5, SERIES, 2))
    several = SERIES.fast.rolling(5).quantile([0.1, 0.9])
    pd.testing.assert_frame_equal(several, SERIES.fast.rolling_quantile(5, [0.1, 0.9]))


def test_no_window_objects() -> None:
    """`fast` says what it takes."""
    with pytest.raises(TypeError, match="got int"):
        fastroll.fast(3)


def test_they_are_window_objects_of_pandas() -> None:
    """Types, and `fast` of one of ours."""
    windows = fastroll.fast(SERIES.rolling(3))
    if PANDAS >= (3, 0):
        assert type(SERIES.rolling(3).pipe(fastroll.fast)) is type(windows)
    assert isinstance(windows, pd.api.typing.Rolling)
    assert type(windows) is fastroll.pandas.Rolling
    assert fastroll.fast(windows) is windows
    assert type(SERIES.fast.expanding()) is fastroll.pandas.Expanding
    pd.testing.assert_series_equal(pickle.loads(pickle.dumps(windows)).sum(), windows.sum())
