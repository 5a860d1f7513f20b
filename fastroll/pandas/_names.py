"""The names of methods in the texts of errors about their arguments: ``Rolling.mean() got an unexpected keyword ...``.

Python puts there where a function was defined, which for most of our methods is a class that several share.  What
pandas' class lacks is there only where no column has that name.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from fastroll.pandas._labels_first import MethodName


def name_methods(ours: Any, theirs: Any) -> None:
    """Give a class of ours its own copies of the methods that it inherits from us, named as those of pandas' class."""
    for base in ours.__mro__:
        if base.__module__.startswith("fastroll."):
            for name, method in list(vars(base).items()):
                if isinstance(method, FunctionType) and not name.startswith("_") and name not in vars(ours):
                    original = getattr(theirs, name, None)
                    made = _renamed(method, getattr(original, "__qualname__", f"{theirs.__name__}.{name}"))
                    setattr(ours, name, made if original is not None else MethodName(made))


def _renamed(method: FunctionType, name: str) -> FunctionType:
    made = FunctionType(method.__code__, method.__globals__, method.__name__, method.__defaults__, method.__closure__)
    made.__kwdefaults__, made.__annotations__ = method.__kwdefaults__, method.__annotations__
    made.__doc__, made.__module__, made.__qualname__ = method.__doc__, method.__module__, name
    return made
