"""The accessor ``fast`` but for its methods: a short way for the usual case, pandas' window classes for all else."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from typing import Any, Generic, TypeAlias, TypeVar

import pandas as pd
from numpy.typing import ArrayLike, DTypeLike
from pandas.api.indexers import BaseIndexer

from fastroll._arguments import EVERYTHING, as_integer
from fastroll._statistics import Statistic
from fastroll.pandas._fluent import Expanding, Rolling
from fastroll.pandas._fluent import Window as WeightedWindow
from fastroll.pandas._pairs import run_pairs
from fastroll.pandas._short_way import short_way, short_way_of_pairs

Data = TypeVar("Data", "pd.Series[Any]", pd.DataFrame)
Window: TypeAlias = int | str | datetime.timedelta | pd.offsets.BaseOffset | BaseIndexer


class Accessor(Generic[Data]):
    """Statistics of one Series or DataFrame."""

    def __init__(self, obj: Data) -> None:
        self._obj: Any = obj

    def rolling(
        self,
        window: Any,
        min_periods: int | None = None,
        center: bool = False,
        win_type: str | ArrayLike | None = None,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
        method: str = "single",
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return windows that move: what pandas' ``rolling`` returns, but for who computes.

        Parameters
        ----------
        window : int, str, timedelta, pandas offset or BaseIndexer
            Elements in a window; or its span, with an index of times (or `on`); or what makes the windows.
        min_periods : int, default None
            Number of valid elements that a window needs; the result is NaN where there are fewer.  None is
            `window` if that is an int, 1 for a span, and ``window_size`` of a BaseIndexer.
        center : bool, default False
            Whether the result is put in the middle of its window.
        win_type : str or array_like, default None
            A window of ``scipy.signal.windows`` (its parameters go to the methods), or an array of `window` weights.
        on : label or Index, default None
            Column of times to use in place of the index.
        closed : {'right', 'left', 'both', 'neither'}, default None
            Which ends of the window belong to it; None is 'right'.
        step : int, default None
            Only every `step`-th row is returned.  Unlike pandas', windows may be spans of time.
        method : {'single', 'table'}, default 'single'
            'table' gives all columns at once to functions compiled by Numba, as pandas does.
        threads : int, default None
            The most threads of a computation; None leaves that to `set_num_threads`.
        dtype : {'float64', 'float32'}, default None
            The type of results; None is float64.  float32 data are read as they are for float32 results.  Arithmetic is
            in float64 all the same.

        Returns
        -------
        Rolling
            A ``pandas.api.typing.Rolling`` with more methods; with `win_type` a ``pandas.api.typing.Window``.

        Raises
        ------
        ValueError, TypeError, NotImplementedError
            As pandas does.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.rolling(3, min_periods=1).agg(["sum", "max"])
            sum  max
        0   1.0  1.0
        1   3.0  2.0
        2   9.0  6.0
        3  11.0  6.0
        4  14.0  6.0
        """
        if win_type is None:
            return self._windows(window, min_periods, center, on, closed, step, threads, dtype, method)
        weighted: Any = WeightedWindow(
            self._obj,
            window=window,
            min_periods=min_periods,
            center=center,
            win_type=win_type,
            on=on,
            closed=closed,
            step=step,
            method=method,
        )
        return weighted._with_options(threads, dtype)

    def expanding(
        self,
        min_periods: int = 1,
        method: str = "single",
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return windows that grow: what pandas' ``expanding`` returns, but for who computes.

        Parameters
        ----------
        min_periods : int, default 1
            Number of valid elements that a window needs; the result is NaN where there are fewer.
        method : {'single', 'table'}, default 'single'
            'table' gives all columns at once to functions compiled by Numba, as pandas does.
        threads : int, default None
            The most threads of a computation; None leaves that to `set_num_threads`.
        dtype : {'float64', 'float32'}, default None
            The type of results; None is float64.  float32 data are read as they are for float32 results.  Arithmetic is
            in float64 all the same.

        Returns
        -------
        Expanding
            A ``pandas.api.typing.Expanding`` with more methods.

        Raises
        ------
        ValueError
            As pandas does.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.expanding().median().to_numpy()
        array([1. , 1.5, 2. , 2.5, 3. ])
        """
        made: Any = Expanding(self._obj, min_periods=min_periods, method=method)
        return made._with_options(threads, dtype)

    def _rolling(
        self,
        what: Statistic,
        window: Window,
        min_periods: int | None,
        center: bool,
        on: Hashable,
        closed: str | None,
        step: int | None,
        threads: int | None,
        dtype: DTypeLike | None,
        ddof: int,
        numeric_only: bool,
        extra: Any = None,
    ) -> Any:
        result = None
        if on is None and step is None and threads is None and dtype is None:
            result = short_way(self._obj, what, window, min_periods, center, closed, ddof, extra)
        if result is None:
            windows = self._windows(window, min_periods, center, on, closed, step, threads, dtype)
            result = windows._run(what, ddof, numeric_only, extra)
        return result

    def _expanding(
        self,
        what: Statistic,
        min_periods: int,
        threads: int | None,
        dtype: DTypeLike | None,
        ddof: int,
        numeric_only: bool,
        extra: Any = None,
    ) -> Any:
        result = None
        if min_periods is not None and threads is None and dtype is None:
            result = short_way(self._obj, what, EVERYTHING, min_periods, False, None, ddof, extra)
        if result is None:
            windows = self.expanding(min_periods, threads=threads, dtype=dtype)
            result = windows._run(what, ddof, numeric_only, extra)
        return result

    def _rolling_pairs(
        self,
        what: Statistic,
        window: Window,
        min_periods: int | None,
        center: bool,
        on: Hashable,
        closed: str | None,
        step: int | None,
        threads: int | None,
        dtype: DTypeLike | None,
        ddof: int,
        numeric_only: bool,
        other: Any,
        pairwise: bool | None,
    ) -> Any:
        result = None
        if on is None and step is None and threads is None and dtype is None:
            result = short_way_of_pairs(self._obj, what, window, min_periods, center, closed, ddof, other)
        if result is None:
            windows = self._windows(window, min_periods, center, on, closed, step, threads, dtype)
            result = run_pairs(windows, what, ddof, numeric_only, other, pairwise)
        return result

    def _expanding_pairs(
        self,
        what: Statistic,
        min_periods: int,
        threads: int | None,
        dtype: DTypeLike | None,
        ddof: int,
        numeric_only: bool,
        other: Any,
        pairwise: bool | None,
    ) -> Any:
        result = None
        if min_periods is not None and threads is None and dtype is None:
            result = short_way_of_pairs(self._obj, what, EVERYTHING, min_periods, False, None, ddof, other)
        if result is None:
            windows = self.expanding(min_periods, threads=threads, dtype=dtype)
            result = run_pairs(windows, what, ddof, numeric_only, other, pairwise)
        return result

    def _windows(
        self,
        window: Window,
        min_periods: int | None,
        center: bool,
        on: Hashable,
        closed: str | None,
        step: int | None,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
        method: str = "single",
    ) -> Rolling:
        is_of_span = isinstance(window, str | datetime.timedelta | pd.offsets.BaseOffset)
        later = step if is_of_span and (as_integer(step) or 0) > 0 else None  # pandas has no step with spans
        windows = Rolling(
            self._obj,
            window=window,
            min_periods=min_periods,
            center=center,
            on=on,
            closed=closed,
            step=step if later is None else None,
            method=method,
        )
        return windows._with_options(threads, dtype, later)
