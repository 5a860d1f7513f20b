"""Programs of other people give the same results with pandas patched: packages of indicators, on prices.

`make programs` installs them into an environment of their own; elsewhere the tests are skipped.
"""

import importlib
import importlib.util
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

import fastroll.pandas  # noqa: E402
from fastroll.pandas._window import FastWindow  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the programs' own

ROWS = 1000
STOCKSTATS = (
    "close_10_sma close_10_ema close_7_smma close_20_mstd close_20_mvar close_12_z close_5_max volume_20,10_std "
    "rsi_14 stochrsi wr_14 cci_14 atr_14 dma boll boll_ub boll_lb macd macds macdh kdjk kdjd kdjj cr cr-ma1 tr "
    "middle ppo supertrend aroon trix tema vr vwma mfi kama chop ker wt1 wt2 eribull eribear ftr rvgi rvgis inertia "
    "kst pgo psl pvo coppock ichimoku cti qqe dx adx adxr pdi ndi log-ret ao bop cmo close_10_roc"
)


def _ta(prices: Any) -> dict[str, Any]:
    """All features of ta."""
    made = importlib.import_module("ta").add_all_ta_features(prices, "open", "high", "low", "close", "volume")
    return dict(made.items())


def _finta(prices: Any) -> dict[str, Any]:
    """All indicators of finta that do not need parameters."""
    functions = inspect.getmembers(importlib.import_module("finta").TA, inspect.isfunction)
    return {name: _outcome(function, prices.copy()) for name, function in functions}


def _stockstats(prices: Any) -> dict[str, Any]:
    """Indicators of stockstats, which are columns that make themselves."""
    frame = importlib.import_module("stockstats").wrap(prices)
    return {name: _outcome(frame.__getitem__, name) for name in STOCKSTATS.split()}


def _pandas_ta_classic(prices: Any) -> dict[str, Any]:
    """All indicators of pandas-ta-classic, an accessor."""
    importlib.import_module("pandas_ta_classic")
    names = prices.ta.indicators(as_list=True)
    return {name: _outcome(getattr(prices.ta, name)) for name in names}


PROGRAMS: dict[str, tuple[Callable[[Any], dict[str, Any]], int, int]] = {
    "ta": (_ta, 85, 90),
    "finta": (_finta, 75, 2000),
    "stockstats": (_stockstats, 60, 80),
    "pandas_ta_classic": (_pandas_ta_classic, 190, 200),
}
"""Of each package a function, the least number of its results that are no errors, and of computations of fastroll's."""


def _outcome(call: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a call returns, or the error: a few indicators do not work with this pandas."""
    try:
        return call(*arguments)
    except Exception as error:
        return error


def _prices(name: str) -> Any:
    """Return daily prices of a share, or hourly ones of a currency, as the package backtesting has them."""
    found = importlib.util.find_spec("backtesting")
    if found is None:
        pytest.skip("the package backtesting is not there")
    folder = Path(*found.submodule_search_locations or ())
    prices = pd.read_csv(folder / "test" / f"{name}.csv", index_col=0, parse_dates=True)
    return prices.rename(columns=str.lower).astype(float).iloc[-ROWS:]


def _assert_equal(ours: Any, theirs: Any) -> None:
    assert type(ours) is type(theirs)
    if isinstance(theirs, Exception):
        assert str(ours) == str(theirs)
    elif isinstance(theirs, tuple):
        for one, other in zip(ours, theirs, strict=True):
            _assert_equal(one, other)
    elif isinstance(theirs, pd.DataFrame):
        assert list(ours.columns) == list(theirs.columns)
        for i in range(theirs.shape[1]):
            _assert_equal(ours.iloc[:, i], theirs.iloc[:, i])
    elif isinstance(theirs, pd.Series):
        assert ours.index.equals(theirs.index)
        assert (ours.name, ours.dtype) == (theirs.name, theirs.dtype)
        if theirs.dtype == np.float64:
            largest = np.abs(theirs[np.isfinite(theirs)]).max() if np.isfinite(theirs).any() else 1.0
            np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-9 * largest)  # pandas' windows keep traces
        else:
            pd.testing.assert_series_equal(ours, theirs)
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", ["GOOG", "EURUSD"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_results_are_the_same(program: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers up to rounding, and all else: types, names, errors."""
    pytest.importorskip(program)
    run, least_results, least_computations = PROGRAMS[program]
    prices, computed = _prices(name), []
    theirs = run(prices.copy())
    compute = FastWindow._run_here

    def counted(windows: Any, *arguments: Any) -> Any:
        computed.append(arguments)
        return compute(windows, *arguments)

    monkeypatch.setattr(FastWindow, "_run_here", counted)
    with fastroll.pandas.patched():
        ours = run(prices.copy())
    assert list(ours) == list(theirs)
    assert sum(not isinstance(result, Exception) for result in theirs.values()) >= least_results
    assert len(computed) >= least_computations
    for indicator, result in theirs.items():
        try:
            _assert_equal(ours[indicator], result)
        except AssertionError as error:
            raise AssertionError(f"{indicator} of {program}") from error
