"""The drop-in: after ``patch()`` pandas' own ``rolling``, ``expanding`` and ``ewm`` compute with fastroll.

Our window classes are put where pandas looks up its own when someone calls one of these, and functions of ours in
place of the kernels that its other classes call.  Nothing is wrapped that stands between a user and pandas, so its
warnings point where they did.  What a version of pandas does not have stays as it is.
"""

from __future__ import annotations

import importlib
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from fastroll.pandas._fluent import OURS
from fastroll.pandas._kernels import (
    EWM_KERNELS,
    KERNELS,
    WEIGHTED_KERNELS,
    ewm_kernel_like,
    kernel_like,
    weighted_kernel_like,
)

_SINCE = {"roll_first": (3, 0), "roll_last": (3, 0), "roll_nunique": (3, 0), "roll_cov": (3, 1), "roll_corr": (3, 1)}
"""The first pandas that has a kernel; the others are older than any that fastroll works with."""


class _Change(NamedTuple):
    """A name of a module of pandas, what it meant, and what it means."""

    module: Any
    name: str
    theirs: Any
    ours: Any


class _State:
    """Who wants pandas to be patched, and what has been changed for that."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.wanted = False
        self.blocks = 0
        self.changes: list[_Change] = []

    def update(self, level: int = 3) -> None:
        """Make the changes, or take them back; a warning is about the caller so many frames up."""
        if not (self.wanted or self.blocks):
            while self.changes:
                module, name, theirs, ours = self.changes.pop()
                if getattr(module, name) is ours:  # else someone has put another function around it
                    setattr(module, name, theirs)
        elif not self.changes:
            missing: list[str] = []
            self.changes = [*_changes_of_classes(missing), *_changes_of_kernels(missing)]
            for module, name, _, ours in self.changes:
                setattr(module, name, ours)
            if missing:
                warnings.warn(
                    f"pandas {pd.__version__} lacks {', '.join(missing)}: what needs them is still computed by pandas",
                    RuntimeWarning,
                    stacklevel=level,
                )


_STATE = _State()


def _changes_of_classes(missing: list[str]) -> Iterator[_Change]:
    for theirs, ours in OURS.items():
        place = "pandas.core.window" if "GroupBy" in ours.__name__ else "pandas.core.generic"
        module = _module(place)
        if getattr(module, theirs.__name__, None) is theirs:
            yield _Change(module, theirs.__name__, theirs, ours)
        else:
            missing.append(f"{place}.{theirs.__name__}")


def _changes_of_kernels(missing: list[str]) -> Iterator[_Change]:
    place = "pandas._libs.window.aggregations"
    module = _module(place)
    version = tuple(int(part) for part in pd.__version__.split(".")[:2])
    makers = {name: partial(kernel_like, statistic=key, read=read) for name, (key, read) in KERNELS.items()}
    for name, (key, read_weighted) in WEIGHTED_KERNELS.items():
        makers[name] = partial(weighted_kernel_like, statistic=key, read=read_weighted)
    for name, read_ewm in EWM_KERNELS.items():
        makers[name] = partial(ewm_kernel_like, read=read_ewm)
    for name, make in makers.items():
        theirs = getattr(module, name, None)
        if theirs is not None:
            yield _Change(module, name, theirs, make(theirs))
        elif version >= _SINCE.get(name, (0, 0)):
            missing.append(f"{place}.{name}")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def patch() -> None:
    """Make pandas itself compute with fastroll, until `unpatch`.

    ``rolling``, ``expanding`` and ``ewm`` of Series, DataFrame and group-bys then return `Rolling`, `Expanding`,
    `ExponentialMovingWindow` and so on: subclasses of pandas' classes.  Windows that exist already stay pandas'
    objects, but all kernels that fastroll has are its.  Calling it again changes nothing.

    Warns
    -----
    RuntimeWarning
        If this version of pandas lacks something that is replaced; that part is still computed by pandas.

    See Also
    --------
    patched : The same inside a ``with`` block.
    fast : For one window object.

    Examples
    --------
    >>> import pandas as pd
    >>> import fastroll as fr
    >>> fr.pandas.patch()
    >>> type(pd.Series([1, 2, 6, 3]).rolling(2)).__module__
    'fastroll.pandas._fluent'
    >>> pd.Series([1, 2, 6, 3]).rolling(2).sum().to_numpy()
    array([nan,  3.,  8.,  9.])
    >>> fr.pandas.unpatch()
    """
    with _STATE.lock:
        _STATE.wanted = True
        _STATE.update()


def unpatch() -> None:
    """Undo `patch`: pandas has its own classes and kernels again.

    ``with patched()`` blocks that have not ended yet still have theirs until they end.

    Examples
    --------
    >>> import pandas as pd
    >>> import fastroll as fr
    >>> fr.pandas.unpatch()
    >>> type(pd.Series([1, 2, 6, 3]).rolling(2)).__module__.startswith("pandas.")
    True
    """
    with _STATE.lock:
        _STATE.wanted = False
        _STATE.update()


@contextmanager
def patched() -> Iterator[None]:
    """Make pandas compute with fastroll inside a ``with`` block.

    Blocks may be nested, and overlap in several threads: all of them see what the first one changes until the last one
    ends.

    Warns
    -----
    RuntimeWarning
        As `patch` does.

    Examples
    --------
    >>> import pandas as pd
    >>> import fastroll as fr
    >>> s = pd.Series([1.0, 2.0, 6.0, 3.0])
    >>> with fr.pandas.patched():
    ...     result = s.rolling(2).mean()
    >>> result.to_numpy()
    array([nan, 1.5, 4. , 4.5])
    """
    with _STATE.lock:
        _STATE.blocks += 1
        _STATE.update(level=4)  # contextlib stands between
    try:
        yield
    finally:
        with _STATE.lock:
            _STATE.blocks -= 1
            _STATE.update()


def load_ipython_extension(ipython: Any) -> None:
    """Patch pandas: what ``%load_ext fastroll.pandas`` calls.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.pandas.load_ipython_extension(None)
    >>> fr.pandas.unload_ipython_extension(None)
    """
    patch()


def unload_ipython_extension(ipython: Any) -> None:
    """Undo it: what ``%unload_ext fastroll.pandas`` calls.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.pandas.unload_ipython_extension(None)
    """
    unpatch()
