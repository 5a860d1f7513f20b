"""Whatever is asked of windows, of whatever data: the result is pandas', or the error with its text."""

import datetime
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import METHODS, PANDAS, assert_same_outcome, outcome, ranked_rows  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

import fastroll  # noqa: E402

TYPES: dict[str, Any] = {
    "float64": lambda x: pd.array(x * 0.5, "float64").to_numpy(),
    "float32": lambda x: (x * 0.5).astype(np.float32),
    "NaN": lambda x: np.where(x % 3 == 0, np.nan, x * 0.5),
    "inf": lambda x: np.where(x % 5 == 0, np.inf, x * 0.5),
    "int64": lambda x: x,
    "uint8": lambda x: x.astype(np.uint8),
    "bool": lambda x: x > 0,
    "Int64": lambda x: pd.array([None if i % 4 == 0 else i for i in x.tolist()], "Int64"),
    "Float32": lambda x: pd.array([None if i % 4 == 0 else i / 2 for i in x.tolist()], "Float32"),
    "boolean": lambda x: pd.array([None if i % 4 == 0 else i > 0 for i in x.tolist()], "boolean"),
    "object": lambda x: np.array([None if i % 4 == 0 else i for i in x.tolist()], dtype=object),
    "text": lambda x: np.array([f"text {i}" for i in x.tolist()], dtype=object),
    "times": lambda x: x.astype("M8[ns]"),
    "category": lambda x: pd.Categorical(x),
    "double[pyarrow]": lambda x: pd.array([None if i % 4 == 0 else i / 2 for i in x.tolist()], "double[pyarrow]"),
    "bool[pyarrow]": lambda x: pd.array([None if i % 4 == 0 else i > 0 for i in x.tolist()], "bool[pyarrow]"),
}
INDEXES: dict[str, Any] = {
    "range": lambda t: pd.RangeIndex(len(t)),
    "text": lambda t: pd.Index([f"row {i}" for i in t.tolist()], dtype=object),
    "duplicates": lambda t: pd.Index(t // 3, name="third"),
    "two levels": lambda t: pd.MultiIndex.from_arrays([t // 2, np.arange(len(t))], names=["half", None]),
    **{
        f"times in {unit}": lambda t, unit=unit: pd.DatetimeIndex(t.astype(f"M8[{unit}]")) for unit in ("s", "ms", "ns")
    },
    "zone": lambda t: pd.DatetimeIndex(t.astype("M8[s]"), tz="UTC").tz_convert("Europe/Berlin").rename("when"),
    "decreasing": lambda t: pd.DatetimeIndex(t[::-1].astype("M8[s]")),
    "unordered": lambda t: pd.DatetimeIndex((t * 7 % 5).astype("M8[s]")),
    "spans": lambda t: pd.TimedeltaIndex(t.astype("m8[s]")),
    "periods": lambda t: pd.PeriodIndex(t.astype("M8[s]"), freq="s"),
    "NaT": lambda t: pd.DatetimeIndex([*t.astype("M8[s]"), "NaT"])[1 if len(t) else 0 :][: len(t)],
    "Arrow times": lambda t: pd.Index(pd.array(t.astype("M8[ns]"), "timestamp[ns][pyarrow]")),
}
WINDOWS = [0, 1, 2, 3, 5, 50, -1, "3s", "2000ms", datetime.timedelta(seconds=7), pd.offsets.Second(2), "nonsense", "ME"]
INDEXERS = [pd.api.indexers.FixedForwardWindowIndexer(window_size=3)]
LABELS = [["a", "b", "c"], ["a", "a", "b"], [("u", 1), ("u", 2), ("v", 1)], [2, 0, 1]]
USES: dict[str, Any] = {
    **{
        name: lambda windows, name=name: getattr(windows, name)()
        for name in METHODS
        if name not in ("quantile", "rank")
    },
    "var of ddof": lambda windows: windows.var(ddof=0),
    "quantile": lambda windows: windows.quantile(0.3, interpolation="midpoint"),
    "numeric only": lambda windows: windows.mean(numeric_only=True),
    "count of numbers": lambda windows: windows.count(numeric_only=True),
    "column": lambda windows: windows["a"].median(),
    "columns": lambda windows: windows[["b", "a"]].sum(),
    "attribute": lambda windows: windows.b.max(),
    "no attribute": lambda windows: windows.nothing,
    "several": lambda windows: windows.agg(["sum", "std"]),
    "by column": lambda windows: windows.agg({"a": "max", "b": ["min", "mean"]}),
    "named": lambda windows: windows.agg(low=("a", "min"), high=("b", "max")),
    "function": lambda windows: windows.agg(lambda part: part.max()),
    "no method": lambda windows: windows.agg("nothing"),
    "raw": lambda windows: windows.apply(
        lambda part, by, less: part.sum() * by - less, True, args=(2,), kwargs={"less": 1}
    ),
    "not raw": lambda windows: windows.apply(lambda part: part.iloc[-1] * len(part)),
    "list": lambda windows: pd.DataFrame({"size": [len(part) for part in windows]}),
    "last part": lambda windows: pd.DataFrame(list(windows)[-1]),
    "corr": lambda windows: windows.corr(),
    "cov with a Series": lambda windows: windows.cov(pd.Series(np.arange(20.0))),
    "corr by names": lambda windows: windows.corr(pd.DataFrame({"a": np.arange(9.0), "z": 1.0}), pairwise=False),
    "repr": lambda windows: pd.Series([repr(windows)]),
}


WITH_CLASS_NAMES = ("repr", "attribute", "no attribute", "no method", "numeric only", "count of numbers")
"""What shows the name of a class, perhaps in an error."""


def _make(draw: Any, n: int) -> Any:
    numbers = st.lists(st.integers(-20, 20), min_size=n, max_size=n)
    times = np.cumsum(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), dtype=np.int64)
    index = INDEXES[draw(st.sampled_from(sorted(INDEXES)))](times)
    names = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=3, max_size=3))
    columns = [pd.Series(TYPES[name](np.array(draw(numbers), dtype=np.int64)), index=index) for name in names]
    if draw(st.booleans()):
        return columns[0].rename(draw(st.sampled_from([None, "a", ("b", 1)])))
    frame = pd.concat(columns, axis=1) if draw(st.booleans()) else columns[0].to_frame("a").assign(b=columns[0], c=1.5)
    frame.columns = draw(st.sampled_from(LABELS)) if frame.columns.nlevels == 1 else frame.columns
    return frame


