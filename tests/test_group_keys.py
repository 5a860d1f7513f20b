"""Keys of groups that are not hashed give the groups, and the index, that pandas makes."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, values  # noqa: E402

import fastroll.pandas  # noqa: E402, F401
from fastroll import _core  # noqa: E402

N = 200
RANDOM = np.random.default_rng(7)
EXTREMES = np.iinfo(np.int64)
INTEGERS: dict[str, Any] = {
    "interleaved": np.arange(N) % 7,
    "negative": RANDOM.integers(-5, 9, N),
    "some are missing": RANDOM.integers(0, 9, N) * 3 - 8,
    "as far as there are rows": np.r_[N - 1, 0, np.full(N - 2, 5)] - 3,
    "one further": np.r_[N, 0, np.full(N - 2, 5)],
    "as far as can be": np.r_[EXTREMES.max, EXTREMES.min, np.zeros(N - 2, dtype=int)],
    "at the end": EXTREMES.max - np.arange(N) % 3,
    "at the beginning": EXTREMES.min + np.arange(N) % 3,
    "descending": np.arange(N)[::-1] // 9,
    "rounds": np.resize([5, -3, 9, 0], N),
    "rounds, far apart": np.resize([EXTREMES.max, 3, EXTREMES.min], N),
    "rounds with equal keys": np.resize([5, 3, 3], N),
    "rounds but for the last row": np.r_[np.resize([2, 1], N - 1), 2],
    "ascending": np.arange(N) // 9,
    "long ones that ascend, far apart": np.sort(RANDOM.choice([EXTREMES.min, -3, 0, 7, EXTREMES.max], N)),
    "one": np.full(N, 4),
}
TEXTS: dict[str, Any] = {
    "ascending": np.repeat(["", "a", "aa", "ab", "b", "zz", "é", "ß" * 30, "€", "😀"], N // 10),
    "sorted": np.sort(RANDOM.choice(["b", "bb", "", "x" * 40, "x" * 41, "x" * 40 + "a"], N)),
    "descending once": np.array(["b"] * 100 + ["a"] * 100),
    "a longer one first": np.array(["ab"] * 100 + ["a"] * 100),
    "interleaved": np.array(["x", "y"] * 100),
    "rounds of texts of many lengths": np.resize(["b", "", "ß", "bb", "x" * 40, "a"], N),
    "rounds with equal texts": np.resize(["b", "a", "a"], N),
    "rounds but for the last text": np.r_[np.resize(["b", "a"], N - 1), ["b"]],
    "rounds but for lengths": np.r_[np.resize(["b", "aa"], N - 2), ["ba", "a"]],
    "one": np.array(["x"] * N),
    "in any order": RANDOM.choice(["b", "bb", "", "ß", "€", "😀", "\uffff", "x" * 40], N),
    "each another one": np.array([f"{i * 7 % N}" for i in range(N)]),
    "missing here and there": np.array(["b", None, "a", "€"] * (N // 4), dtype=object),
    "missing": np.array(["a"] * 90 + [None] * 20 + ["b"] * 90, dtype=object),
}


def _check(key: Any, rows: slice = slice(None)) -> None:
    frame = pd.DataFrame({"key": key, "x": values(N), "y": np.arange(N)})[rows]
    for use in ("mean", "count", "median", "idxmax"):
        made = getattr(frame.fast.groupby("key").rolling(3), use)()
        if use == "idxmax":
            parts = [part.drop(columns="key").fast.rolling(3).idxmax() for _, part in frame.groupby("key")]
            np.testing.assert_array_equal(made.to_numpy(), pd.concat(parts).to_numpy())
            continue
        desired = getattr(frame.groupby("key").rolling(3), use)()
        pd.testing.assert_frame_equal(made, desired)
        pd.testing.assert_index_equal(made.index.levels[0], desired.index.levels[0])
    series, by = frame["x"], frame["key"]
    pd.testing.assert_series_equal(series.fast.groupby(by).rolling(3).sum(), series.groupby(by).rolling(3).sum())


@pytest.mark.parametrize("keys", INTEGERS)
def test_integers(keys: str) -> None:
    """Near each other or far, in any order."""
    _check(INTEGERS[keys])
    _check(INTEGERS[keys], slice(3, 150))


@pytest.mark.skipif(PANDAS < (3, 0), reason="texts are objects")
@pytest.mark.parametrize("keys", TEXTS)
def test_texts(keys: str) -> None:
    """In the order of their bytes or not, as a part of others and in several pieces."""
    pytest.importorskip("pyarrow")
    for dtype in ("str", "string[pyarrow]"):
        key = pd.array(TEXTS[keys], dtype=dtype)
        _check(key)
        _check(key, slice(5, 140))
        _check(pd.concat([pd.Series(key[:30]), pd.Series(key[30:])], ignore_index=True).array)


@pytest.mark.skipif(PANDAS < (3, 0), reason="texts are objects")
@pytest.mark.parametrize("options", [{"sort": False}, {"dropna": False}, {"as_index": False}])
def test_options_of_texts(options: dict[str, Any]) -> None:
    """The order of groups and the missing ones are what pandas makes of them."""
    frame = pd.DataFrame({"key": pd.array(TEXTS["missing here and there"], dtype="str"), "x": values(N)})
    made = frame.fast.groupby("key", **options).rolling(3).mean()
    pd.testing.assert_frame_equal(made, frame.groupby("key", **options).rolling(3).mean())
    nothing = frame.assign(key=pd.array([None] * N, dtype="str"))
    assert len(nothing.fast.groupby("key", **options).rolling(3).mean()) == (0 if options.get("dropna", True) else N)


@pytest.mark.parametrize("by", ["key", ["key", "number"]])
def test_groups_without_rows(by: Any) -> None:
    """pandas fails with categories that no row has; they add nothing."""
    key = pd.Categorical(["b", "d"] * (N // 2), categories=list("abcde"))
    frame = pd.DataFrame({"key": key, "number": np.arange(N) % 3, "x": values(N)})
    made = frame.fast.groupby(by, observed=False).rolling(3).mean()
    desired = frame.groupby(by, observed=True).rolling(3).mean()
    np.testing.assert_array_equal(made.to_numpy(), desired.to_numpy())
    assert made.index.to_list() == desired.index.to_list()


def test_groups_are_found_once() -> None:
    """Windows of one group-by share them."""
    frame = pd.DataFrame({"key": np.arange(N) % 7, "x": values(N)})
    grouped = frame.fast.groupby("key")
    first = grouped.rolling(3)
    assert first._groups().order is grouped.rolling(5)._groups().order
    assert first["x"]._groups().order is first._groups().order


@pytest.mark.parametrize("keys", [k for k in INTEGERS if "far" not in k and "further" not in k])
def test_calls(keys: str) -> None:
    """What the functions behind return, and refuse."""
    key = INTEGERS[keys]
    found = _core.key_groups(key)
    assert found is not None
    groups, offsets, order, labels = found
    unique, counts = np.unique(key, return_counts=True)
    np.testing.assert_array_equal(labels[:groups], unique)
    np.testing.assert_array_equal(np.diff(offsets[: groups + 1]), counts)
    np.testing.assert_array_equal(order, np.argsort(key, kind="stable"))


def test_calls_that_have_no_groups() -> None:
    """Keys that are far from each other, texts that descend, wrong places."""
    assert _core.key_groups(INTEGERS["one further"]) is None
    assert _core.key_groups(INTEGERS["as far as can be"]) is None
    assert _core.key_groups(np.array([], dtype=np.int64)) is None
    ends = np.array([0, 1, 2])
    assert _core.ascending_texts(ends, b"ba") is None
    assert _core.round_of_texts(ends, b"ba") == _core.round_of_texts(ends[:1], b"") == 0
    assert _core.round_of_texts(ends, b"bb") == _core.round_of_keys(np.array([7, 7])) == 1
    assert _core.round_of_keys(np.array([1, 2, 1, 3])) == _core.round_of_keys(np.array([], dtype=np.int64)) == 0
    for wrong in ([0, 2], [-1, 0], [0, 1, 2, 3]):
        with pytest.raises(ValueError, match="first rows must lie in a round"):
            _core.round_rows(3, np.array(wrong, dtype=np.int64))
    found = _core.ascending_texts(ends, b"ab")
    assert found is not None
    assert found[0] == 2
    for wrong in ([0, 1, 3], [-1, 1, 2], [0, 2, 1], []):
        with pytest.raises(ValueError, match="ends must never decrease"):
            _core.ascending_texts(np.array(wrong, dtype=np.int64), b"ab")
