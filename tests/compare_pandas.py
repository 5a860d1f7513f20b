"""What the tests of the accessor share: pandas' result, or its error, beside ours."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from support import RECORDS, Q

ROLLING_ARGUMENTS = ("min_periods", "center", "on", "closed", "step")
PANDAS = tuple(int(part) for part in pd.__version__.split(".")[:2])
OTHERWISE = {
    *(("skew", "kurt", "cov", "corr") if PANDAS < (3, 1) else ()),
    *(("sem",) if PANDAS < (3, 0) else ()),
}
"""What this version of pandas computes in another way, or less well, than version 3.1."""

METHODS = [name for name in RECORDS if hasattr(pd.api.typing.Rolling, name) and name not in OTHERWISE]
"""The statistics that pandas has, too."""


def by_pandas(obj: Any, name: str, window: Any, **arguments: Any) -> Any:
    """Return what pandas itself makes of the arguments of `obj.fast.rolling_<name>`."""
    if name == "quantile":
        arguments = {"q": Q, **arguments}
    geometry = {key: arguments.pop(key) for key in ROLLING_ARGUMENTS if key in arguments}
    return getattr(obj.rolling(window, **geometry), name)(**arguments)


def by_fastroll(obj: Any, name: str, window: Any, **arguments: Any) -> Any:
    """Return our result of the same call."""
    if name == "quantile":
        arguments = {"q": Q, **arguments}
    return getattr(obj.fast, f"rolling_{name}")(window, **arguments)


def outcome(call: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Return what a call returns, or raises."""
    try:
        return call(*arguments, **keywords)
    except Exception as error:
        return error


def assert_same(obj: Any, name: str, window: Any, **arguments: Any) -> None:
    """Fail unless both give equal results (index, names, types and all), or the same error with the same text."""
    _skip_what_differs(name)
    before = obj.copy()
    ours = outcome(by_fastroll, obj, name, window, **arguments)
    theirs = outcome(by_pandas, obj, name, window, **arguments)
    if name == "rank" and len(obj) and not isinstance(theirs, Exception):
        ranked = ranked_rows(obj, window, **arguments)
        ours, theirs = ours[ranked], theirs[ranked]
    if name != "sem" or not _spoils_column(theirs, arguments):
        assert_same_outcome(ours, theirs, 1e-7 if name in ("skew", "kurt") else 1e-9)  # pandas' are less accurate
    (pd.testing.assert_series_equal if isinstance(obj, pd.Series) else pd.testing.assert_frame_equal)(obj, before)


def assert_same_expanding(obj: Any, name: str, min_periods: Any) -> None:
    """Do the same for windows that grow."""
    _skip_what_differs(name)
    arguments = {"q": Q} if name == "quantile" else {}
    ours = outcome(lambda: getattr(obj.fast, f"expanding_{name}")(min_periods=min_periods, **arguments))
    theirs = outcome(lambda: getattr(obj.expanding(min_periods), name)(**arguments))
    assert_same_outcome(ours, theirs)


def _skip_what_differs(name: str) -> None:
    if name in OTHERWISE:
        pytest.skip(f"pandas {pd.__version__} has another {name}")


def assert_same_outcome(ours: Any, theirs: Any, tolerance: float = 1e-9) -> None:
    """Compare two results or errors."""
    if isinstance(theirs, Exception):
        assert isinstance(ours, Exception), f"pandas raises {theirs!r}, we return {ours}"
        assert (type(ours), str(ours)) == (type(theirs), as_since_3_1(str(theirs)))
    elif isinstance(ours, Exception):
        raise AssertionError("pandas raises nothing") from ours
    else:
        assert type(ours) is type(theirs)
        if isinstance(theirs, pd.Series):
            pd.testing.assert_series_equal(ours, theirs, rtol=tolerance, atol=tolerance)
        else:
            pd.testing.assert_frame_equal(ours, theirs, rtol=tolerance, atol=tolerance)
        assert ours.index.equals(theirs.index)


def as_since_3_1(text: str) -> str:
    """Return a text of pandas' with the names that its window classes of groups have since version 3.1."""
    return text.replace("Groupby", "GroupBy")


def _spoils_column(theirs: Any, arguments: dict[str, Any]) -> bool:
    """Whether pandas' sem takes the column `on` for one of numbers, and divides by its root."""
    if isinstance(theirs, Exception):
        return "__pow__" in str(theirs)
    return arguments.get("on") is not None and theirs.ndim == 2


def ranked_rows(obj: Any, window: Any, **arguments: Any) -> np.ndarray:
    """Return where pandas computes a rank: where a window only shrinks it repeats the one before."""
    geometry = {key: arguments[key] for key in ROLLING_ARGUMENTS if key in arguments}
    windows = obj.rolling(window, **geometry)
    start, end = windows._get_window_indexer().get_window_bounds(
        len(obj), windows.min_periods, windows.center, windows.closed, windows.step
    )
    before = np.concatenate([[0], end[:-1]])
    return np.asarray((start < end) & ((end > before) | (start >= before)))


def each(**choices: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield every combination of keyword arguments."""
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def values(n: int = 60, nan_share: float = 0.15) -> np.ndarray:
    """Return numbers that pandas' algorithms compute well, too."""
    rng = np.random.default_rng(9)
    x = rng.integers(-50, 50, n) * 0.5
    x[rng.random(n) < nan_share] = np.nan
    return x


def stamps(n: int = 60, tz: str | None = None) -> pd.DatetimeIndex:
    """Return times, some of them twice."""
    seconds = np.cumsum(np.random.default_rng(11).integers(0, 15, n))
    return pd.DatetimeIndex(np.datetime64("2024-10-27T00:50:00", "ns") + seconds.astype("m8[s]"), tz="UTC").tz_convert(
        tz
    )
