"""Windows with weights (`win_type`) are pandas', but for var and std, which are right; inside groups they work, too."""

import importlib
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")
pytest.importorskip("scipy")

from compare_pandas import assert_same_outcome, outcome, stamps, values  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from scipy.signal import windows as scipy_windows  # type: ignore[import-untyped]  # noqa: E402

import fastroll  # noqa: E402

X = values()
SERIES = pd.Series(X, name="x")
FRAME = pd.DataFrame({"a": X, "b": X[::-1], "text": ["w"] * 60, "c": np.arange(60) * 5 % 17})
NUMBERS = FRAME[["a", "b", "c"]]

OBJECTS: dict[str, Any] = {
    "Series": SERIES,
    "frame": NUMBERS,
    "text": FRAME,
    "infinities": NUMBERS.astype(float).replace({7.0: np.inf, 12.0: -np.inf}),
    "nullable": pd.Series(X).astype("Float64"),
    "times": NUMBERS.set_index(stamps()),
    "empty": SERIES[:0],
    "empty frame": NUMBERS[:0],
    "letters": pd.Series(list("abc")),
}

GEOMETRY: dict[str, dict[str, Any]] = {
    "triang": {"window": 5, "win_type": "triang"},
    "hamming": {"window": 8, "win_type": "hamming", "min_periods": 2, "center": True},
    "step": {"window": 4, "win_type": "boxcar", "min_periods": 1, "step": 3},
    "closed": {"window": 3, "win_type": "cosine", "closed": "left", "min_periods": 0},
    "long": {"window": 100, "win_type": "parzen", "min_periods": 3},
    "nothing": {"window": 0, "win_type": "boxcar"},
    "unknown": {"window": 3, "win_type": "abacus"},
    "number": {"window": 3, "win_type": 3},
    "negative": {"window": -1, "win_type": "boxcar"},
    "span": {"window": "3s", "win_type": "boxcar"},
    "indexer": {"window": pd.api.indexers.FixedForwardWindowIndexer(window_size=2), "win_type": "boxcar"},
    "min_periods": {"window": 2, "win_type": "boxcar", "min_periods": 3},
}

USES: dict[str, Callable[[Any], Any]] = {
    "sum": lambda windows: windows.sum(),
    "mean": lambda windows: windows.mean(),
    "numbers' sum": lambda windows: windows.sum(numeric_only=True),
    "numbers' std": lambda windows: windows.std(numeric_only=True).iloc[:0],
    "agg": lambda windows: windows.agg(["sum", "mean"]),
    "agg by column": lambda windows: windows.agg({"a": "mean"}),
    "column": lambda windows: windows["a"].mean(),
    "wrong agg": lambda windows: windows.agg("median"),
    "no median": lambda windows: windows.median(),
    "negative ddof": lambda windows: windows.var(ddof=-1),
    "wrong parameter": lambda windows: windows.mean(abacus=1),
    "repr": lambda windows: pd.Series([repr(windows)]),
}


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("geometry", GEOMETRY)
def test_as_pandas(kind: str, geometry: str) -> None:
    """Every use of every kind of object."""
    obj, arguments = OBJECTS[kind], GEOMETRY[geometry]
    for name, use in USES.items():
        if geometry == "nothing" and ("std" in name or "ddof" in name):
            continue  # pandas divides by zero, and the process ends
        theirs = outcome(lambda use=use: use(obj.rolling(**arguments)))
        assert_same_outcome(outcome(lambda use=use: use(obj.fast.rolling(**arguments))), theirs)
        assert_same_outcome(outcome(lambda use=use: use(fastroll.fast(obj.rolling(**arguments)))), theirs)


