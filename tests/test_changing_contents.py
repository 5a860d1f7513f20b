"""Arrays that say where to look, and change while a call reads them: results are some numbers, never a crash.

Other threads write during the calls, without the GIL (as NumPy does when it copies), and callbacks write between them.
"""

import ctypes
from typing import Any

import numpy as np
import pytest
from support import run_python

import fastroll as fr
from fastroll import native

WRITE = """
import threading, time
import numpy as np, fastroll as fr
from fastroll import _core, ufuncs
rng = np.random.default_rng(8)
n = 200_003
x = rng.standard_normal(n)

def disturb(array, wild, call, seconds=0.7):
    '''Call again and again while another thread writes wild contents and right ones in turn.'''
    right, done, outcomes = array.copy(), threading.Event(), set()
    def write():
        while not done.is_set():
            np.copyto(array, wild)
            np.copyto(array, right)
    writer = threading.Thread(target=write)
    writer.start()
    begin = time.process_time()
    while time.process_time() - begin < seconds:
        try:
            call()
            outcomes.add("result")
        except (ValueError, RuntimeError, IndexError) as error:
            outcomes.add("error")
    done.set()
    writer.join()
    np.copyto(array, right)
    call()
    print("fine")
"""

FAR = "np.where(rng.random(len({0})) < 0.5, 2**62, -2**62)"
SETUPS = {
    "quantiles": "q = np.linspace(0, 1, 301); wild = np.full(301, 1e18); "
    "call = lambda: fr.rolling_quantile(x[:9_001], {w}, q)",
    "quantiles of bounds": "q = np.linspace(0, 1, 31); wild = np.full(31, -1e18); "
    "b = fr.Bounds(*_core.fixed_bounds(9_001, 77, False, None, 1));"
    "call = lambda: fr.rolling_quantile(x[:9_001], fr.Bounds(b.start[::-1].copy(), b.end[::-1].copy()), q)",
    "bounds": "q = np.sort(rng.integers(0, n, n)); other = np.minimum(q + rng.integers(0, 99, n), n);"
    f"wild = {FAR.format('q')}"
    "; call = lambda: _core.rolling_bounds({s}, x, q, other, 1, 1, False, {e})",
    "ends": "q = np.sort(rng.integers(0, n, n)); other = np.maximum(q - rng.integers(0, 9, n), 0);"
    f"wild = {FAR.format('q')}"
    "; call = lambda: _core.rolling_bounds({s}, x, other, q, 1, 1, False, {e})",
    "near bounds": "q = np.sort(rng.integers(0, n, n)); other = np.minimum(q + 9, n); wild = rng.integers(0, n, n);"
    "call = lambda: _core.rolling_bounds({s}, x, q, other, 1, 1, False, {e})",
    "bounds of a gufunc": "q = np.sort(rng.integers(0, n, n)); other = np.minimum(q + 9, n); wild = "
    + FAR.format("q")
    + "; call = lambda: ufuncs.rolling_{name}_bounds(x, q, other, 1, *{operands})",
    "times": "q = np.cumsum(rng.integers(1, 5, n)); wild = rng.integers(-2**40, 2**40, n);"
    "call = lambda: _core.rolling_times({s}, x, q, 333, {center}, None, 1, 1, False, {e})",
    "times of bounds": "q = np.cumsum(rng.integers(1, 5, n)); wild = rng.integers(-2**40, 2**40, n);"
    "call = lambda: _core.time_bounds(q, 333, {center}, None)",
    "times of groups": "q = np.cumsum(rng.integers(1, 5, n)); wild = rng.integers(-2**40, 2**40, n);"
    "call = lambda: _core.group_time_bounds(q, np.arange(0, n + 1, 7), 333, {center}, None)",
    "offsets": "q = np.arange(0, n, 7); wild = rng.integers(0, 2**40, len(q));"
    "call = lambda: _core.rolling_groups({s}, x, q, 5, {center}, None, 1, 1, False, {e})",
    "offsets of bounds": "q = np.arange(0, n, 7); wild = rng.integers(0, 2**20, len(q));"
    "call = lambda: (_core.group_bounds(q, 5, {center}, None), _core.group_time_bounds(np.arange(n), q, 3, "
    "{center}, None))",
    "offsets of ewm": "q = np.arange(0, n, 7); wild = rng.integers(0, 2**40, len(q));"
    "call = lambda: _core.ewm(0, x, 0.3, True, False, False, 1, None, False, False, q)",
    "offsets of weights": "q = np.append(np.arange(0, n, 7), n); wild = rng.integers(0, 2**40, len(q));"
    "call = lambda: _core.weighted(0, x, np.ones(5), 0, 1, 1, False, q)",
    "offsets of labels": "q = np.append(np.arange(0, n, 7), n); wild = rng.integers(0, 2**40, len(q));"
    "labels = np.arange(n) % 7;"
    "call = lambda: _core.common_labels(labels, q)",
    "labels": "q = np.arange(n) % 7; wild = rng.integers(-2**40, 2**40, n); offsets = np.append(np.arange(0, n, 7), n);"
    "call = lambda: _core.common_labels(q, offsets)",
    "weights": "q = np.ones(301); wild = np.full(301, np.nan); "
    "call = lambda: _core.weighted(2, x, q, 0, 1, 1, False, None)",
    "steps of ewm": "q = np.ones(n - 1); wild = np.full(n - 1, np.nan);"
    "call = lambda: _core.ewm(2, x, 0.3, True, False, False, 1, q, False, False)",
    "keys": "q = rng.integers(0, 1_000, n); wild = rng.integers(-2**40, 2**40, n); call = lambda: _core.key_groups(q)",
    "near keys": "q = rng.integers(0, 1_000, n); wild = rng.integers(0, 1_000, n); call = lambda: _core.key_groups(q)",
    "ascending keys": "q = np.arange(n) // {w}; wild = rng.integers(-2**40, 2**40, n); "
    "call = lambda: _core.ascending_groups(q)",
    "greatest keys": "q = np.arange(n) // {w}; wild = np.full(n, 2**63 - 1); call = lambda: _core.ascending_groups(q)",
    "numbers of groups": "q = rng.integers(-1, 1_000, n); wild = rng.integers(-2**40, 2**40, n); "
    "call = lambda: _core.group_rows(q, 1_000)",
    "other numbers of groups": "q = rng.integers(-1, 1_000, n); wild = rng.integers(-1, 1_000, n);"
    "call = lambda: _core.group_rows(q, 1_000)",
    "ends of texts": "q = np.arange(n) * 3; wild = rng.integers(-2**40, 2**40, n); text = bytes(3 * n);"
    "call = lambda: (_core.ascending_texts(q, text), _core.round_of_texts(q, text))",
    "keys in rounds": "q = np.arange(n) % 1_000; wild = rng.integers(-2**40, 2**40, n); "
    "call = lambda: _core.round_of_keys(q)",
    "first rows": "q = np.arange(1_000); wild = rng.integers(-2**40, 1_000, 1_000); "
    "call = lambda: _core.round_rows(n, q)",
    "places of times": "q = np.arange(n); wild = rng.integers(-2**60, 2**60, n); offsets = np.arange(0, n, 7);"
    "call = lambda: _core.groups_are_monotonic(np.arange(n), q, offsets)",
    "bounds of apply": "q = np.arange(9_001); wild = rng.integers(-2**60, 2**60, 9_001);"
    "call = lambda: _core.apply(len, None, None, 0, 0, x[:9_001], q, q + 0, 0, False, True, 1)",
    "elements": "q = x; wild = np.where(rng.random(n) < 0.5, np.nan, rng.standard_normal(n) * 1e300);"
    "call = lambda: (fr.rolling_{name}(q, 50, *{quantile}), fr.rolling_{name}(q, 5_001, *{quantile}))",
}

