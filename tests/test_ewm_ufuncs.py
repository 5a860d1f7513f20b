"""The gufuncs of exponentially weighted statistics are true ufuncs, as those of windows are."""

import pickle
from typing import Any

import numpy as np
import pytest
from support import assert_same_bits, normal, second_series

import fastroll
from fastroll import _core

RECORDS = {record["name"]: record for record in _core.ewm_statistics()}
X = normal(300, 0.1)

each_statistic = pytest.mark.parametrize("name", RECORDS)


def ufunc(name: str) -> np.ufunc:
    """Return that of a statistic."""
    made: np.ufunc = getattr(fastroll.ufuncs, f"ewm_{name}")
    return made


def call(
    name: str,
    x: Any,
    alpha: Any = 0.25,
    adjust: Any = True,
    ignore_na: Any = False,
    least: Any = 0,
    bias: Any = False,
    **keywords: Any,
) -> Any:
    """Call the ufunc, with a second series and bias if it needs them."""
    record = RECORDS[name]
    series = (x, second_series(x, keywords.get("axis", -1)))[: record["inputs"]]
    return ufunc(name)(*series, alpha, adjust, ignore_na, least, *[bias] * record["has_bias"], **keywords)


def by_function(name: str, x: Any, axis: int = -1, **keywords: Any) -> Any:
    """Call the function."""
    series = (x, second_series(x, axis))[: RECORDS[name]["inputs"]]
    return getattr(fastroll, f"ewm_{name}")(*series, axis=axis, **keywords)


@each_statistic
def test_signature(name: str) -> None:
    """Every operand is one of the ufunc, and they introduce themselves."""
    record, function = RECORDS[name], ufunc(name)
    assert isinstance(function, np.ufunc)
    series = ",".join(["(n)"] * record["inputs"])
    assert function.signature == f"{series},(),(),(),(){',()' * record['has_bias']}->(n)"
    assert function.__name__ == f"ewm_{name}"
    assert function.__module__ == "fastroll.ufuncs"
    assert record["summary"] in function.__doc__
    assert {"ignore_na", "min_periods"} <= set(function.__doc__.split())
    assert {one for one in fastroll.ufuncs.__all__ if one.startswith("ewm_")} == {f"ewm_{key}" for key in RECORDS}
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(function, protocol)) is function


@each_statistic
@pytest.mark.parametrize("adjust", [True, False])
@pytest.mark.parametrize("ignore_na", [True, False])
def test_same_as_the_functions(name: str, adjust: bool, ignore_na: bool) -> None:
    """Each operand means what the argument of that name means."""
    if name == "sum" and not adjust:
        pytest.skip("there is no such sum")
    rules: dict[str, Any] = {"adjust": adjust, "ignore_na": ignore_na, "min_periods": 5}
    assert_same_bits(call(name, X, 0.5, adjust, ignore_na, 5), by_function(name, X, alpha=0.5, **rules))
    if RECORDS[name]["has_bias"]:
        biased = by_function(name, X, alpha=0.1, bias=True, **rules)
        assert_same_bits(call(name, X, 0.1, adjust, ignore_na, 5, True), biased)


@each_statistic
@pytest.mark.parametrize("dtype", ["?", "i1", "u1", "i2", "i4", "u8", "f2", "f4", "f8", ">f4", ">f8", ">i4"])
def test_types(name: str, dtype: str) -> None:
    """float32 stays float32, other real types become float64."""
    x = (np.arange(30) % 5).astype(dtype)
    result = call(name, x)
    assert result.dtype == (np.float32 if x.dtype.newbyteorder("=") == np.float32 else np.float64)
    assert_same_bits(result, call(name, x.astype(np.float64)).astype(result.dtype))


@each_statistic
@pytest.mark.parametrize("dtype", ["c16", "O", "U3", "M8[s]", "g"])
def test_other_types_are_refused(name: str, dtype: str) -> None:
    """Complex numbers, objects, strings, times and long doubles."""
    record, x = RECORDS[name], np.zeros(5, dtype)
    with pytest.raises(TypeError):
        ufunc(name)(*[x] * record["inputs"], 0.5, True, False, 0, *[False] * record["has_bias"])


@each_statistic
def test_broadcasting(name: str) -> None:
    """Every operand broadcasts, and runs of equal ones are computed together."""
    x = X.reshape(3, 1, 100)
    alpha, least = np.array([0.1, 0.1, 1.0, 0.5]), np.array([[0], [0], [9]])
    made = call(name, x, alpha, least=least)
    assert made.shape == (3, 4, 100)
    for i, j in np.ndindex(3, 4):
        assert_same_bits(made[i, j], call(name, x[i, 0], alpha[j], least=least[i, 0]))
    assert call(name, X, np.empty((0, 2))).shape == (0, 2, 300)
    assert call(name, np.empty((2, 0))).shape == (2, 0)


@each_statistic
def test_axes_and_outputs(name: str) -> None:
    """axis, out, also in place or overlapping, in any layout."""
    x = X.reshape(5, 30, 2)
    for axis in (0, 1, -1):
        assert_same_bits(call(name, x, axis=axis), by_function(name, x, axis=axis, alpha=0.25))
    desired = call(name, X)
    out = np.empty((1, 300))
    assert call(name, X, out=out) is out
    assert_same_bits(out[0], desired)
    memory = np.concatenate([X, np.zeros(7)])
    for begin in (0, 7):
        memory[:300] = X
        call(name, memory[:300], out=memory[begin : begin + 300])
        assert_same_bits(memory[begin : begin + 300], desired)
    narrow = call(name, X.astype(np.float32))
    assert_same_bits(call(name, X.astype(np.float32).repeat(2)[::2]), narrow)
    with pytest.raises(TypeError):
        call(name, np.arange(9), casting="no")


@each_statistic
def test_wrong_operands(name: str) -> None:
    """The rules are those of the functions, for each of many; nothing is written before all are checked."""
    for alpha in (0.0, -1.0, 1.5, np.nan):
        with pytest.raises(ValueError, match=r"alpha must satisfy: 0 < alpha <= 1"):
            call(name, X, [0.5, alpha])
    with pytest.raises(ValueError, match="min_periods must be >= 0, got -1"):
        call(name, X, least=[1, -1])
    for bad in (1.5, "1", None, 1j):
        with pytest.raises(TypeError):
            call(name, X, least=bad)
    with pytest.raises(TypeError):
        call(name, X, 0.5, adjust=0.5)
    if name == "sum":
        with pytest.raises(NotImplementedError, match="sum is not implemented with adjust=False"):
            call(name, X, adjust=[True, False])


@each_statistic
def test_silence(name: str) -> None:
    """Infinities, overflow and invalid operations raise no warning."""
    x = np.array([1e308, 1e308, -np.inf, np.inf, np.nan, 5e-324, 1e-200] * 200)
    with np.errstate(all="raise"):
        call(name, x)
