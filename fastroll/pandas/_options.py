"""What our window objects take beyond the parameters of pandas: threads, the type of results, `step` for any windows.

pandas makes new window objects where columns are selected (``windows["a"]``, ``agg``, ...) and hands its own parameters
on; `Options` does that with ours.  pandas refuses `step` with spans of time and with groups, but only when it makes the
objects: they get theirs afterwards, and `EveryStep` makes windows for the rows that are asked for.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pandas.api.indexers import BaseIndexer

from fastroll._arguments import check_step
from fastroll._threads import at_least_one

Bounds = tuple[NDArray[np.int64], NDArray[np.int64]]


class Options:
    """What comes before pandas' class among the bases of ours: the options, None where there are none."""

    _threads: int | None = None
    _dtype: np.dtype[Any] | None = None

    if TYPE_CHECKING:  # the attributes of pandas' class

        def __getattr__(self, name: str) -> Any: ...

    def _with_options(self, threads: int | None, dtype: DTypeLike | None, step: int | None = None) -> Self:
        """Give options to windows that nobody else has yet."""
        if threads is not None:
            self._threads = at_least_one("threads", threads)
        if dtype is not None:
            self._dtype = _check_dtype(dtype)
        if step is not None:
            self.step = check_step(step)
        return self

    def _without_step(self) -> Self:
        """Return the same windows of all rows."""
        made = copy.copy(self)
        made.__dict__["step"] = None
        return made

    @property
    def _gotitem(self) -> Any:
        """What selects columns: pandas' own method if it can, since its warnings count the frames to its caller."""
        own_step = self.step is not None and (self._win_freq_i8 is not None or hasattr(self, "_grouper"))
        if self._threads is None and self._dtype is None and not own_step:
            return super()._gotitem  # type: ignore[misc]
        return self._select

    def _select(self, key: Any, ndim: int, subset: Any = None) -> Any:
        """Return windows of selected columns, with the same options."""
        source: Any = self if self.step is None else self._without_step()
        made = super(Options, source)._gotitem(key, ndim, subset)  # type: ignore[misc]
        made._threads, made._dtype, made.step = self._threads, self._dtype, self.step
        return made

    def _get_window_indexer(self) -> Any:
        made = super()._get_window_indexer()  # type: ignore[misc]
        if self._win_freq_i8 is None or self.step is None:
            return made
        return EveryStep(made, slice(None, None, self.step))

    def _apply(self, func: Any, *arguments: Any, **keywords: Any) -> Any:
        """Compute with a function of the user's, which pandas does."""
        if self._dtype is None or self.method != "single":
            return super()._apply(func, *arguments, **keywords)  # type: ignore[misc]

        def of_type(*of_kernel: Any) -> Any:
            return func(*of_kernel).astype(self._dtype)

        return super()._apply(of_type, *arguments, **keywords)  # type: ignore[misc]

    def __repr__(self) -> str:
        options = {"threads": self._threads, "dtype": self._dtype}
        ours = "".join(f",{name}={value}" for name, value in options.items() if value is not None)
        return f"{super().__repr__()[:-1]}{ours}]"


class EveryStep(BaseIndexer):
    """Makes the windows of another indexer, but only those of some rows."""

    def __init__(self, inner: Any, rows: slice | NDArray[np.intp]) -> None:
        super().__init__(window_size=inner.window_size)
        self.inner, self.rows = inner, rows

    def get_window_bounds(
        self,
        num_values: int = 0,
        min_periods: int | None = None,
        center: bool | None = None,
        closed: str | None = None,
        step: int | None = None,
    ) -> Bounds:
        """Return start and end of each window."""
        return some_of(self.inner.get_window_bounds(num_values, min_periods, center, closed), self.rows)


def some_of(bounds: Any, rows: slice | NDArray[np.intp]) -> Bounds:
    """Return the bounds of some windows."""
    start, end = (np.ascontiguousarray(bound[rows]) for bound in bounds)
    return start, end


def _check_dtype(dtype: DTypeLike) -> np.dtype[Any] | None:
    """Return the type if it is not what results have anyway."""
    try:
        found = np.dtype(dtype)
    except TypeError:
        found = np.dtype(object)
    if found not in (np.float64, np.float32):
        raise ValueError(f"dtype must be float64 or float32, got {dtype!r}")
    return None if found == np.float64 else found
