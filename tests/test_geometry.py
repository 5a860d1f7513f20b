"""center, closed and step place integer windows as pandas does; several windows give a leading axis."""

import itertools
from typing import Any

import numpy as np
import pytest
from reference import check_rows, fixed_bounds
from support import RECORDS, STATISTICS, Q, assert_same_bits, normal, rolling

pd = pytest.importorskip("pandas")

from compare_pandas import ranked_rows  # noqa: E402

CLOSED = [None, "right", "left", "both", "neither"]


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("step", [None, 1, 2, 7, 100])
def test_against_the_oracle(name: str, step: int | None, center: bool, closed: str | None) -> None:
    """Every combination, windows from 0 to longer than the series."""
    x = normal(60, 0.1)
    for window in (0, 1, 2, 3, 8, 59, 60, 61, 130):
        for min_periods in sorted({0, min(window, 1), window // 2}):
            result = rolling(name)(x, window, min_periods, center=center, closed=closed, step=step)
            bounds = fixed_bounds(60, window, center, closed, step)
            rows = [row for row in range(len(bounds)) if row % 7 == window % 7 or row in (0, len(bounds) - 1)]
            check_rows(name, result, x, bounds, min_periods, rows=rows)


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("center", [False, True])
def test_against_pandas(method: str, center: bool, closed: str | None) -> None:
    """The same from pandas itself, defaults included."""
    if RECORDS[method]["inputs"] > 1:
        return
    x = np.random.default_rng(1).integers(-9, 9, 50).astype(float)
    x[20:24] = np.nan
    q = {"q": Q} if method == "quantile" else {}
    for window, step, min_periods in itertools.product((0, 1, 2, 5, 6, 70), (None, 3), (None, 0)):
        arguments: dict[str, Any] = {"min_periods": min_periods, "center": center, "closed": closed, "step": step}
        desired = getattr(pd.Series(x).rolling(window, **arguments), method)(**q).to_numpy()
        got = rolling(method)(x, window, **arguments)
        if method == "rank":
            ranked = ranked_rows(pd.Series(x), window, **arguments)
            got, desired = got[ranked], desired[ranked]
        np.testing.assert_allclose(got, desired, rtol=1e-9, atol=1e-9, err_msg=f"{window} {arguments}")


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_along_any_axis(name: str, axis: int) -> None:
    """Geometry and axis together."""
    x = normal(30 * 4 * 20, 0.1).reshape(30, 4, 20)
    for arguments in (
        {"center": True},
        {"closed": "both"},
        {"step": 4},
        {"center": True, "closed": "neither", "step": 3},
    ):
        got = rolling(name)(x, 5, 2, axis=axis, **arguments)
        desired = np.apply_along_axis(lambda series: rolling(name)(series, 5, 2, **arguments), axis, x)  # noqa: B023
        assert_same_bits(got, desired)


def test_centre_of_an_even_window() -> None:
    """It holds one element more before than after."""
    assert rolling("sum")([1, 10, 100, 1000], 2, 1, center=True).tolist() == [1, 11, 110, 1100]
    assert rolling("sum")([1, 10, 100, 1000, 10000], 4, 1, center=True).tolist() == [11, 111, 1111, 11110, 11100]


def test_out_with_step(name: str) -> None:
    """The output has a row for each step."""
    x = normal(100)
    out = np.empty(34)
    assert rolling(name)(x, 5, step=3, out=out) is out
    assert_same_bits(out, rolling(name)(x, 5)[::3].copy())
    with pytest.raises(ValueError, match=r"."):
        rolling(name)(x, 5, step=3, out=np.empty(100))


@pytest.mark.parametrize("windows", [[2, 3, 10], [[1, 2], [3, 200]], [], [4]])
def test_several_windows(name: str, windows: list[Any]) -> None:
    """Their shape becomes the leading axes of the result."""
    x = normal(150, 0.1).reshape(3, 50)
    lengths = np.array(windows, int)
    for min_periods in (None, 1):
        for axis in (0, 1):
            result = rolling(name)(x, lengths, min_periods, axis=axis)
            assert result.shape == lengths.shape + x.shape
            for at in np.ndindex(lengths.shape):
                one = rolling(name)(x, int(lengths[at]), min_periods, axis=axis)
                np.testing.assert_array_equal(result[at], one)


def test_several_windows_with_geometry() -> None:
    """center, closed and step hold for each of them."""
    x = normal(50, 0.1)
    arguments: dict[str, Any] = {"center": True, "closed": "both", "step": 2}
    result = rolling("mean")(x, [3, 8], 2, **arguments)
    for row, window in zip(result, (3, 8), strict=True):
        np.testing.assert_array_equal(row, rolling("mean")(x, window, 2, **arguments))


def test_huge_windows(name: str) -> None:
    """A window may be longer than any series, up to the largest index, without overflow anywhere."""
    x = normal(40, 0.1)
    for window in (2**31, 2**32 + 3, 2**62, 2**63 - 1):
        for center, closed in itertools.product((False, True), CLOSED):
            result = rolling(name)(x, window, 1, center=center, closed=closed)
            check_rows(name, result, x, fixed_bounds(40, window, center, closed), 1)
        if not STATISTICS[name]["counts_rows"]:
            assert np.isnan(rolling(name)(x, window)).all()
