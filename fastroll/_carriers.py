"""What holds numbers and is no plain array, as one: what is missing there becomes NaN.

A plain array is itself.  Masked arrays, the nullable and Arrow types of pandas, arrays of pyarrow and Series of polars
say themselves what is missing; NumPy would hand over what happens to be below a mask, or objects.  All else is NumPy's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

REAL_NUMBERS = "?bBhHiIlLqQefd"
"""The types of numbers that are computed with."""


def as_array(name: str, x: Any) -> NDArray[Any]:
    """Return an array, which need not be of numbers."""
    if type(x) is np.ndarray:
        return x
    if isinstance(x, np.ma.MaskedArray):
        return _unmasked(x)
    if isinstance(x, list | tuple):
        return _of_list(name, x)
    made = None
    package = _package(x)
    if package == "pandas":
        made = _of_pandas(x)
    elif package == "pyarrow":
        made = _of_pyarrow(x)
    elif package == "polars":
        made = _of_polars(x)
    elif hasattr(x, "__dlpack__") and not hasattr(x, "__array__"):
        made = np.from_dlpack(x)
    return np.asarray(x) if made is None else made


def parameter_array(name: str, values: Any) -> NDArray[Any]:
    """Return an array of parameters, of which none can be missing."""
    if np.ma.is_masked(values):
        raise ValueError(f"{name} must not have masked elements, got {values!r}")
    return as_array(name, values)


def refuse_masks(name: str, x: Any) -> None:
    """Raise TypeError for what has a mask, with which ufuncs compute as if nothing were missing."""
    if isinstance(x, list | tuple):
        for one in x if len(x) > 0 and not isinstance(x[0], float | int) else ():
            refuse_masks(name, one)
        return
    if isinstance(x, np.ma.MaskedArray) or (_package(x) == "pandas" and any(map(_has_mask, _dtypes(x)))):
        raise TypeError(
            f"{name} must have no mask where a ufunc is called, got {type(x).__name__}: give an array with NaN, "
            "or call the function of fastroll of the same name"
        )


def _package(x: Any) -> str:
    return type(x).__module__.partition(".")[0]


def _unmasked(x: Any) -> NDArray[Any]:
    data, mask = np.asarray(x), np.ma.getmask(x)
    if mask is np.ma.nomask or data.dtype.char not in REAL_NUMBERS:
        return data
    made = data.astype(np.float32 if data.dtype.char == "f" else np.float64)
    made[mask] = np.nan
    return made


def _of_list(name: str, x: Any) -> NDArray[Any]:
    nested = len(x) > 0 and not isinstance(x[0], float | int)
    if nested and any(isinstance(one, np.ma.MaskedArray) for one in x):
        return _unmasked(np.ma.array([np.ma.asarray(one) for one in x]))
    try:
        return np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{name} must be an array: {error}") from error


def _dtypes(x: Any) -> Iterable[Any]:
    if getattr(x, "ndim", 1) == 2 and hasattr(x, "dtypes"):
        return list(x.dtypes)
    dtype = getattr(x, "dtype", None)
    return () if dtype is None else (dtype,)


def _has_mask(dtype: Any) -> bool:
    """Whether that is a type of pandas that has a mask beside the values."""
    return hasattr(dtype, "na_value") and hasattr(dtype, "numpy_dtype") and not hasattr(dtype, "pyarrow_dtype")


def _of_pandas(x: Any) -> NDArray[Any] | None:
    """Return the numbers of a Series, Index, DataFrame or array whose type is pandas' own, None of others."""
    dtypes = set(_dtypes(x))
    if all(isinstance(dtype, np.dtype) for dtype in dtypes) and len(dtypes) < 2:
        return None
    if not all(map(_is_real, dtypes)):
        return None
    narrow = all(getattr(dtype, "numpy_dtype", dtype) == np.float32 for dtype in dtypes)
    made: NDArray[Any] = x.to_numpy(dtype=np.float32 if narrow else np.float64, na_value=np.nan)
    return made


def _is_real(dtype: Any) -> bool:
    if isinstance(dtype, np.dtype):
        return dtype.char in REAL_NUMBERS
    arrow = getattr(dtype, "pyarrow_dtype", None)
    if arrow is not None:
        types = sys.modules["pyarrow"].types
        return bool(types.is_decimal(arrow) or types.is_null(arrow) or getattr(dtype, "kind", "O") in "biuf")
    return getattr(dtype, "kind", "O") in "biuf" and hasattr(dtype, "numpy_dtype")


def _of_pyarrow(x: Any) -> NDArray[Any] | None:
    """Return the numbers of an array, in one piece or several; of others None."""
    arrow: Any = sys.modules["pyarrow"]
    if not isinstance(x, arrow.Array | arrow.ChunkedArray):
        return None
    types = arrow.types
    if types.is_dictionary(x.type):
        x = x.cast(x.type.value_type)
    if types.is_boolean(x.type) or types.is_decimal(x.type) or types.is_null(x.type):
        x = x.cast(arrow.float64(), safe=False)
    return np.asarray(x)


def _of_polars(x: Any) -> NDArray[Any] | None:
    polars: Any = sys.modules["polars"]
    if isinstance(x, polars.Series):
        if x.dtype == polars.Boolean or x.dtype == polars.Decimal or x.dtype == polars.Null:
            x = x.cast(polars.Float64)
    elif isinstance(x, polars.DataFrame):
        x = x.with_columns(polars.col(polars.Boolean, polars.Decimal, polars.Null).cast(polars.Float64))
    return np.asarray(x)
