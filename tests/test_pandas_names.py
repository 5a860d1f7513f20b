"""Labels of the user's objects win over names of ours: columns ``fast``, ``beta``, ``mode``, and so on."""

import copy
import pickle
import textwrap
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same_outcome, outcome  # noqa: E402
from support import run_python  # noqa: E402

import fastroll  # noqa: E402
from fastroll.pandas._fluent import OURS  # noqa: E402

DTYPES = ["object", "str" if pd.__version__ >= "3" else "string", "category"]
AVERAGES = pd.DataFrame({"fast": [1.0, 3, 2], "slow": [2.0, 2, 2]})
EXTRAS = sorted({name for name in dir(fastroll.pandas.Rolling) if name[0] != "_"} - set(dir(pd.api.typing.Rolling)))
"""What our window objects have, and pandas' have not."""

AS_WITHOUT = """
    import pickle, copy, warnings
    import numpy as np, pandas as pd

    class Marked(pd.DataFrame):
        _metadata = ["fast"]
        _constructor = property(lambda self: Marked)

    def shown(*arguments, **keywords):
        print(*(f"{part!r}" for part in arguments), *keywords.items())

    def error_of(call):
        try:
            shown(call())
        except Exception as error:
            shown(type(error))

    df = pd.DataFrame({"fast": [1.0, 3, 2], "slow": [2.0, 2, 2], "k": [1, 2, 1]})
    shown((df.fast > df.slow).tolist(), hasattr(df, "fast"), df.fast is not None)
    df.fast = [5.0, 6, 7]
    df.fast += 1
    shown(df.to_dict(), vars(df).get("fast"))
    shown(df.apply(lambda row: row.fast - row.slow, axis=1).tolist())
    shown(df.groupby("k").fast.sum().to_dict(), df.groupby("k").fast.rolling(1).sum().tolist())
    shown(df.groupby("slow").apply(lambda part: part.fast.sum()).to_dict())
    shown(df.rolling(2).fast.sum().tolist(), df.expanding().fast.sum().tolist(), df.ewm(1).fast.mean().tolist())
    shown(df.eval("fast + slow").tolist(), df.query("fast > 6.5").index.tolist(), df.assign(fast=1).fast.tolist())
    shown(df.agg({"fast": "sum"}).fast, df.sum().fast, df.iloc[0].fast, [row.fast for row in df.itertuples()])
    row = df.iloc[1].copy()
    row.fast = 0.5
    shown(row.to_dict())
    error_of(lambda: delattr(df, "fast"))
    del df["fast"]
    shown("fast" in df.columns)
    with warnings.catch_warnings(record=True) as record:
        warnings.simplefilter("always")
        df.fast = [1, 2, 3]
        df.fast = [1, 2]
        row = pd.Series([1.0])
        row.fast = [4]
        other = df.copy()
        other.fast = 5
    shown([(str(one.message), one.category, one.lineno) for one in record], list(df.columns))
    shown(df.fast, row.fast, other.fast)
    del df.fast
    tuples = pd.DataFrame(np.eye(2), columns=pd.MultiIndex.from_product([["fast"], ["a", "b"]]))
    shown(tuples.fast.to_dict(), tuples.stack().fast.tolist() if hasattr(tuples.stack(), "fast") else None)
    tuples.fast = 3.0
    shown(tuples.to_numpy().tolist())
    first = pd.Series([1.0, 2, 3], index=pd.MultiIndex.from_tuples([("fast", 1), ("fast", 2), ("slow", 1)]))
    shown(first.fast.to_dict())
    for dtype in ("object", "category", "string"):
        held = pd.Series([1.0, 2], index=pd.Index(["fast", "slow"], dtype=dtype))
        shown(held.fast)
        held.fast = 9
        shown(held.to_list())
    twice = pd.DataFrame([[1.0, 2]], columns=["fast", "fast"])
    shown(twice.fast.to_dict("split"))
    marked = Marked({"x": [1.0, 2]})
    error_of(lambda: marked.fast)
    marked.fast = "yes"
    shown(marked.fast, marked[["x"]].fast, marked.copy().fast, copy.deepcopy(marked).fast)
    shown(pickle.loads(pickle.dumps(marked)).fast, pd.concat([marked, marked]).shape)
    unmarked = Marked({"x": [1.0, 2]})
    shown(vars(unmarked[["x"]]).get("fast"), vars(unmarked.copy()).get("fast"))
    df.attrs["fast"] = 1
    shown(df.copy().attrs, pickle.loads(pickle.dumps(df)).attrs, vars(pickle.loads(pickle.dumps(df))).keys())
"""


def _printed(program: str, first: str) -> list[str]:
    """Return the lines that a program prints after a first line."""
    return run_python(f"{first}\n{textwrap.dedent(program)}").splitlines()