EACH_STATISTIC = {"mean": 0, "var": 0, "median": 0, "quantile": 0, "rank": 0, "nunique": 0, "mode": 0}
FILLS = ("{s}", "{name}", "{e}", "{operands}", "{quantile}")


def _code(setup: str, name: str) -> str:
    record = next(one for one in fr._core.statistics() if one["name"] == name)
    extra: Any = (0.3, "linear") if record["has_q"] else ("average", True, False) if record["has_ties"] else None
    operands: tuple[Any, ...] = (1,) if record["has_ddof"] else ()
    if extra is not None:
        operands = (0.3, 0) if record["has_q"] else (0, 1, 0)
    place = fr._core.statistics().index(record)
    code = WRITE
    for window, center in (("5", "False"), ("501", "True")):
        made = setup
        for hole, value in (
            ("{s}", place),
            ("{name}", name),
            ("{e}", extra),
            ("{operands}", operands),
            ("{w}", window),
            ("{center}", center),
            ("{quantile}", (0.3,) if record["has_q"] else ()),
        ):
            made = made.replace(hole, repr(value) if not isinstance(value, str) else value)
        code += made + "\ndisturb(q, wild, call)\n"
    return code


PAIRS = [
    (kind, name)
    for kind, setup in SETUPS.items()
    for name in (EACH_STATISTIC if any(hole in setup for hole in FILLS) else ["mean"])
]


