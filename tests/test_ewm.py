"""`ewm_<statistic>` and `ewm_last`: values, accuracy, arrays of all kinds, threads, wrong arguments."""

import datetime
from fractions import Fraction
from typing import Any

import ewm_oracle
import numpy as np
import pytest
from support import EWM_RECORDS as RECORDS
from support import assert_same_bits, ewm, normal, second_series

import fastroll
from fastroll import _core

BIASED = ("var", "std", "cov")
DAY = np.timedelta64(1, "D")

each_statistic = pytest.mark.parametrize("name", RECORDS)


def numbers(n: int = 40, nan_share: float = 0.25, offset: int = 0) -> np.ndarray:
    """Return integers and NaN, among them equal neighbours and a gap."""
    rng = np.random.default_rng(5)
    x = rng.integers(-9, 9, n).astype(float) + offset
    x[: n // 4] = x[0]
    x[rng.random(n) < nan_share] = np.nan
    if nan_share:
        x[n // 2 : n // 2 + 5] = np.nan
    return x


def expected(name: str, x: Any, y: Any, alpha: float, *rules: Any, **keywords: Any) -> np.ndarray:
    """Return what the oracle says."""
    first, second = ([None if np.isnan(value) else Fraction(value) for value in series] for series in (x, y))
    if RECORDS[name]["inputs"] == 1:
        second = first
    return np.array(ewm_oracle.ewm(name, first, second, Fraction(alpha), *rules, **keywords))


def assert_close(ours: np.ndarray, theirs: np.ndarray, scale: float = 0.0) -> None:
    """Compare to within the promised bounds; nothing may differ in being NaN."""
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10 * scale)


@each_statistic
@pytest.mark.parametrize("alpha", [0.25, 0.5, 1.0, 0.01])
@pytest.mark.parametrize("adjust", [True, False])
@pytest.mark.parametrize("ignore_na", [True, False])
@pytest.mark.parametrize("min_periods", [0, 7])
@pytest.mark.parametrize("nan_share", [0.0, 0.25])
def test_values(name: str, alpha: float, adjust: bool, ignore_na: bool, min_periods: int, nan_share: float) -> None:
    """All rules, against rational arithmetic."""
    if name == "sum" and not adjust:
        pytest.skip("there is no such sum")
    x = numbers(nan_share=nan_share)
    y = second_series(x)
    rules: dict[str, Any] = {"alpha": alpha, "adjust": adjust, "ignore_na": ignore_na, "min_periods": min_periods}
    for bias in (True, False) if name in BIASED else (False,):
        ours = ewm(name, x, y=y, **rules, **({"bias": bias} if name in BIASED else {}))
        theirs = expected(name, x, y, alpha, adjust, ignore_na, bias, min_periods)
        assert_close(ours, theirs, scale=10.0)
        assert_same_bits(np.array(ewm(name, x, y=y, last=True, **rules, bias=bias)), ours[-1:].reshape(()))


@each_statistic
@pytest.mark.parametrize("adjust", [True, False])
@pytest.mark.parametrize("ignore_na", [True, False])
def test_times(name: str, adjust: bool, ignore_na: bool) -> None:
    """Steps of whole half-lives, against rational arithmetic; all ways to write times and half-lives."""
    if not adjust and name != "mean":
        pytest.skip("only for mean")
    x = numbers()
    y, days = second_series(x), np.arange(40) ** 2 // 40
    steps = np.diff(days).tolist()
    theirs = expected(name, x, y, 0.5, adjust, ignore_na, steps=steps)
    rules: dict[str, Any] = {"adjust": adjust, "ignore_na": ignore_na}
    for times in (np.datetime64("2026-01-01") + days, days * DAY, (days * DAY).astype("m8[ns]").astype(">m8[ns]")):
        for halflife in (DAY, datetime.timedelta(1), np.timedelta64(86_400_000, "ms")):
            assert_close(ewm(name, x, y=y, times=times, halflife=halflife, **rules), theirs, scale=10.0)
    if adjust:
        theirs = expected(name, x, y, 0.25, adjust, ignore_na, steps=steps)
        assert_close(ewm(name, x, y=y, times=days * DAY, halflife=DAY, com=3, **rules), theirs, scale=10.0)


@each_statistic
def test_far_from_zero(name: str) -> None:
    """An offset takes nothing from the accuracy of what does not depend on it."""
    x = numbers(offset=10**12)
    y = second_series(x)
    ours, theirs = ewm(name, x, y=y, alpha=0.25), expected(name, x, y, 0.25, True, False)
    assert_close(ours, theirs, scale=10.0)
    equal = ewm(name, np.full(300, 1e9 / 3), y=np.full(300, 1.1), alpha=0.1)[1:]
    if name != "sum":
        assert (np.isnan(equal) if name == "corr" else equal == (1e9 / 3 if name == "mean" else 0)).all()


@each_statistic
def test_decay(name: str) -> None:
    """Four ways to say how fast weights decay."""
    x = normal(200, 0.1)
    one = ewm(name, x, alpha=0.25)
    np.testing.assert_allclose(ewm(name, x, com=3), one)
    np.testing.assert_allclose(ewm(name, x, span=7), one)
    np.testing.assert_allclose(ewm(name, x, halflife=np.log(0.5) / np.log(0.75)), one)


def test_infinities() -> None:
    """They stay; those of both signs make NaN; spread is NaN from there on."""
    x = [1.0, np.inf, 2.0, -np.inf, 3.0]
    for name in ("mean", "sum"):
        assert_same_bits(ewm(name, x, alpha=0.5), np.array([1, np.inf, np.inf, np.nan, np.nan]))
        assert fastroll.ewm_last(x[:3], statistic=name, alpha=0.5) == np.inf
    assert np.isnan(fastroll.ewm_var(x, alpha=0.5)).all()


@each_statistic
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_axes_and_strides(name: str, dtype: Any) -> None:
    """Every series of an array of any layout has the bits that it has alone."""
    x = normal(3 * 70 * 5, 0.1).astype(dtype).reshape(3, 70, 5)
    alone = np.stack([[ewm(name, row, alpha=0.3) for row in table.T] for table in x]).transpose(0, 2, 1)
    y = second_series(x, 1)
    layouts = (np.ascontiguousarray, np.asfortranarray, lambda a: np.flip(np.flip(a, 1).copy(), 1))
    for layout in (*layouts, lambda a: np.repeat(a, 2, axis=2)[:, :, ::2], lambda a: np.moveaxis(a, 1, 2).copy()):
        one = layout(x)
        axis = 2 if one.shape != x.shape else 1
        made = ewm(name, one, y=layout(y), axis=axis, alpha=0.3)
        assert_same_bits(np.moveaxis(made, axis, 1), alone)
        assert_same_bits(ewm(name, one, y=layout(y), axis=axis, alpha=0.3, last=True), alone[:, -1])


@each_statistic
def test_types(name: str) -> None:
    """float32 gives the rounded result, other real types that of float64."""
    x = numbers().astype(np.float32)
    wide, y = x.astype(np.float64), second_series(x)
    narrow = ewm(name, x, y=y, alpha=0.3)
    assert_same_bits(narrow, ewm(name, wide, y=y.astype(np.float64), alpha=0.3).astype(np.float32))
    whole = np.arange(10, dtype=np.int16) % 4
    assert_same_bits(ewm(name, whole, alpha=0.3), ewm(name, whole.astype(float), alpha=0.3))
    assert_same_bits(ewm(name, wide.astype(">f8"), alpha=0.3), ewm(name, wide, alpha=0.3))


@each_statistic
def test_threads(name: str) -> None:
    """The same bits for any number of threads: one long series, and many."""
    for shape in ((300_000,), (2000, 150)):
        x = normal(300_000, 0.01).reshape(shape)
        made = []
        for count in (1, 2, 5):
            with fastroll.threads(count):
                made.append(ewm(name, x, halflife=50))
                assert_same_bits(np.array(ewm(name, x, halflife=50, last=True)), made[-1][..., -1])
        for other in made[1:]:
            assert_same_bits(other, made[0])


@each_statistic
@pytest.mark.parametrize("before", [1e150, np.inf, -np.inf, np.nan])
def test_threads_and_what_was_long_before(name: str, before: float) -> None:
    """The same bits, too, where elements from before what a thread looks back to still count."""
    begin = 37 * 4096  # of the second thread's segment
    x = normal(2 * begin, seed=3)
    x[begin - 20_000 : begin - 10 if np.isnan(before) else begin - 19_999] = before
    if before == -np.inf:
        x[begin - 5000] = np.inf  # a thread sees this one alone
    for ignore_na in (False, True):
        made = []
        for count in (1, 2, 3):
            with fastroll.threads(count):
                made.append(ewm(name, x, y=np.roll(x, 1), halflife=50, ignore_na=ignore_na))
        assert_same_bits(made[1], made[0])
        assert_same_bits(made[2], made[0])


@each_statistic
def test_long_gaps(name: str) -> None:
    """Some thousand missing elements are as if they were not there, or as one long step."""
    x, gap = normal(9000, seed=4), np.full(15_000, np.nan)
    y = second_series(x)
    for ignore_na in (False, True):
        steps = np.ones(8999)
        steps[4999] = 1 if ignore_na else 15_001
        with_gap = [np.concatenate([z[:5000], gap, z[5000:]]) for z in (x, y)]
        ours = ewm(name, with_gap[0], y=with_gap[1], alpha=2e-4, ignore_na=ignore_na)[20_000:]
        series: Any = x if RECORDS[name]["inputs"] == 1 else (x, y)
        index = list(RECORDS).index(name)
        assert_close(ours, _core.ewm(index, series, 2e-4, True, False, False, 0, steps, False, False)[5000:], 10.0)


@each_statistic
def test_long_columns(name: str) -> None:
    """The bits of rows, where weights last for many blocks."""
    x = normal(9000 * 9, 0.01).reshape(9000, 9)
    y = second_series(x)
    rows = ewm(name, np.ascontiguousarray(x.T), y=np.ascontiguousarray(y.T), halflife=3000)
    assert_same_bits(ewm(name, x, y=y, halflife=3000, axis=0), rows.T)


def test_correlation_is_not_beyond_one() -> None:
    """Not by a bit."""
    x = normal(20_000, seed=5)
    for factor in (3.0, -0.1, 1 / 3):
        assert np.nanmax(np.abs(fastroll.ewm_corr(x, factor * x, span=9))) == 1


@each_statistic
def test_nothing(name: str) -> None:
    """Arrays without elements."""
    for shape in ((0,), (3, 0), (0, 4)):
        x = np.empty(shape)
        assert_same_bits(ewm(name, x, y=x, com=1), x)
        assert_same_bits(np.array(ewm(name, x, y=x, com=1, last=True)), np.full(shape[:-1], np.nan))


def test_broadcasting() -> None:
    """Two series."""
    x, y = normal(60).reshape(2, 30), normal(30, seed=1)
    made = fastroll.ewm_cov(x, y, span=5)
    assert_same_bits(made[1], fastroll.ewm_cov(x[1], y, span=5))
    with pytest.raises(ValueError, match="fit together"):
        fastroll.ewm_cov(x, y[:-1], span=5)


WRONG: dict[str, tuple[type[Exception], str, dict[str, Any]]] = {
    "nothing": (ValueError, "Must pass one of com, span, halflife, or alpha", {}),
    "two": (
        ValueError,
        "com, span, halflife, and alpha are mutually exclusive, got com=1.0 and alpha=0.5",
        {"com": 1, "alpha": 0.5},
    ),
    "com": (ValueError, "com must satisfy: com >= 0, got", {"com": -0.1}),
    "NaN": (ValueError, "com must satisfy: com >= 0, got", {"com": np.nan}),
    "span": (ValueError, "span must satisfy: span >= 1", {"span": 0.9}),
    "halflife": (ValueError, "halflife must satisfy: halflife > 0", {"halflife": 0}),
    "alpha": (ValueError, "alpha must satisfy: 0 < alpha <= 1", {"alpha": 1.1}),
    "text": (TypeError, "com must be a number, got '1'", {"com": "1"}),
    "adjust": (ValueError, "adjust must be a boolean, got 1", {"com": 1, "adjust": 1}),
    "min_periods": (ValueError, "min_periods must be >= 0, got -1", {"com": 1, "min_periods": -1}),
    "no times": (ValueError, "halflife can only be a timedelta convertible argument", {"halflife": DAY}),
    "no timedelta": (ValueError, "halflife must be a timedelta", {"halflife": 1, "times": np.arange(3) * DAY}),
    "integers": (ValueError, "times must be datetime64 dtype", {"halflife": DAY, "times": [1, 2, 3]}),
    "length": (ValueError, "times must be the same length", {"halflife": DAY, "times": np.arange(4) * DAY}),
    "NaT": (
        ValueError,
        "times must not have NaT, got NaT at element 1",
        {"halflife": DAY, "times": np.array([0, "NaT", 1], "m8[D]")},
    ),
    "order": (ValueError, "monotonically increasing", {"halflife": DAY, "times": np.arange(3)[::-1] * DAY}),
    "backwards": (ValueError, "halflife > 0", {"halflife": -DAY, "times": np.arange(3) * DAY}),
    "months": (ValueError, "fixed length", {"halflife": np.timedelta64(1, "M"), "times": np.arange(3) * DAY}),
    "both": (
        NotImplementedError,
        "None of com, span, or alpha can be specified",
        {"halflife": DAY, "times": np.arange(3) * DAY, "com": 1, "adjust": False},
    ),
    "axis": (np.exceptions.AxisError, "out of bounds", {"com": 1, "axis": 1}),
    "out": (ValueError, "out must have shape", {"com": 1, "out": np.empty(4)}),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arguments(case: str) -> None:
    """The words are pandas' where the rule is."""
    kind, text, keywords = WRONG[case]
    with pytest.raises(kind, match=text):
        fastroll.ewm_mean([1.0, 2.0, 3.0], **keywords)


def test_wrong_data() -> None:
    """Complex numbers, scalars, and what a statistic does not have."""
    with pytest.raises(TypeError, match="real numbers"):
        fastroll.ewm_mean([1j], com=1)
    with pytest.raises(ValueError, match="at least one dimension"):
        fastroll.ewm_mean(1.0, com=1)
    with pytest.raises(NotImplementedError, match="sum is not implemented with adjust=False"):
        fastroll.ewm_sum([1.0], com=1, adjust=False)
    with pytest.raises(NotImplementedError, match="var is not implemented with times and adjust=False"):
        fastroll.ewm_var([1.0], times=np.zeros(1, "m8[s]"), halflife=DAY, adjust=False)
    with pytest.raises(ValueError, match="statistic must be one of mean, sum"):
        fastroll.ewm_last([1.0], statistic="median", com=1)
    with pytest.raises(TypeError, match="cov takes x and y"):
        fastroll.ewm_last([1.0], statistic="cov", com=1)
