"""`rolling_weighted_<statistic>`: values against fractions, accuracy, layouts, groups, gufuncs, wrong arguments."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from exact import TINY, UNIT, around, root
from support import assert_same_bits, normal, run_python

import fastroll
from fastroll import _core

RECORDS = {record["name"]: record for record in _core.weighted_statistics()}
WEIGHTS: dict[str, Any] = {
    "one": [3.0],
    "even": [1.0, 1, 1, 1],
    "slope": [0.1, 0.2, 0.3, 0.4, 0.5],
    "zeros": [0.0, 1.5, 0.0],
    "hamming": np.hamming(19),
    "blocks": np.bartlett(50) + 0.01,
    "signs": [-0.1, 0.5, 1.0, 0.5, -0.1],
}

each_statistic = pytest.mark.parametrize("name", RECORDS)


def rolling(name: str, x: Any, weights: Any, *arguments: Any, **keywords: Any) -> Any:
    """Call the function of a statistic."""
    return getattr(fastroll, f"rolling_weighted_{name}")(x, weights, *arguments, **keywords)


def oracle(name: str, window: list[float], weights: list[float], ddof: int) -> tuple[Fraction | float, Fraction]:
    """Return the result for some elements and weights, and what its error is relative to."""
    pairs = [(Fraction(w), Fraction(x)) for x, w in zip(window, weights, strict=True)]
    total, absolute = sum(w for w, _ in pairs), sum((abs(w * x) for w, x in pairs), Fraction(0))
    product = sum((w * x for w, x in pairs), Fraction(0))
    if name == "sum":
        return product, absolute
    if total == 0:
        return math.nan, Fraction(0)
    if name == "mean":
        return product / total, absolute / abs(total)
    mean, left = product / total, len(pairs) - ddof
    if left <= 0:
        return math.nan, Fraction(0)
    var = max(sum(w * (x - mean) ** 2 for w, x in pairs) / total, Fraction(0)) * len(pairs) / left
    return (var, var) if name == "var" else (root(var), root(var))


def check(name: str, result: Any, x: Any, weights: Any, least: int, shift: int = 0, ddof: int = 1) -> None:
    """Compare a result with the oracle's."""
    size, bound = len(weights), {"sum": 20, "mean": 50}.get(name, 9000)
    for i, got in enumerate(result.tolist()):
        places = [i + shift - size + 1 + k for k in range(size)]
        there = [(k, p) for k, p in enumerate(places) if 0 <= p < len(x) and not math.isnan(x[p])]
        if len(there) < max(least, 1):
            assert math.isnan(got)
            continue
        desired, scale = oracle(name, [x[p] for _, p in there], [weights[k] for k, _ in there], ddof)
        if isinstance(desired, float) and math.isnan(desired):
            assert math.isnan(got)
            continue
        if name in ("var", "std") and min(weights) < 0:
            scale = Fraction(1 + abs(np.nanmax(x)) ** 2) * 10**4
        low, high = around(Fraction(desired), bound * UNIT * scale + (TINY if scale else 0))
        assert low <= got <= high, (name, i, got)


