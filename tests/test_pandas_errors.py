"""What pandas refuses, the accessor refuses: with the same type of error and the same text."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same, by_fastroll, stamps, values  # noqa: E402
from support import STATISTICS  # noqa: E402

X = values()
PLAIN = [pd.Series(X, name="x"), pd.DataFrame({"a": X, "b": X[::-1]})]
TIMED = [pd.Series(X, index=stamps()), pd.DataFrame({"a": X}, index=stamps())]
WINDOWS = [-1, 2.5, 3.0, True, None, "soon", "30s", "ME", 3j, [3], np.int64(3), np.float64(3), pd.Timedelta("3s")]

each_object = pytest.mark.parametrize(
    "obj", PLAIN + TIMED, ids=lambda obj: f"{type(obj).__name__} {type(obj.index).__name__}"
)


@each_object
@pytest.mark.parametrize("window", WINDOWS, ids=repr)
def test_window(method: str, window: Any, obj: Any) -> None:
    """Windows of every wrong (and a few right) types."""
    assert_same(obj, method, window)


@each_object
@pytest.mark.parametrize(
    "arguments",
    [
        {"min_periods": -1},
        {"min_periods": 6},
        {"min_periods": 2.0},
        {"min_periods": "2"},
        {"min_periods": True},
        {"min_periods": np.int64(2)},
        {"center": 1},
        {"center": None},
        {"center": np.True_},
        {"closed": "middle"},
        {"closed": 1},
        {"step": -1},
        {"step": 1.5},
        {"step": 0},
        {"step": True},
        {"step": np.int64(2)},
        {"on": "missing"},
        {"on": 3},
        {"on": stamps()},
        {"numeric_only": "yes"},
        {"min_periods": 9, "center": 3, "closed": "x", "step": -1},
    ],
    ids=str,
)
def test_arguments(method: str, arguments: dict[str, Any], obj: Any) -> None:
    """One wrong argument, for windows of rows and of time."""
    assert_same(obj, method, 5, **arguments)
    if type(arguments.get("step")) is not np.int64:  # with spans only ours have it
        assert_same(obj, method, "20s", **arguments)


def _columns() -> dict[str, Any]:
    return {
        "text": pd.Series(["a", "b"] * 30),
        "text of object": pd.Series(["a", "b"] * 30, dtype=object),
        "numbers as text": pd.Series(["1", "2"] * 30, dtype=object),
        "category of text": pd.Series(["a", "b"] * 30, dtype="category"),
        "times": pd.Series(stamps()),
        "times of a zone": pd.Series(stamps(tz="Europe/Berlin")),
        "timedeltas": pd.Series(pd.to_timedelta(np.arange(60), unit="s")),
        "periods": pd.Series(pd.period_range("2024", periods=60, freq="D")),
        "lists": pd.Series([[1], [2, 3]] * 30),
        "intervals": pd.Series(pd.interval_range(0, 60)),
    }


COLUMNS = _columns()


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_of_no_numbers(method: str, kind: str) -> None:
    """Alone, and among columns of numbers."""
    column = COLUMNS[kind]
    assert_same(column, method, 4)
    assert_same(column, method, 4, numeric_only=True)
    assert_same(pd.DataFrame({"x": X, "other": column}), method, 4)
    assert_same(pd.DataFrame({"x": X, "other": column}), method, 4, numeric_only=True)
    assert_same(pd.DataFrame({"other": column}), method, 4)
    assert_same(pd.DataFrame({"other": column}), method, 4, numeric_only=True)


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
def test_complex_numbers(method: str) -> None:
    """Whatever pandas does with them."""
    assert_same(pd.Series(X + 1j), method, 4)


@pytest.mark.parametrize("dtype", ["string", "timestamp[ns][pyarrow]", "duration[ns][pyarrow]"])
def test_arrow_columns_of_no_numbers(method: str, dtype: str) -> None:
    """Arrow's text and times."""
    pytest.importorskip("pyarrow")
    numbers = ["a"] * 9 if dtype == "string" else list(range(9))
    series = pd.Series(numbers).astype("m8[ns]" if "duration" in dtype else "object" if dtype == "string" else "M8[ns]")
    assert_same(series.astype(dtype), method, 4)
    assert_same(pd.DataFrame({"a": series.astype(dtype), "b": 1.0}), method, 4)


def test_times_out_of_order(method: str) -> None:
    """Not monotonic, or not a time."""
    shuffled = stamps()[np.random.default_rng(0).permutation(60)]
    assert_same(pd.Series(X, index=shuffled), method, "20s")
    assert_same(pd.DataFrame({"t": shuffled, "x": X}), method, "20s", on="t")
    missing = stamps().insert(3, pd.NaT)[:60]
    assert_same(pd.Series(X, index=missing), method, "20s")
    assert_same(pd.DataFrame({"t": missing, "x": X}), method, "20s", on="t")
    assert_same(pd.DataFrame({"t": np.arange(60), "x": X}), method, "20s", on="t")
    assert_same(pd.Series(X, index=[f"row {i}" for i in range(60)]), method, "20s")


def test_ddof(method: str) -> None:
    """Where it has no meaning, Python's own error; of a wrong type, an error that names it."""
    for obj in PLAIN:
        if not STATISTICS[method]["has_ddof"]:
            with pytest.raises(TypeError, match="ddof"):
                by_fastroll(obj, method, 4, ddof=1)
        else:
            assert_same(obj, method, 4, ddof="1")
            assert_same(obj, method, 4, ddof=1.5)


@pytest.mark.parametrize("thing", [pd.Index([1, 2]), pd.Categorical(["a"]), np.arange(3), [1, 2]], ids=repr)
def test_only_series_and_frames_have_it(thing: Any) -> None:
    """Nothing else has the accessor."""
    assert not hasattr(thing, "fast")
