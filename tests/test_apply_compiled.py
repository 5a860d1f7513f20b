"""Compiled functions of every kind in the window, and the refusal of those with another signature."""

import contextlib
import ctypes
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import LowLevelCallable  # type: ignore[import-untyped]
from support import normal
from test_apply import NUMBERS, PROTOTYPE, last_less_first

import fastroll as fr

SIGNATURE = "int (double *, intptr_t, double *, void *)"
CFFI_TYPE = "int (*)(double *, intptr_t, double *, void *)"


def _cffi() -> Any:
    return pytest.importorskip("cffi").FFI()


def _numba(signature: Any = None) -> Any:
    numba = pytest.importorskip("numba")
    numbers = numba.types.CPointer(numba.types.double)
    right = numba.types.intc(numbers, numba.types.intp, numbers, numba.types.voidptr)

    def function(values: Any, n: int, result: Any, _: Any) -> int:
        if n and values[0] == 13:
            return 0
        result[0] = values[n - 1] - values[0] if n else -1.0
        return 1

    return numba.cfunc(signature(numba.types) if signature else right)(function)


def _address(function: Any) -> int:
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address
    return address


KINDS: dict[str, Callable[[Any], Any]] = {
    "ctypes": lambda cython: last_less_first,
    "ctypes address": lambda cython: PROTOTYPE(_address(last_less_first)),
    "cffi": lambda cython: _cffi().cast(CFFI_TYPE, _address(last_less_first)),
    "cffi callback": lambda cython: _cffi().callback(CFFI_TYPE, _last_less_first_of_cffi),
    "capsule": lambda cython: cython.__pyx_capi__["last_less_first"],
    "LowLevelCallable of Cython": lambda cython: LowLevelCallable.from_cython(cython, "last_less_first"),
    "LowLevelCallable of ctypes": lambda cython: LowLevelCallable(last_less_first),
    "numba": lambda cython: _numba(),
}


def _last_less_first_of_cffi(values: Any, n: int, result: Any, _: Any) -> int:
    if n and values[0] == 13:
        return 0
    result[0] = values[n - 1] - values[0] if n else -1
    return 1


@pytest.fixture(params=KINDS)
def function(request: pytest.FixtureRequest) -> Any:
    """Return the same function as each kind."""
    return KINDS[request.param](
        request.getfixturevalue("cython") if "C" in request.param or "cap" in request.param else 0
    )


@pytest.mark.parametrize("threads", [1, 3])
def test_kinds(function: Any, threads: int) -> None:
    """Results, missing values, failure."""
    x = normal(1000, 0.1)
    fr.set_num_threads(3)
    result = fr.rolling_apply(x, 4, function, 2, threads=threads)
    np.testing.assert_array_equal(result, fr.rolling_apply(x, 4, lambda a: a[-1] - a[0], 2))
    x[500] = 13
    with pytest.raises(RuntimeError, match=r"func failed for row (501|502|503)$"):
        fr.rolling_apply(x, 4, function, 2, threads=threads)


def test_user_data() -> None:
    """It comes with a LowLevelCallable."""

    def add(values: Any, n: int, result: Any, user_data: int) -> int:
        result[0] = values[0] + ctypes.cast(user_data, NUMBERS)[0]
        return 1

    compiled, number = PROTOTYPE(add), ctypes.c_double(40)
    call = LowLevelCallable(compiled, ctypes.cast(ctypes.pointer(number), ctypes.c_void_p))
    np.testing.assert_array_equal(fr.rolling_apply([1.0, 2.0], 1, call), [41, 42])


def test_exceptions_in_callbacks_of_ctypes(monkeypatch: pytest.MonkeyPatch) -> None:
    """ctypes tells them to sys.unraisablehook and returns anything: NaN, or a failure, but no number."""
    seen: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)

    def function(*_: Any) -> int:
        raise KeyError("mine")

    with contextlib.suppress(RuntimeError):
        assert np.isnan(fr.rolling_apply(np.arange(5.0), 3, PROTOTYPE(function))).all()
    assert isinstance(seen[0].exc_value, KeyError)
    seen.clear()


def test_wrong_ctypes() -> None:
    """Other types, none at all, those that need the GIL, NULL."""
    library = ctypes.CDLL(None)
    for types in (
        (ctypes.c_int, NUMBERS, ctypes.c_int, NUMBERS, ctypes.c_void_p),
        (ctypes.c_double, NUMBERS, ctypes.c_ssize_t, NUMBERS, ctypes.c_void_p),
        (ctypes.c_int, NUMBERS, ctypes.c_ssize_t, NUMBERS),
        (ctypes.c_int, ctypes.POINTER(ctypes.c_float), ctypes.c_ssize_t, NUMBERS, ctypes.c_void_p),
    ):
        with pytest.raises(TypeError, match=r"func must have the signature 'int \(double \*, intptr_t"):
            fr.rolling_apply([1.0], 1, ctypes.CFUNCTYPE(*types)(_address(last_less_first)))
    with pytest.raises(TypeError, match="a ctypes function without argtypes"):
        fr.rolling_apply([1.0], 1, library.abs)
    needs_gil = ctypes.PYFUNCTYPE(ctypes.c_int, NUMBERS, ctypes.c_ssize_t, NUMBERS, ctypes.c_void_p)
    with pytest.raises(TypeError, match="func must not need the GIL"):
        fr.rolling_apply([1.0], 1, needs_gil(_address(last_less_first)))
    with pytest.raises(TypeError, match="func must not be a NULL pointer"):
        fr.rolling_apply([1.0], 1, PROTOTYPE())


def test_wrong_cffi(cffi_api: Any) -> None:
    """Another type of function, other data, a function in place of its pointer."""
    ffi = _cffi()
    for wrong in (
        ffi.cast("int (*)(double *, int, double *, void *)", 1),
        ffi.new("double *"),
        ffi.cast("int (*)(double *, intptr_t, double *, ...)", 1),
    ):
        with pytest.raises(TypeError, match="got the cffi type"):
            fr.rolling_apply([1.0], 1, wrong)
    with pytest.raises(TypeError, match="NULL"):
        fr.rolling_apply([1.0], 1, ffi.cast(CFFI_TYPE, 0))
    with pytest.raises(TypeError, match=r"give ffi.addressof\(lib, 'fr_openmp'\)"):
        fr.rolling_apply([1.0], 1, cffi_api.lib.fr_openmp)


def test_wrong_capsules(cython: Any) -> None:
    """Those with another signature for a name."""
    with pytest.raises(TypeError, match=r"got 'int \(double \*, int\)'"):
        fr.rolling_apply([1.0], 1, cython.__pyx_capi__["of_another_signature"])
    with pytest.raises(TypeError, match=r"func must have the signature"):
        fr.rolling_apply([1.0], 1, LowLevelCallable.from_cython(cython, "of_another_signature"))
    with pytest.raises(TypeError, match=r"func must have the signature"):
        fr.rolling_apply([1.0], 1, np._core.multiarray._ARRAY_API)


def test_wrong_cfunc() -> None:
    """Of another signature."""
    wrong = _numba(
        lambda types: types.intc(types.CPointer(types.double), types.int32, types.CPointer(types.double), types.voidptr)
    )
    with pytest.raises(TypeError, match="got the cfunc"):
        fr.rolling_apply([1.0], 1, wrong)
