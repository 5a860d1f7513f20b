"""Times at the limits of 64 bits, of any unit and in any array, and those that cannot be."""

import datetime
import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from spans_oracle import assert_bounds, windows_of

import fastroll as fr

pd = pytest.importorskip("pandas")

LIMITS: dict[str, tuple[Any, Any, Any]] = {
    "days, hours": (np.array(["2262-04-11", "2262-04-12", "2262-04-14"], "M8[D]"), "36h", Fraction(3, 2)),
    "years of stars": (np.array([-(10**15), 0, 10**15], "M8[D]"), np.timedelta64(1, "ns"), Fraction(1, 86400 * 10**9)),
    "seconds": (np.array([2**63 - 9, 2**63 - 8, 2**63 - 1], "M8[s]"), "1500ms", Fraction(3, 2)),
    "before": (np.array([-(2**63) + 1, -(2**63) + 2, -(2**63) + 9], "M8[s]"), "1500ms", Fraction(3, 2)),
    "descending": (np.array([2**63 - 1, 2**63 - 2, -(2**63) + 1], "m8[us]"), np.timedelta64(2, "us"), Fraction(2)),
    "both ends": (np.array([-(2**63), -1, 2**63 - 1]), 2**63 - 1, Fraction(2**63 - 1)),
    "both ends, descending": (np.array([2**63 - 1, 5, -(2**63)]), 2**63 - 2, Fraction(2**63 - 2)),
    "unsigned": (np.array([0, 3, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1], "u8"), 4, Fraction(4)),
    "unsigned, descending": (np.array([2**64 - 1, 2**64 - 2, 2**63, 2**63 - 1, 0], ">u8"), 3, Fraction(3)),
    "small unsigned": (np.array([0, 3, 250, 255], "u1"), 300, Fraction(300)),
    "long": (np.array([0, 5, 2**61]), 10**30, Fraction(10**30)),
    "long spans": (np.array([0, 5, 9], "M8[ns]"), datetime.timedelta.max, Fraction(10**30)),
    "text beyond nanoseconds": (np.array([0, 5 * 10**9, 2 * 10**10], "M8[s]"), "200000D", Fraction(200000 * 86400)),
    "negative": (np.array([-9, -7, -1], "M8[h]"), "90min", Fraction(3, 2)),
    "months": (np.array(["2020-01", "2020-02", "2020-04"], "M8[M]"), np.timedelta64(2, "M"), Fraction(2)),
    "years": (np.array(["2020-01", "2020-02", "2022-04"], "M8[M]"), np.timedelta64(1, "Y"), Fraction(12)),
    "regular": (np.arange(2**63 - 8, 2**63, dtype=np.uint64).astype(np.int64), 3, Fraction(3)),
    "regular, far apart": (np.arange(-4, 4) * 2**61, 2**62, Fraction(2**62)),
}
"""Times, a window, and its length in their unit."""


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("closed", ["right", "left", "both", "neither"])
@pytest.mark.parametrize("kind", LIMITS)
def test_limits(kind: str, closed: Any, center: bool) -> None:
    """Nothing overflows."""
    times, window, span = LIMITS[kind]
    exact = [int(time) for time in times.astype(np.int64 if times.dtype.kind != "u" else np.uint64)]
    assert_bounds(fr.time_bounds(times, window, closed, center), windows_of(exact, span, closed, center))


def test_months_and_days() -> None:
    """Dates of months are days, where the span is a number of them."""
    months = np.array(["2020-01", "2020-02", "2020-03", "2020-05"], "M8[M]")
    assert fr.time_bounds(months, "60D").start.tolist() == [0, 0, 1, 3]  # 31 + 29 days
    assert fr.time_bounds(months, "61D").start.tolist() == [0, 0, 0, 3]
    steps = fr.ewm_mean([1.0, 3, 3, 3], times=months, halflife="31D")
    assert steps[1] == pytest.approx((3 + 0.5) / 1.5)


