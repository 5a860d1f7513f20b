"""The range of float64: results that fit into a double are right at both of its ends; infinities stay in windows."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from data import SIZES, sized
from reference import check_rows, fixed_bounds
from support import STATISTICS, assert_same_bits, expanding, rolling, run_python

import fastroll as fr
from fastroll import Bounds

TWO = [name for name, record in STATISTICS.items() if record["inputs"] == 2]


def _in_columns(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """One of several columns, whose neighbours are ordinary."""
    ones, others = (np.column_stack([np.ones(len(x))] * 3 + [part] + [np.ones(len(x))] * 7) for part in (x, y))
    return rolling(name)(ones, 13, 1, y=others, axis=0)[:, 3], fixed_bounds(len(x), 13)


def _with_bounds(starts: Callable[[np.ndarray], np.ndarray]) -> Callable[..., Any]:
    def run(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
        end = np.arange(1, len(x) + 1)
        start = np.maximum(starts(end), 0)
        bounds = Bounds(start, end)
        return rolling(name)(x, bounds, 1, y=y), list(zip(start.tolist(), end.tolist(), strict=True))

    return run


def _at_random(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
    rng = np.random.default_rng(9)
    start = rng.integers(0, len(x), len(x))
    end = np.minimum(start + rng.integers(0, 30, len(x)), len(x))
    return rolling(name)(x, Bounds(start, end), 1, y=y), list(zip(start.tolist(), end.tolist(), strict=True))


def _fixed(window: int, **keywords: Any) -> Callable[..., Any]:
    def run(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
        center = keywords.get("center", False)
        return rolling(name)(x, window, 1, y=y, **keywords), fixed_bounds(len(x), window, center)

    return run


def _strided(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
    wide, other = np.repeat(x, 3)[::3], np.repeat(y, 2)[::2]
    return rolling(name)(wide, 20, 1, y=other), fixed_bounds(len(x), 20)


def _growing(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, list[tuple[int, int]]]:
    return expanding(name)(x, y=y), [(0, i + 1) for i in range(len(x))]


WALKS: dict[str, Callable[..., Any]] = {
    "few elements": _fixed(5),
    "tiles": _fixed(37),
    "centered": _fixed(30, center=True),
    "longer than the series": _fixed(900),
    "columns": _in_columns,
    "strided": _strided,
    "expanding": _growing,
    "bounds of few": _with_bounds(lambda end: end - 3 - end % 7),
    "bounds": _with_bounds(lambda end: end - 20 - end // 3 % 17),
    "bounds at random": _at_random,
}


@pytest.mark.parametrize("walk", WALKS)
def test_one_size(name: str, walk: str) -> None:
    """All elements are about as large or small."""
    for exponent in SIZES:
        x, y = sized(1, 211, exponent), sized(2, 211, exponent)
        result, bounds = WALKS[walk](name, x, y)
        check_rows(name, result, x, bounds, 1, rows=range(3, 211, 19), y=y)


@pytest.mark.parametrize("walk", WALKS)
def test_all_sizes(name: str, walk: str) -> None:
    """Sizes change from stretch to stretch, or from element to element; those of two series are not the same."""
    rng, n = np.random.default_rng(len(walk)), 503
    x, y = (np.ldexp(sized(k, n, 0), np.repeat(rng.integers(-1074, 1023, n // 40 + 1), 40)[:n]) for k in (0, 9))
    for series in (x, y):
        series[n // 2 :] = np.ldexp(series[n // 2 :] / abs(series[n // 2 :]), rng.integers(-1074, 1023, n - n // 2))
        series[rng.integers(0, n, 2)] = [np.inf, -np.inf]
        series[rng.integers(0, n, 9)] = 0
    result, bounds = WALKS[walk](name, x, y)
    check_rows(name, result, x, bounds, 1, rows=rng.integers(0, n, 25).tolist(), y=y)


@pytest.mark.parametrize("exponent", [(900, -900), (-1040, 1000), (0, 700), (-600, 0), (450, 470)])
def test_two_sizes(exponent: tuple[int, int]) -> None:
    """Each series has its own."""
    x, y = (sized(k, 101, exponent[k]) for k in (0, 1))
    for name in TWO:
        check_rows(name, rolling(name)(x, 12, 2, y=y), x, fixed_bounds(101, 12), 2, y=y)


@pytest.mark.parametrize("walk", WALKS)
def test_ordinary_windows_keep_their_bits(name: str, walk: str) -> None:
    """Whatever elements there are elsewhere, in the same tile, column or panel."""
    n = 3001
    x, y = (np.random.default_rng(k).standard_normal(n) for k in (1, 2))
    plain, bounds = WALKS[walk](name, x, y)
    holds = np.array([any(s <= i < e for i in (700, 701, 703, 1999)) for s, e in bounds])
    for size in (2.0**-1074, 1e-200, 1e90, 1e200, 1.7e308):
        extreme = x.copy()
        extreme[[700, 701, 703, 1999]] = [size, -size, size, -size]
        result, _ = WALKS[walk](name, extreme, y)
        assert_same_bits(result[~holds], plain[~holds])


@pytest.mark.parametrize("kind", ["huge", "denormals", "mostly huge", "of any size"])
def test_bits_do_not_depend_on_the_call(name: str, kind: str) -> None:
    """Threads, layout, and how far the series goes on: of a long one, windows are not computed twice."""
    from data import KINDS

    def make(n: int) -> np.ndarray:
        if kind != "mostly huge":
            return KINDS[kind](n)
        return np.where(np.arange(n) % 997 < 600, KINDS["huge"](n), KINDS["gaussian"](n))

    n = 300_007
    x, y = (np.resize(make(length), n) for length in (5003, 4999))
    whole = rolling(name)(x, 50, 2, y=y)
    with fr.threads(1):
        assert_same_bits(rolling(name)(x, 50, 2, y=y), whole)
    assert_same_bits(rolling(name)(x[:4001], 50, 2, y=y[:4001]), whole[:4001])
    table, other = (np.resize(part, (4001, 9)) for part in (x[:4001], y[:4001]))
    table[:, 4], other[:, 4] = x[:4001], y[:4001]
    assert_same_bits(rolling(name)(table, 50, 2, y=other, axis=0)[:, 4].copy(), whole[:4001])
    in_place = x[:4001].copy()
    assert_same_bits(rolling(name)(in_place, 50, 2, y=y[:4001], out=in_place), whole[:4001])


def test_groups(name: str) -> None:
    """Each has the bits that it has alone, whatever the others are."""
    pd = pytest.importorskip("pandas")
    if STATISTICS[name]["inputs"] != 1 or STATISTICS[name]["outputs"] != 1 or STATISTICS[name]["has_q"]:
        pytest.skip("the functions of arrays have the others")
    lengths = [3, 70, 1, 400, 12, 5000, 40]
    keys = np.repeat(np.arange(len(lengths)), lengths)
    sizes = np.repeat([1000, 0, -1074, 1021, -400, 100, -900], lengths)
    x = np.ldexp(np.random.default_rng(4).standard_normal(len(keys)), sizes)
    made = pd.Series(x).fast.groupby(keys).rolling(20, min_periods=1)
    result = getattr(made, name)().to_numpy()
    for key in range(len(lengths)):
        assert_same_bits(result[keys == key], rolling(name)(x[keys == key], 20, 1))


@pytest.mark.parametrize("function", [fr.ewm_mean, fr.ewm_sum, fr.ewm_var, fr.ewm_std, fr.ewm_cov, fr.ewm_corr])
@pytest.mark.parametrize("n", [1009, 50_021])
def test_weights_of_all_sizes(function: Callable[..., Any], n: int) -> None:
    """A series of one size has the results of numbers of common size, times a power of two."""
    name, rng = function.__name__, np.random.default_rng(n)
    x, y = rng.integers(1, 2**20, (2, n)) * np.where(rng.random((2, n)) < 0.9, 1, np.nan)
    second = [y] if name in ("ewm_cov", "ewm_corr") else []
    plain = function(x, *second, alpha=0.03)
    for exponent in (-1070, -1040, -700, 700, 940, 1000):
        others = [np.ldexp(one, -20 if exponent > 0 else exponent) for one in second]
        power = exponent * {"ewm_var": 2, "ewm_corr": 0}.get(name, 1)
        if name == "ewm_cov":
            power += -20 if exponent > 0 else exponent
        result = function(np.ldexp(x, exponent), *others, alpha=0.03)
        with np.errstate(over="ignore", under="ignore"):
            np.testing.assert_allclose(result, np.ldexp(plain, power), rtol=1e-15, atol=5e-324)


@pytest.mark.parametrize("size", [1e-170, 1e200, 1e307])
def test_all_pairs(size: float) -> None:
    """Each two columns have what they have alone, in either order."""
    pd = pytest.importorskip("pandas")
    table = np.random.default_rng(1).standard_normal((700, 5)) * [1, size, 1, -size, 1e-20]
    for name in ("cov", "corr"):
        made = getattr(pd.DataFrame(table).fast.rolling(20, min_periods=2), name)().to_numpy().reshape(700, 5, 5)
        for i, j in np.ndindex(5, 5):
            assert_same_bits(made[:, i, j], made[:, j, i])
            alone = rolling(name)(table[:, i].copy(), 20, 2, y=table[:, j].copy())
            assert_same_bits(made[:, i, j].copy(), alone)


@pytest.mark.parametrize("span", ["7s", "300s"])
@pytest.mark.parametrize("descending", [False, True])
def test_spans_of_time(name: str, span: str, descending: bool) -> None:
    """Bounds that are made where they are used."""
    rng, n = np.random.default_rng(3), 20_011
    times = np.cumsum(rng.integers(0, 3, n)).astype("M8[s]")
    times = times[::-1].copy() if descending else times
    x, y = rng.standard_normal((2, n))
    plain = rolling(name)(x, fr.time_bounds(times, span), y=y)
    extreme = x.copy()
    extreme[15_000] = 1e300
    bounds = fr.time_bounds(times, span)
    result = rolling(name)(extreme, bounds, y=y)
    holds = (bounds.start <= 15_000) & (bounds.end > 15_000)
    assert_same_bits(result[~holds], plain[~holds])
    rows = np.flatnonzero(holds)[:: max(1, holds.sum() // 5)].tolist()
    pairs = list(zip(bounds.start.tolist(), bounds.end.tolist(), strict=True))
    check_rows(name, result, extreme, pairs, 1, rows=rows, y=y)
    check_rows(name, rolling(name)(x * 1e200, bounds, y=y * 1e-200), x * 1e200, pairs, 1, rows=rows, y=y * 1e-200)


def test_examples() -> None:
    """As they were reported."""
    assert fr.rolling_mean([1e308, 1e308], 2)[1] == 1e308
    assert fr.rolling_sum([1e308, 1e308, -1e308], 3)[2] == 1e308
    assert fr.rolling_sum([1e308, 1e308, -np.inf], 3)[2] == -np.inf
    assert fr.rolling_mean_std([1e308, 1e308, -np.inf], 3).mean[2] == -np.inf
    assert fr.rolling_kurt(np.array([1, 2, 4, 3, 7.0]) * 1e80, 5)[4] == pytest.approx(1.12851548593806, rel=1e-13)
    assert fr.rolling_prod([5e-324, 5e-324, 1e308, 1e308], 4)[3] == pytest.approx(2.44e-31, rel=1e-2)
    assert fr.rolling_quantile([-1.7e308, 1.7e308], 2, 0.5)[1] == 0
    assert fr.rolling_median([1.7e308, 1.7e308 - 2e292], 2)[1] == pytest.approx(1.7e308, rel=1e-15)


@pytest.mark.parametrize("walk", WALKS)
def test_one_infinity_anywhere(name: str, walk: str) -> None:
    """Windows that hold it have what an infinity gives, wherever it is in a tile, in either series."""
    n = 173
    x, y = np.random.default_rng(1).standard_normal((2, n))
    for place in (0, 7, 8, 59, 60, 61, 88, 130, n - 1):
        for k in range(STATISTICS[name]["inputs"]):
            series = [x.copy(), y.copy()]
            series[k][place] = np.inf if (place + k) % 2 else -np.inf
            result, bounds = WALKS[walk](name, *series)
            rows = [i for i, (start, end) in enumerate(bounds) if start <= place < end]
            check_rows(name, result, series[0], bounds, 1, rows=rows, y=series[1])


SYMMETRY = """
import numpy as np
import fastroll as fr
from fastroll import Bounds
from support import assert_same_bits, mostly_plain

