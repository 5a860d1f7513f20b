"""Exponentially weighted windows (`obj.fast.ewm(...)`, `fast(obj.ewm(...))`) do all that pandas' do, also in groups."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, as_since_3_1, assert_same_outcome, outcome, stamps, values  # noqa: E402

import fastroll  # noqa: E402

X = values()
TIMES = stamps()
SERIES = pd.Series(X, name="x")
FRAME = pd.DataFrame({"a": X, "b": X[::-1], "text": ["w"] * 60, "c": np.arange(60) * 5 % 17})
NUMBERS = FRAME[["a", "b", "c"]]
GROUPED = NUMBERS.assign(key=np.arange(60) * 7 % 5)
INFINITE = NUMBERS.astype(float).replace({7.0: np.inf, 12.0: -np.inf})

OBJECTS: dict[str, Any] = {
    "Series": SERIES,
    "frame": NUMBERS,
    "text": FRAME,
    "infinities": INFINITE,
    "integers": NUMBERS[["c"]],
    "bool": NUMBERS > 0,
    "nullable": pd.Series(X).astype("Float64"),
    "MultiIndex columns": pd.concat({"u": NUMBERS, "v": -NUMBERS}, axis=1),
    "empty Series": SERIES[:0],
    "empty frame": NUMBERS[:0],
    "letters": pd.Series(list("abc")),
    "times": pd.Series(TIMES),
}

WEIGHTS: dict[str, dict[str, Any]] = {
    "com": {"com": 2},
    "com 1": {"com": 1, "adjust": False},
    "span": {"span": 5, "adjust": False, "min_periods": 4},
    "halflife": {"halflife": 3, "ignore_na": True},
    "alpha": {"alpha": 0.4, "adjust": False, "ignore_na": True, "min_periods": None},
    "alpha 1": {"alpha": 1},
    "nothing": {},
    "two": {"com": 1, "span": 2},
    "wrong com": {"com": -1},
    "wrong span": {"span": 0.5},
    "wrong halflife": {"halflife": 0},
    "wrong alpha": {"alpha": 2},
    "no times": {"halflife": "1s"},
}

WITH_TIMES: dict[str, dict[str, Any]] = {
    "plain": {"halflife": "5s", "times": TIMES},
    "not adjusted": {"halflife": "5s", "times": TIMES, "adjust": False, "ignore_na": True},
    "com": {"halflife": "5s", "times": pd.Series(TIMES).dt.tz_localize("UTC"), "com": 2},
    "array": {"halflife": np.timedelta64(7, "s"), "times": TIMES.to_numpy()},
    "com, not adjusted": {"halflife": "5s", "times": TIMES, "adjust": False, "com": 2},
    "number": {"halflife": 2, "times": TIMES},
    "integers": {"com": 1, "times": np.arange(60)},
    "too few": {"halflife": "5s", "times": TIMES[1:]},
}

USES: dict[str, Callable[[Any], Any]] = {
    "mean": lambda windows: windows.mean(),
    "sum": lambda windows: windows.sum(),
    "var": lambda windows: windows.var(),
    "std": lambda windows: windows.std(),
    "cov": lambda windows: windows.cov(),
    "corr": lambda windows: windows.corr(),
    "biased var": lambda windows: windows.var(bias=True),
    "biased std": lambda windows: windows.std(True),
    "biased cov": lambda windows: windows.cov(bias=True),
    "numbers' mean": lambda windows: windows.mean(numeric_only=True),
    "numbers' sum": lambda windows: windows.sum(True),
    "numbers' var": lambda windows: windows.var(numeric_only=True),
    "numbers' std": lambda windows: windows.std(numeric_only=True),
    "numbers' cov": lambda windows: windows.cov(numeric_only=True),
    "numbers' corr": lambda windows: windows.corr(numeric_only=True),
    "cov with Series": lambda windows: windows.cov(SERIES),
    "corr by name": lambda windows: windows.corr(NUMBERS[["b", "c"]], pairwise=False),
    "cov of pairs": lambda windows: windows.cov(NUMBERS[["b", "c"]], pairwise=True),
    "cov with nonsense": lambda windows: windows.cov(3),
    "agg": lambda windows: windows.agg(["mean", "std"]),
    "agg by column": lambda windows: windows.agg({"a": "var", "b": ["sum"]}),
    "agg of function": lambda windows: windows.agg(np.mean),
    "column": lambda windows: windows["a"].mean(),
    "columns": lambda windows: windows[["c", "a"]].std(),
    "wrong engine": lambda windows: windows.mean(engine="x"),
    "no Numba": lambda windows: windows.sum(engine="cython", engine_kwargs={"nogil": True}),
    "repr": lambda windows: pd.Series([as_since_3_1(repr(windows))]),
    "iteration": lambda windows: pd.concat(list(windows)),
}

OF_MEAN = ("mean", "numbers' mean", "agg of function", "column", "wrong engine", "repr", "iteration")
USES_OF_TIMES = USES if PANDAS >= (3, 0) else {name: USES[name] for name in OF_MEAN}
"""What pandas does with times; before version 3.0 it goes on without them where there is but mean."""

GROUPS: dict[str, Callable[[], Any]] = {
    "key": lambda: GROUPED.groupby("key"),
    "column": lambda: GROUPED.groupby("key")["a"],
    "columns": lambda: GROUPED.groupby("key")[["b", "c"]],
    "two keys": lambda: GROUPED.assign(other=np.arange(60) % 2).groupby(["key", "other"]),
    "no index": lambda: GROUPED.groupby("key", as_index=False),
    "not sorted": lambda: GROUPED.groupby("key", sort=False),
    "missing keys": lambda: GROUPED.assign(key=GROUPED["key"].where(GROUPED["key"] > 1)).groupby("key"),
    "Series": lambda: SERIES.groupby(np.arange(60) // 9),
    "text": lambda: FRAME.assign(key=GROUPED["key"]).groupby("key"),
    "empty": lambda: GROUPED[:0].groupby("key"),
}

UNSET = {("missing keys", "corr by name"), ("missing keys", "cov with Series")}
"""Where pandas returns memory that it never wrote to: rows of no group."""


def _skip_what_differs(weights: str) -> None:
    if weights == "com 1" and PANDAS < (3, 0):
        pytest.skip(f"pandas {pd.__version__} gives elements after missing ones other weights for com=1")


def _compare(obj: Any, weights: dict[str, Any], use: Callable[[Any], Any]) -> None:
    theirs = outcome(lambda: use(obj.ewm(**weights)))
    assert_same_outcome(outcome(lambda: use(obj.fast.ewm(**weights))), theirs)
    assert_same_outcome(outcome(lambda: use(fastroll.fast(obj.ewm(**weights)))), theirs)


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("weights", WEIGHTS)
def test_uses(kind: str, weights: str) -> None:
    """Every method, for every kind of object."""
    _skip_what_differs(weights)
    for use in USES.values():
        _compare(OBJECTS[kind], WEIGHTS[weights], use)


def test_table() -> None:
    """Where pandas raises an error, a table is computed column by column."""
    by_table = NUMBERS.fast.ewm(com=2, method="table").mean()
    pd.testing.assert_frame_equal(by_table, NUMBERS.fast.ewm(com=2).mean())


@pytest.mark.parametrize("weights", WITH_TIMES)
@pytest.mark.parametrize("kind", ["Series", "frame", "text"])
def test_times(kind: str, weights: str) -> None:
    """With times there is but mean."""
    for use in USES_OF_TIMES.values():
        _compare(OBJECTS[kind], WITH_TIMES[weights], use)


@pytest.mark.parametrize("name", ["sum", "var", "std", "cov", "corr"])
def test_no_other_statistic_with_times(name: str) -> None:
    """The words are those of pandas 3."""
    by_times = {"halflife": "5s", "times": TIMES}
    for windows in (NUMBERS.fast.ewm(**by_times), fastroll.fast(GROUPED.groupby("key").ewm(**by_times))):
        with pytest.raises(NotImplementedError, match=f"^{name} is not implemented with times$"):
            getattr(windows, name)()


@pytest.mark.parametrize("kind", GROUPS)
@pytest.mark.parametrize("weights", ["com", "com 1", "span", "alpha", "two"])
def test_groups(kind: str, weights: str) -> None:
    """Weights begin anew with each group."""
    _skip_what_differs(weights)
    _compare_groups(kind, WEIGHTS[weights], USES)


@pytest.mark.parametrize("kind", [kind for kind in GROUPS if kind != "empty"])
@pytest.mark.parametrize("weights", WITH_TIMES)
def test_groups_with_times(kind: str, weights: str) -> None:
    """Each group has its own times."""
    _compare_groups(kind, WITH_TIMES[weights], USES_OF_TIMES)


def _compare_groups(kind: str, weights: dict[str, Any], uses: dict[str, Callable[[Any], Any]]) -> None:
    for name, use in uses.items():
        if (kind, name) not in UNSET:
            theirs = outcome(lambda use=use: use(GROUPS[kind]().ewm(**weights)))
            assert_same_outcome(outcome(lambda use=use: use(fastroll.fast(GROUPS[kind]().ewm(**weights)))), theirs)


FLAT: dict[str, dict[str, Any]] = {
    "mean": {"numeric_only": True},
    "sum": {"min_periods": 3},
    "var": {"bias": True},
    "std": {"ignore_na": True, "adjust": False},
    "cov": {"other": NUMBERS[["b", "c"]], "pairwise": True, "bias": True},
    "corr": {"other": NUMBERS[["b", "c"]]},
}


@pytest.mark.parametrize("name", FLAT)
@pytest.mark.parametrize("decay", [{"span": 5}, {"com": -1}, {}])
def test_flat_methods(name: str, decay: dict[str, Any]) -> None:
    """``obj.fast.ewm_<statistic>(...)``: the arguments of the window and of its method at once."""
    of_windows = ("min_periods", "adjust", "ignore_na")
    windows = {key: value for key, value in FLAT[name].items() if key in of_windows}
    method = {key: value for key, value in FLAT[name].items() if key not in of_windows}
    for obj in (NUMBERS, FRAME, SERIES):
        for own in ({}, method):
            theirs = outcome(lambda obj=obj, own=own: getattr(obj.ewm(**decay, **windows), name)(**own))
            ours = outcome(lambda obj=obj, own=own: getattr(obj.fast, f"ewm_{name}")(**decay, **windows, **own))
            assert_same_outcome(ours, theirs)


def test_flat_mean_with_times() -> None:
    """The only one that has times in pandas."""
    ours = NUMBERS.fast.ewm_mean(halflife="5s", times=TIMES)
    pd.testing.assert_frame_equal(ours, NUMBERS.ewm(halflife="5s", times=TIMES).mean())


def test_no_group() -> None:
    """A category without rows is no reason to fail."""
    keys = pd.Categorical(GROUPED["key"], categories=range(7))
    ours = fastroll.fast(NUMBERS.groupby(keys, observed=False).ewm(com=1)).mean()
    theirs = NUMBERS.groupby(keys, observed=True).ewm(com=1).mean()
    pd.testing.assert_frame_equal(ours.reset_index(), theirs.reset_index(), check_categorical=False)


def test_after_long_gaps() -> None:
    """Where pandas may lose all weights to rounding, and give NaN, there are results nevertheless."""
    x = pd.Series([1.0, 4.0, *[np.nan] * 60, 2.0, 5.0])
    theirs, ours = x.ewm(alpha=0.5).var(), x.fast.ewm(alpha=0.5).var()
    assert ours.iloc[62] == pytest.approx(1.5)
    assert ours.iloc[63] == pytest.approx(theirs.iloc[63])


def test_com_1_after_missing_elements() -> None:
    """Since pandas 3.0 an element then weighs what the ones before it have lost: 0.75, not 0.5 of 0.75."""
    x = pd.Series([1.0, 2.0, np.nan, 4.0, 3.0])
    assert x.fast.ewm(com=1, adjust=False).mean().to_list() == [1.0, 1.5, 1.5, 3.375, 3.1875]


def test_single_elements() -> None:
    """Where rounding may give pandas the variance 0 of one element, it is NaN."""
    x = pd.Series([3.3, *[np.nan] * 10])
    assert x.fast.ewm(com=2.5).var().isna().all()


def test_they_are_window_objects_of_pandas() -> None:
    """Types, and `fast` of one of ours."""
    windows = fastroll.fast(SERIES.ewm(com=1))
    assert isinstance(windows, pd.api.typing.ExponentialMovingWindow)
    assert type(windows) is fastroll.pandas.ExponentialMovingWindow
    assert fastroll.fast(windows) is windows
    grouped = fastroll.fast(GROUPED.groupby("key").ewm(com=1))
    assert type(grouped) is fastroll.pandas.ExponentialMovingWindowGroupBy
    pd.testing.assert_series_equal(pickle.loads(pickle.dumps(windows)).mean(), windows.mean())


def test_data_stay_as_they_are() -> None:
    """Infinities are skipped, not replaced."""
    before = INFINITE.copy()
    INFINITE.fast.ewm(com=1).mean()
    pd.testing.assert_frame_equal(INFINITE, before)
