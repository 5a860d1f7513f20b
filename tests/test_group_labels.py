"""Windows inside groups have the rows and the labels of their groups, whatever the keys are, also where pandas errs."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, assert_same_outcome, outcome  # noqa: E402

import fastroll  # noqa: E402

NEW_PANDAS = pytest.mark.skipif(PANDAS < (3, 0), reason="pandas 2 has other groups of missing categories")
KINDS = (
    *("int", "large int", "float", "text", "object", "category", "ordered", "category of int"),
    *("time", "time zone", "timedelta", "period", "bool", "boolean", "Int64"),
)
CATEGORICAL = ("category", "ordered", "category of int")


def _with_gaps(labels: np.ndarray, missing: np.ndarray, gap: Any = None) -> np.ndarray:
    made = labels.astype(object)
    made[missing] = gap
    return made


def _key(rng: np.random.Generator, n: int, kind: str) -> Any:
    """Return n labels of a few different ones, some of them missing, in no order, ascending, or in rounds."""
    codes = rng.integers(0, rng.integers(1, 5), n)
    codes = [codes, np.sort(codes), np.arange(n) % 3][rng.integers(0, 3)]
    missing = rng.random(n) < rng.choice([0, 0.3, 0.7])
    texts = _with_gaps(rng.permutation(["b", "a", "d", "c"])[codes], missing)
    made: dict[str, Callable[[], Any]] = {
        "int": lambda: (codes * 7 - 3).astype(rng.choice(["i8", "i4"])),
        "large int": lambda: codes * 10**15,
        "float": lambda: np.where(missing, np.nan, codes * 0.5),
        "text": lambda: pd.array(texts, dtype="str" if PANDAS >= (3, 0) else "string"),
        "object": lambda: _with_gaps(texts, missing, np.nan) if rng.random() < 0.5 else texts,
        "category": lambda: pd.Categorical(texts, categories=rng.permutation(list("abcdef"))),
        "ordered": lambda: pd.Categorical(texts, categories=list("fdecab"), ordered=True),
        "category of int": lambda: pd.Categorical(_with_gaps(codes, missing), categories=[3, 1, 0, 2, 9]),
        "time": lambda: pd.DatetimeIndex(pd.to_datetime(codes, unit="D")).where(~missing),
        "time zone": lambda: pd.DatetimeIndex(pd.to_datetime(codes, unit="D", utc=True)).where(~missing),
        "timedelta": lambda: pd.to_timedelta(codes, unit="h").where(~missing),
        "period": lambda: pd.PeriodIndex([pd.NaT if gap else pd.Period("2026-01", "M") + int(code)
                                          for gap, code in zip(missing, codes, strict=True)], freq="M"),
        "bool": lambda: codes > 1,
        "boolean": lambda: pd.array(_with_gaps(codes > 1, missing), dtype="boolean"),
        "Int64": lambda: pd.array(_with_gaps(codes, missing), dtype="Int64"),
    }  # fmt: skip
    return made[kind]()


def _group_by(rng: np.random.Generator, frame: Any, names: list[str]) -> tuple[Any, dict[str, Any]]:
    """Return a frame and arguments of its groupby."""
    options: dict[str, Any] = {name: bool(rng.random() < 0.5) for name in ("dropna", "observed", "sort", "group_keys")}
    by: Any = names if len(names) > 1 or rng.random() < 0.5 else names[0]
    how = rng.integers(0, 4)
    if how == 1:
        by = [frame[name] for name in names]
    elif how == 2:
        frame, options["level"], by = frame.set_index(names, append=True), names, None
    elif how == 3:
        by = [pd.Grouper(key=name, sort=False, dropna=options["dropna"]) for name in names]
        options["sort"] = False
    return frame, {"by": by, **options}


WINDOWS: dict[str, Callable[[Any], Any]] = {
    "rolling": lambda groups: groups.rolling(2),
    "short": lambda groups: groups.rolling(3, min_periods=1),
    "center": lambda groups: groups.rolling(3, center=True, min_periods=1),
    "expanding": lambda groups: groups.expanding(),
    "ewm": lambda groups: groups.ewm(com=1),
}


def _used(frame: Any, arguments: dict[str, Any], use: Callable[[Any], Any], make: Callable[[Any], Any]) -> Any:
    return use(make(frame.groupby(**arguments)))


def _ways(
    frame: Any, arguments: dict[str, Any], use: Callable[[Any], Any], make: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return the outcome of each way to windows of groups."""
    with fastroll.pandas.patched():
        patched = outcome(_used, frame, arguments, use, make)
    return {
        "fast.groupby": outcome(lambda: use(make(frame.fast.groupby(**arguments)))),
        "fast(groupby)": outcome(lambda: use(make(fastroll.fast(frame.groupby(**arguments))))),
        "fast(windows)": outcome(lambda: use(fastroll.fast(make(frame.groupby(**arguments))))),
        "drop-in": patched,
    }