@pytest.mark.parametrize(
    ("win_type", "parameters"),
    [("gaussian", {"std": 2.0}), ("gaussian", {"std": 0.0}), ("kaiser", {"beta": 3.0}), ("exponential", {"tau": 2.0})],
)
def test_parameters_of_windows(win_type: str, parameters: dict[str, float]) -> None:
    """They are given to the method; weights that are NaN are left out."""
    for name in ("sum", "mean"):
        with np.errstate(all="ignore"):
            theirs = getattr(NUMBERS.rolling(5, win_type=win_type), name)(**parameters)
            ours = getattr(NUMBERS.fast.rolling(5, win_type=win_type), name)(**parameters)
        assert_same_outcome(ours, theirs)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_data(data: st.DataObject) -> None:
    """Sums and means of any numbers, by pandas' class and by ours."""
    numbers = st.one_of(st.integers(-(2**20), 2**20).map(float), st.sampled_from([np.nan, np.inf, -np.inf]))
    series = pd.Series(data.draw(st.lists(numbers, max_size=40)), dtype=float)
    window = data.draw(st.integers(1, 45))
    geometry = {
        "win_type": data.draw(st.sampled_from(["boxcar", "triang", "hann", "nuttall", "lanczos"])),
        "min_periods": data.draw(st.none() | st.integers(0, window)),
        "center": data.draw(st.booleans()),
        "step": data.draw(st.none() | st.integers(1, 4)),
    }
    for name in ("sum", "mean"):
        theirs = getattr(series.rolling(window, **geometry), name)()
        ours = getattr(series.fast.rolling(window, **geometry), name)()
        scale = np.abs(series[np.isfinite(series)]).max() if np.isfinite(series).any() else 1
        pd.testing.assert_series_equal(ours, theirs, rtol=1e-8, atol=1e-9 * scale)


def _variances(x: np.ndarray, weights: np.ndarray, ddof: int) -> np.ndarray:
    """Return the variances of full windows, from the definition."""
    made = np.full(len(x), np.nan)
    for i in range(len(weights) - 1, len(x)):
        part = x[i + 1 - len(weights) : i + 1]
        mean, n = np.average(part, weights=weights), len(part)
        made[i] = np.average((part - mean) ** 2, weights=weights) * n / (n - ddof)
    return made


@pytest.mark.parametrize("win_type", ["boxcar", "triang", "hamming", "parzen"])
@pytest.mark.parametrize("ddof", [0, 1, 2])
def test_variances(win_type: str, ddof: int) -> None:
    """They are those of the definition, and pandas' in the first window, or with equal weights."""
    x = pd.Series(np.arange(40.0) ** 1.5 % 7)
    ours, theirs = x.fast.rolling(6, win_type=win_type), x.rolling(6, win_type=win_type)
    desired = _variances(x.to_numpy(), scipy_windows.get_window(win_type, 6, fftbins=False), ddof)
    np.testing.assert_allclose(ours.var(ddof), desired, rtol=1e-12)
    np.testing.assert_allclose(ours.std(ddof=ddof), np.sqrt(desired), rtol=1e-12)
    np.testing.assert_allclose(ours.var(ddof)[:6], theirs.var(ddof)[:6], rtol=1e-12)
    if win_type == "boxcar":
        np.testing.assert_allclose(ours.var(ddof), theirs.var(ddof), rtol=1e-9)
        unweighted = SERIES.fast.rolling(6, min_periods=3).var(ddof)
        np.testing.assert_allclose(SERIES.fast.rolling(6, 3, win_type="boxcar").var(ddof), unweighted, rtol=1e-9)
    else:
        assert not np.allclose(ours.var(ddof)[6:], theirs.var(ddof)[6:])


def test_arrays_of_weights() -> None:
    """In place of a name."""
    weights = scipy_windows.hamming(5)
    theirs = NUMBERS.rolling(5, win_type="hamming", center=True).mean()
    for given_weights in (weights, weights.tolist(), tuple(weights)):
        windows = NUMBERS.fast.rolling(5, win_type=given_weights, center=True)
        pd.testing.assert_frame_equal(windows.mean(), theirs)
        pd.testing.assert_series_equal(windows["a"].mean(), theirs["a"])
        pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(windows)).mean(), theirs)
    for win_type, text in (([1.0, 2], "as many weights"), ([1, np.nan, 1], "finite"), ([[1]], "one dimension")):
        with pytest.raises(ValueError, match=text):
            NUMBERS.fast.rolling(3, win_type=win_type)
    with pytest.raises(NotImplementedError, match="BaseIndexer"):
        NUMBERS.fast.rolling(pd.api.indexers.FixedForwardWindowIndexer(window_size=2), win_type=[1, 1])
    with pytest.raises(ValueError, match="window must be an integer 0 or greater"):
        NUMBERS.fast.rolling(-1, win_type=[1])