REFUSED: dict[str, tuple[Any, Any, type[Exception], str]] = {
    "months of any length": (np.array([1, 2], "m8[M]"), "60D", ValueError, "window must be in the unit of times"),
    "a span of months": (
        np.array([1, 2], "M8[D]"),
        np.timedelta64(1, "M"),
        ValueError,
        "window must be a fixed length",
    ),
    "no unit": (np.array([1, 2], "m8"), "5s", ValueError, "window must be in the unit of times"),
    "far months": (np.array([0, 2**60], "M8[M]"), "60D", ValueError, "times must be nearer to 1970"),
    "far apart": (np.array([-(2**63), 2**63 - 1]), 2**63, ValueError, r"window must be shorter than 2\*\*63 units"),
    "order": (np.array([3, 5, 4, 9]), 2, ValueError, "times must be monotonic, got 4 after 5 at element 2"),
    "order, descending": (np.array([9, 5, 7, 3]), 2, ValueError, "times must be monotonic, got 7 after 5 at element 2"),
    "NaT": (np.array([3, "NaT"], "M8[s]"), "2s", ValueError, "times must not have NaT, got NaT at element 1"),
    "masked": (np.ma.array([1, 2, 3], mask=[False, True, False]), 2, ValueError, "times must not have masked elements"),
    "floats": (
        np.array([1.0, 2]),
        2,
        TypeError,
        "times must be datetime64, timedelta64 or integers, got dtype float64",
    ),
    "complex": (np.array([1j, 2]), 2, TypeError, "times must be datetime64"),
    "bools": (np.array([False, True]), 2, TypeError, "times must be datetime64"),
    "no dimension": (np.array(3), 2, ValueError, r"times must have one dimension, got shape \(\)"),
    "negative": (np.array([1, 2]), -(10**30), ValueError, "window must be 0 or longer, got -1000"),
    "text": (np.array([1, 2], "M8[s]"), "soon", ValueError, "window must be a fixed length of time, got 'soon'"),
    "text too long": (np.array([1, 2], "M8[s]"), "9" * 40 + "D", ValueError, "window must be a fixed length of time"),
    "business days": (np.array([1, 2], "M8[s]"), pd.offsets.BDay(2), ValueError, "window must be a fixed length"),
    "not NaT": (np.array([1, 2], "M8[s]"), pd.NaT, TypeError, "window must be a str, an int or a timedelta, got NaT"),
    "deltas of integers": (
        np.array([1, 2]),
        np.timedelta64(1, "s"),
        TypeError,
        "window must be an integer if times are",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(kind: str) -> None:
    """With the name of the argument, its value, and what it may be."""
    times, window, error, text = REFUSED[kind]
    with pytest.raises(error, match=text):
        fr.time_bounds(times, window)


def test_carriers_of_times() -> None:
    """Unaligned, of another byte order, strided, read-only, empty; with a zone, without a warning."""
    times = np.array([1, 2, 4, 9], "M8[s]")
    unaligned = np.zeros(33, "u1")[1:].view("M8[s]")
    unaligned[:] = times
    frozen = times.copy()
    frozen.flags.writeable = False
    index = pd.DatetimeIndex(times)
    zone = index.tz_localize("UTC").tz_convert("America/New_York")
    carriers = [
        unaligned,
        times.astype(">M8[s]"),
        np.repeat(times, 2)[::2],
        frozen,
        list(times),
        index,
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for carrier in (*carriers, zone, pd.Series(zone), pd.Series(index), np.ma.array(times), times[::-1][::-1]):
            assert fr.time_bounds(carrier, "2s").start.tolist() == [0, 0, 2, 3]
            made = fr.ewm_mean([1.0, 2, 4, 3], times=carrier, halflife="2s")
            np.testing.assert_array_equal(made, fr.ewm_mean([1.0, 2, 4, 3], times=times, halflife="2s"))
        assert len(fr.time_bounds([], 2)) == len(fr.time_bounds(times[:0], "2s")) == 0