def _mean(windows: Any) -> Any:
    return windows.mean()


def _of_x(make: Callable[[Any], Any], groups: Any) -> Any:
    return make(groups["x"])


def _marked(label: Any) -> Any:
    return "missing" if pd.isna(label) else label


def _check(result: Any, frame: Any, names: list[str], dropna: bool, make: Callable[[Any], Any]) -> None:
    """Fail unless each row has its own key and the number that windows of the rows with this key have."""
    keys = [tuple(map(_marked, key)) for key in zip(*(frame[name] for name in names), strict=True)]
    wanted = [row for row, key in enumerate(keys) if not (dropna and "missing" in key)]
    rows = result.index.get_level_values("row").to_list()
    assert sorted(rows) == wanted
    labels = [
        tuple(map(_marked, label)) for label in zip(*map(result.index.get_level_values, range(len(names))), strict=True)
    ]
    assert labels == [keys[row] for row in rows]
    expected: dict[int, float] = {}
    for key in set(labels):
        own = [row for row in wanted if keys[row] == key]
        places = [place for place, label in enumerate(labels) if label == key]
        assert [rows[place] for place in places] == own
        assert places == list(range(places[0], places[0] + len(own)))
        expected.update(zip(own, make(frame["x"].iloc[own]).mean(), strict=True))
    np.testing.assert_allclose(result.to_numpy(), [expected[row] for row in rows], rtol=1e-12, atol=1e-12)


@NEW_PANDAS
@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_rows_and_labels(seed: int) -> None:
    """Of all kinds of keys, options and windows; an independent loop over the groups says what is right."""
    for each in range(seed, seed + 20):
        rng = np.random.default_rng(each)
        n = int(rng.choice([1, 2, 5, 9, 17]))
        names = [f"key {i}" for i in range(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1]))]
        frame = pd.DataFrame({name: _key(rng, n, str(rng.choice(KINDS))) for name in names})
        frame = frame.assign(x=rng.integers(-9, 9, n) * 0.5).rename_axis("row")
        make = WINDOWS[str(rng.choice(list(WINDOWS)))]
        grouped, arguments = _group_by(rng, frame, names)
        ways = _ways(grouped, arguments, _mean, partial(_of_x, make))
        for way, result in ways.items():
            assert isinstance(result, pd.Series), (each, way, result)
            _check(result, frame, names, arguments["dropna"], make)


@pytest.mark.parametrize("seed", range(0, 100, 20))
def test_results_of_other_keys_are_those_of_pandas(seed: int) -> None:
    """Index and all: where no key is a categorical, whose labels pandas gets wrong now and then."""
    kinds = [kind for kind in KINDS if kind not in CATEGORICAL]
    for each in range(seed, seed + 20):
        rng = np.random.default_rng(each)
        n = int(rng.choice([2, 5, 9, 17]))
        names = [f"key {i}" for i in range(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1]))]
        frame = pd.DataFrame({name: _key(rng, n, str(rng.choice(kinds))) for name in names})
        frame = frame.assign(x=rng.integers(-9, 9, n) * 0.5, y=np.arange(n))
        frame.index = pd.Index([np.arange(n), rng.integers(0, 3, n), rng.permutation(n)][rng.integers(0, 3)], name="i")
        make = WINDOWS[str(rng.choice(list(WINDOWS)))]
        grouped, arguments = _group_by(rng, frame, names)
        arguments["as_index"] = bool(rng.random() < 0.8)
        select = [["x"], ["x", "y"], "x"][rng.integers(0, 3)]
        use: Callable[[Any], Any] = [
            lambda windows: windows.mean(),
            lambda windows: windows.agg(["mean", "std"]),
            lambda windows: windows.cov(),
            lambda windows: windows.std(),
        ][rng.integers(0, 4)]

        def windows(groups: Any, make: Any = make, select: Any = select) -> Any:
            return make(groups[select])

        theirs = outcome(_used, grouped, arguments, use, windows)
        if isinstance(theirs, ValueError) and "at least one array" in str(theirs):
            continue  # no row has a group
        for result in _ways(grouped, arguments, use, windows).values():
            assert_same_outcome(result, theirs)


