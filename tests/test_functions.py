"""The public functions: the list of statistics, their signatures, documentation and what they refuse."""

import inspect
import re
from typing import Any

import numpy as np
import pytest
from support import RECORDS, STATISTICS, assert_same_bits, expanding, normal, rolling, split

import fastroll

X = normal(50, 0.1)
NOT_A_WINDOW = "window must be an integer 0 or greater"


def test_list_and_functions_hold_together() -> None:
    """Each statistic of the list has its functions, and there are no others."""
    for prefix in ("rolling_", "expanding_"):
        public = {key for key in fastroll.__all__ if key.startswith(prefix)}
        others = {"expanding_bounds", f"{prefix}apply"} | {key for key in public if key.startswith("rolling_weighted_")}
        assert public - others == {prefix + name for name in RECORDS}


def _keywords(name: str) -> str:
    record = STATISTICS[name]
    more = ", ddof=1" * record["has_ddof"] + ", interpolation='linear'" * record["has_q"]
    return more + ", method='average', ascending=True, pct=False" * record["has_ties"]


def test_rolling_signature(name: str) -> None:
    """One signature for all: the series, the window, what else must be given, min_periods, keywords."""
    series, q = ("x", "x, y")[STATISTICS[name]["inputs"] - 1], ", q" * STATISTICS[name]["has_q"]
    wanted = f"{series}, window{q}, min_periods=None, *{_keywords(name)}"
    wanted += ", center=False, closed=None, step=None, axis=-1, out=None"
    assert _signature(_public("rolling", name)) == wanted


def test_expanding_signature(name: str) -> None:
    """One for the expanding ones."""
    series, q = ("x", "x, y")[STATISTICS[name]["inputs"] - 1], ", q" * STATISTICS[name]["has_q"]
    wanted = f"{series}{q}, min_periods=1, *{_keywords(name)}, axis=-1, out=None"
    assert _signature(_public("expanding", name)) == wanted


def _public(kind: str, name: str) -> Any:
    return getattr(fastroll, f"{kind}_{split(name)[0]}")


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    assert all(parameter.annotation is not parameter.empty for parameter in signature.parameters.values())
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    return str(inspect.Signature(plain)).strip("()")


def test_documentation(name: str) -> None:
    """It says what is computed, how exactly, by which method, and shows an example."""
    for function in (_public("rolling", name), _public("expanding", name)):
        text = inspect.getdoc(function) or ""
        for section in ("Parameters", "Returns", "Examples"):
            assert f"{section}\n{'-' * len(section)}" in text
        for parameter in inspect.signature(function).parameters:
            assert re.search(rf"^([a-z]+, )*{parameter}(, [a-z]+)* : ", text, re.MULTILINE)
        assert ">>> " in text
    words = " ".join(inspect.getdoc(_public("rolling", name)).split())  # type: ignore[union-attr]
    assert STATISTICS[name]["summary"].rstrip(".").split()[0].lower() in words.lower()
    assert STATISTICS[name]["error"]
    assert STATISTICS[name]["method"]


def test_defaults(name: str) -> None:
    """min_periods is the window, ddof 1; with Bounds and growing windows min_periods is 1."""
    assert_same_bits(rolling(name)(X, 5), rolling(name)(X, 5, 5))
    rows = np.arange(50)
    bounds = fastroll.Bounds(np.maximum(rows - 4, 0), rows + 1)
    assert_same_bits(rolling(name)(X, bounds), rolling(name)(X, 5, 1))
    assert_same_bits(expanding(name)(X), expanding(name)(X, 1))
    if STATISTICS[name]["has_ddof"]:
        assert_same_bits(rolling(name)(X, 5), rolling(name)(X, 5, ddof=1))
        assert_same_bits(expanding(name)(X), expanding(name)(X, ddof=1))


def test_integers_of_any_kind(name: str) -> None:
    """NumPy's integers are as good as Python's."""
    for kind in (np.int8, np.int64, np.uint16, np.uint64):
        assert_same_bits(rolling(name)(X, kind(5), kind(2)), rolling(name)(X, 5, 2))
    assert_same_bits(rolling(name)(X, np.array(5), np.int64(2)), rolling(name)(X, 5, 2))


