"""Output arrays: given by the caller, in place, and overlapping the input in every way."""

from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, call_bounds_ufunc, call_ufunc, expanding, normal, rolling

WINDOWS = [1, 2, 7, 60, 400, 3000]


def test_out_is_filled_and_returned(name: str) -> None:
    """The array given, whatever its strides."""
    x = normal(500, 0.1)
    desired = rolling(name)(x, 20, 5)
    for out in (np.empty(500), np.empty(1000)[::2], np.empty(500)[::-1], np.empty((500, 3))[:, 1]):
        assert rolling(name)(x, 20, 5, out=out) is out
        assert_same_bits(out, desired)
    out = np.empty(500)
    assert expanding(name)(x, out=out) is out
    assert_same_bits(out, expanding(name)(x))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("window", WINDOWS)
def test_in_place(name: str, window: int, dtype: Any) -> None:
    """out=x overwrites the input with the right results."""
    x = normal(2500, 0.05, dtype)
    desired = rolling(name)(x, window, 1)
    for out in (x.copy(), np.repeat(x, 2)[::2], x[::-1].copy()[::-1]):
        assert rolling(name)(out, window, 1, out=out) is out
        assert_same_bits(out, desired)
    out = x.copy()
    call_ufunc(name, out, window, 1, out=out)
    assert_same_bits(out, desired)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("order", ["C", "F"])
def test_in_place_in_two_dimensions(name: str, order: Any, axis: int) -> None:
    """Both axes, both orders."""
    x = normal(300 * 40, 0.05).reshape(300, 40).copy(order=order)
    for window in (3, 30):
        out = x.copy(order=order)
        rolling(name)(out, window, 1, axis=axis, out=out)
        np.testing.assert_array_equal(out, rolling(name)(x, window, 1, axis=axis))


@pytest.mark.parametrize("offset", [1, 3, 64, 700])
@pytest.mark.parametrize("window", WINDOWS)
def test_partial_overlap(name: str, window: int, offset: int) -> None:
    """The output begins some elements after or before the input, or runs against it."""
    whole = normal(3000, 0.05)
    desired = rolling(name)(whole[:-offset], window, 1)
    ahead = whole.copy()
    rolling(name)(ahead[:-offset], window, 1, out=ahead[offset:])
    assert_same_bits(ahead[offset:], desired)
    behind = np.concatenate([np.zeros(offset), whole[:-offset]])
    rolling(name)(behind[offset:], window, 1, out=behind[:-offset])
    assert_same_bits(behind[:-offset], desired)
    against = whole[:-offset].copy()
    rolling(name)(against, window, 1, out=against[::-1])
    assert_same_bits(against[::-1].copy(), desired)


def test_transposed_in_place(name: str) -> None:
    """The output is the input's transpose."""
    x = normal(2500).reshape(50, 50)
    desired = rolling(name)(x, 5, 1)
    out = x.copy()
    rolling(name)(out, 5, 1, out=out.T)
    np.testing.assert_array_equal(out.T, desired)


def test_broadcast_row_as_output_of_itself(name: str) -> None:
    """Many windows in one call, written over the rows of which one is the input."""
    room = normal(3 * 200).reshape(3, 200)
    desired = rolling(name)(room[1], [2, 5, 9], 1)
    rolling(name)(room[1], [2, 5, 9], 1, out=room)
    np.testing.assert_array_equal(room, desired)


def test_bounds_in_place(name: str) -> None:
    """The same for windows given by bounds, one of which may be the output's memory."""
    x = normal(400, 0.1)
    start = np.maximum(np.arange(400) - 9, 0)
    end = np.arange(400) + 1
    desired = call_bounds_ufunc(name, x, start, end, 1)
    out = x.copy()
    call_bounds_ufunc(name, out, start, end, 1, out=out)
    assert_same_bits(out, desired)
    shared = start.copy()
    call_bounds_ufunc(name, x, shared, end, 1, out=shared.view(np.float64))
    assert_same_bits(shared.view(np.float64), desired)


def test_out_of_another_type(name: str) -> None:
    """A wider type gets float32's results; a narrower one needs casting of the same kind."""
    x = normal(100, dtype=np.float32)
    out = np.empty(100)
    rolling(name)(x, 5, out=out)
    np.testing.assert_allclose(out, rolling(name)(x, 5), rtol=1e-6)
    half = np.empty(100, np.float32)
    rolling(name)(x.astype(float), 5, out=half)
    np.testing.assert_allclose(half, rolling(name)(x, 5), rtol=1e-5, atol=1e-6)
    with pytest.raises(TypeError):
        rolling(name)(x, 5, out=np.empty(100, np.int64))


def test_out_of_another_form(name: str) -> None:
    """Swapped bytes, or an odd address."""
    x = normal(100, 0.1)
    desired = rolling(name)(x, 5, 1)
    odd = np.empty(801, np.uint8)[1:].view(np.float64)
    for out in (np.empty(100, ">f8"), odd):
        assert rolling(name)(x, 5, 1, out=out) is out
        np.testing.assert_array_equal(out, desired)


def test_out_in_one_place(name: str) -> None:
    """Results must not be written over each other."""
    for shape in ((100,), (100, 3), (3, 100)):
        x, one = np.resize(normal(100), shape), np.lib.stride_tricks.as_strided(np.empty(1), shape, (0,) * len(shape))
        with pytest.raises(ValueError, match="out must have a place of its own"):
            rolling(name)(x, 5, 1, out=one)
    with pytest.raises(ValueError, match="out must have a place of its own"):
        call_ufunc(name, normal(100), 5, 1, out=np.lib.stride_tricks.as_strided(np.empty(1), (100,), (0,)))


def test_out_that_does_not_fit(name: str) -> None:
    """Wrong shapes and read-only arrays are refused."""
    x = normal(100)
    with pytest.raises(ValueError, match=r"."):
        rolling(name)(x, 5, out=np.empty(99))
    with pytest.raises(ValueError, match=r"."):
        rolling(name)(x, 5, out=np.empty((2, 3)))
    with pytest.raises(ValueError, match=r"writeable|read-only"):
        rolling(name)(x, 5, out=np.broadcast_to(np.float64(0), 100))
    with pytest.raises(TypeError):
        rolling(name)(x, 5, out=[0.0] * 100)
