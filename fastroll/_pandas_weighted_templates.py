"""The text of ``pandas/_weighted_methods.py``, which ``_generate.py`` writes: ``rolling_weighted_<statistic>``."""

from __future__ import annotations

import numpy as np

from fastroll import _core
from fastroll._weighted import WEIGHTED_STATISTICS, WeightedStatistic

MODULE = '''"""The methods of the accessor ``fast`` for windows with weights.

{note}
"""

from __future__ import annotations

from numpy.typing import ArrayLike, DTypeLike

from fastroll._weighted import check_weights
from fastroll.pandas._accessor import Accessor, Data


class RollingWeightedMethods(Accessor[Data]):
    """Statistics of windows with weights of a Series or DataFrame."""
'''

METHOD = '''
    def rolling_weighted_{name}(
        self,
        weights: ArrayLike,
        min_periods: int | None = None,
        center: bool = False,
        step: int | None = None,
{ddof_parameter}        numeric_only: bool = False,
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Data:
        """Return the {summary}

        The same as ``rolling(len(weights), win_type=weights, ...).{name}()`` of the accessor; pandas' `win_type` is the
        name of a window of ``scipy.signal.windows``.

        Parameters
        ----------
        weights : array_like, shape (window,)
            The weights of the elements of a window, the last one that of the newest; finite.  They need not add up
            to 1.
        min_periods : int, default None
            Number of valid elements that a window needs, up to the number of weights, which None stands for.  At least
            one is needed.
        center : bool, default False
            Whether the result is put in the middle of its window.
        step : int, default None
            Only every `step`-th row is returned.
{ddof_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.
        threads : int, default None
            The most threads to use; None leaves that to `set_num_threads`.
        dtype : {{'float64', 'float32'}}, default None
            The type of results; None is float64.

        Returns
        -------
        Series or DataFrame
            float64, or `dtype`.  Infinities are missing, as in pandas.

        Raises
        ------
        ValueError, TypeError, DataError, NotImplementedError
            As pandas does; ValueError or TypeError if `weights` are not numbers in one dimension.

        See Also
        --------
        fastroll.rolling_weighted_{name} : The same for arrays, with its accuracy and algorithm.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> s = pd.Series([1, 2, 6, 3, 5])
        >>> s.fast.rolling_weighted_{name}([1, 2, 3]){round}.to_numpy()
        {result}
        """
        checked = check_weights(weights)
        windows = self.rolling(checked.size, min_periods, center, checked, step=step, threads=threads, dtype=dtype)
        result: Data = windows.{name}({ddof}numeric_only=numeric_only)
        return result
'''

DDOF_DOC = """        ddof : int, default 1
            Delta degrees of freedom: the weighted mean of squared deviations is multiplied by
            ``count / (count - ddof)``, with the number of valid elements.
"""


def weighted_method_words(what: WeightedStatistic) -> dict[str, str]:
    """Return the values of all fields of METHOD."""
    x, weights = np.array([1.0, 2, 6, 3, 5]), np.array([1.0, 2, 3])
    made = _core.weighted(what.index, x, weights, 0, len(weights), 1, False, None)
    rounded = made.round(3) + 0.0
    return {
        "name": what.name,
        "summary": what.summary[0].lower() + what.summary[1:],
        "ddof_parameter": "        ddof: int = 1,\n" * what.has_ddof,
        "ddof_doc": DDOF_DOC * what.has_ddof,
        "ddof": "ddof=ddof, " * what.has_ddof,
        "round": "" if np.array_equal(made, rounded, equal_nan=True) else ".round(3)",
        "result": repr(rounded),
    }


def weighted_methods(note: str) -> str:
    """Return the text of ``pandas/_weighted_methods.py``."""
    methods = (METHOD.format(**weighted_method_words(what)) for what in WEIGHTED_STATISTICS.values())
    return "".join([MODULE.format(note=note), *methods])
