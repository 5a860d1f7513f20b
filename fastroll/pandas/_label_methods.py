"""``idxmin`` and ``idxmax``, of window objects and of the accessor: where in the index the extremes of windows lie."""

from __future__ import annotations

import copy
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from fastroll._statistics import STATISTICS
from fastroll.pandas._labels import LABELS
from fastroll.pandas._window import FastWindow


class WindowLabels(FastWindow):
    """The methods of window objects."""

    def idxmin(self, numeric_only: bool = False) -> Any:
        """Return the label of the index where the smallest value of each window lies.

        pandas has no such method.

        Parameters
        ----------
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            Labels of the row index: the first of several equal values.  Where a window has none, or too few values
            they are missing, which makes floats of integers, as in pandas.  With a MultiIndex they are tuples.

        See Also
        --------
        argmin : The place in the window.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> s = pd.Series([4, 2, 6, 3], index=pd.date_range("2026-01-01", periods=4))
        >>> s.fast.rolling(3, min_periods=1).idxmin().dt.day.to_list()
        [1, 2, 2, 2]
        """
        return self._labels_of("argmin", numeric_only)

    def idxmax(self, numeric_only: bool = False) -> Any:
        """Return the label of the index where the largest value of each window lies.

        pandas has no such method.

        Parameters
        ----------
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            As `idxmin`.

        See Also
        --------
        argmax : The place in the window.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([4, 2, 6, 3], index=list("abcd")).fast.rolling(2).idxmax().to_list()
        [nan, 'a', 'c', 'c']
        """
        return self._labels_of("argmax", numeric_only)

    def _labels_of(self, name: str, numeric_only: bool) -> Any:
        exact = copy.copy(self)
        exact._dtype = None
        return exact._run(STATISTICS[name], 1, numeric_only, LABELS)


class LabelAccessor:
    """The methods of the accessor."""

    if TYPE_CHECKING:

        def _windows(self, *arguments: Any) -> Any: ...
        def expanding(self, min_periods: int = 1) -> Any: ...

    def rolling_idxmin(
        self,
        window: Any,
        min_periods: int | None = None,
        center: bool = False,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
        numeric_only: bool = False,
    ) -> Any:
        """Return the label of the index where the smallest value of each window lies.

        The same as ``obj.fast.rolling(window, ...).idxmin()``; pandas has no such method.

        Parameters
        ----------
        window, min_periods, center, on, closed, step
            As those of `rolling`.
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            Labels of the row index, missing where a window has too few values.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([4, 2, 6, 3]).fast.rolling_idxmin(2, min_periods=1).to_list()
        [0, 1, 1, 3]
        """
        return self._windows(window, min_periods, center, on, closed, step)._labels_of("argmin", numeric_only)

    def rolling_idxmax(
        self,
        window: Any,
        min_periods: int | None = None,
        center: bool = False,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
        numeric_only: bool = False,
    ) -> Any:
        """Return the label of the index where the largest value of each window lies.

        The same as ``obj.fast.rolling(window, ...).idxmax()``; pandas has no such method.

        Parameters
        ----------
        window, min_periods, center, on, closed, step
            As those of `rolling`.
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            Labels of the row index, missing where a window has too few values.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([4, 2, 6, 3]).fast.rolling_idxmax(2, min_periods=1).to_list()
        [0, 0, 2, 2]
        """
        return self._windows(window, min_periods, center, on, closed, step)._labels_of("argmax", numeric_only)

    def expanding_idxmin(self, min_periods: int = 1, numeric_only: bool = False) -> Any:
        """Return the label of the index where the smallest value so far lies.

        The same as ``obj.fast.expanding(min_periods).idxmin()``; pandas has no such method.

        Parameters
        ----------
        min_periods : int, default 1
            Number of valid elements that a window needs; the result is missing where there are fewer.
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            Labels of the row index, missing where a window has too few values.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([4, 2, 6, 3]).fast.expanding_idxmin().to_list()
        [0, 1, 1, 1]
        """
        return self.expanding(min_periods)._labels_of("argmin", numeric_only)

    def expanding_idxmax(self, min_periods: int = 1, numeric_only: bool = False) -> Any:
        """Return the label of the index where the largest value so far lies.

        The same as ``obj.fast.expanding(min_periods).idxmax()``; pandas has no such method.

        Parameters
        ----------
        min_periods : int, default 1
            Number of valid elements that a window needs; the result is missing where there are fewer.
        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            Labels of the row index, missing where a window has too few values.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([4, 2, 6, 3]).fast.expanding_idxmax().to_list()
        [0, 0, 2, 2]
        """
        return self.expanding(min_periods)._labels_of("argmax", numeric_only)
