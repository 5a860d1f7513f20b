"""Properties of all results, on inputs that hypothesis invents."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from reference import check_rows, fixed_bounds
from support import STATISTICS, assert_same_bits, expanding, rolling

names = st.sampled_from(list(STATISTICS))
single = hnp.arrays(np.float32, st.integers(0, 40), elements=st.floats(width=32))
# sums of up to 40 must not overflow half-way
moderate = st.floats(-1e305, 1e305) | st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, 1e9, 5e-324])
double = hnp.arrays(np.float64, st.integers(0, 70), elements=moderate)
integral = hnp.arrays(np.int16, st.integers(0, 70))
series = single | double | integral


@given(names, series, st.data())
def test_rolling(name: str, x: np.ndarray, data: st.DataObject) -> None:
    """Any series, window, min_periods and geometry against the oracle."""
    window = data.draw(st.integers(0, len(x) + 3))
    min_periods = data.draw(st.integers(0, window))
    center = data.draw(st.booleans())
    closed = data.draw(st.sampled_from([None, "right", "left", "both", "neither"]))
    step = data.draw(st.none() | st.integers(1, 9))
    result = rolling(name)(x, window, min_periods, center=center, closed=closed, step=step)
    check_rows(name, result, x, fixed_bounds(len(x), window, center, closed, step), min_periods)


@given(names, series, st.integers(0, 9))
def test_expanding(name: str, x: np.ndarray, min_periods: int) -> None:
    """Growing windows against the oracle."""
    check_rows(name, expanding(name)(x, min_periods), x, [(0, row + 1) for row in range(len(x))], min_periods)


@given(names, series, st.data())
def test_bounds(name: str, x: np.ndarray, data: st.DataObject) -> None:
    """Any bounds against the oracle."""
    from fastroll import Bounds

    edge = st.integers(0, len(x))
    windows = data.draw(st.lists(st.tuples(edge, edge), max_size=50))
    start, end = np.array(windows, np.int64).reshape(-1, 2).T
    min_periods = data.draw(st.integers(0, 5))
    check_rows(name, rolling(name)(x, Bounds(start, end), min_periods), x, windows, min_periods)


def _tables(draw: Any) -> tuple[np.ndarray, int]:
    x = draw(hnp.arrays(np.float64, hnp.array_shapes(min_dims=1, max_dims=4, max_side=9), elements=moderate))
    for axis in range(x.ndim):
        step = draw(st.sampled_from([1, -1, 2, -2]))
        x = x[(slice(None),) * axis + (slice(None, None, step),)]
    return x.transpose(draw(st.permutations(range(x.ndim)))), draw(st.integers(-x.ndim, x.ndim - 1))


@given(names, st.composite(_tables)(), st.integers(0, 12))
def test_tables(name: str, table: tuple[np.ndarray, int], window: int) -> None:
    """Any number of dimensions, any strides, any axis: the bits of each series alone."""
    x, axis = table
    before = x.copy()
    result = rolling(name)(x, window, 0, axis=axis)
    np.testing.assert_array_equal(x, before)
    assert result.shape == x.shape
    for got, one in zip(
        np.moveaxis(result, axis, -1).reshape(-1, x.shape[axis]),
        np.moveaxis(x, axis, -1).reshape(-1, x.shape[axis]),
        strict=True,
    ):
        assert_same_bits(got, rolling(name)(one.copy(), window, 0))


@given(names, double, st.integers(1, 20))
def test_padding_with_nan(name: str, x: np.ndarray, window: int) -> None:
    """Missing values between the others, in windows twice as long, change nothing but the rounding."""
    record = STATISTICS[name]
    if record["counts_rows"] or record["inputs"] > 1 or record["name"] in ("argmin", "argmax", "trend"):
        return
    padded = np.full(2 * len(x), np.nan)
    padded[1::2] = x
    check_rows(name, rolling(name)(padded, 2 * window, 1)[1::2], x, fixed_bounds(len(x), window), 1)


@given(names, double, st.integers(0, 20))
def test_result_is_its_own_array(name: str, x: np.ndarray, window: int) -> None:
    """Inputs stay as they are, results share no memory with them."""
    before = x.tobytes()
    result = rolling(name)(x, window, 0)
    assert x.tobytes() == before
    assert not np.shares_memory(result, x)
