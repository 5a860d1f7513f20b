"""`ewm_<statistic>` with ``out``: arrays of all forms, in place, over a part of the input."""

import numpy as np
import pytest
from support import EWM_RECORDS as RECORDS
from support import assert_same_bits, ewm, normal, second_series

from fastroll import _core

each_statistic = pytest.mark.parametrize("name", RECORDS)


@each_statistic
def test_out(name: str) -> None:
    """`out` is filled and returned, in place too, and of a wider type."""
    x = normal(400, 0.1).reshape(2, 200)
    desired = ewm(name, x, alpha=0.2)
    for out in (np.empty_like(x), x.copy(), np.empty((200, 2)).T):
        assert ewm(name, x, alpha=0.2, out=out) is out
        assert_same_bits(out, desired)
    in_place = x.copy()
    ewm(name, in_place, y=second_series(x), alpha=0.2, out=in_place)
    assert_same_bits(in_place, desired)
    narrow = np.empty(x.shape, np.float32)
    assert_same_bits(ewm(name, x, alpha=0.2, out=narrow), desired.astype(np.float32))
    one = np.lib.stride_tricks.as_strided(np.empty(1), x.shape, (0, 0))
    assert (ewm(name, x, alpha=0.2, out=one) == desired[-1, -1]).all()


@each_statistic
def test_out_is_written_directly(name: str) -> None:
    """Whatever lies between its elements, along any axis, and over the input or a part of it."""
    x = normal(5000, 0.05)
    desired = ewm(name, x, alpha=0.01)
    for out in (np.empty(10000)[::2], np.empty(5000)[::-1], np.empty((5000, 3))[:, 1], np.repeat(x, 2)[::2]):
        assert ewm(name, x, alpha=0.01, out=out) is out
        assert_same_bits(out.copy(), desired)
    for offset in (1, 64, 700):
        memory = x.copy()
        y = second_series(x)[:-offset]
        ewm(name, memory[:-offset], y=y, alpha=0.01, out=memory[offset:])
        assert_same_bits(memory[offset:], ewm(name, x[:-offset], y=y, alpha=0.01))
    for order in ("C", "F"):
        table = np.asarray(x.reshape(1000, 5), order=order)
        for axis in (0, 1):
            out = np.empty_like(table)
            assert ewm(name, table, alpha=0.01, axis=axis, out=out) is out
            assert_same_bits(out, ewm(name, table, alpha=0.01, axis=axis))
    series = x if RECORDS[name]["inputs"] == 1 else (x, second_series(x))
    place = np.empty(5000)
    arguments = (0.01, True, False, False, 0, None, False, False, None)
    assert _core.ewm(list(RECORDS).index(name), series, *arguments, place) is place
