"""What our window objects take beyond pandas' parameters: threads, dtype, step for any windows, labels of extremes."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same_outcome, outcome, stamps, values  # noqa: E402
from support import RECORDS, Q  # noqa: E402

import fastroll  # noqa: E402

X = values().astype(np.float32)
N = len(X)
FRAME = pd.DataFrame({"a": X, "b": X[::-1], "c": X * 2}).astype(np.float32)
MIXED = FRAME.assign(b=np.arange(N) * 1.1, c=np.arange(N) % 5)
SERIES = FRAME["a"].set_axis(stamps(N))
KEYS = np.arange(N) * 7 % 4
ONE = [name for name in RECORDS if RECORDS[name]["inputs"] == 1]


def _call(windows: Any, name: str) -> Any:
    arguments = {"q": Q} if RECORDS[name]["has_q"] else {}
    if RECORDS[name]["inputs"] > 1:
        arguments["other"] = FRAME["b"]
    return getattr(windows, name)(**arguments)


WAYS: dict[str, Callable[..., Any]] = {
    "rolling": lambda **options: FRAME.fast.rolling(5, min_periods=2, **options),
    "mixed": lambda **options: MIXED.fast.rolling(5, min_periods=2, **options),
    "Series": lambda **options: FRAME["a"].fast.rolling(5, **options),
    "expanding": lambda **options: FRAME.fast.expanding(3, **options),
    "groups": lambda **options: fastroll.fast(FRAME.groupby(KEYS).rolling(3), **options),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", RECORDS)
def test_float32_is_float64_rounded(name: str, way: str) -> None:
    """Whatever the type of the data, the results are those of float64, in the other type."""
    if way == "groups" and RECORDS[name]["inputs"] > 1:
        pytest.skip("pandas aligns each group with all of the other object")
    with np.errstate(over="ignore"):
        desired = _call(WAYS[way](), name).astype(np.float32)
    assert_same_outcome(_call(WAYS[way](dtype="float32"), name), desired, 0)


def test_float32_data_are_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel gets what pandas holds."""
    from fastroll.pandas import _window

    got = []

    class Watched:
        def __getattr__(self, name: str) -> Any:
            return getattr(fastroll._core, name)

        def rolling(self, index: int, x: Any, *arguments: Any) -> Any:
            got.append(x)
            return fastroll._core.rolling(index, x, *arguments)

    monkeypatch.setattr(_window, "_core", Watched())
    block = pd.DataFrame(np.column_stack([X, X]))
    block.fast.rolling(5, dtype="float32").mean()
    block[0].fast.rolling_mean(5, dtype=np.float32)
    assert all(np.shares_memory(x, block._mgr.blocks[0].values) for x in got)
    assert [x.dtype for x in got] == [np.float32] * 2


OTHER_USES: dict[str, Callable[[Any], Any]] = {
    "column": lambda windows: windows["a"].mean(),
    "columns": lambda windows: windows[["c", "a"]].max(),
    "attribute": lambda windows: windows.b.sum(),
    "agg": lambda windows: windows.agg({"a": ["mean", "std"], "c": "median"}),
    "agg of several": lambda windows: windows.agg(["zscore", "ptp", "idxmax"]),
    "agg of a function": lambda windows: windows.agg(lambda part: part.sum()),
    "apply": lambda windows: windows.apply(np.nansum, raw=True),
    "pipe": lambda windows: windows.apply(lambda part: part.iloc[-1]) - windows.last(),
}


