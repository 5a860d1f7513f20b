"""Compiled functions for windows: what kinds there are, and whether they have the right signature.

Each kind says in its own way what it takes: a ctypes function by ``argtypes`` and ``restype``, a cffi pointer by its
type, a cfunc of Numba by its signature, a capsule by its name, as those that Cython and `scipy.LowLevelCallable` make.
A function whose signature is another one, or is not known, is refused: to call it would crash.
"""

from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import dataclass
from typing import Any

from fastroll import _core

SIGNATURE = "int (double *, intptr_t, double *, void *)"
"""1 for success, 0 for failure; values, their number, the result, and user data."""

_LENGTHS = {"intptr_t", "npy_intp", "ptrdiff_t", "Py_ssize_t", "ssize_t", "int64_t"} | (
    {"long", "long int", "long long"} if ctypes.sizeof(ctypes.c_long) == 8 else {"long long"}
)
_CTYPES_FUNCTION = ctypes.CFUNCTYPE(None).__mro__[1]
_CTYPES_PYTHON_API = 4  # what PYFUNCTYPE has among its flags


@dataclass(frozen=True, slots=True)
class Compiled:
    """A function as the core calls it; `owner` keeps it alive."""

    address: int
    user_data: int
    owner: Any


def as_compiled(func: Any) -> Compiled | None:
    """Return a compiled function, None for anything else.

    Raises
    ------
    TypeError
        If it does not have the signature of `SIGNATURE`.
    """
    kind = type(func)
    scipy = sys.modules.get("scipy._lib._ccallback")
    if scipy is not None and isinstance(func, scipy.LowLevelCallable):
        return _of_capsule(tuple.__getitem__(func, 0), func)
    if kind.__name__ == "PyCapsule":
        return _of_capsule(func, func)
    if isinstance(func, _CTYPES_FUNCTION):
        return _of_ctypes(func)
    if kind.__module__ == "_cffi_backend":
        return _of_cffi(func)
    if type(getattr(func, "__self__", None)).__module__ == "_cffi_backend":
        raise TypeError(f"func must be a pointer: give ffi.addressof(lib, {func.__name__!r}) instead of {func!r}")
    if kind.__module__.startswith("numba.") and hasattr(func, "address"):
        return _of_numba(func)
    return None


def _refused(has: str) -> TypeError:
    return TypeError(f"func must have the signature '{SIGNATURE}', got {has}")


def _checked(address: int | None, user_data: int | None, owner: Any) -> Compiled:
    if not address:
        raise TypeError("func must not be a NULL pointer")
    return Compiled(address, user_data or 0, owner)


def _of_capsule(capsule: Any, owner: Any) -> Compiled:
    name, address, context = _core.capsule(capsule)
    found = re.fullmatch(r"int \(double \*, ?([\w ]+), ?double \*, ?void \*\)", name or "")
    if found is None or found[1] not in _LENGTHS:
        raise _refused(f"'{name}'" if name else "a capsule without a name")
    return _checked(address, context, owner)


def _of_ctypes(func: Any) -> Compiled:
    arguments = func.argtypes
    if arguments is None:
        raise _refused("a ctypes function without argtypes")
    right = (
        len(arguments) == 4
        and arguments[0] is arguments[2] is ctypes.POINTER(ctypes.c_double)
        and arguments[1] in (ctypes.c_ssize_t, ctypes.c_int64)
        and arguments[3] is ctypes.c_void_p
        and func.restype is ctypes.c_int
    )
    if not right:
        names = ", ".join(getattr(one, "__name__", str(one)) for one in arguments)
        raise _refused(f"a ctypes function {getattr(func.restype, '__name__', func.restype)} ({names})")
    if func._flags_ & _CTYPES_PYTHON_API:
        raise TypeError("func must not need the GIL, got a function of ctypes.PYFUNCTYPE or PyDLL")
    return _checked(ctypes.cast(func, ctypes.c_void_p).value, None, func)


def _of_cffi(func: Any) -> Compiled:
    cffi: Any = sys.modules["_cffi_backend"]

    if not isinstance(func, cffi._CDataBase):
        raise _refused(repr(func))
    made = cffi.typeof(func)
    right = made.kind == "function" and not made.ellipsis and len(made.args) == 4 and made.result.cname == "int"
    if right:
        values, length, result, user_data = (one.cname for one in made.args)
        right = values == result == "double *" and length in _LENGTHS and user_data == "void *"
    if not right:
        raise _refused(f"the cffi type '{made.cname}'")
    return _checked(int(cffi.cast(cffi.new_primitive_type("intptr_t"), func)), None, func)


def _of_numba(func: Any) -> Compiled:
    signature = getattr(func, "_sig", None)
    arguments = [str(one) for one in getattr(signature, "args", ())]
    if [*arguments, str(getattr(signature, "return_type", None))] != [
        "float64*",
        "int64",
        "float64*",
        "void*",
        "int32",
    ]:
        raise _refused(f"the cfunc {signature}")
    return _checked(func.address, None, func)
