"""The texts that ``_generate.py`` fills in once for each statistic: the functions for arrays."""

RESULTS = '''"""What functions with several results return.

{note}
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray
'''

RESULT = '''

class {class_name}(NamedTuple):
    """Results of `rolling_{name}` and `expanding_{name}`, arrays of one shape."""

{fields}
'''

MODULE = '''"""The statistics of windows that {moving} along an axis of an array.

{note}
"""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

{imports}

__all__ = [
{names}
]

{handles}

{indices}
'''

ROLLING_IMPORTS = """from fastroll._arguments import LAST_AXIS, Closed, Interpolation, RankMethod
from fastroll._core import rolling as fast_call
from fastroll._results import {results}
from fastroll._rolling import Result, Window, rolling
from fastroll._statistics import STATISTICS"""

EXPANDING_IMPORTS = """from fastroll._arguments import EVERYTHING, LAST_AXIS, Interpolation, RankMethod
from fastroll._core import rolling as fast_call
from fastroll._results import {results}
from fastroll._rolling import Result, expanding
from fastroll._statistics import STATISTICS"""

SERIES_DOC = {
    1: """    x : array_like
        Real numbers, in one dimension or more.  NaN is missing; infinities are values.
""",
    2: """    x, y : array_like
        Real numbers, in one dimension or more; they broadcast against each other, but not along `axis`.  A pair is
        missing where one of both is NaN; infinities are values.
""",
}

Q_DOC = """    q : float or array_like of float
        The quantile, in [0, 1]: 0 is the smallest value, 0.5 the median.  Several are found in one pass and become
        leading axes of the result, before those of several windows.
"""

DDOF_DOC = """    ddof : int, default 1
        Delta degrees of freedom: sums of squares are divided by the number of valid elements less `ddof`.
        The result is NaN where that is not positive.
"""

INTERPOLATION_DOC = """    interpolation : {'linear', 'lower', 'higher', 'midpoint', 'nearest'}, default 'linear'
        What a quantile is that falls between two values of the sorted window.
"""

RANK_DOC = """    method : {'average', 'min', 'max', 'dense', 'first'}, default 'average'
        The rank of a value that has equals: the mean, least or greatest of the ranks they share; one more than the
        number of distinct lesser values; or by order of appearance.
    ascending : bool, default True
        Whether the least value has rank 1, not the greatest.
    pct : bool, default False
        Whether ranks are divided by the greatest that there can be.
"""

OUT_DOC = {
    1: """    out : ndarray, default None
        Where to put the result, of its shape and a type it can be cast to ("same_kind").  May overlap {series}.
""",
    2: """    out : tuple of ndarray, default None
        Where to put the results, each of its shape and a type it can be cast to ("same_kind").  They may overlap
        {series}.
""",
}

ROLLING = '''

def rolling_{name}(
{series_parameters}    window: Window,
{q_parameter}    min_periods: int | None = None,
    *,
{keywords}    center: bool = False,
    closed: Closed | None = None,
    step: int | None = None,
    axis: int = -1,
    out: {out_type} | None = None,
) -> {result_type}:
    """{summary}

    Parameters
    ----------
{series_doc}    window : int, array_like of int, or Bounds
        Elements in a window, 0 or more; the window of row i ends with element i.  Several windows are computed in one
        call and become leading axes of the result.  Or a pair (start, end) for each row of the result, see `Bounds`; or
        a ``pandas.api.indexers.BaseIndexer``.
{q_doc}    min_periods : int, default None
        Number of {needed} that a window needs; the result is NaN where there are fewer.
        None is `window`, or 1 for Bounds, or ``window_size`` of a BaseIndexer.  It must not exceed an integer `window`.
{keywords_doc}    center : bool, default False
        Whether the window of row i ends ``(window - 1) // 2`` elements later.
    closed : {{'right', 'left', 'both', 'neither'}}, default None
        Which ends of the ``window + 1`` elements that end with element i belong to the window; None is 'right'.
    step : int, default None
        Only every `step`-th row is returned, beginning with the first.
    axis : int, default -1
        The axis that the windows move along.
{out_doc}
    Returns
    -------
    {returns}
        {returns_doc}

    Raises
    ------
    TypeError
        {type_error}
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

    {arithmetic}

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.rolling_{name}({first_call}){first_round}
    {first_result}
    >>> fr.rolling_{name}({second_call}){second_round}
    {second_result}
    """
    if step is None and axis is LAST_AXIS:
{fast_call}
        if result is not NotImplemented:
            return {wrapped}
{general_call}
    return {wrapped}
'''

EXPANDING = '''

def expanding_{name}(
{series_parameters}{q_parameter}    min_periods: int = 1,
    *,
{keywords}    axis: int = -1,
    out: {out_type} | None = None,
) -> {result_type}:
    """{summary_growing}

    Parameters
    ----------
{series_doc}{q_growing_doc}    min_periods : int, default 1
        Number of {needed} that a window needs; the result is NaN where there are fewer.
{keywords_doc}    axis : int, default -1
        The axis that the windows grow along.
{out_doc}
    Returns
    -------
    {returns}
        {returns_growing_doc}

    Raises
    ------
    TypeError
        {type_error}
    ValueError
        If another argument has a wrong value.

    See Also
    --------
    rolling_{name} : Of windows that move; with the same accuracy and algorithm.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.expanding_{name}({growing_call}){growing_round}
    {growing_result}
    """
    if axis is LAST_AXIS and min_periods is not None:
{growing_fast_call}
        if result is not NotImplemented:
            return {wrapped}
{growing_general_call}
    return {wrapped}
'''
