"""The texts that ``_generate.py`` fills in once for each statistic: the methods of the accessor."""

IN_PANDAS = frozenset(
    (
        *("sum", "mean", "var", "std", "sem", "skew", "kurt", "min", "max", "count", "first", "last"),
        *("median", "quantile", "rank", "nunique", "cov", "corr"),
    )
)
"""The statistics that pandas has, too."""

PAIRWISE = frozenset({"cov", "corr"})
"""Those of two inputs whose method compares all columns with each other."""

MODULE = '''"""The methods of the accessor ``fast`` for windows that {moving}.

{note}
"""

from __future__ import annotations

{imports}

{handles}


class {class_name}(Accessor[Data]):
    """Statistics of windows of a Series or DataFrame that {moving}."""
'''

ROLLING_IMPORTS = """from collections.abc import Hashable
from typing import Any

import pandas as pd
from numpy.typing import ArrayLike, DTypeLike

from fastroll._arguments import Interpolation, RankMethod
from fastroll._statistics import STATISTICS
from fastroll.pandas._accessor import Accessor, Data, Window"""

EXPANDING_IMPORTS = """from typing import Any

import pandas as pd
from numpy.typing import ArrayLike, DTypeLike

from fastroll._arguments import Interpolation, RankMethod
from fastroll._statistics import STATISTICS
from fastroll.pandas._accessor import Accessor, Data"""

OTHER_DOC = """        other : Series or DataFrame
            The second series, aligned with the first: a Series for each column, or a DataFrame with the same columns.
"""

PAIRWISE_DOC = """        other : Series or DataFrame, default None
            The second series; None is the object itself.
        pairwise : bool, default None
            Whether each column is paired with each of `other`, not only with that of the same name; None is False, and
            True without `other`.
"""

RETURNS = {
    "like": """        Series or DataFrame
            float64, or `dtype`.  Infinities are missing, as in pandas.
""",
    "several": """        DataFrame
            float64, or `dtype`, with a column for each result: {results}; of a DataFrame with columns
            (column, result).  Infinities are missing.
""",
    "quantiles": """        Series or DataFrame
            float64, or `dtype`; for several `q` a DataFrame with a column for each, of a DataFrame with columns
            (column, q).  Infinities are missing, as in pandas.
""",
    "pairs": """        Series or DataFrame
            float64, or `dtype`; with `pairwise` the rows are (row, column of `other`).  Infinities are missing, as in
            pandas.
""",
}

WITH_ENGINE = frozenset({"sum", "mean", "median", "min", "max", "std", "var"})
"""Those that pandas also has compiled by Numba."""

WINDOW_MODULE = '''"""The methods of window objects.

{note}
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from numpy.typing import ArrayLike

from fastroll._arguments import Interpolation, RankMethod
from fastroll._statistics import STATISTICS
from fastroll.pandas._pairs import run_pairs
from fastroll.pandas._window import FastWindow

{handles}


class WindowMethods(FastWindow):
    """Statistics of the windows of a window object; names, parameters and results are pandas'."""
'''

WINDOW = '''
    def {name}(
        self,
{required_parameter}{method_parameters}        numeric_only: bool = False,
{engine_parameters}    ) -> Any:
        """{summary}

        {window_like}

        Parameters
        ----------
{required_doc}{method_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.
{engine_doc}
        Returns
        -------
{method_returns}
        See Also
        --------
        fastroll.rolling_{name} : The same for arrays, with its accuracy and algorithm.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> s = pd.Series([1, 2, 6, 3, 5])
        >>> s.fast.rolling(3).{name}({window_example}){column}.to_numpy(){first_method_round}
        {first_method_result}
        """
{engine_call}{window_call}
'''

ENGINE_CALL = """        if self._is_left_to_pandas(engine):
            return self._of_pandas("{name}")({passed})
"""

ENGINE_DOC = """        engine : {{'cython', 'numba'}}, default None
            With 'numba', pandas computes; the others mean the same.
        engine_kwargs : dict, default None
            What pandas gives to Numba.
""".replace("{{", "{").replace("}}", "}")

ROLLING = '''
    def rolling_{name}(
        self,
        window: Window,
{required_parameter}        min_periods: int | None = None,
        center: bool = False,
        on: Hashable = None,
        closed: str | None = None,
        step: int | None = None,
{method_parameters}        numeric_only: bool = False,
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> {method_type}:
        """{summary}

        {rolling_like}

        Parameters
        ----------
        window : int, str, timedelta, pandas offset or BaseIndexer
            Elements in a window; or its span, with an index of times (or `on`); or what makes the windows.
{required_doc}        min_periods : int, default None
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
{method_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.
        threads : int, default None
            The most threads to use; None leaves that to `set_num_threads`.
        dtype : {{'float64', 'float32'}}, default None
            The type of results; None is float64.

        Returns
        -------
{method_returns}
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
        >>> s = pd.Series([1, 2, 6, 3, 5])
        >>> s.fast.rolling_{name}({method_example}){column}.to_numpy(){first_method_round}
        {first_method_result}
        """
{method_call}
        return result
'''

EXPANDING = '''
    def expanding_{name}(
        self,
{required_parameter}        min_periods: int = 1,
{method_parameters}        numeric_only: bool = False,
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> {method_type}:
        """{summary_growing}

        {expanding_like}

        Parameters
        ----------
{required_doc}        min_periods : int, default 1
            Number of {needed} that a window needs; the result is NaN where there are fewer.
{method_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.
        threads : int, default None
            The most threads to use; None leaves that to `set_num_threads`.
        dtype : {{'float64', 'float32'}}, default None
            The type of results; None is float64.

        Returns
        -------
{method_returns}
        Raises
        ------
        ValueError, TypeError, DataError, NotImplementedError
            As pandas does.

        See Also
        --------
        fastroll.expanding_{name} : The same for arrays.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> s = pd.Series([1, 2, 6, 3, 5])
        >>> s.fast.expanding_{name}({growing_method_example}){column}.to_numpy(){growing_method_round}
        {growing_method_result}
        """
{growing_method_call}
        return result
'''