@NEW_PANDAS
@pytest.mark.parametrize("sort", [True, False])
@pytest.mark.parametrize("observed", [True, False])
@pytest.mark.parametrize("ordered", [True, False])
def test_group_of_missing_categories(sort: bool, observed: bool, ordered: bool) -> None:
    """The case of one key: pandas leaves the group out."""
    frame = pd.DataFrame(
        {"c": pd.Categorical(["u", None, "v", None], ["w", "v", "u"], ordered=ordered), "x": [1.0, 2, 4, 8]}
    )
    arguments = {"by": "c", "dropna": False, "sort": sort, "observed": observed}
    uses: dict[str, Callable[[Any], Any]] = {
        "sum": lambda windows: windows.sum(),
        "agg": lambda windows: windows.agg("sum"),
        "apply": lambda windows: windows.apply(np.sum, raw=True),
        "apply to Series": lambda windows: windows.apply(lambda part: part.sum()),
        "cov": lambda windows: windows.cov(ddof=0) * 0 + windows.sum(),
    }
    for name, use in uses.items():
        for way, result in _ways(frame, arguments, use, lambda groups: groups["x"].rolling(2, min_periods=1)).items():
            assert isinstance(result, pd.Series), (name, way, result)
            assert result.to_dict() == pytest.approx({("u", 0): 1, (np.nan, 1): 2, ("v", 2): 4, (np.nan, 3): 10}), way
            order = ["v", "u", np.nan] if sort else ["u", np.nan, "v"]
            groups = result.index.get_level_values("c")[~result.index.get_level_values("c").duplicated()]
            assert [_marked(label) for label in groups] == [_marked(label) for label in order]
    for windows in _ways(frame, arguments, list, lambda groups: groups["x"].rolling(2, min_periods=1)).values():
        assert len(windows) == 4


@NEW_PANDAS
def test_times_of_the_group_of_missing_categories() -> None:
    """Spans, and exponential weights by times, which pandas prepares when it makes the windows."""
    times = pd.to_datetime([1, 2, 4, 8, 16], unit="s")
    key = pd.Categorical(["u", None, None, "u", None])
    frame = pd.DataFrame({"c": key, "x": [1.0, 2, 4, 8, 16], "t": times})
    plain = frame.assign(c=["u", "z", "z", "u", "z"])
    arguments = {"by": "c", "dropna": False, "observed": True}
    makes: list[Callable[[Any], Any]] = [
        lambda groups: groups.rolling("7s", on="t")["x"],
        lambda groups: groups["x"].ewm(halflife="2s", times=times),
        lambda groups: groups[["x"]].ewm(halflife="2s", times=times),
    ]
    for make in makes:
        expected = make(plain.groupby("c")).mean().to_numpy()
        for result in _ways(frame, arguments, lambda windows: windows.mean(), make).values():
            assert not isinstance(result, Exception), result
            np.testing.assert_allclose(result.to_numpy(), expected, rtol=1e-12)


def test_no_group_at_all() -> None:
    """An empty result; pandas raises an error from inside."""
    frame = pd.DataFrame({"k": [None] * 3, "x": [1.0, 2, 4], "t": pd.to_datetime([1, 2, 3], unit="s")}, index=[0, 0, 1])
    for index in ([0, 0, 1], [0, 1, 2]):
        for window, on in ((2, None), ("2s", "t")):
            made = frame.set_axis(index).fast.groupby("k").rolling(window, on=on).mean(numeric_only=True)
            assert len(made) == 0
            assert made.index.names == ["k", None]
