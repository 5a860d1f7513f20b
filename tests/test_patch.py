"""The drop-in: pandas itself computes with fastroll, until it is undone."""

import contextlib
import importlib
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import METHODS, PANDAS, assert_same_outcome, outcome, stamps, values  # noqa: E402
from support import Q  # noqa: E402

import fastroll.pandas  # noqa: E402
from fastroll import _core  # noqa: E402
from fastroll.pandas._kernels import EWM_KERNELS, KERNELS  # noqa: E402

AGGREGATIONS: Any = importlib.import_module("pandas._libs.window.aggregations")
OF_OBJECTS = ("Rolling", "Expanding", "ExponentialMovingWindow")
GROUPED = [f"{name}Group{'By' if PANDAS >= (3, 1) else 'by'}" for name in OF_OBJECTS]
PLACES = [
    *(
        (importlib.import_module("pandas.core.generic"), name)
        for name in ("Rolling", "Expanding", "ExponentialMovingWindow")
    ),
    *((importlib.import_module("pandas.core.window"), name) for name in GROUPED),
    *((AGGREGATIONS, name) for name in (*KERNELS, *EWM_KERNELS) if hasattr(AGGREGATIONS, name)),
]
_COMPUTING = (
    "rolling",
    "rolling_times",
    "rolling_bounds",
    "rolling_groups",
    "rolling_group_times",
    "rolling_pairs",
    "ewm",
)
SERIES = pd.Series(values(), name="x")
FRAME = pd.DataFrame({"key": np.arange(60) % 3, "a": values(), "b": values()[::-1]}, index=stamps())


@pytest.fixture(autouse=True)
def _unpatched_afterwards() -> Iterator[None]:
    before = _held()
    yield
    fastroll.pandas.unpatch()
    assert _held() == before


def _held() -> list[Any]:
    return [getattr(module, name) for module, name in PLACES]