@pytest.mark.parametrize("use", OTHER_USES)
@pytest.mark.parametrize("way", ["rolling", "expanding", "groups"])
def test_options_go_where_windows_go(way: str, use: str) -> None:
    """Selection, aggregation, functions, copies."""
    options = {"dtype": "float32", "threads": 1}
    desired = OTHER_USES[use](WAYS[way]())
    windows = WAYS[way](**options)
    for one in (windows, copy.copy(windows), pickle.loads(pickle.dumps(windows))):
        made = OTHER_USES[use](one)
        numbers = [dtype for dtype in pd.DataFrame(made).dtypes if dtype != desired.index.dtype]
        assert set(numbers) <= {np.dtype(np.float32)} or use == "agg of several"
        pd.testing.assert_frame_equal(pd.DataFrame(made), pd.DataFrame(desired), check_dtype=False, rtol=1e-6)
    assert repr(windows).endswith("threads=1,dtype=float32]")
    assert repr(windows["a"]) == repr(windows)


def test_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds while the object computes, and for what is made of it."""
    from fastroll.pandas import _window

    seen = []

    class Watched:
        def __getattr__(self, name: str) -> Any:
            seen.append(fastroll.get_num_threads())
            return getattr(fastroll._core, name)

    monkeypatch.setattr(_window, "_core", Watched())
    with fastroll.threads(4):
        limit = fastroll.get_num_threads()
        windows = FRAME.fast.rolling(5, threads=1)
        windows.agg(["mean", "max"])
        windows.corr(FRAME["a"])
        FRAME.fast.rolling_mean(5, threads=1)
        FRAME.fast.expanding_mean(threads=1)
        fastroll.fast(FRAME.groupby(KEYS).rolling(3), threads=1)["a"].sum()
        with pytest.raises(pd.errors.DataError):
            pd.Series(["text"]).fast.rolling(1, threads=1).sum()
        assert fastroll.get_num_threads() == limit
    assert len(seen) > 6
    assert set(seen) == {1}


@pytest.mark.parametrize("step", [1, 2, 7, 100])
@pytest.mark.parametrize("name", ONE)
def test_step_with_spans(name: str, step: int) -> None:
    """Every step-th row, as of windows of rows."""
    for index in (SERIES.index, pd.date_range("2024", periods=N, freq="s")):
        for obj in (SERIES.set_axis(index), FRAME.set_axis(index).iloc[::-1]):
            desired = _call(obj.fast.rolling("40s", min_periods=2), name).iloc[::step]
            assert_same_outcome(_call(obj.fast.rolling("40s", min_periods=2, step=step), name), desired)


GROUP_USES: list[Callable[[Any], Any]] = [
    lambda it: it.mean(),
    lambda it: it["a"].zscore(),
    lambda it: it.agg({"a": "max", "b": ["min", "argmin"]}),
    lambda it: it["b"].idxmax().astype(object),
    lambda it: it.apply(np.nansum, raw=True),
    lambda it: it.apply(len),
]


@pytest.mark.parametrize("step", [1, 2, 7, 100])
@pytest.mark.parametrize(
    "window", [3, "40s", pd.api.indexers.FixedForwardWindowIndexer(window_size=2)], ids=["3", "40s", "forward"]
)
def test_step_with_groups(window: Any, step: int) -> None:
    """Every step-th row of each group."""
    frame = FRAME.set_axis(SERIES.index if isinstance(window, str) else np.arange(N) // 2).assign(key=KEYS)
    in_order = frame.sort_values("key", kind="stable")
    for grouped in (frame.groupby("key"), in_order.groupby("key"), frame.groupby("key", as_index=False)):
        windows = fastroll.fast(grouped.rolling(window, min_periods=1))
        stepped = fastroll.fast(grouped.rolling(window, min_periods=1), step=step)
        keep = np.concatenate([np.arange(np.count_nonzero(key == KEYS)) % step == 0 for key in range(4)])
        for use in GROUP_USES:
            assert_same_outcome(use(stepped), use(windows)[keep])
        parts = [part for part, kept in zip(windows, keep, strict=True) if kept]
        for made, desired in zip(stepped, parts, strict=True):
            pd.testing.assert_frame_equal(made, desired)


def test_step_of_the_accessor_s_groups() -> None:
    """`obj.fast.groupby(...).rolling(...)` takes options."""
    made = FRAME.fast.groupby(KEYS).rolling(3, step=2, dtype="float32", threads=1)
    desired = fastroll.fast(FRAME.groupby(KEYS).rolling(3), step=2, dtype="float32")
    assert_same_outcome(made.mean(), desired.mean(), 0)
    assert repr(made) == repr(desired).replace(",dtype", ",threads=1,dtype")


@pytest.mark.parametrize("kind", ["rolling", "expanding", "ewm"])
def test_options_of_the_accessor_s_groups(kind: str) -> None:
    """`obj.fast.groupby(...)` makes windows with options, of all kinds."""
    own = {"rolling": (3,), "expanding": (2,), "ewm": (1.5,)}[kind]
    made = getattr(FRAME.fast.groupby(KEYS), kind)(*own, dtype="float32", threads=1)
    desired = fastroll.fast(getattr(FRAME.groupby(KEYS), kind)(*own), dtype="float32", threads=1)
    assert_same_outcome(made.mean(), desired.mean(), 0)
    assert set(made.mean().dtypes) == {np.dtype(np.float32)}
    assert repr(made) == repr(desired)


def test_step_elsewhere() -> None:
    """`on`, functions and iteration with spans; what is refused stays refused."""
    timed = FRAME.assign(when=SERIES.index)
    whole, stepped = (timed.fast.rolling("40s", on="when", step=step) for step in (None, 3))
    for name, use in OTHER_USES.items():
        if name in ("agg", "agg of several"):
            continue  # pandas looks for the column of times in each of the others
        assert_same_outcome(use(stepped), use(whole).iloc[::3])
    for made, desired in zip(stepped, list(whole)[::3], strict=True):
        pd.testing.assert_frame_equal(made, desired)
    with pytest.raises(NotImplementedError, match="step not implemented for cov"):
        stepped.cov()
    with pytest.raises(NotImplementedError, match="step not implemented for corr"):
        stepped.corr(FRAME)
    for step in (-1, 1.5, True, "x"):
        assert_same_outcome(
            outcome(lambda step=step: SERIES.fast.rolling("40s", step=step)),
            outcome(lambda step=step: SERIES.rolling("40s", step=step)),
        )
    with fastroll.pandas.patched(), pytest.raises(NotImplementedError, match="step is not supported"):
        SERIES.rolling("40s", step=2)


INDEXES: dict[str, Any] = {
    "range": pd.RangeIndex(N),
    "ints": np.arange(N)[::-1] * 3,
    "text": [f"row {i}" for i in range(N)],
    "times": stamps(N),
    "zone": stamps(N, tz="Europe/Berlin"),
    "spans": pd.to_timedelta(np.arange(N), unit="s"),
    "periods": pd.period_range("2024", periods=N, freq="D"),
    "nullable": pd.array(np.arange(N), "Int64"),
    "categories": pd.CategoricalIndex(list("abc") * (N // 3)),
    "two levels": pd.MultiIndex.from_product([["u", "v"], range(N // 2)]),
}


@pytest.mark.parametrize("which", ["min", "max"])
@pytest.mark.parametrize("kind", INDEXES)
def test_labels(kind: str, which: str) -> None:
    """The label of the extreme of each window, in the type of the index; missing where a window has none."""
    frame = FRAME.set_axis(INDEXES[kind], axis=0)
    labels = frame.index.to_flat_index() if frame.index.nlevels > 1 else frame.index
    for options in ({}, {"step": 3}, {"center": True}, {"closed": "left"}):
        made = getattr(frame.fast, f"rolling_idx{which}")(4, 2, **options)
        for name, column in frame.items():
            windows = list(column.reset_index(drop=True).rolling(4, min_periods=2, **options))
            enough = [part.count() >= 2 for part in windows]
            rows = [getattr(part, f"idx{which}")() if good else -1 for part, good in zip(windows, enough, strict=True)]
            desired = labels.array.take(np.array(rows), allow_fill=True)
            desired = pd.Series(desired, index=frame.index[:: options.get("step")], name=name)
            pd.testing.assert_series_equal(made[name], desired)
            assert_same_outcome(getattr(column.fast.rolling(4, 2, **options), f"idx{which}")(), desired)
    assert list(getattr(frame[:0].fast, f"rolling_idx{which}")(4)) == ["a", "b", "c"]


def test_labels_of_other_windows() -> None:
    """Growing windows, spans, groups, columns of equal names."""
    series = pd.Series([3.0, np.nan, 1, 1, 2], index=pd.date_range("2024", periods=5))
    assert series.fast.expanding_idxmin().dt.day.to_list() == [1, 1, 3, 3, 3]
    assert series.fast.expanding(2).idxmax().dropna().dt.day.to_list() == [1, 1, 1]
    assert series.fast.rolling_idxmax("2D").dt.day.to_list() == [1, 1, 3, 3, 5]
    assert series.fast.rolling_idxmax("1D").isna().to_list() == [False, True, False, False, False]
    groups = fastroll.fast(series.groupby([0, 1, 0, 1, 0]).rolling(2, min_periods=1))
    assert [label.day for label in groups.idxmin().iloc[[0, 1, 2, 4]]] == [1, 3, 3, 4]
    twice = pd.concat([series, -series], axis=1, keys=["x", "x"])
    assert twice.fast.rolling(2, 1).idxmin().columns.to_list() == ["x", "x"]
    with_text = pd.DataFrame({"x": [2, 1], "t": ["u", "v"]})
    assert with_text.fast.rolling(1).idxmin(numeric_only=True).to_dict("list") == {"x": [0, 1]}
    on = pd.DataFrame({"t": series.index, "x": [3, 2, 4, 1, 5]}).fast.rolling("2D", on="t").idxmax()
    assert on["x"].to_list() == [0, 0, 2, 2, 4]
    assert on["t"].equals(pd.Series(series.index))


def test_ewm() -> None:
    """Exponential weights take options, too."""
    windows = FRAME.fast.ewm(span=5, dtype="float32", threads=1)
    assert_same_outcome(windows.mean(), FRAME.fast.ewm(span=5).mean().astype(np.float32))
    assert_same_outcome(windows["a"].std(), FRAME.fast.ewm(span=5)["a"].std().astype(np.float32))
    assert set(MIXED.fast.ewm(span=5, dtype="float32").corr().dtypes) == {np.dtype(np.float32)}
    flat = FRAME.fast.ewm_var(span=5, dtype="float32", threads=1)
    assert_same_outcome(flat, FRAME.fast.ewm(span=5, dtype="float32").var(), 0)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"threads": 0}, "threads must be >= 1, got 0"),
        ({"threads": 1.5}, "threads must be an integer, got 1.5"),
        ({"dtype": "int64"}, "dtype must be float64 or float32, got 'int64'"),
        ({"dtype": "nonsense"}, "dtype must be float64 or float32, got 'nonsense'"),
        ({"step": 0}, "step must not be 0"),
        ({"step": "x"}, "step must be an integer, got 'x'"),
    ],
    ids=str,
)
def test_wrong_options(options: dict[str, Any], error: str) -> None:
    """The argument and its value."""
    with pytest.raises((ValueError, TypeError), match=error):
        fastroll.fast(SERIES.rolling(3), **options)


def test_options_of_ready_windows() -> None:
    """`fast` leaves the object that it is given as it is."""
    windows = FRAME.fast.rolling(3)
    other = fastroll.fast(windows, dtype="float32", step=2)
    assert other.mean().shape == (N // 2, 3)
    assert windows.mean().shape == (N, 3)
    assert windows.mean()["a"].dtype == np.float64
    assert fastroll.fast(windows, dtype=np.float64)._dtype is None
    with pytest.raises(ValueError, match="step must be None for Expanding, got 2"):
        fastroll.fast(FRAME.expanding(), step=2)
