"""Labels of the user's objects win over names of ours: a column ``fast`` over the accessor, ``beta`` over a method.

pandas returns a column as an attribute where Python finds no other attribute of that name.  So our names are
descriptors that raise AttributeError where the object has such a label: Python then asks pandas, which returns the
column, or sets it.
"""

from __future__ import annotations

import sys
import warnings
from types import FunctionType
from typing import Any

import pandas as pd

_NEVER_TEXTS = "?biufcmM"
"""The kinds of dtypes whose elements are no texts."""
_FEW = 1000
_KNOWN = "_fastroll_has_label"


def has_label(index: Any, name: str) -> bool:
    """Return whether `name` is among the labels, of a MultiIndex those of the first level.

    An index cannot change, so it keeps the answer.  ``in`` would make a hash table of many labels first.
    """
    if index.dtype.kind in _NEVER_TEXTS:
        return False
    known = index.__dict__.get(_KNOWN)
    if known is None:
        known = index.__dict__[_KNOWN] = {}
    found: bool | None = known.get(name)
    if found is None:
        level = 0 if isinstance(index, pd.MultiIndex) else None
        found = name in index if len(index) <= _FEW else bool(index.isin([name], level=level).any())
        known[name] = found
    return found


class AccessorName:
    """The attribute of Series and DataFrame that is the accessor, unless they have a label of that name.

    It is not there either for what asks pandas' own ``__setattr__`` and ``__getattr__``: these go on as they do
    where no accessor is registered, and so do subclasses with an attribute of that name in ``_metadata``.
    """

    def __init__(self, name: str, accessor: type) -> None:
        self._name, self._accessor = name, accessor

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        """Return the accessor of an object, its class for a class."""
        if obj is None:
            return self._accessor
        name, caller = self._name, sys._getframe(1).f_code
        if caller is _SETATTR or caller is _GETATTR or name in obj._metadata or has_label(obj.keys(), name):
            raise AttributeError(f"{type(obj).__name__!r} object has no attribute {name!r}")
        return self._accessor(obj)


_SETATTR, _GETATTR = (getattr(getattr(pd.DataFrame, name), "__code__", None) for name in ("__setattr__", "__getattr__"))


def register(name: str, accessor: type) -> None:
    """Give Series and DataFrame an accessor, as pandas' functions do; but another package's stays.

    pandas never looks for a label of the names that its own functions have registered.
    """
    for cls in (pd.Series, pd.DataFrame):
        if isinstance(vars(cls).get(name), AccessorName) or not hasattr(cls, name):
            setattr(cls, name, AccessorName(name, accessor))
        else:
            warnings.warn(
                f"{cls.__name__}.{name} is {getattr(cls, name)!r} already: fastroll.fast(obj) is the accessor",
                UserWarning,
                stacklevel=4,  # who imports fastroll
            )


class MethodName:
    """A method of window objects that pandas' class lacks, unless there is a column of that name to select."""

    def __init__(self, method: FunctionType) -> None:
        self._method = method

    def __get__(self, windows: Any, owner: Any = None) -> Any:
        """Return the method of an object, the function for a class."""
        if windows is None:
            return self._method
        name = self._method.__name__
        if windows._selection is None and has_label(windows.obj.keys(), name):
            raise AttributeError(f"{type(windows).__name__!r} object has no attribute {name!r}")
        return self._method.__get__(windows, owner)