def test_programs_go_on_as_without_fastroll() -> None:
    """Reading, setting and deleting ``obj.fast``, with a label of that name and without."""
    assert _printed(AS_WITHOUT, "import fastroll") == _printed(AS_WITHOUT, "")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [2, 1001])
def test_labels_win(dtype: str, n: int) -> None:
    """Whatever the index, and however many labels it has."""
    labels = pd.Index([f"label {i}" for i in range(n - 1)] + ["fast"], dtype=dtype)
    series = pd.Series(np.arange(n), index=labels)
    for _ in range(2):
        assert series.fast == n - 1
    assert isinstance(series.iloc[:-1].fast, fastroll.pandas.Fast)
    frame = pd.DataFrame([np.arange(n)], columns=labels)
    assert frame.fast.to_list() == [n - 1]
    assert isinstance(frame.iloc[:, : n - 1].fast, fastroll.pandas.Fast)
    frame["label 0"] = 0
    assert isinstance(frame.rename(columns={"fast": "faster"}).fast, fastroll.pandas.Fast)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(3),
        pd.Index([0.5, np.nan, 2]),
        pd.Index([True, False, True]),
        pd.date_range("2026-01-01", periods=3),
        pd.to_timedelta([1, 2, 3]),
        pd.period_range("2026-01-01", periods=3),
        pd.interval_range(0, 3),
        pd.MultiIndex.from_tuples([(1, "fast"), (1, "b"), (2, "fast")]),
        pd.Index(["a", None, 3.5]),
        pd.Index(["a", pd.NA, "b"]),
        pd.Index(["Fast", "fast ", "b"]),
    ],
    ids=lambda index: type(index).__name__,
)
def test_other_labels_do_not_hide_the_accessor(index: Any) -> None:
    """Nor does the name of a Series, or of an index."""
    series = pd.Series([1.0, 2, 4], index=index, name="fast")
    assert series.fast.rolling_sum(2).to_list()[1:] == [3, 6]
    assert series.to_frame("x").rename_axis(columns="fast").fast.rolling_sum(2)["x"].to_list()[1:] == [3, 6]
    many = pd.Series(1.0, index=index.repeat(501))
    assert many.fast.rolling_sum(2).sum() == 2 * 1502


def test_function_gives_the_accessor_always() -> None:
    """``fastroll.fast(obj)``, also of objects with such a label, and of group-bys."""
    assert fastroll.fast(AVERAGES).rolling_sum(2)["fast"].to_list()[1:] == [4, 5]
    assert fastroll.fast(AVERAGES.iloc[0]).rolling_sum(2).to_list()[1:] == [3]
    grouped = AVERAGES.groupby("slow")
    ours = fastroll.fast(grouped)
    assert fastroll.fast(ours) is ours
    for windows in (ours, fastroll.fast(AVERAGES).groupby("slow")):
        assert type(windows.rolling(2)) is fastroll.pandas.RollingGroupBy
        assert windows.fast.rolling(2).sum().to_list()[1:] == [4, 5]
    assert type(fastroll.fast(AVERAGES.groupby("slow").fast).rolling(2)) is fastroll.pandas.RollingGroupBy
    for name, value in {"threads": 2, "dtype": "float32", "step": 2}.items():
        for obj in (AVERAGES, AVERAGES.slow, grouped):
            with pytest.raises(ValueError, match=f"{name} must be None for a {type(obj).__name__}"):
                fastroll.fast(obj, **{name: value})
    with pytest.raises(TypeError, match=r"obj must be a Series, DataFrame, .* got ndarray"):
        fastroll.fast(np.ones(3))


def test_completion() -> None:
    """dir() has the name in any case; that of a group-by has it only if there is such a column."""
    assert "fast" in dir(AVERAGES)
    assert "fast" in dir(AVERAGES[["slow"]])
    assert "fast" in dir(AVERAGES.slow)
    assert "fast" in dir(AVERAGES.groupby("slow"))
    assert "fast" not in dir(AVERAGES[["slow"]].groupby("slow"))
    assert "fast" not in pd.DataFrame._accessors
    assert pd.DataFrame.fast is pd.Series.fast is fastroll.pandas.Fast


def test_subclasses_have_their_own_attributes() -> None:
    """A property of a subclass wins, as everywhere in Python."""

    class Own(pd.DataFrame):
        fast = property(lambda self: "own")

    assert Own({"x": [1.0]}).fast == "own"
    assert fastroll.fast(Own({"x": [1.0]})).rolling_sum(1)["x"].to_list() == [1]