x, y = mostly_plain(3007), np.roll(mostly_plain(3007), 100) + 1e3 * np.arange(3007)
end = np.arange(1, 3008)
bounds = Bounds(np.maximum(end - end % 97 - 30, 0), end)
for window in (2, 3, 8, 9, 20, 33, 100, 500, 2000, 5000, bounds):
    for function in (fr.rolling_cov, fr.rolling_corr):
        assert_same_bits(function(x, y, window, 1), function(y, x, window, 1))
        columns = function(np.stack([x] * 9, 1), np.stack([y] * 9, 1), window, 1, axis=0)
        assert_same_bits(columns, function(np.stack([y] * 9, 1), np.stack([x] * 9, 1), window, 1, axis=0))
for function in (fr.expanding_cov, fr.expanding_corr):
    assert_same_bits(function(x, y), function(y, x))
for function in (fr.ewm_cov, fr.ewm_corr):
    assert_same_bits(function(x, y, alpha=0.1), function(y, x, alpha=0.1))
"""


@pytest.mark.parametrize("isa", ["base", "avx2", "avx512"])
def test_pairs_are_symmetric(isa: str) -> None:
    """Of y and x to the bit what x and y have, on each instruction set."""
    run_python(SYMMETRY, environment={"FASTROLL_ISA": isa})