@st.composite
def cases(draw: Any) -> tuple[Any, dict[str, Any], str | None]:
    """Return an object, arguments of `rolling`, and what to group by."""
    n = draw(st.integers(0, 12))
    obj = _make(draw, n)
    grouped = draw(st.sampled_from([None, None, "keys", "not sorted", "no index"]))
    arguments = {"window": draw(st.sampled_from([*WINDOWS, *INDEXERS]))}
    choices: dict[str, list[Any]] = {
        "min_periods": [None, 0, 1, 2, 4],
        "center": [True, False],
        "closed": ["both", "left", "neither", "x"],
    }
    if grouped is None:
        choices["step"] = [None, 1, 2, 3]
    for name, values in choices.items():
        if draw(st.integers(0, 2)) == 0:
            arguments[name] = draw(st.sampled_from(values))
    if obj.ndim == 2 and draw(st.integers(0, 5)) == 0:
        times = np.cumsum(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)), dtype=np.int64)
        obj.insert(
            draw(st.integers(0, obj.shape[1])),
            "when" if obj.columns.nlevels == 1 else ("when", 0),
            times.astype("M8[s]"),
        )
        arguments["on"] = "when" if obj.columns.nlevels == 1 else ("when", 0)
    return obj, arguments, grouped


def _windows(obj: Any, arguments: dict[str, Any], grouped: str | None) -> Any:
    if grouped is None:
        return obj.rolling(**arguments)
    keys = np.arange(len(obj)) * 7 % 3
    grouping: dict[str, Any] = {"keys": {}, "not sorted": {"sort": False}, "no index": {"as_index": False}}[grouped]
    return obj.groupby(keys, **grouping).rolling(**arguments)


def _differs(use: str, obj: Any, grouped: str | None) -> bool:
    """Whether docs/pandas.md says that pandas does otherwise here, or this is an older one, with other class names."""
    named = grouped is not None and use in WITH_CLASS_NAMES
    with_infinities = use == "sem" and (obj.ndim == 2 or bool(np.isinf(pd.to_numeric(obj, errors="coerce")).any()))
    return with_infinities or (PANDAS < (3, 1) and (named or use.split()[0] in ("cov", "corr")))


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from(sorted(USES)))
def test_rolling(case: Any, use: str) -> None:
    """Windows that move, in groups or not."""
    obj, arguments, grouped = case
    if _differs(use, obj, grouped):
        return
    before = obj.copy()
    theirs = outcome(lambda: USES[use](_windows(obj, arguments, grouped)))
    assert_same_outcome(outcome(lambda: USES[use](fastroll.fast(_windows(obj, arguments, grouped)))), theirs, 1e-7)
    if grouped is None and not isinstance(theirs, NotImplementedError):  # ours have step with spans
        assert_same_outcome(outcome(lambda: USES[use](obj.fast.rolling(**arguments))), theirs, 1e-7)
    (pd.testing.assert_series_equal if obj.ndim == 1 else pd.testing.assert_frame_equal)(obj, before)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from([None, 0, 1, 3, -1, 1.5]), st.sampled_from(sorted(USES)))
def test_expanding(case: Any, least: Any, use: str) -> None:
    """Windows that grow."""
    obj, _, grouped = case
    if _differs(use, obj, grouped):
        return
    source = obj if grouped is None else obj.groupby(np.arange(len(obj)) * 7 % 3)
    theirs = outcome(lambda: USES[use](source.expanding(least)))
    assert_same_outcome(outcome(lambda: USES[use](fastroll.fast(source.expanding(least)))), theirs, 1e-7)
    if grouped is None:
        assert_same_outcome(outcome(lambda: USES[use](obj.fast.expanding(least))), theirs, 1e-7)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases(), st.sampled_from(METHODS))
def test_flat_methods(case: Any, name: str) -> None:
    """`obj.fast.rolling_mean(...)` and the rest."""
    obj, arguments, grouped = case
    if grouped is not None or _differs(name, obj, None):
        return
    own = {"q": 0.7} if name == "quantile" else {}
    theirs = outcome(lambda: getattr(obj.rolling(**arguments), name)(**own))
    ours = outcome(lambda: getattr(obj.fast, f"rolling_{name}")(**arguments, **own))
    if name == "rank" and not isinstance(theirs, Exception) and len(obj):
        ranked = ranked_rows(obj, **arguments)
        ours, theirs = ours[ranked], theirs[ranked]
    if not isinstance(theirs, NotImplementedError):
        assert_same_outcome(ours, theirs, 1e-7)