@pytest.mark.parametrize(
    "window", [-1, -(2**40), 2.5, 3.0, np.float64(3), True, np.True_, "3", "30s", None, 3j, [2, -1]]
)
def test_bad_window(name: str, window: Any) -> None:
    """pandas' words, and the value."""
    with pytest.raises(ValueError, match=NOT_A_WINDOW):
        rolling(name)(X, window)


def test_beyond_64_bits(name: str) -> None:
    """Such a window is long, not truncated."""
    assert_same_bits(rolling(name)(X, 2**64 + 3, 1), rolling(name)(X, 1000, 1))
    assert np.isnan(rolling(name)(X, 2**64 + 3, 2**64 + 3)).all()


@pytest.mark.parametrize(
    ("min_periods", "message"),
    [
        (-1, "min_periods must be >= 0"),
        (6, "min_periods 6 must be <= window 5"),
        (2.0, "min_periods must be an integer"),
        ("2", "min_periods must be an integer"),
        (True, "min_periods must be an integer"),
    ],
)
def test_bad_min_periods(name: str, min_periods: Any, message: str) -> None:
    """pandas' words."""
    with pytest.raises(ValueError, match=message):
        rolling(name)(X, 5, min_periods)
    if "<=" not in message:
        with pytest.raises(ValueError, match=message):
            expanding(name)(X, min_periods)


@pytest.mark.parametrize(
    ("keyword", "value", "message"),
    [
        ("center", 1, "center must be a boolean"),
        ("center", None, "center must be a boolean"),
        ("closed", "middle", "closed must be 'right', 'left', 'both' or 'neither'"),
        ("closed", 1, "closed must be 'right', 'left', 'both' or 'neither'"),
        ("step", 1.5, "step must be an integer"),
        ("step", -1, "step must be >= 0"),
        ("step", 0, "step must not be 0"),
        ("axis", 1, "axis 1 is out of bounds"),
        ("axis", -2, "axis -2 is out of bounds"),
    ],
)
def test_bad_keywords(name: str, keyword: str, value: Any, message: str) -> None:
    """Each names the argument."""
    with pytest.raises(ValueError, match=message):
        rolling(name)(X, 5, **{keyword: value})


def test_bad_ddof(name: str) -> None:
    """It is an integer, and known only to those that use it."""
    if STATISTICS[name]["has_ddof"]:
        for ddof in (1.5, "1", None):
            with pytest.raises((TypeError, ValueError), match="ddof"):
                rolling(name)(X, 5, ddof=ddof)
    else:
        with pytest.raises(TypeError, match="ddof"):
            rolling(name)(X, 5, ddof=1)


def test_unknown_arguments(name: str) -> None:
    """Python's own error."""
    with pytest.raises(TypeError, match="windows"):
        rolling(name)(X, windows=5)
    with pytest.raises(TypeError, match="window"):
        rolling(name)(X)
    with pytest.raises(TypeError):
        rolling(name)(X, 5, 1, True)


@pytest.mark.parametrize("n", [10, 2000])
def test_errors_do_not_depend_on_the_path(name: str, n: int) -> None:
    """The same text for arrays that go the quick way and for those that do not."""
    texts = set()
    for x in (np.zeros(n), np.zeros(n, int), np.zeros((2, n)), [0.0] * n):
        with pytest.raises(ValueError, match=NOT_A_WINDOW) as caught:
            rolling(name)(x, -3)
        texts.add(str(caught.value))
        with pytest.raises(ValueError, match="min_periods 9 must be <= window 3"):
            rolling(name)(x, 3, 9)
    assert len(texts) == 1
    assert "-3" in texts.pop()


def test_show_config(capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what a bug report needs."""
    fastroll.show_config()
    text = capsys.readouterr().out.lower()
    for word in (fastroll.__version__, np.__version__, "instruction", "openmp", "threads", "python"):
        assert word in text