@pytest.mark.parametrize("win_type", ["triang", [1.0, 2, 3, 4, 5]])
@pytest.mark.parametrize("by", ["key", ["key", "other"]])
def test_groups(win_type: Any, by: Any) -> None:
    """What each group has on its own, with the index that pandas has without weights."""
    data = NUMBERS.assign(key=np.arange(60) * 7 % 5, other=np.arange(60) // 40)
    data.loc[[3, 30], "key"] = np.nan
    for name in ("sum", "mean", "var", "std"):
        for center in (False, True):
            grouped = data.groupby(by).rolling(5, 2, center=center, win_type="triang")
            grouped.win_type = win_type
            ours = getattr(fastroll.fast(grouped), name)()
            parts = [
                getattr(part[["a", "b", "c"]].fast.rolling(5, 2, center=center, win_type=win_type), name)()
                for _, part in data.groupby(by)
            ]
            pd.testing.assert_frame_equal(
                ours[["a", "b", "c"]].droplevel(list(range(np.size(by)))), pd.concat(parts), rtol=1e-13
            )
            assert ours.index.equals(data.groupby(by).rolling(5).mean().index)
    ours = data.fast.groupby(by).rolling(5, 2, win_type=win_type)
    assert type(ours) is fastroll.pandas.WindowGroupBy
    grouped = data.groupby(by).rolling(5, 2, win_type="triang")
    grouped.win_type = win_type
    pd.testing.assert_frame_equal(ours.mean(), fastroll.fast(grouped).mean())
    single = fastroll.fast(data.groupby(by)["a"].rolling(5, win_type="triang"))
    assert type(single) is fastroll.pandas.WindowGroupBy
    assert fastroll.fast(single) is single
    assert single.mean().name == "a"
    with pytest.raises(AttributeError, match="median"):
        single.median()


@pytest.mark.parametrize("name", ["sum", "mean", "var", "std"])
def test_flat_methods(name: str) -> None:
    """`obj.fast.rolling_weighted_<statistic>(weights, ...)`: what the windows' method gives, or its error."""
    weights = scipy_windows.hamming(5)
    own = {"ddof": 0} if name in ("var", "std") else {}
    for obj in (SERIES, FRAME, NUMBERS[:0]):
        for taken, geometry in ((weights, {}), (weights.tolist(), {"min_periods": 2, "center": True, "step": 3})):
            windows = obj.fast.rolling(5, win_type="hamming", **geometry)
            for more in ({**own, "numeric_only": True}, {}):
                desired = outcome(lambda windows=windows, more=more: getattr(windows, name)(**more))
                flat = getattr(obj.fast, f"rolling_weighted_{name}")
                assert_same_outcome(outcome(flat, taken, **geometry, **more), desired, 0)
    assert getattr(SERIES.fast, f"rolling_weighted_{name}")(weights, threads=1, dtype="float32").dtype == np.float32
    with pytest.raises(ValueError, match="weights must be finite, got nan"):
        getattr(SERIES.fast, f"rolling_weighted_{name}")([1.0, np.nan])
    with pytest.raises(ValueError, match="min_periods 6 must be <= window 5"):
        getattr(SERIES.fast, f"rolling_weighted_{name}")(weights, 6)


def test_they_are_window_objects_of_pandas() -> None:
    """Types; patched, pandas returns them, and its own windows have our kernels."""
    theirs = SERIES.rolling(5, win_type="triang")
    assert type(fastroll.fast(theirs)) is type(SERIES.fast.rolling(5, win_type="triang")) is fastroll.pandas.Window
    assert isinstance(fastroll.fast(theirs), pd.api.typing.Window)
    before = theirs.mean(), theirs.sum()
    with fastroll.pandas.patched():
        windows = SERIES.rolling(5, win_type="triang")
        assert type(windows) is fastroll.pandas.Window
        pd.testing.assert_series_equal(theirs.mean(), before[0])
        pd.testing.assert_series_equal(theirs.sum(), before[1])
        pd.testing.assert_series_equal(theirs.var(), windows.var())


def test_kernels() -> None:
    """Unusual arguments go to pandas' kernels, whose errors they get."""
    aggregations = importlib.import_module("pandas._libs.window.aggregations")

    originals = {name: getattr(aggregations, name) for name in ("roll_weighted_sum", "roll_weighted_var")}
    x, weights = np.arange(9.0), np.array([1.0, np.nan, 2.0])
    with fastroll.pandas.patched():
        for name, original in originals.items():
            more = (1,) * name.endswith("var")
            for arguments in ((x, weights, 1), (x, weights[:1], 2), (x, [1], 1), (x, weights[:1], "1"), (x,)):
                theirs = outcome(lambda made=original, all_=(*arguments, *more): np.asarray(made(*all_)))
                ours = outcome(
                    lambda name=name, all_=(*arguments, *more): np.asarray(getattr(aggregations, name)(*all_))
                )
                assert type(ours) is type(theirs)
                assert str(ours) == str(theirs)
