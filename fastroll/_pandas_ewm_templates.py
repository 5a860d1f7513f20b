"""The text of ``pandas/_ewm_methods.py``, which ``_generate.py`` writes: the accessor's methods ``ewm_<statistic>``."""

from __future__ import annotations

from typing import Any

from fastroll import _core
from fastroll._ewm import EWM_STATISTICS, EwmStatistic

MODULE = '''"""The methods of the accessor ``fast`` for exponentially weighted statistics.

{note}
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from numpy.typing import DTypeLike

from fastroll._ewm import HalfLife
from fastroll.pandas._ewm_accessor import EwmAccessor


class EwmMethods(EwmAccessor):
    """Exponentially weighted statistics of a Series or DataFrame."""
'''

METHOD = '''
    def ewm_{name}(
        self,
        com: float | None = None,
        span: float | None = None,
        halflife: HalfLife | None = None,
        alpha: float | None = None,
        min_periods: int | None = 0,
        adjust: bool = True,
        ignore_na: bool = False,
{times}{own_parameters}        numeric_only: bool = False,
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """{summary}

        The same as ``ewm(...).{name}(...)`` of pandas.

        Parameters
        ----------
        com, span, halflife, alpha : float, default None
            What says how fast weights decay, exactly one of them; see `fastroll.ewm_{name}`.
        min_periods : int, default 0
            Number of valid elements that a result needs; before that it is NaN.
        adjust : bool, default True
            Whether the newest element has weight 1; if not, `alpha`, and all before it together ``1 - alpha``.
        ignore_na : bool, default False
            Whether weights do not decay while elements are missing.
{times_doc}{own_doc}        numeric_only : bool, default False
            Whether to leave out columns that are not numbers.
        threads : int, default None
            The most threads to use; None leaves that to `set_num_threads`.
        dtype : {{'float64', 'float32'}}, default None
            The type of results; None is float64.

        Returns
        -------
        Series or DataFrame
            float64, or `dtype`{pairs}.  Infinities are missing, as in{break}pandas.

        Raises
        ------
        ValueError, TypeError, DataError, NotImplementedError
            As pandas does.

        See Also
        --------
        fastroll.ewm_{name} : The same for arrays, with its accuracy and algorithm.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> s = pd.Series([1, 2, 6, 3, 5])
        >>> s.fast.ewm_{name}(com=1{other}){round}.to_numpy()
        {result}
        """
        windows = self.ewm(com, span, halflife, alpha, min_periods, adjust, ignore_na{pass_times})
        windows = windows._with_options(threads, dtype)
        return windows.{name}({own}numeric_only=numeric_only)
'''

TIMES_DOC = """        times : array or Series of datetime64, default None
            The time of each element; `halflife` is a length of time, then.
"""

BIAS_DOC = """        bias : bool, default False
            Whether to divide by the sum of weights, without the correction for the number of elements they stand for.
"""

OTHER_DOC = """        other : Series or DataFrame, default None
            The second series; None is the object itself.
        pairwise : bool, default None
            Whether each column is paired with each of `other`, not only with that of the same name; None is False, and
            True without `other`.
"""


def ewm_words(what: EwmStatistic) -> dict[str, str]:
    """Return the values of all fields of METHOD."""
    two, has_times, x = what.inputs > 1, what.name == "mean", [1.0, 2, 6, 3, 5]
    made: Any = _core.ewm(what.index, (x, x[::-1]) if two else x, 0.5, True, False, False, 0, None, False, False)
    own = ["other", "pairwise"] * two + ["bias"] * what.has_bias
    types = {"other": "pd.Series[Any] | pd.DataFrame | None = None", "pairwise": "bool | None = None"}
    return {
        "name": what.name,
        "summary": f"Return the {what.summary[0].lower()}{what.summary[1:]}",
        "times": "        times: Any = None,\n" * has_times,
        "times_doc": TIMES_DOC * has_times,
        "pass_times": ", times" * has_times,
        "own_parameters": "".join(f"        {name}: {types.get(name, 'bool = False')},\n" for name in own),
        "own_doc": OTHER_DOC * two + BIAS_DOC * what.has_bias,
        "own": "".join(f"{name}={name}, " for name in own),
        "pairs": "; with `pairwise` the rows are (row, column of `other`)" * two,
        "break": "\n            " if two else " ",
        "other": ", other=s[::-1].reset_index(drop=True)" * two,
        "round": ".round(3)",
        "result": repr(made.round(3) + 0.0),
    }


def ewm_methods(note: str) -> str:
    """Return the text of ``pandas/_ewm_methods.py``."""
    return "".join([MODULE.format(note=note), *(METHOD.format(**ewm_words(what)) for what in EWM_STATISTICS.values())])
