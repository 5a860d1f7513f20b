"""The drop-in for exponentially weighted windows: pandas' ``ewm`` and its kernels compute with fastroll."""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import PANDAS, assert_same_outcome, outcome, stamps, values  # noqa: E402

import fastroll.pandas  # noqa: E402
from fastroll import _core  # noqa: E402

AGGREGATIONS: Any = importlib.import_module("pandas._libs.window.aggregations")
SERIES = pd.Series(values(), name="x")
FRAME = pd.DataFrame({"key": np.arange(60) % 3, "a": values(), "b": values()[::-1]}, index=stamps())


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the calls of the extension module."""
    made: list[str] = []
    function = _core.ewm

    def recorded(*arguments: Any) -> Any:
        made.append("ewm")
        return function(*arguments)

    monkeypatch.setattr(_core, "ewm", recorded)
    return made


EWM_WINDOWS: dict[str, tuple[Callable[[], Any], str]] = {
    "Series": (lambda: SERIES.ewm(3, min_periods=2), "ExponentialMovingWindow"),
    "frame": (lambda: FRAME.ewm(span=4, adjust=False), "ExponentialMovingWindow"),
    "times": (lambda: FRAME.ewm(halflife="20s", times=FRAME.index), "ExponentialMovingWindow"),
    "groups": (lambda: FRAME.groupby("key").ewm(alpha=0.3), "ExponentialMovingWindowGroupBy"),
}


@pytest.mark.parametrize("method", ["mean", "sum", "var", "std", "cov", "corr"])
@pytest.mark.parametrize("kind", EWM_WINDOWS)
def test_exponential_windows(method: str, kind: str, calls: list[str]) -> None:
    """They are ours, too, and compute with pandas' results."""
    if kind == "times" and method != "mean" and PANDAS < (3, 0):
        pytest.skip(f"pandas {pd.__version__} takes no notice of the times, of which there is but mean")
    make, name = EWM_WINDOWS[kind]
    theirs = outcome(lambda: getattr(make(), method)())
    assert not calls
    with fastroll.pandas.patched():
        assert type(make()) is getattr(fastroll.pandas, name)
        ours = outcome(lambda: getattr(make(), method)())
    assert isinstance(theirs, Exception) or set(calls) == {"ewm"}
    assert_same_outcome(ours, theirs)


def test_online_windows_are_left_to_pandas() -> None:
    """They need Numba, and say so."""
    theirs = outcome(lambda: type(SERIES.ewm(3).online()).__module__)
    with fastroll.pandas.patched():
        ours = outcome(lambda: type(SERIES.ewm(3).online()).__module__)
    assert str(ours) == str(theirs)


EWM_ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "mean": ("ewm", 2, 1.5, True, False),
    "recursive mean": ("ewm", 1, 3.0, False, True),
    "sum": ("ewm", 1, 1, True, False, None, False),
    "mean with times": ("ewm", 1, 1.0, True, False, np.arange(1.0, 60)),
    "cov": ("ewmcov", 3, 1.5, True, False, False),
    "biased cov": ("ewmcov", 1, 1.5, False, True, True),
}


@pytest.mark.parametrize("groups", [[0, 60], [0, 7, 7, 40, 60]])
@pytest.mark.parametrize("case", EWM_ARGUMENTS)
def test_exponential_kernels(case: str, groups: list[int], calls: list[str]) -> None:
    """pandas' functions, groups and all; those that have been taken before, too."""
    name, least, *rest = EWM_ARGUMENTS[case]
    begin, end = np.array(groups[:-1]), np.array(groups[1:])
    series: tuple[Any, ...] = (values()[::-1].copy(),) if name == "ewmcov" else ()
    theirs = getattr(AGGREGATIONS, name)(values(), begin, end, least, *series, *rest)
    with fastroll.pandas.patched():
        ours = getattr(AGGREGATIONS, name)(values(), begin, end, least, *series, *rest)
    assert calls == ["ewm"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


WRONG_EWM: dict[str, tuple[Any, ...]] = {
    "float32": (values().astype(np.float32), np.array([0]), np.array([60]), 1, 1.0, True, False),
    "int32": (values(), np.array([0], np.int32), np.array([60]), 1, 1.0, True, False),
    "list": (values(), [0], np.array([60]), 1, 1.0, True, False),
    "least": (values(), np.array([0]), np.array([60]), "1", 1.0, True, False),
    "com": (values(), np.array([0]), np.array([60]), 1, "1", True, False),
    "few": (values(), np.array([0]), np.array([60]), 1),
}


@pytest.mark.parametrize("case", WRONG_EWM)
def test_wrong_arguments_of_exponential_kernels(case: str, calls: list[str]) -> None:
    """They go to pandas, whose errors stay."""
    theirs = outcome(AGGREGATIONS.ewm, *WRONG_EWM[case])
    with fastroll.pandas.patched():
        ours = outcome(AGGREGATIONS.ewm, *WRONG_EWM[case])
    assert not calls
    assert isinstance(theirs, Exception)
    assert (type(ours), str(ours)) == (type(theirs), str(theirs))


def test_sums_with_times_are_left_to_pandas(calls: list[str]) -> None:
    """Its kernel takes no notice of them."""
    arguments = (values(), np.array([0]), np.array([60]), 1, 1.0, True, False, np.arange(1.0, 60), False)
    theirs = AGGREGATIONS.ewm(*arguments)
    with fastroll.pandas.patched():
        np.testing.assert_array_equal(AGGREGATIONS.ewm(*arguments), theirs)
    assert not calls
