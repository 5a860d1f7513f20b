"""What is promised of arrays, for every function: inputs are never changed, `out` is returned, float32 is rounded once.

Every function means those of windows, of growing windows, with weights, with decaying weights, and bottleneck's.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import EWM_RECORDS, STATISTICS, assert_same_bits, ewm, expanding, normal, rolling

import fastroll as fr

Call = Callable[..., Any]


def _rolling(name: str) -> Call:
    return lambda x, y, **more: rolling(name)(x, 7, 1, y=y, **more)


def _expanding(name: str) -> Call:
    return lambda x, y, **more: expanding(name)(x, y=y, **more)


def _ewm(name: str) -> Call:
    return lambda x, y, **more: ewm(name, x, y=y, span=9, **more)


def _weighted(name: str) -> Call:
    function = getattr(fr, f"rolling_weighted_{name}")
    return lambda x, y, **more: function(x, [1, 2, 0.5, 3], 1, **more)


def _move(name: str) -> Call:
    return lambda x, y, **more: getattr(fr, name)(x, min(7, len(x)), 1)


CALLS: dict[str, Call] = {
    **{f"rolling_{name}": _rolling(name) for name in STATISTICS},
    **{f"expanding_{name}": _expanding(name) for name in STATISTICS},
    **{f"ewm_{name}": _ewm(name) for name in EWM_RECORDS},
    **{f"rolling_weighted_{name}": _weighted(name) for name in ("sum", "mean", "var", "std")},
}
MOVES: dict[str, Call] = {name: _move(name) for name in dir(fr) if name.startswith("move_")}

each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
each_call_and_move = pytest.mark.parametrize("call", [*CALLS.values(), *MOVES.values()], ids=[*CALLS, *MOVES])


def _series(n: int, dtype: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return two series with NaN, infinities and numbers of very different size."""
    x, y = 100 * normal(n, 0.1, seed=1), normal(n, 0.05, seed=2)
    x[3::41], x[4::97], x[20::71] = 1e30, -np.inf, 1e-30
    return x.astype(dtype), y.astype(dtype)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, np.int64, ">f8"])
@pytest.mark.parametrize("n", [1, 7, 101])
@each_call_and_move
def test_inputs_are_never_changed(call: Call, n: int, dtype: Any) -> None:
    """Not a byte of them; they may be read-only, and the results are others' memory."""
    with np.errstate(all="ignore"):
        x, y = _series(n, dtype) if np.dtype(dtype).kind == "f" else (np.arange(n), np.arange(n)[::-1].copy())
        x, y = (np.clip(part, -100, 100).astype(dtype) if dtype == np.float16 else part for part in (x, y))
    before = x.tobytes(), y.tobytes()
    for part in (x, y):
        part.flags.writeable = False
    made = call(x, y)
    assert (x.tobytes(), y.tobytes()) == before
    assert not np.shares_memory(made, x)
    assert not np.shares_memory(made, y)
    assert made.flags.writeable


@pytest.mark.parametrize("n", [1, 6, 7, 8, 101, 1003])
@each_call
def test_float32_is_rounded_once(call: Call, n: int) -> None:
    """The result of float32 is that of the same numbers as float64, rounded to float32 at the end."""
    x, y = _series(n, np.float32)
    for scale in (1, 1e-38, 1e8):
        with np.errstate(over="ignore", under="ignore"):
            narrow = (x * np.float32(scale)).astype(np.float32)
            desired = call(narrow.astype(np.float64), y.astype(np.float64)).astype(np.float32)
        made = call(narrow, y)
        assert made.dtype == np.float32
        assert_same_bits(made, desired)


@pytest.mark.parametrize("name", ["rolling_cov", "rolling_beta", "expanding_corr", "ewm_cov"])
def test_two_series_of_two_types(name: str) -> None:
    """They give float32 only if both are."""
    x, y = _series(50, np.float32)
    assert CALLS[name](x, y).dtype == np.float32
    for one, other in ((x.astype(np.float64), y), (x, y.astype(np.float64)), (x, np.arange(50)), (x, y > 0)):
        assert CALLS[name](one, other).dtype == CALLS[name](other, one).dtype == np.float64


@pytest.mark.parametrize("n", [1, 6, 7, 8, 101])
@each_call
def test_out_is_returned(call: Call, n: int) -> None:
    """It is the very array, of the type of the result or another, filled with the same values; or the input itself."""
    x, y = _series(n, np.float64)
    desired = call(x, y)
    for out in (np.empty(n), np.empty(2 * n)[::-2], np.empty(n, np.float32), np.empty(n, ">f8")):
        with np.errstate(over="ignore", under="ignore"):
            assert call(x, y, out=out) is out
            np.testing.assert_array_equal(out, desired.astype(out.dtype))
    in_place = x.copy()
    assert call(in_place, y, out=in_place) is in_place
    assert_same_bits(in_place, desired)


@pytest.mark.parametrize("dtype", ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2"])
@each_call
def test_other_real_types_are_float64(call: Call, dtype: str) -> None:
    """They give what the nearest doubles give; integers beyond 2**53 are rounded."""
    kind = np.dtype(dtype)
    largest = 1 if kind.kind == "b" else 6e4 if kind.kind == "f" else np.iinfo(kind).max
    x = (np.array([0, 1, largest, 3, largest, 0, 2, 1, 1, largest] * 7, object)).astype(dtype)
    x[11:14] = [largest - 1 if kind.kind in "iu" else largest, 0, 1]
    y = x[::-1].copy()
    made = call(x, y)
    assert made.dtype == np.float64
    assert_same_bits(made, call(x.astype(np.float64), y.astype(np.float64)))


@pytest.mark.parametrize("n", [0, 1, 2])
@each_call
def test_short_and_empty(call: Call, n: int) -> None:
    """Windows longer than the series are fine, and so are series of nothing, in any dimension."""
    x, y = np.arange(1.0, n + 1), np.arange(n, 0.0, -1)
    assert call(x, y).shape == (n,)
    table = np.tile(x, (3, 1))
    assert call(table, np.tile(y, (3, 1))).shape == (3, n)
    assert_same_bits(call(table.T, np.tile(y, (3, 1)).T, axis=0).T, call(table, np.tile(y, (3, 1))))
