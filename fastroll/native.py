"""The C library for ctypes and cffi: its structs, its functions with their types, and codes as exceptions.

`load` returns the library with the functions of ``fastroll.h`` that compute; `Options`, `EwmOptions`, `WeightedOptions`
and `Array` are its structs; `check` turns a code into an exception; `cdef` is the header as cffi takes it.  The module
is imported on demand: ``import fastroll.native``.

Examples
--------
>>> import numpy as np
>>> from fastroll import native
>>> library = native.load()
>>> x, mean = np.array([1.0, 2, 6, 3, 5]), np.empty(5)
>>> options = native.Options(window=2)
>>> arrays = native.Array.of(x), native.Array.of(mean)
>>> native.check(library.fr_rolling(library.fr_find(b"mean"), *arrays, 1, 5, options))
>>> mean
array([nan, 1.5, 4. , 4.5, 4. ])
"""

from __future__ import annotations

import ctypes
import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastroll._paths import get_include, get_library

__all__ = ["Array", "EwmOptions", "Function", "Options", "WeightedOptions", "cdef", "check", "load"]

NO_MEMORY = -1
FUNCTION_FAILED = -40
TYPES = {"d": 0, "f": 1}
"""``fr_type`` of the typecodes of NumPy."""

Function = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_double),
    ctypes.c_ssize_t,
    ctypes.POINTER(ctypes.c_double),
    ctypes.c_void_p,
)
"""``fr_function``: what `fastroll.rolling_apply` calls for each window."""

StopFunction = ctypes.CFUNCTYPE(ctypes.c_bool)
"""``fr_stop_function``: what long calls ask whether they are to end."""


class Array(ctypes.Structure):
    """``fr_array``: a set of series in memory.

    Examples
    --------
    >>> import numpy as np
    >>> from fastroll import native
    >>> array = native.Array.of(np.zeros((3, 5), "f"))
    >>> array.along, array.across, array.type
    (4, 20, 1)
    """

    _fields_ = (
        ("data", ctypes.c_void_p),
        ("along", ctypes.c_ssize_t),
        ("across", ctypes.c_ssize_t),
        ("type", ctypes.c_int),
    )

    _array: Any

    @classmethod
    def of(cls, array: Any) -> Array:
        """Describe an array of float64 or float32 with one or two dimensions, whose series are along the last.

        The result keeps it alive.
        """
        if array.dtype.char not in TYPES or not array.dtype.isnative or array.ndim not in (1, 2):
            raise TypeError(f"array must have one or two dimensions of float64 or float32, got {array!r}")
        across = array.strides[0] if array.ndim == 2 else 0
        made = cls(array.ctypes.data, array.strides[-1], across, TYPES[array.dtype.char])
        made._array = array
        return made


class Options(ctypes.Structure):
    """``fr_options``: what is asked of a statistic, with its defaults; the header describes the fields.

    Examples
    --------
    >>> from fastroll import native
    >>> options = native.Options(window=20, center=True)
    >>> options.window, options.min_periods, options.ddof
    (20, -1, 1.0)
    """

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("window", ctypes.c_ssize_t),
        ("shift", ctypes.c_ssize_t),
        ("min_periods", ctypes.c_ssize_t),
        ("ddof", ctypes.c_double),
        ("skip_inf", ctypes.c_bool),
        ("q", ctypes.POINTER(ctypes.c_double)),
        ("quantiles", ctypes.c_ssize_t),
        ("interpolation", ctypes.c_int),
        ("ties", ctypes.c_int),
        ("descending", ctypes.c_bool),
        ("pct", ctypes.c_bool),
        ("symmetric", ctypes.c_bool),
        ("center", ctypes.c_bool),
        ("keep_nan", ctypes.c_bool),
        ("closed", ctypes.c_int),
        ("step", ctypes.c_ssize_t),
        ("threads", ctypes.c_ssize_t),
    )

    def __init__(self, **fields: Any) -> None:
        check(load().fr_options_init(self, ctypes.sizeof(Options)))
        _set(self, fields)


class EwmOptions(ctypes.Structure):
    """``fr_ewm_options``: the same for exponentially weighted statistics.

    Examples
    --------
    >>> from fastroll import native
    >>> native.EwmOptions(alpha=0.1).adjust
    True
    """

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("alpha", ctypes.c_double),
        ("adjust", ctypes.c_bool),
        ("ignore_na", ctypes.c_bool),
        ("bias", ctypes.c_bool),
        ("min_periods", ctypes.c_ssize_t),
        ("skip_inf", ctypes.c_bool),
        ("steps", ctypes.POINTER(ctypes.c_double)),
        ("threads", ctypes.c_ssize_t),
    )

    def __init__(self, **fields: Any) -> None:
        check(load().fr_ewm_options_init(self, ctypes.sizeof(EwmOptions)))
        _set(self, fields)


class WeightedOptions(ctypes.Structure):
    """``fr_weighted_options``: the same for windows with weights.

    Examples
    --------
    >>> from fastroll import native
    >>> native.WeightedOptions(shift=2).min_periods
    -1
    """

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("weights", ctypes.POINTER(ctypes.c_double)),
        ("window", ctypes.c_ssize_t),
        ("shift", ctypes.c_ssize_t),
        ("min_periods", ctypes.c_ssize_t),
        ("ddof", ctypes.c_double),
        ("skip_inf", ctypes.c_bool),
        ("offsets", ctypes.POINTER(ctypes.c_int64)),
        ("groups", ctypes.c_ssize_t),
        ("threads", ctypes.c_ssize_t),
    )

    def __init__(self, **fields: Any) -> None:
        check(load().fr_weighted_options_init(self, ctypes.sizeof(WeightedOptions)))
        _set(self, fields)