def test_another_package_has_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there stays, and a warning says so; one that comes later is pandas' affair."""
    program = """
        import warnings, pandas as pd
        Theirs = type("Theirs", (), {"__init__": lambda self, obj: None})
        pd.api.extensions.register_series_accessor("fast")(Theirs)
        with warnings.catch_warnings(record=True) as record:
            warnings.simplefilter("always")
            import fastroll
        s = pd.Series([1.0])
        print(type(s.fast).__name__, type(fastroll.fast(s)).__name__, type(s.to_frame().fast).__name__)
        print([(str(one.message)[:40], one.filename) for one in record])
        pd.api.extensions.register_dataframe_accessor("fast")(Theirs)
        print(type(s.to_frame().fast).__name__)
    """
    assert _printed(program, "") == [
        "Theirs Fast Fast",
        "[(\"Series.fast is <class '__main__.Theirs'>\", '<string>')]",
        "Theirs",
    ]


def _kinds_of_windows(frame: Any, key: Any) -> dict[str, Callable[[], Any]]:
    timed = frame.set_index(pd.date_range("2026-01-01", periods=len(frame), freq="s"))
    return {
        "rolling": lambda: frame.rolling(2),
        "span": lambda: timed.rolling("2s", min_periods=1),
        "step": lambda: frame.rolling(2, step=2),
        "weights": lambda: frame.rolling(2, win_type="boxcar"),
        "expanding": lambda: frame.expanding(),
        "ewm": lambda: frame.ewm(com=1),
        "groups": lambda: frame.groupby(key).rolling(2),
        "groups that grow": lambda: frame.groupby(key).expanding(),
        "ewm of groups": lambda: frame.groupby(key).ewm(com=1),
        "selected groups": lambda: frame.groupby(key)[list(frame.columns)].rolling(2),
    }


KEY = pd.Series([1, 2, 1, 2, 1], name="key")


@pytest.mark.parametrize("kind", _kinds_of_windows(pd.DataFrame({"a": range(5)}), KEY))
@pytest.mark.parametrize("name", ["threads", "dtype", "fast", "nunique", "pipe", *EXTRAS])
def test_columns_win_over_methods_of_windows(kind: str, name: str) -> None:
    """In the drop-in, and in windows that are asked for; of all kinds."""
    frame = pd.DataFrame({name: [1.0, 2, 4, 8, 16], "x": [1.0, 3, 9, 27, 81]})
    make = _kinds_of_windows(frame, KEY)[kind]

    def use(windows: Any) -> Any:
        return getattr(windows, name).mean()

    theirs, without = outcome(lambda: use(make())), set(dir(make()))
    assert_same_outcome(outcome(lambda: use(fastroll.fast(make()))), theirs)
    with fastroll.pandas.patched():
        assert type(make()) in OURS.values()
        assert_same_outcome(outcome(lambda: use(make())), theirs)
        added = set(dir(make())) - without
    assert {each for each in added if each[0] != "_"} <= set(EXTRAS)


@pytest.mark.parametrize("name", EXTRAS)
def test_methods_of_windows_without_such_columns(name: str) -> None:
    """They are there, and they are where a column has been selected: pandas has no second selection."""
    frame = pd.DataFrame({"a": [1.0, 2, 4, 8], name: [2.0, 1, 1, 3]})
    arguments = [frame["a"]] if name in ("beta", "regression") else []
    expected = getattr(fastroll.fast(frame[["a"]]), f"rolling_{name}")(2, *arguments)
    assert_same_outcome(getattr(frame[["a"]].fast.rolling(2), name)(*arguments), expected)
    assert_same_outcome(getattr(frame.fast.rolling(2)[["a"]], name)(*arguments), expected)
    assert isinstance(getattr(frame.fast.rolling(2), name), pd.api.typing.Rolling)
    assert callable(getattr(fastroll.pandas.Rolling, name))
    if not arguments:
        made = frame.fast.rolling(2).agg({"a": name})
        assert made.shape[0] == 4
    whole = getattr(frame.fast, f"rolling_{name}")(2, *arguments)
    assert set(whole.columns.get_level_values(0)) == {"a", name}


def test_labels_of_a_series_win_in_windows() -> None:
    """As in pandas, which returns windows of the whole Series."""
    series = pd.Series([1.0, 2, 4], index=["mode", "b", "c"])
    theirs = series.rolling(2).mode.sum()
    assert_same_outcome(series.fast.rolling(2).mode.sum(), theirs)
    assert series.fast.rolling_mode(1).to_list() == [1, 2, 4]


def test_copies_and_pickles_of_windows() -> None:
    """They have the methods and columns of the original."""
    frame = pd.DataFrame({"mode": [1.0, 2, 4], "x": [1.0, 2, 2]})
    windows = frame.fast.rolling(2)
    for made in (copy.copy(windows), copy.deepcopy(windows), pickle.loads(pickle.dumps(windows))):
        assert made.mode.sum().to_list()[1:] == [3, 6]
        assert made["x"].mode().to_list()[1:] == [1, 2]
        assert made.ptp()["x"].to_list()[1:] == [1, 0]


@pytest.fixture(autouse=True)
def _no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