def _is_patched() -> bool:
    return type(SERIES.rolling(2)) is fastroll.pandas.Rolling


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record which entries of the extension module compute."""
    made: list[str] = []

    def recording(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def recorded(*arguments: Any) -> Any:
            result = function(*arguments)
            if result is not NotImplemented:
                made.append(name)
            return result

        return recorded

    for name in _COMPUTING:
        monkeypatch.setattr(_core, name, recording(name, getattr(_core, name)))
    return made


WINDOWS: dict[str, tuple[Callable[[], Any], str]] = {
    "rolling": (lambda: SERIES.rolling(5, min_periods=2), "Rolling"),
    "frame": (lambda: FRAME.rolling("40s", closed="both"), "Rolling"),
    "step": (lambda: FRAME.rolling(5, step=3), "Rolling"),
    "expanding": (lambda: FRAME.expanding(4), "Expanding"),
    "groups": (lambda: FRAME.groupby("key").rolling(4, min_periods=1), "RollingGroupBy"),
    "groups that grow": (lambda: FRAME.groupby("key")["a"].expanding(), "ExpandingGroupBy"),
}


@pytest.mark.parametrize("kind", WINDOWS)
def test_pandas_returns_our_classes(method: str, kind: str, calls: list[str]) -> None:
    """They compute, with pandas' results, and are pandas' classes, too."""
    make, name = WINDOWS[kind]
    arguments = {"q": Q} if method == "quantile" else {}
    theirs = outcome(lambda: getattr(make(), method)(**arguments))
    assert not calls
    with fastroll.pandas.patched():
        assert type(make()) is getattr(fastroll.pandas, name)
        ours = outcome(lambda: getattr(make(), method)(**arguments))
    assert isinstance(theirs, Exception) or len(calls) > 0
    assert_same_outcome(ours, theirs)
    assert type(make()).__module__.startswith("pandas.")


X = values()
START, END = np.maximum(np.arange(60) - 4, 0), np.arange(60) + 1
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "roll_quantile": (Q, "linear"),
    "roll_rank": (True, "average", False),
    "roll_var": (0,),
    "roll_cov": (2,),
}


@pytest.mark.parametrize("name", [name for name in KERNELS if hasattr(AGGREGATIONS, name)])
def test_kernels(name: str, calls: list[str]) -> None:
    """pandas' functions, for usual arguments ours, for others with pandas' errors."""
    pair = name in ("roll_cov", "roll_corr")
    theirs, extra = getattr(AGGREGATIONS, name), ARGUMENTS.get(name, ())
    usual = (X, X[::-1].copy(), START, END, 2, *extra) if pair else (X, START, END, 2, *extra)
    others = [
        usual[:-1] if name not in ("roll_var", "roll_cov") else usual[:3],
        (*usual, 1, 1),
        tuple(part.astype(np.int32) if part is START else part for part in usual),
        tuple(part.tolist() if part is END else part for part in usual),
        tuple(part.astype(np.float32) if part is X else part for part in usual),
        (*usual[: len(usual) - len(extra) - 1], "2", *extra),
    ]
    with fastroll.pandas.patched():
        ours = getattr(AGGREGATIONS, name)
        assert ours is not theirs
        assert ours.__name__ == name
        computed = ours(*usual)
        assert calls == ["rolling_bounds"]
        errors = [outcome(ours, *arguments) for arguments in others]
    if name.removeprefix("roll_").removesuffix("_c") in METHODS:
        np.testing.assert_allclose(computed, theirs(*usual), rtol=1e-9, atol=1e-9)
    for error, arguments in zip(errors, others, strict=True):
        expected = outcome(theirs, *arguments)
        assert isinstance(expected, Exception)
        assert (type(error), str(error)) == (type(expected), str(expected))


def test_kernels_serve_what_is_pandas_own(calls: list[str]) -> None:
    """Windows that were made before reach them."""
    windows = SERIES.rolling(5)
    theirs = windows.max()
    with fastroll.pandas.patched():
        ours = windows.max()
    assert calls == ["rolling_bounds"]
    pd.testing.assert_series_equal(ours, theirs)


@pytest.mark.skipif(PANDAS >= (3, 0), reason="pandas 3 has no axis")
@pytest.mark.filterwarnings("ignore:Support for axis=1:FutureWarning", "ignore:.*axis=1:FutureWarning")
def test_windows_along_columns_are_left_to_pandas() -> None:
    """Which version 2 has."""
    theirs = FRAME.rolling(2, axis=1)
    with fastroll.pandas.patched():
        ours = FRAME.rolling(2, axis=1)
    assert type(ours) is type(theirs)
    pd.testing.assert_frame_equal(ours.sum(), theirs.sum())
    with pytest.raises(TypeError, match="axis=1"):
        fastroll.fast(theirs)


def test_repeating_changes_nothing() -> None:
    """patch() and unpatch() once more."""
    fastroll.pandas.unpatch()
    before = _held()
    fastroll.pandas.patch()
    changed = _held()
    fastroll.pandas.patch()
    assert _held() == changed
    assert not any(old is new for old, new in zip(before, changed, strict=True))
    fastroll.pandas.unpatch()
    fastroll.pandas.unpatch()
    assert _held() == before


def test_blocks() -> None:
    """Blocks in blocks, errors in them, and patch() around and inside of them."""
    with fastroll.pandas.patched():
        with pytest.raises(KeyError), fastroll.pandas.patched():
            raise KeyError
        assert _is_patched()
        fastroll.pandas.patch()
        fastroll.pandas.unpatch()
        assert _is_patched()
    assert not _is_patched()
    fastroll.pandas.patch()
    with fastroll.pandas.patched():
        pass
    assert _is_patched()


def test_blocks_of_threads() -> None:
    """The last block that ends takes the changes back."""
    entered, leave = threading.Event(), threading.Event()

    def other() -> None:
        with fastroll.pandas.patched():
            entered.set()
            leave.wait(60)

    thread = threading.Thread(target=other)
    with fastroll.pandas.patched():
        thread.start()
        assert entered.wait(60)
    assert _is_patched()
    leave.set()
    thread.join()
    assert not _is_patched()


def test_what_others_have_put_there_stays() -> None:
    """unpatch() takes back only what is fastroll's."""
    original = AGGREGATIONS.roll_sum
    fastroll.pandas.patch()
    AGGREGATIONS.roll_sum = len
    fastroll.pandas.unpatch()
    assert AGGREGATIONS.roll_sum is len
    AGGREGATIONS.roll_sum = original


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[1])
def test_missing_internals(place: tuple[Any, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What pandas lacks is named in a warning, at the line of the caller; all else works."""
    module, missing = place
    monkeypatch.delattr(module, missing)
    text = rf"pandas \S+ lacks {module.__name__}\.{missing}: "
    with pytest.warns(RuntimeWarning, match=text) as record:
        fastroll.pandas.patch()
    fastroll.pandas.unpatch()
    with contextlib.ExitStack() as block:
        with pytest.warns(RuntimeWarning, match=text) as record_of_block:
            block.enter_context(fastroll.pandas.patched())
        assert missing == "Rolling" or _is_patched()
    assert record[0].filename == __file__
    assert len(record) == len(record_of_block) == 1
    monkeypatch.undo()


def test_warnings_of_pandas_point_to_the_caller() -> None:
    """As they do without fastroll."""
    frame = pd.DataFrame({"a": [1.0, 2.0]})
    with fastroll.pandas.patched(), warnings.catch_warnings(record=True) as record:
        warnings.simplefilter("always")
        frame.rolling(1).apply(lambda x: warnings.warn("here", stacklevel=1) or 0.0)
    assert {entry.filename for entry in record} == {__file__}


def test_ipython_extension() -> None:
    """What %load_ext and %unload_ext call."""
    fastroll.pandas.load_ipython_extension(None)
    assert _is_patched()
    fastroll.pandas.unload_ipython_extension(None)
    assert not _is_patched()
