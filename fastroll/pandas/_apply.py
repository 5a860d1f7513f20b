"""Any function in the windows of pandas objects: pandas' ``apply``, that takes compiled functions and threads, too."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from fastroll import _core
from fastroll._apply import checked_call
from fastroll._compiled import as_compiled
from fastroll._statistics import STATISTICS, Statistic

_APPLY = replace(STATISTICS["sum"], name="apply", summary="What a function returns for each window.")
"""What windows are asked for; the function goes with it as `extra`."""


class ApplyMethods:
    """What our window classes have for functions of the caller's, before what they have for statistics."""

    if TYPE_CHECKING:  # of FastWindow and of pandas' class

        def __getattr__(self, name: str) -> Any: ...

    def apply(
        self,
        func: Any,
        raw: bool = False,
        engine: str | None = None,
        engine_kwargs: dict[str, bool] | None = None,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        threads: int | None = None,
    ) -> Any:
        """Return what a function returns for each window.

        As pandas' method, but `func` may be a compiled function, too.

        Parameters
        ----------
        func : callable or compiled function
            With `raw` it gets an array of the values, else a Series.  For compiled ones see `fastroll.rolling_apply`;
            they get an array whatever `raw` is.
        raw : bool, default False
            Whether a Python callable gets an array, which is much faster.
        engine, engine_kwargs
            As pandas takes them.
        args, kwargs : tuple and dict, default None
            What a Python callable gets after the values.
        threads : int, default None
            From how many threads a compiled function may be called at the same time.  None: as many as the windows were
            asked for (``rolling(..., threads=4)``), or one.

        Returns
        -------
        Series or DataFrame
            float64.

        See Also
        --------
        fastroll.rolling_apply : The same for arrays.

        Examples
        --------
        >>> import numpy as np
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.rolling(3).apply(np.median, raw=True).to_numpy()
        array([nan, nan,  2.,  3.,  5.])
        """
        compiled = as_compiled(func) is not None
        if threads is None:
            threads = (self._threads if compiled else None) or 1
        usual = raw is True and callable(func) and engine in (None, "cython") and engine_kwargs is None
        if not (compiled or usual):
            if threads != 1:
                raise ValueError(f"threads must be 1 for a Python callable, got {threads!r}")
            theirs = super().apply  # type: ignore[misc]
            return theirs(func, raw=raw, engine=engine, engine_kwargs=engine_kwargs, args=args, kwargs=kwargs)
        call = checked_call(func, () if args is None else tuple(args), kwargs, threads)
        return self._run(_APPLY, 0, False, call)

    def _compute(self, what: Statistic, x: Any, ddof: Any, extra: Any = None) -> Any:
        if what is not _APPLY:
            return super()._compute(what, x, ddof, extra)  # type: ignore[misc]
        if x.size == 0:
            return x.copy()
        least = self._least()
        start, end = (np.ascontiguousarray(bound) for bound in self._windows_of(x.shape[-1], least))
        func, args, kwargs, address, user_data, most = extra
        with np.errstate(all="ignore"):  # as pandas calls functions
            return _core.apply(func, args, kwargs, address, user_data, x, start, end, least, True, True, most)


class ApplyAccessor:
    """What the accessor has for functions of the caller's."""

    _obj: Any

    def rolling_apply(
        self,
        window: Any,
        func: Any,
        min_periods: int | None = None,
        center: bool = False,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
        raw: bool = False,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        threads: int = 1,
    ) -> Any:
        """Return what a function returns for each window.

        Parameters
        ----------
        window, min_periods, center, on, closed, step
            As of ``rolling``.
        func, raw, args, kwargs, threads
            As of ``rolling(...).apply``.

        Returns
        -------
        Series or DataFrame
            float64.

        Examples
        --------
        >>> import numpy as np
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.rolling_apply(3, np.ptp, 1, raw=True).to_numpy()
        array([0., 1., 5., 4., 3.])
        """
        accessor: Any = self
        windows = accessor.rolling(window, min_periods, center, None, on, closed, step)
        return windows.apply(func, raw=raw, args=args, kwargs=kwargs, threads=threads)

    def expanding_apply(
        self,
        func: Any,
        min_periods: int = 1,
        raw: bool = False,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        threads: int = 1,
    ) -> Any:
        """Return what a function returns for all values so far.

        Parameters
        ----------
        func, raw, args, kwargs, threads
            As of ``rolling(...).apply``.
        min_periods : int, default 1
            Number of valid elements that a window needs; the result is NaN where there are fewer.

        Returns
        -------
        Series or DataFrame
            float64.

        Examples
        --------
        >>> import numpy as np
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.expanding_apply(np.ptp, raw=True).to_numpy()
        array([0., 1., 5., 5., 5.])
        """
        accessor: Any = self
        return accessor.expanding(min_periods).apply(func, raw=raw, args=args, kwargs=kwargs, threads=threads)
