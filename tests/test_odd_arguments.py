"""Every argument of every function, with every odd value: a right result, or an error that says what is wrong.

An error is a TypeError, a ValueError or a NotImplementedError, and its text names the argument.  NumPy's own checks of
gufuncs number operands.
"""

import copy
import datetime
import decimal
import fractions
import operator
import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from calls import FUNCTIONS, UFUNCS, operands_of, parameters_of, right_arguments

import fastroll as fr

ODD: dict[str, Any] = {
    "None": None,
    "NaN": float("nan"),
    "inf": float("inf"),
    "-inf": float("-inf"),
    "-1": -1,
    "-2**31 - 1": -(2**31) - 1,
    "2**31": 2**31,
    "2**62 + 1": 2**62 + 1,
    "2**63": 2**63,
    "-2**63 - 1": -(2**63) - 1,
    "2**64": 2**64,
    "10**30": 10**30,
    "-10**30": -(10**30),
    "0": 0,
    "1": 1,
    "2": 2,
    "True": True,
    "False": False,
    "numpy.True_": np.True_,
    "1.0": 1.0,
    "1.5": 1.5,
    "-0.0": -0.0,
    "1e300": 1e300,
    "1j": 1j,
    "text": "5",
    "no text": "",
    "name": "right",
    "span": "3s",
    "bytes": b"5",
    "bytearray": bytearray(b"12"),
    "list": [],
    "list of 1": [1],
    "list of lists": [[1]],
    "ragged": [[1], [1, 2]],
    "tuple": (1,),
    "list of None": [None],
    "list of text": ["a"],
    "list of 10**30": [10**30],
    "dict": {},
    "set": {1},
    "range": range(3),
    "slice": slice(1),
    "Ellipsis": ...,
    "object": object(),
    "function": lambda *_: 1.0,
    "0-d": np.array(3),
    "0-d float": np.array(3.0),
    "empty": np.array([]),
    "2-d": np.ones((2, 3)),
    "int8": np.int8(3),
    "uint64": np.uint64(2**64 - 1),
    "float32": np.float32(2),
    "float32 NaN": np.float32("nan"),
    "bytes of numbers": np.array([2, 3], "u1"),
    "beyond int64": np.array([2**63], "u8"),
    "array of NaN": np.array([np.nan]),
    "array of bool": np.array([True]),
    "array of None": np.array([None]),
    "records": np.zeros(2, "i8,i8"),
    "timedelta64": np.timedelta64(3, "s"),
    "NaT": np.timedelta64("NaT"),
    "datetime64": np.datetime64("2020-01-01"),
    "timedelta": datetime.timedelta(1),
    "Decimal": decimal.Decimal("1.5"),
    "Fraction": fractions.Fraction(1, 2),
    "masked": np.ma.masked,
    "masked array": np.ma.array([1, 2], mask=[True, False]),
    "Bounds": fr.Bounds([0, 1], [1, 2]),
}
try:
    import pandas as pd

    ODD |= {"Timedelta": pd.Timedelta("1s"), "pandas.NaT": pd.NaT, "NA": pd.NA, "Series": pd.Series([1.0, 2])}
except ImportError:
    pass

CALLBACKS = {"func", "args"}
"""What these raise is theirs."""

COUNTS = ("window", "min_periods", "min_count", "step", "ddof")


def _check_error(error: Exception, argument: str, label: str, *also: str) -> None:
    assert isinstance(error, TypeError | ValueError | NotImplementedError), (argument, label, error)
    assert any(word in str(error).lower() for word in (argument, *also)), (argument, label, error)


def _outcome(function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return error


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str) -> None:
    """No warning either; whatever counts as an int counts like that int."""
    for argument in parameters_of(name):
        for label, value in ODD.items():
            if argument in CALLBACKS or (argument == "n" and label == "2**31"):  # 32 GiB
                continue
            keywords = right_arguments(name, argument)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                made = _outcome(FUNCTIONS[name], (), {**keywords, argument: value})
            if isinstance(made, Exception):
                words = ("ndim > 0",) if name.startswith("move_") else ()  # bottleneck's
                _check_error(made, argument, label, *words)
            elif argument in COUNTS and not isinstance(value, np.ndarray) and (count := _count(value)) is not None:
                same = FUNCTIONS[name](**{**keywords, argument: min(count, 2**40)})
                assert repr(made) == repr(same), (argument, label)


def _count(value: Any) -> int | None:
    try:
        return operator.index(value)
    except TypeError:
        return None


@pytest.mark.parametrize("name", UFUNCS)
def test_ufuncs(name: str) -> None:
    """Each operand."""
    for operand in operands_of(name):
        for label, value in ODD.items():
            if label == "Series":  # pandas puts its labels around results, which may not fit
                continue
            made = _outcome(UFUNCS[name], tuple({**operands_of(name), operand: value}.values()), {})
            if isinstance(made, Exception):
                _check_error(
                    made, operand, label, "operand", "inhomogeneous", "must lie in [0, n]", "adjust", "min_periods"
                )