def _set(struct: ctypes.Structure, fields: dict[str, Any]) -> None:
    known = {field[0] for field in struct._fields_}
    for name, value in fields.items():
        if name not in known:
            raise TypeError(f"{type(struct).__name__} has no field {name!r}")
        setattr(struct, name, value)


def _prototypes() -> dict[str, tuple[Any, list[Any]]]:
    """Return of each function what it returns and takes."""
    number, length, pointer, text = ctypes.c_int, ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_char_p
    arrays, options, ewm = ctypes.POINTER(Array), ctypes.POINTER(Options), ctypes.POINTER(EwmOptions)
    bounds, numbers, count = ctypes.POINTER(ctypes.c_int64), ctypes.POINTER(ctypes.c_double), ctypes.POINTER(length)
    series, weighted = [arrays, arrays, length, length], ctypes.POINTER(WeightedOptions)
    return {
        "fr_version": (text, []),
        "fr_strerror": (text, [number]),
        "fr_instruction_set": (text, []),
        "fr_openmp": (number, []),
        "fr_options_init": (number, [options, ctypes.c_size_t]),
        "fr_ewm_options_init": (number, [ewm, ctypes.c_size_t]),
        "fr_weighted_options_init": (number, [weighted, ctypes.c_size_t]),
        "fr_find": (pointer, [text]),
        "fr_find_ewm": (pointer, [text]),
        "fr_find_weighted": (pointer, [text]),
        "fr_rolling": (number, [pointer, *series, options]),
        "fr_rolling_bounds": (number, [pointer, *series, bounds, bounds, length, options]),
        "fr_rolling_groups": (number, [pointer, arrays, arrays, length, bounds, length, options]),
        "fr_rolling_apply": (number, [Function, pointer, *series, options, count]),
        "fr_rolling_bounds_apply": (number, [Function, pointer, *series, bounds, bounds, length, options, count]),
        "fr_ewm": (number, [pointer, *series, ewm]),
        "fr_ewm_groups": (number, [pointer, *series, bounds, length, ewm]),
        "fr_ewm_last": (number, [pointer, *series, ewm]),
        "fr_weighted": (number, [pointer, *series, weighted]),
        "fast_ema": (ctypes.c_double, [numbers, number, ctypes.c_double]),
        "process_batch": (number, [numbers, numbers, number, ctypes.c_double]),
        "fr_get_num_threads": (number, []),
        "fr_set_num_threads": (number, [number]),
        "fr_limit_this_thread": (number, [number]),
        "fr_stop_when": (pointer, [StopFunction]),
    }


@functools.cache
def load() -> ctypes.CDLL:
    """Return the library for ctypes, with the types of its functions.

    Returns
    -------
    ctypes.CDLL
        The same in every call.  Functions that compute run without the GIL, and return codes: see `check`.

    Examples
    --------
    >>> from fastroll import native
    >>> native.load().process_batch(None, None, 3, 0.5) != 0
    True
    """
    library = ctypes.CDLL(get_library())
    for name, (result, arguments) in _prototypes().items():
        function: Callable[..., Any] = getattr(library, name)
        function.restype, function.argtypes = result, arguments  # type: ignore[attr-defined]
    return library


def check(status: int) -> None:
    """Raise an exception for a code that is not FR_OK.

    Parameters
    ----------
    status : int
        What a function of the library returned.

    Raises
    ------
    MemoryError
        For FR_NO_MEMORY.
    RuntimeError
        For FR_FUNCTION_FAILED.
    ValueError
        For any other code; the texts are those of ``fr_strerror``.

    Examples
    --------
    >>> from fastroll import native
    >>> native.check(native.load().process_batch(None, None, 3, 0.5))
    Traceback (most recent call last):
    ValueError: an array is NULL
    """
    if status:
        kind = {NO_MEMORY: MemoryError, FUNCTION_FAILED: RuntimeError}.get(status, ValueError)
        raise kind(load().fr_strerror(status).decode())


def cdef() -> str:
    """Return the declarations of ``fastroll.h`` as ``ffi.cdef()`` takes them.

    Returns
    -------
    str
        Types, codes and functions; without macros other than numbers, and without what is inline.

    Examples
    --------
    >>> from fastroll import native
    >>> "int fr_rolling(const fr_statistic *what" in native.cdef()
    True
    """
    text = (Path(get_include()) / "fastroll.h").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"^static inline .*?^}\n", "", text, flags=re.DOTALL | re.MULTILINE)
    numbers = re.findall(r"^#define FR_\w+ +\d+$", text, flags=re.MULTILINE)
    text = re.sub(r"^#(.*\\\n)*.*\n", "", text, flags=re.MULTILINE).replace("FR_API ", "")
    text = re.sub(r'extern "C" \{\n|^\}\n\Z|^\}\n(?=\s*\Z)', "", text, flags=re.MULTILINE)
    return "\n".join([*numbers, text])