@pytest.mark.parametrize(("kind", "statistic"), PAIRS)
def test_written_by_another_thread(kind: str, statistic: str) -> None:
    """The call ends with numbers or an error, and gives its result when the array is right again."""
    assert run_python(_code(SETUPS[kind], statistic), timeout=300) == "fine\nfine"


@pytest.mark.parametrize("which", [0, 1])
def test_bounds_written_by_the_callback(which: int) -> None:
    """The windows are those that there were when the call began."""
    rng = np.random.default_rng(3)
    n = 731
    end = rng.integers(0, n + 1, 901)
    start = np.maximum(end - rng.integers(0, 40, 901), 0)
    desired = (end - start).astype(float)
    bounds = [start.copy(), end.copy()]

    def count(values: np.ndarray) -> float:
        bounds[which][:] = rng.integers(-(2**60), 2**60, 901)
        return float(len(values))

    made = fr._core.apply(count, None, None, 0, 0, np.ones(n), bounds[0], bounds[1], 0, False, True, 1)
    np.testing.assert_array_equal(made, desired)


@pytest.mark.parametrize("threads", [1, 2])
def test_bounds_written_by_a_compiled_callback(threads: int) -> None:
    """So are those of compiled functions, which get the memory of the bounds as their user data."""
    n = 731
    start, end = np.zeros(n, np.int64), np.arange(1, n + 1)

    def count(values: Any, length: int, result: Any, user_data: int) -> int:
        start[:] = 2**50
        end[:] = -(2**50)
        result[0] = length
        return 1

    compiled = native.Function(count)
    address = ctypes.cast(compiled, ctypes.c_void_p).value or 0
    made = fr._core.apply(compiled, None, None, address, 0, np.ones(n), start, end, 0, False, True, threads)
    np.testing.assert_array_equal(made, np.arange(1.0, n + 1))


def test_series_written_by_the_callback() -> None:
    """Callbacks see the series as it was, whatever they do to it or to what they get."""
    x = np.arange(37.0)
    seen = []

    def spoil(values: np.ndarray) -> float:
        seen.append(values.copy())
        values[:] = -1
        x[:] = -2
        return 0.0

    fr.rolling_apply(x, 3, spoil)
    np.testing.assert_array_equal(seen, np.lib.stride_tricks.sliding_window_view(np.arange(37.0), 3))
