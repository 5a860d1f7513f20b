"""Where and how an array lies in memory changes nothing, not a bit of the results."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, mostly_plain, normal, rolling

Layout = Callable[[np.ndarray], np.ndarray]


def _strided(stride: int) -> Layout:
    def make(x: np.ndarray) -> np.ndarray:
        room = np.full((*x.shape[:-1], x.shape[-1] * abs(stride)), -77, x.dtype)
        view = room[..., ::stride]
        view[...] = x
        return view

    return make


def _unaligned(x: np.ndarray) -> np.ndarray:
    room = np.empty(x.nbytes + 1, np.uint8)
    view = room[1:].view(x.dtype).reshape(x.shape)
    view[...] = x
    assert not view.flags.aligned
    return view


def _offset_in_a_cache_line(x: np.ndarray) -> np.ndarray:
    room = np.empty(x.size + 1, x.dtype)
    view = room[1:].reshape(x.shape)
    view[...] = x
    return view


def _read_only(x: np.ndarray) -> np.ndarray:
    x = x.copy()
    x.flags.writeable = False
    return x


def _record_field(x: np.ndarray) -> np.ndarray:
    records = np.zeros(x.shape, np.dtype([("flag", "i1"), ("value", x.dtype), ("rest", "i2")]))
    records["value"] = x
    return records["value"]


LAYOUTS: dict[str, Layout] = {
    "every second": _strided(2),
    "every seventh": _strided(7),
    "reversed": _strided(-1),
    "every third, reversed": _strided(-3),
    "read-only": _read_only,
    "unaligned": _unaligned,
    "at an odd address": _offset_in_a_cache_line,
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder("S")),
    "field of a record": _record_field,
    "Fortran order": np.asfortranarray,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", [(1,), (700,), (3, 300), (2, 3, 90)])
def test_memory_layout(name: str, shape: tuple[int, ...], dtype: Any, layout: str) -> None:
    """The same bits as for a fresh array in C order; the input stays as it is."""
    x = normal(int(np.prod(shape)), 0.1, dtype).reshape(shape)
    laid_out = LAYOUTS[layout](x)
    for window in (1, 3, 20, 400):
        assert_same_bits(rolling(name)(laid_out, window, 1), rolling(name)(x, window, 1))
    np.testing.assert_array_equal(laid_out, x)


@pytest.mark.parametrize("window", [1, 5, 700])
def test_stride_zero(name: str, window: int) -> None:
    """One number in memory, seen as many."""
    x = np.broadcast_to(np.float64(0.3), (600,))
    assert_same_bits(rolling(name)(x, window, 1), rolling(name)(x.copy(), window, 1))
    many = np.broadcast_to(normal(600), (4, 600))
    assert_same_bits(rolling(name)(many, window, 1), rolling(name)(many.copy(), window, 1))


@pytest.mark.parametrize("nan_share", [0, 0.2])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("window", [1, 4, 50, 600])
def test_rows_and_columns(name: str, window: int, dtype: Any, nan_share: float) -> None:
    """A series has the same bits alone, as a row, and as a column among any number of others."""
    x = normal(500 * 37, nan_share, dtype).reshape(37, 500)
    alone = np.array([rolling(name)(row, window, 1) for row in x])
    assert_same_bits(rolling(name)(x, window, 1), alone)
    for columns in (1, 2, 3, 8, 15, 37):
        table = np.ascontiguousarray(x[:columns].T)
        assert_same_bits(rolling(name)(table, window, 1, axis=0), alone[:columns].T)
        assert_same_bits(
            rolling(name)(table[::-1, ::-1], window, 1, axis=0)[:, ::-1].T,
            np.array([rolling(name)(row[::-1], window, 1) for row in x[:columns]]),
        )


@pytest.mark.parametrize("window", [5, 40, 700, 6000])
def test_rows_and_long_columns(name: str, window: int) -> None:
    """The same where columns are long, and only some of them hold strange values."""
    x = np.array([normal(15_000, seed=1), mostly_plain(15_000), *normal(9 * 15_000, seed=2).reshape(9, -1)])
    x[[3, 3, 4], [0, 14_999, 4_096]] = np.nan
    alone = np.array([rolling(name)(row, window, 1) for row in x])
    assert_same_bits(rolling(name)(x.T.copy(), window, 1, axis=0), alone.T)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_axis(name: str, axis: int) -> None:
    """Windows move along the axis asked for."""
    x = normal(5 * 60 * 7, 0.1).reshape(5, 60, 7)
    desired = np.apply_along_axis(lambda series: rolling(name)(series, 4, 2), axis, x)
    assert_same_bits(rolling(name)(x, 4, 2, axis=axis), desired)
    assert_same_bits(rolling(name)(x.transpose(2, 0, 1), 4, 2, axis=(axis % 3 + 1) % 3), desired.transpose(2, 0, 1))


@pytest.mark.parametrize("shape", [(0,), (0, 5), (5, 0), (2, 0, 3), (1,), (1, 1)])
def test_empty_and_single(name: str, shape: tuple[int, ...]) -> None:
    """No element and one element, along each axis."""
    x = np.ones(shape)
    for axis in range(len(shape)):
        result = rolling(name)(x, 3, 1, axis=axis)
        assert result.shape == shape
        assert result.dtype == np.float64


def test_zero_dimensional(name: str) -> None:
    """There is nothing to move along."""
    with pytest.raises(ValueError, match="dimension"):
        rolling(name)(np.float64(1.0), 3)
    with pytest.raises(ValueError, match="dimension"):
        rolling(name)(3.0, 3)


def test_lists(name: str) -> None:
    """Whatever numpy.asarray understands is an array."""
    assert_same_bits(rolling(name)([1, 2.5, 4], 2), rolling(name)(np.array([1, 2.5, 4]), 2))
    assert_same_bits(rolling(name)([[1, 2], (3, 4)], 2, axis=0), rolling(name)(np.array([[1.0, 2], [3, 4]]), 2, axis=0))


def test_masked_and_matrix(name: str) -> None:
    """Other subclasses of ndarray are computed as plain arrays or keep their class; never wrongly."""
    x = normal(40).reshape(2, 20)
    result = rolling(name)(x.view(np.matrix), 3)
    assert_same_bits(np.asarray(result), rolling(name)(x, 3))