@each_statistic
@pytest.mark.parametrize("kind", WEIGHTS)
@pytest.mark.parametrize("nan_share", [0.0, 0.3])
@pytest.mark.parametrize("center", [False, True])
def test_values(name: str, kind: str, nan_share: float, center: bool) -> None:
    """Against rational arithmetic; windows hang over both ends."""
    weights = np.asarray(WEIGHTS[kind])
    x = normal(75, nan_share)
    for least in {1, (len(weights) + 1) // 2, len(weights)}:
        for ddof in (0, 1, 2) if RECORDS[name]["has_ddof"] else (1,):
            more = {"ddof": ddof} if RECORDS[name]["has_ddof"] else {}
            result = rolling(name, x, weights, least, center=center, **more)
            check(name, result, x, weights, least, (len(weights) - 1) // 2 if center else 0, ddof)


@pytest.mark.parametrize("name", ["var", "std"])
@pytest.mark.parametrize("nan_share", [0.0, 0.2])
def test_far_from_zero(name: str, nan_share: float) -> None:
    """An offset, or an outlier of little weight, takes nothing from the accuracy."""
    x = normal(100, nan_share) + 1e9
    check(name, rolling(name, x, np.hamming(20), 3), x, np.hamming(20), 3)
    x[40] = 1e17
    weights = np.array([0.0, 1, 2, 3, 2, 1, 0])
    check(name, rolling(name, x, weights, 3), x, weights, 3)


@each_statistic
@pytest.mark.parametrize("value", [0.1, 1e9 / 3, -7e-3])
def test_equal_values(name: str, value: float) -> None:
    """They have no variance at all."""
    x = np.full(200, value)
    x[::7] = np.nan
    result = rolling(name, x, np.hanning(33), 2)[30:]
    if RECORDS[name]["has_ddof"]:
        assert (result == 0).all()
    elif name == "mean":
        np.testing.assert_allclose(result, value, rtol=1e-14)


@each_statistic
def test_equal_weights(name: str) -> None:
    """The statistic without weights."""
    x = normal(300, 0.2)
    ours = rolling(name, x, np.full(9, 2.0), 2) / (2 if name == "sum" else 1)
    np.testing.assert_allclose(ours, getattr(fastroll, f"rolling_{name}")(x, 9, 2), rtol=1e-12, atol=1e-12)


@each_statistic
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_layout(name: str, dtype: Any) -> None:
    """Every series of an array of any layout has the bits that it has alone, however it goes on."""
    x = normal(150 * 13, 0.02).astype(dtype).reshape(150, 13)
    for weights in (np.hamming(5), np.hamming(40)):
        alone = np.stack([rolling(name, column.copy(), weights, 2) for column in x.T], axis=1)
        for layout in (x, np.asfortranarray(x), x[::-1].copy()[::-1], np.repeat(x, 2, axis=1)[:, ::2]):
            assert_same_bits(rolling(name, layout, weights, 2, axis=0), alone)
        for part in (37, 100):
            assert_same_bits(rolling(name, x[:part], weights, 2, axis=0), alone[:part])
        cube = np.stack([x, x[::-1]])
        assert_same_bits(rolling(name, cube, weights, 2, axis=1)[0], alone)
        assert_same_bits(rolling(name, x, weights, 2, axis=0, step=7), alone[::7])


@each_statistic
def test_windows_longer_than_the_series(name: str) -> None:
    """They are as good as any; the weights are those of the newest elements."""
    x = normal(30, 0.1)
    weights = np.arange(1.0, 2001)
    result = rolling(name, x, weights, 2)
    check(name, result, x, weights, 2)
    assert_same_bits(result[:20], rolling(name, x[:20], weights, 2))
    check(name, rolling(name, x, weights[:90], 2, center=True), x, weights[:90], 2, shift=44)


@each_statistic
def test_threads(name: str) -> None:
    """The same bits for any number of them."""
    for shape in ((100_000,), (1500, 70)):
        x = normal(math.prod(shape), 0.01).reshape(shape)
        made = []
        for count in (1, 2, 5):
            with fastroll.threads(count):
                made.append(rolling(name, x, np.hamming(60), 9, axis=0))
        assert_same_bits(made[1], made[0])
        assert_same_bits(made[2], made[0])


def test_instruction_sets() -> None:
    """The same bits on each."""
    code = """
import hashlib, numpy as np, fastroll, support
digest = hashlib.sha256()
for name in ("sum", "mean", "var", "std"):
    for share in (0, 0.1):
        for window in (1, 5, 16, 17, 100):
            x = support.normal(3000, share)
            x[70] = np.inf
            for data in (x, x.reshape(300, 10)):
                made = getattr(fastroll, f"rolling_weighted_{name}")(data, np.hamming(window), 1, axis=0)
                digest.update(np.where(np.isnan(made), np.nan, made).tobytes())
print(digest.hexdigest())
"""
    assert len({run_python(code, environment={"FASTROLL_ISA": isa}) for isa in ("base", "avx2", "avx512")}) == 1


def test_infinities() -> None:
    """They are values, and leave nothing behind."""
    x = normal(80)
    x[30] = np.inf
    weights = np.hamming(20)
    for name in RECORDS:
        result, clean = rolling(name, x, weights), rolling(name, np.where(np.isinf(x), 0, x), weights)
        assert_same_bits(np.delete(result, range(30, 50)), np.delete(clean, range(30, 50)))
        assert (result[30:50] == np.inf if name in ("sum", "mean") else np.isnan(result[30:50])).all()
    assert np.isnan(fastroll.rolling_weighted_sum([np.inf, -np.inf], [1, 1])[1])
    assert fastroll.rolling_weighted_mean([1.5e308] * 3, [1, 1, 1])[2] == pytest.approx(1.5e308)


@each_statistic
def test_ufunc(name: str) -> None:
    """A true ufunc, which broadcasts; the function adds defaults."""
    ufunc = getattr(fastroll.ufuncs, f"rolling_weighted_{name}")
    more = (1,) * RECORDS[name]["has_ddof"]
    assert isinstance(ufunc, np.ufunc)
    assert ufunc.signature == f"(n),(w),(){',()' * len(more)}->(n)"
    x, weights = normal(90, 0.1).reshape(3, 30), np.array([[1.0, 2, 3, 4], [4, 3, 2, 1]])
    made = ufunc(x[:, None], weights, 2, *more)
    assert made.shape == (3, 2, 30)
    for i, j in np.ndindex(3, 2):
        assert_same_bits(made[i, j], rolling(name, x[i], weights[j], 2))
    assert_same_bits(ufunc(x.T, weights[0], 2, *more, axes=[0, 0, (), *[()] * len(more), 0]).T, made[:, 0])
    assert ufunc(x.astype("f4"), [1, 2], 1, *more).dtype == np.float32
    in_place = x.copy()
    assert_same_bits(ufunc(in_place, weights[0], 2, *more, out=in_place), made[:, 0])
    with pytest.raises(ValueError, match="weights must be finite, got nan"):
        ufunc(x, [1, np.nan], 1, *more)
    with pytest.raises(ValueError, match="min_periods 3 must be <= window 2"):
        ufunc(x, [1, 2], 3, *more)
    with pytest.raises(TypeError, match="weights must be float64"):
        ufunc(x, [1j, 2], 1, *more)


@each_statistic
def test_groups(name: str) -> None:
    """Each group is a series of its own."""
    x, weights = normal(2000, 0.1).reshape(2, 1000), np.hamming(12)
    offsets = np.array([0, 0, 3, 40, 40, 600, 1000])
    made = _core.weighted(list(RECORDS).index(name), x, weights, 5, 3, 1, False, offsets)
    for begin, end in itertools.pairwise(offsets):
        assert_same_bits(made[:, begin:end], rolling(name, x[:, begin:end], weights, 3, center=True))
    for wrong in ([0, 5], [1, 1000], [0, 700, 600, 1000], []):
        with pytest.raises(ValueError, match="start and end" if wrong else "offsets must not be empty"):
            _core.weighted(0, x, weights, 0, 1, 1, False, np.array(wrong, dtype=np.int64))


@each_statistic
def test_out_and_types(name: str) -> None:
    """`out` is filled and returned; integers are numbers; nothing to compute is no error."""
    x = normal(60).reshape(3, 20)
    desired = rolling(name, x, [1, 2, 3])
    in_place = x.copy()
    assert rolling(name, in_place, [1, 2, 3], out=in_place) is in_place
    assert_same_bits(in_place, desired)
    for out in (np.empty((20, 3)).T, np.empty((3, 20), np.float32), np.empty((3, 40))[:, ::2]):
        assert rolling(name, x, [1, 2, 3], out=out) is out
        assert_same_bits(out.copy(), desired.astype(out.dtype))
    for every in (1, 2, 30):
        for axis in (0, 1):
            out = np.empty_like(rolling(name, x, [1, 2, 3], step=every, axis=axis))
            assert rolling(name, x, [1, 2, 3], step=every, axis=axis, out=out) is out
            assert_same_bits(out, rolling(name, x, [1, 2, 3], step=every, axis=axis))
    place = np.empty(20)
    weights = np.array([1.0, 2, 3])
    assert _core.weighted(list(RECORDS).index(name), x[0], weights, 0, 1, 1, False, None, place) is place
    whole = np.arange(9, dtype=np.int16) ** 2
    assert_same_bits(rolling(name, whole, [1, 2]), rolling(name, whole.astype(float), [1.0, 2.0]))
    for shape in ((0,), (3, 0), (0, 4), (2, 0, 3)):
        assert rolling(name, np.empty(shape), [1, 2]).shape == shape
    assert np.isnan(rolling(name, x, [], 0)).all()


WRONG: dict[str, tuple[type[Exception], str, dict[str, Any]]] = {
    "table": (ValueError, "weights must have one dimension", {"weights": [[1, 2]]}),
    "NaN": (ValueError, "weights must be finite, got nan", {"weights": [1, np.nan]}),
    "infinity": (ValueError, "weights must be finite, got inf", {"weights": [1, np.inf]}),
    "complex": (TypeError, "weights must be an array of real numbers", {"weights": [1j]}),
    "min_periods": (ValueError, "min_periods 3 must be <= window 2", {"min_periods": 3}),
    "negative": (ValueError, "min_periods must be >= 0", {"min_periods": -1}),
    "center": (ValueError, "center must be a boolean", {"center": 1}),
    "step": (ValueError, "step must not be 0", {"step": 0}),
    "ddof": (TypeError, "ddof must be an integer", {"ddof": 0.5}),
    "axis": (np.exceptions.AxisError, "out of bounds", {"axis": 1}),
    "out": (ValueError, "out must have shape", {"out": np.empty(4)}),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments(case: str) -> None:
    """Each names the argument."""
    kind, text, keywords = WRONG[case]
    with pytest.raises(kind, match=text):
        fastroll.rolling_weighted_var([1.0, 2.0, 3.0], **{"weights": [1, 2], **keywords})