def _others(value: Any) -> dict[str, Any]:
    """Return calls in which `value` stands for an argument, whose name is the key's last word."""
    made = {"set_num_threads n": lambda: fr.set_num_threads(value), "threads n": lambda: fr.threads(value).__enter__()}
    made["show_config mode"] = lambda: fr.show_config(value)
    if "Series" not in ODD:
        return made
    x: Any = pd.Series([1.0, 2, 4], index=pd.date_range("2026-01-01", periods=3, freq="s"))
    groups = x.to_frame("x").assign(k=1).fast.groupby("k")
    return made | {
        "rolling threads": lambda: x.fast.rolling(2, threads=value),
        "rolling dtype": lambda: x.fast.rolling(2, dtype=value),
        "span step": lambda: x.fast.rolling("2s", step=value).sum(),
        "groups step": lambda: groups.rolling(2, step=value).sum(),
        "method threads": lambda: x.fast.rolling_sum(2, threads=value),
        "method dtype": lambda: x.fast.expanding_sum(dtype=value),
        "ewm threads": lambda: x.fast.ewm(com=1, threads=value).mean(),
        "apply threads": lambda: x.fast.rolling(2).apply(np.sum, raw=True, threads=value),
        "fast() window": lambda: fr.fast(value),
        "fast() step": lambda: fr.fast(x.rolling(2), step=value).sum(),
        "weights win_type": lambda: x.fast.rolling(2, win_type=[value]).sum(),
        "more weights win_type": lambda: x.fast.rolling(2, win_type=np.asarray([value, value])).sum(),
    }


@pytest.mark.parametrize("label", ODD)
@pytest.mark.filterwarnings("ignore:Warning. converting a masked element to nan")
def test_settings_and_what_pandas_lacks(label: str) -> None:
    """Threads, configuration, options of window objects."""
    before = fr.get_num_threads()
    if label == "ragged":
        pytest.skip("there is no array of that")
    for call, use in _others(ODD[label]).items():
        made = _outcome(use, (), {})
        fr.set_num_threads(before)
        if isinstance(made, Exception):
            _check_error(made, call.split()[-1], label)


@pytest.mark.parametrize("operand", ["window", "min_periods", "ddof"])
@pytest.mark.parametrize("value", [2**63, 2**64, 10**30, -(10**30)])
def test_ints_beyond_64_bits(operand: str, value: int) -> None:
    """The error of a ufunc names the operand and its value."""
    operands = {**operands_of("rolling_var"), operand: value}
    with pytest.raises(ValueError, match=f"{operand} must be an integer of 64 bits, got {value}"):
        fr.ufuncs.rolling_var(*operands.values())


def test_degrees_of_freedom() -> None:
    """Arrays want 0 or more: fewer would be no divisor of anything.  However many there are, results are NaN then."""
    x = [1.0, 2, 4]
    for call in (
        lambda ddof: fr.rolling_var(x, 2, ddof=ddof),
        lambda ddof: fr.expanding_std(x, ddof=ddof),
        lambda ddof: fr.rolling_cov(x, x, 2, ddof=ddof),
        lambda ddof: fr.rolling_weighted_var(x, [1, 2], ddof=ddof),
        lambda ddof: fr.move_var(x, 2, ddof=ddof),
        lambda ddof: fr.rolling_var(np.ones((2, 3)), [2, 3], ddof=ddof),
        lambda ddof: fr.ufuncs.rolling_var(x, 2, 1, ddof),
    ):
        for bad in (-1, np.int8(-2)):
            with pytest.raises(ValueError, match=r"ddof.* must be"):
                call(bad)
        assert np.isnan(call(2**62)).all()


@pytest.mark.skipif("Series" not in ODD, reason="needs pandas")
def test_negative_degrees_of_freedom_of_pandas() -> None:
    """pandas takes them, and so do its windows here."""
    series: Any = pd.Series([1.0, 2, 4])
    for bad in (-1, -7):
        desired = series.rolling(2).var(ddof=bad)
        for made in (series.fast.rolling_var(2, ddof=bad), series.fast.rolling(2).var(bad)):
            np.testing.assert_allclose(made, desired, rtol=1e-14)


def test_windows_of_small_types() -> None:
    """Arrays of few bits, signed or not, of either byte order, and of 64 bits beyond what is signed."""
    x = np.arange(9.0)
    for dtype in ("u1", "i1", ">u2", "i4", ">i8", "u8", ">u8"):
        np.testing.assert_array_equal(fr.rolling_sum(x, np.array([2, 3], dtype), 1), fr.rolling_sum(x, [2, 3], 1))
    np.testing.assert_array_equal(fr.rolling_sum(x, np.array([2, 2**64 - 1], "u8"), 1)[1], fr.expanding_sum(x))


def test_bounds_stay_read_only() -> None:
    """However they are copied."""
    for bounds in (fr.Bounds([0, 1], [1, 2]), fr.group_bounds([0, 1, 2], 2), fr.time_bounds([3, 4], 2)):
        made = [copy.copy(bounds), copy.deepcopy(bounds), copy.deepcopy([bounds])[0]]
        made += [pickle.loads(pickle.dumps(bounds, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        for one in [bounds, *made]:
            assert type(one) is type(bounds)
            assert (one.start.tolist(), one.end.tolist()) == (bounds.start.tolist(), bounds.end.tolist())
            for name in ("start", "end"):
                assert not getattr(one, name).flags.writeable
                with pytest.raises(ValueError, match="read-only"):
                    getattr(one, name)[0] = 5
                with pytest.raises((AttributeError, TypeError)):
                    setattr(one, name, np.zeros(2, int))
            if hasattr(one, "offsets"):
                assert not one.offsets.flags.writeable
        with pytest.raises(TypeError, match="read-only"):
            bounds.__setstate__([np.zeros(2, int), np.ones(2, int)])
