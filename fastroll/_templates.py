"""The texts that ``_generate.py`` fills in once for each statistic."""

FUNCTIONS = '''"""The statistics of windows that move, or grow, along an axis of an array.

{note}
"""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

from fastroll._arguments import EVERYTHING, Closed
from fastroll._core import rolling as fast_call
from fastroll._rolling import Result, Window, expanding, rolling
from fastroll._statistics import STATISTICS

__all__ = [
{names}
]

{handles}

{indices}
'''

DDOF = """    ddof : int, default 1
        Delta degrees of freedom: sums of squares are divided by the number of valid elements less `ddof`.
        The result is NaN where that is not positive.
"""

ROLLING = '''

def rolling_{name}(
    x: ArrayLike,
    window: Window,
    min_periods: int | None = None,
    *,
{ddof_parameter}    center: bool = False,
    closed: Closed | None = None,
    step: int | None = None,
    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> Result:
    """{summary}

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.  NaN is missing; infinities are values.
    window : int, array_like of int, or Bounds
        Elements in a window, 0 or more; the window of row i ends with element i.  Several windows are computed in one
        call and become leading axes of the result.  Or a pair (start, end) for each row of the result, see `Bounds`; or
        a ``pandas.api.indexers.BaseIndexer``.
    min_periods : int, default None
        Number of {needed} that a window needs; the result is NaN where there are fewer.
        None is `window`, or 1 for Bounds, or ``window_size`` of a BaseIndexer.  It must not exceed an integer `window`.
{ddof_doc}    center : bool, default False
        Whether the window of row i ends ``(window - 1) // 2`` elements later.
    closed : {{'right', 'left', 'both', 'neither'}}, default None
        Which ends of the ``window + 1`` elements that end with element i belong to the window; None is 'right'.
    step : int, default None
        Only every `step`-th row is returned, beginning with the first.
    axis : int, default -1
        The axis that the windows move along.
    out : ndarray, default None
        Where to put the result, of its shape and a type it can be cast to ("same_kind").  May overlap `x`.

    Returns
    -------
    ndarray
        float32 if `x` is, else float64.  The shape is that of `x`, with the number of rows (see `step`) or of bounds
        along `axis`, and the shape of `window` in front.  It is `out`, if given.

    Raises
    ------
    TypeError
        If `x` is complex, of extended precision, or no numbers;{ddof_type_error} if `out` is of a wrong type.
    ValueError
        If another argument has a wrong value, or Bounds reach beyond the series.

    See Also
    --------
    expanding_{name} : Of all elements so far.
    fastroll.ufuncs.rolling_{name} : The ufunc behind it.

    Notes
    -----
    {error}

    {method}

    Arithmetic is in float64 whatever the type of `x`.  A pandas object gives an array: see its accessor ``fast``.

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.rolling_{name}([1, 2, 6, 3, 5], 3){first_round}
    {first_result}
    >>> fr.rolling_{name}([1, np.nan, 6, 3, 5], 3, min_periods=1){second_round}
    {second_result}
    """
    if out is None and step is None and axis == -1:
        result = fast_call(_{NAME}_INDEX, x, window, min_periods, {ddof}, center, closed, False)
        if result is not NotImplemented:
            return result
    return rolling(_{NAME}, x, window, min_periods, {ddof}, center, closed, step, axis, out)
'''

EXPANDING = '''

def expanding_{name}(
    x: ArrayLike,
    min_periods: int = 1,
    *,
{ddof_parameter}    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> Result:
    """{summary_growing}

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.  NaN is missing; infinities are values.
    min_periods : int, default 1
        Number of {needed} that a window needs; the result is NaN where there are fewer.
{ddof_doc}    axis : int, default -1
        The axis that the windows grow along.
    out : ndarray, default None
        Where to put the result, of its shape and a type it can be cast to ("same_kind").  May overlap `x`.

    Returns
    -------
    ndarray
        float32 if `x` is, else float64.  The shape is that of `x`.  It is `out`, if given.

    Raises
    ------
    TypeError
        If `x` is complex, of extended precision, or no numbers;{ddof_type_error} if `out` is of a wrong type.
    ValueError
        If another argument has a wrong value.

    See Also
    --------
    rolling_{name} : Of windows that move; with the same accuracy and algorithm.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.expanding_{name}([1, 2, 6, 3, 5]){growing_round}
    {growing_result}
    """
    if out is None and axis == -1 and min_periods is not None:
        result = fast_call(_{NAME}_INDEX, x, EVERYTHING, min_periods, {ddof}, False, None, False)
        if result is not NotImplemented:
            return result
    return expanding(_{NAME}, x, min_periods, {ddof}, axis, out)
'''

METHODS = '''"""The methods of the accessor ``fast``.

{note}
"""

from __future__ import annotations

from collections.abc import Hashable

from fastroll._statistics import STATISTICS
from fastroll.pandas._accessor import Accessor, Data, Window

{handles}


class Fast(Accessor[Data]):
    """Statistics of windows of a Series or DataFrame: what pandas returns, faster and more accurate."""
'''

ROLLING_METHOD = '''
    def rolling_{name}(
        self,
        window: Window,
        min_periods: int | None = None,
        center: bool = False,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
{ddof_method_parameter}        numeric_only: bool = False,
    ) -> Data:
        """{summary}

        The same as ``obj.rolling(window, ...).{name}()``.

        Parameters
        ----------
        window : int, str, timedelta, pandas offset or BaseIndexer
            Elements in a window; or its span, with an index of times (or `on`); or what makes the windows.
        min_periods : int, default None
            Number of {needed} that a window needs; the result is NaN where there are fewer.  None is
            `window` if that is an int, 1 for a span, and ``window_size`` of a BaseIndexer.
        center : bool, default False
            Whether the result is put in the middle of its window.
        on : label or Index, default None
            Column of times to use in place of the index.
        closed : {{'right', 'left', 'both', 'neither'}}, default None
            Which ends of the window belong to it; None is 'right'.
        step : int, default None
            Only every `step`-th row is returned.
{ddof_method_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            float64.  Infinities are missing, as in pandas.

        Raises
        ------
        ValueError, TypeError, DataError, NotImplementedError
            As pandas does.

        See Also
        --------
        fastroll.rolling_{name} : The same for arrays, with its accuracy and algorithm.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.rolling_{name}(3).to_numpy(){first_round}
        {first_result}
        """
        return self._rolling(_{NAME}, window, min_periods, center, on, closed, step, {ddof}, numeric_only)
'''

EXPANDING_METHOD = '''
    def expanding_{name}(
        self,
        min_periods: int = 1,
{ddof_method_parameter}        numeric_only: bool = False,
    ) -> Data:
        """{summary_growing}

        The same as ``obj.expanding(min_periods).{name}()``.

        Parameters
        ----------
        min_periods : int, default 1
            Number of {needed} that a window needs; the result is NaN where there are fewer.
{ddof_method_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.

        Returns
        -------
        Series or DataFrame
            float64.  Infinities are missing, as in pandas.

        Raises
        ------
        ValueError, TypeError, DataError, NotImplementedError
            As pandas does.

        See Also
        --------
        fastroll.rolling_{name} : The same for arrays, with its accuracy and algorithm.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.expanding_{name}().to_numpy(){growing_round}
        {growing_result}
        """
        return self._expanding(_{NAME}, min_periods, {ddof}, numeric_only)
'''
