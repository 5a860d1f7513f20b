"""Functions of the user's that misbehave: they call us again and again, raise, or change what they are given."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import normal, run_python

import fastroll as fr
from fastroll import native

pd = pytest.importorskip("pandas")

NESTED = {
    "function": "again = lambda values: fr.rolling_apply(values, 1, again)[-1]; again(x)",
    "expanding": "again = lambda values: fr.expanding_apply(values, again)[-1]; again(x)",
    "flat": "again = lambda v: pd.Series(v).fast.rolling_apply(1, again, raw=True).iloc[-1]; again(x)",
    "fluent": "again = lambda v: pd.Series(v).fast.rolling(1).apply(again, raw=True).iloc[-1]; again(x)",
    "fluent with series": "again = lambda v: pd.Series(v).fast.rolling(1).apply(again).iloc[-1]; again(x)",
    "grouped": "again = lambda v: pd.Series(v).fast.groupby([0] * len(v)).rolling(1).apply(again, raw=True).iloc[-1]"
    "; again(x)",
    "drop-in": "again = lambda v: pd.Series(v).rolling(1).apply(again, raw=True).iloc[-1]\n"
    "with fastroll.pandas.patched(): again(x)",
}


@pytest.mark.parametrize("stack", [0, 1 << 21])
@pytest.mark.parametrize("layer", NESTED)
def test_nested_without_end(layer: str, stack: int) -> None:
    """RecursionError, as of a Python function that calls itself, in threads with a lesser stack, too."""
    code = (
        "import sys, threading\nimport numpy as np, pandas as pd\nimport fastroll as fr, fastroll.pandas\n"
        "from fastroll import native\nx = np.ones(3)\n"
        "def run():\n    try:\n        exec(SOURCE, globals())\n        print('no error')\n"
        "    except RecursionError:\n        print('RecursionError')\n"
        f"SOURCE = {NESTED[layer]!r}\nthreading.stack_size({stack})\n"
        "thread = threading.Thread(target=run)\nthread.start()\nthread.join()\n"
        "print(fr.rolling_apply(x, 2, np.sum)[1])"
    )
    assert run_python(code) == "RecursionError\n2.0"


def test_nested_deeply() -> None:
    """Compiled functions that call us again take little of the stack: 64 KiB each would be 20 MB here."""
    code = """
import sys, numpy as np, fastroll as fr
from fastroll import native
sys.setrecursionlimit(3_000)
x, depth, deepest = np.ones(3), 0, 300
def again(values, n, result, user_data):
    global depth
    depth += 1
    result[0] = depth if depth >= deepest else fr.rolling_apply(x, 3, compiled)[-1]
    return 1
compiled = native.Function(again)
print(fr.rolling_apply(x, 3, compiled)[-1])
"""
    assert run_python(code) == "300.0"


@pytest.mark.parametrize("returned", ["a", None, [1.0], {}, np.ones(2), object()])
def test_no_number(returned: Any) -> None:
    """The error tells what the function has returned, which function it is, and for which row."""

    def strange(values: np.ndarray) -> Any:
        return returned if len(values) == 3 else 0.0

    kind = type(returned).__name__
    with pytest.raises(TypeError) as raised:
        fr.rolling_apply(np.arange(7.0), 3, strange, 1)
    if kind != "ndarray":
        assert f"must be real number, not {kind}: func = " in str(raised.value)
        assert str(raised.value).endswith(f"returned {returned!r} for row 2")
        assert "strange" in str(raised.value)
    with pytest.raises(TypeError, match=r"row 2 of series 1|only .*arrays can be converted"):
        fr.rolling_apply(np.stack([np.full(7, np.nan), np.arange(7.0)]), 3, strange, 1)


def test_exceptions_are_handed_on() -> None:
    """They are the function's own, as they are, through several calls, too."""

    def fails(values: np.ndarray) -> float:
        raise ZeroDivisionError(f"{len(values)} values")

    calls: list[Callable[[], Any]] = [
        lambda: fr.rolling_apply(np.ones(5), 3, fails),
        lambda: pd.Series(np.ones(5)).fast.rolling(3).apply(fails, raw=True),
        lambda: fr.rolling_apply(np.ones(5), 4, lambda values: fr.rolling_apply(values, 3, fails)[-1]),
    ]
    for call in calls:
        with pytest.raises(ZeroDivisionError, match=r"^3 values$"):
            call()


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_of_windows(threads: int) -> None:
    """Compiled functions are called from as many threads as the windows were asked for, unless apply says otherwise."""
    asked = []

    def note(values: Any, n: int, result: Any, user_data: int) -> int:
        result[0] = values[n - 1]
        return 1

    compiled, inner = native.Function(note), fr._core.apply

    def watched(*arguments: Any) -> Any:
        asked.append(arguments[-1])
        return inner(*arguments)

    series = pd.Series(normal(2_003))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fr._core, "apply", watched)
        made = series.fast.rolling(5, threads=threads).apply(compiled)
        series.fast.rolling(5, threads=threads).apply(compiled, threads=3)
        series.to_frame("a").fast.rolling(5, threads=threads)["a"].apply(compiled)
        series.fast.expanding(threads=threads).apply(compiled)
        series.fast.groupby([0] * len(series)).rolling(5, threads=threads).apply(compiled)
        series.fast.rolling(5).apply(compiled)
        series.fast.rolling(5, threads=threads).apply(len, raw=True)
    assert asked == [threads, 3, threads, threads, threads, 1, 1]
    np.testing.assert_array_equal(made[4:], series[4:])


def _spoil(values: Any) -> float:
    values[:] = -7.0
    return 1.0


def _spoil_frame(values: Any) -> float:
    if isinstance(values, pd.Series):
        values.iloc[:] = -7.0
    return 1.0


@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64])
def test_callbacks_that_write(dtype: Any, raw: bool) -> None:
    """The user's data stay as they are, and the next window sees them so."""
    frame = pd.DataFrame(np.arange(46).reshape(23, 2).astype(dtype), columns=["a", "b"])
    kept, sums = frame.copy(), []

    def spoil(values: Any) -> float:
        sums.append(float(np.sum(values)))
        return _spoil(values) if raw else _spoil_frame(values)

    windows = [
        frame.fast.rolling(3),
        frame["a"].fast.rolling(3),
        frame.fast.expanding(2),
        frame.fast.groupby([0, 1] * 11 + [0]).rolling(3),
    ]
    for each in windows:
        each.apply(spoil, raw=raw)
        pd.testing.assert_frame_equal(frame, kept)
    sums.clear()
    frame["a"].fast.rolling(3).apply(spoil, raw=raw)
    if raw:
        np.testing.assert_array_equal(sums, kept["a"].astype(float).rolling(3).sum()[2:])


def test_agg_that_raises() -> None:
    """``agg`` hands the function's own exception on."""

    def fails(values: Any) -> float:
        raise KeyError("mine")

    frame = pd.DataFrame(np.arange(46.0).reshape(23, 2), columns=["a", "b"])
    for windows in (frame.fast.rolling(3), frame["a"].fast.rolling(3), frame.fast.groupby([0] * 23).rolling(3)):
        for call in (windows.agg, windows.apply, lambda f, w=windows: w.agg([f, "mean"])):
            with pytest.raises(KeyError, match="mine"):
                call(fails)
