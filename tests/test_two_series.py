"""Statistics of two series, and those with several results."""

from typing import Any

import numpy as np
import pytest
from support import RECORDS, assert_same_bits, normal

import fastroll

OF_TWO = [name for name, record in RECORDS.items() if record["inputs"] == 2]
SEVERAL = {name: record["results"].split(", ") for name, record in RECORDS.items() if record["results"]}
X, Y = normal(4 * 60, 0.1, seed=1).reshape(4, 60), normal(4 * 60, 0.1, seed=2).reshape(4, 60)

each_of_two = pytest.mark.parametrize("statistic", OF_TWO)
each_of_several = pytest.mark.parametrize("statistic", SEVERAL)


def _call(statistic: str, *arguments: Any, **keywords: Any) -> np.ndarray:
    """Return the first result."""
    made = getattr(fastroll, f"rolling_{statistic}")(*arguments, **keywords)
    first: np.ndarray = made[0] if isinstance(made, tuple) else made
    return first


@each_of_two
@pytest.mark.parametrize("axis", [0, 1, -1])
def test_broadcasting(statistic: str, axis: int) -> None:
    """The series broadcast against each other along the other axes."""
    y = Y[:1] if axis else Y[:, :1]
    result = _call(statistic, X, y, 3, 2, axis=axis)
    np.testing.assert_array_equal(result, _call(statistic, X, np.broadcast_to(y, X.shape).copy(), 3, 2, axis=axis))
    result = _call(statistic, y, X, 3, 2, axis=axis)
    np.testing.assert_array_equal(result, _call(statistic, np.broadcast_to(y, X.shape).copy(), X, 3, 2, axis=axis))


@each_of_two
def test_missing_pairs(statistic: str) -> None:
    """A pair is missing where one of both is."""
    x, y = X[0].copy(), Y[0].copy()
    either = np.isnan(x) | np.isnan(y)
    desired = _call(statistic, x, y, 9, 4)
    x[either] = y[either] = np.nan
    assert_same_bits(_call(statistic, x, y, 9, 4), desired)


@each_of_two
def test_types(statistic: str) -> None:
    """float32 if both are, else float64."""
    x, y = np.arange(9) % 4, np.arange(9) % 3
    for kinds, desired in (("ff", "f"), ("fd", "d"), ("df", "d"), ("fi", "d"), ("?d", "d"), ("ii", "d")):
        for shape in ((9,), (3, 3)):
            pair = [one.astype(kind).reshape(shape) for one, kind in zip((x, y), kinds, strict=True)]
            assert _call(statistic, *pair, 3, 1).dtype == np.dtype(desired)


@each_of_two
def test_series_that_do_not_fit(statistic: str) -> None:
    """An error with both shapes."""
    for x, y, axis in (
        (X[0], X[0, :7], 0),
        (X[0], X[0, :1], 0),
        (X, X[:3], 1),
        (X, X[0], 0),
    ):
        with pytest.raises(ValueError, match="x and y must fit together") as caught:
            _call(statistic, x, y, 3, axis=axis)
        assert str(y.shape) in str(caught.value)
    with pytest.raises(ValueError, match="y must have at least one dimension"):
        _call(statistic, X[0], 3.0, 3)
    with pytest.raises(TypeError, match="y must be an array of real numbers"):
        _call(statistic, X[0], ["a"] * 60, 3)


@each_of_two
def test_same_series_twice(statistic: str) -> None:
    """It may be its own partner, in place too."""
    x = X[0].copy()
    desired = _call(statistic, x, x.copy(), 7, 3)
    assert_same_bits(_call(statistic, x, x, 7, 3), desired)
    outs = tuple(np.empty(60) for _ in range(RECORDS[statistic]["outputs"] - 1))
    _call(statistic, x, x, 7, 3, out=(x, *outs) if outs else x)
    assert_same_bits(x, desired)


def _series(statistic: str) -> tuple[np.ndarray, ...]:
    return (X, Y)[: RECORDS[statistic]["inputs"]]


@each_of_several
def test_named_tuples(statistic: str) -> None:
    """Results have names, and are a tuple; every way in gives the same."""
    rolling, expanding = getattr(fastroll, f"rolling_{statistic}"), getattr(fastroll, f"expanding_{statistic}")
    quick = rolling(*_series(statistic), 9, 3)
    general = rolling(*(one.tolist() for one in _series(statistic)), 9, 3)
    several = rolling(*_series(statistic), [9, 12], 3)
    grown = expanding(*_series(statistic), 3)
    assert list(quick._fields) == SEVERAL[statistic]
    for made in (quick, general, several, grown):
        assert isinstance(made, tuple)
        assert type(made) is type(quick)
    for one, other, of_several in zip(quick, general, several, strict=True):
        assert_same_bits(one, other)
        np.testing.assert_array_equal(of_several[0], one)


@each_of_several
@pytest.mark.parametrize("keywords", [{}, {"step": 3}, {"center": True}, {"axis": 0}])
def test_out(statistic: str, keywords: dict[str, Any]) -> None:
    """A tuple of arrays, which come back."""
    function = getattr(fastroll, f"rolling_{statistic}")
    desired = function(*_series(statistic), 3, 2, **keywords)
    outs = tuple(np.empty_like(one) for one in desired)
    made = function(*_series(statistic), 3, 2, **keywords, out=outs)
    for result, out, wanted in zip(made, outs, desired, strict=True):
        assert result is out
        np.testing.assert_array_equal(out, wanted)


@each_of_several
def test_bad_out(statistic: str) -> None:
    """Not one array, nor too few or too many."""
    function, count = getattr(fastroll, f"rolling_{statistic}"), len(SEVERAL[statistic])
    for bad in (np.empty(X.shape), (np.empty(X.shape),), [np.empty(X.shape)] * count, (None,) * (count + 1)):
        with pytest.raises(TypeError, match=f"out must be a tuple of {count} arrays"):
            function(*_series(statistic), 3, out=bad)
    with pytest.raises(ValueError, match="out must have shape"):
        function(*_series(statistic), 3, out=(np.empty(5),) * count)


def test_mean_std() -> None:
    """The bits of mean and std."""
    for ddof in (0, 1):
        made = fastroll.rolling_mean_std(X, 9, 3, ddof=ddof)
        assert_same_bits(made.mean, fastroll.rolling_mean(X, 9, 3))
        assert_same_bits(made.std, fastroll.rolling_std(X, 9, 3, ddof=ddof))


@pytest.mark.parametrize("statistic", ["corr", "regression", "trend", "zscore"])
def test_too_little_to_square(statistic: str) -> None:
    """Where squares of deviations are too small for doubles, results are those of the same numbers in other units."""
    x, y = normal(100, seed=4), normal(100, seed=5)
    for window in (3, 8, 20, 60):
        call = getattr(fastroll, f"rolling_{statistic}")
        small, usual = (call(*(u, y)[: RECORDS[statistic]["inputs"]], window) for u in (x * 2.0**-700, x))
        last = (small[-1], usual[-1]) if isinstance(small, tuple) else (small, usual)
        np.testing.assert_allclose(*last, rtol=1e-9, atol=1e-9)
