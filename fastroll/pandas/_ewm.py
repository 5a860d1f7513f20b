"""pandas' exponentially weighted windows on the kernels of fastroll.

As with the other window objects (`_window.py`), pandas parses, checks and wraps; a frame is one call of a kernel, and
so are all its groups.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll import _core
from fastroll._ewm import EWM_STATISTICS
from fastroll._statistics import STATISTICS, Statistic
from fastroll.pandas._groups import FastGroups
from fastroll.pandas._pairs import run_pairs
from fastroll.pandas._spans import ExactSteps
from fastroll.pandas._window import FastWindow


class EwmWindow(FastWindow):
    """Exponentially weighted statistics; names, parameters and results are pandas'.

    Of windows that move these statistics have ddof where they have `bias` here: 0 means True, 1 means False.
    """

    _deltas = ExactSteps()

    def __init__(self, obj: Any, *arguments: Any, **keywords: Any) -> None:
        with np.errstate(divide="ignore", invalid="ignore"):  # of half-lives that pandas cuts down to 0
            super().__init__(obj, *arguments, **keywords)  # type: ignore[call-arg]

    def _times_in_order(self) -> Any:
        """Return the times of the rows in the order in which they are computed."""
        return self.times

    def mean(
        self,
        numeric_only: bool = False,
        engine: str | None = None,
        engine_kwargs: dict[str, bool] | None = None,
    ) -> Any:
        """Return the exponentially weighted mean.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).mean().round(3).to_list()
        [1.0, 1.667, 4.143]
        """
        if self._is_for_pandas(engine, engine_kwargs):
            return self._of_pandas("mean")(numeric_only, engine=engine, engine_kwargs=engine_kwargs)
        return self._run(STATISTICS["mean"], 1, numeric_only, None)

    def sum(
        self,
        numeric_only: bool = False,
        engine: str | None = None,
        engine_kwargs: dict[str, bool] | None = None,
    ) -> Any:
        """Return the exponentially weighted sum.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).sum().to_list()
        [1.0, 2.5, 7.25]
        """
        if self.adjust:
            self._refuse_times("sum")
        if not self.adjust or self._is_for_pandas(engine, engine_kwargs):
            return self._of_pandas("sum")(numeric_only, engine=engine, engine_kwargs=engine_kwargs)
        return self._run(STATISTICS["sum"], 1, numeric_only, None)

    def std(self, bias: bool = False, numeric_only: bool = False) -> Any:
        """Return the exponentially weighted standard deviation.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).std(bias=True).round(3).to_list()
        [0.0, 0.471, 2.167]
        """
        self._validate_numeric_only("std", numeric_only)
        self._refuse_times("std")
        if self._is_for_pandas():
            return self._of_pandas("std")(bias, numeric_only)
        return self._run(STATISTICS["std"], int(not bias), numeric_only, None)

    def var(self, bias: bool = False, numeric_only: bool = False) -> Any:
        """Return the exponentially weighted variance.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).var().round(3).to_list()
        [nan, 0.5, 8.214]
        """
        self._refuse_times("var")
        if self._is_for_pandas():
            return self._of_pandas("var")(bias, numeric_only)
        return self._run(STATISTICS["var"], int(not bias), numeric_only, None)

    def cov(
        self,
        other: pd.Series[Any] | pd.DataFrame | None = None,
        pairwise: bool | None = None,
        bias: bool = False,
        numeric_only: bool = False,
    ) -> Any:
        """Return the exponentially weighted covariance of columns.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).cov(pd.Series([2, 1, 4])).round(3).to_list()
        [nan, -0.5, 4.786]
        """
        self._refuse_times("cov")
        if self._is_for_pandas():
            return self._of_pandas("cov")(other, pairwise, bias, numeric_only)
        return run_pairs(self, STATISTICS["cov"], int(not bias), numeric_only, other, pairwise)

    def corr(
        self,
        other: pd.Series[Any] | pd.DataFrame | None = None,
        pairwise: bool | None = None,
        numeric_only: bool = False,
    ) -> Any:
        """Return the exponentially weighted correlation of columns.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6]).fast.ewm(com=1).corr(pd.Series([2, 1, 4])).round(3).to_list()
        [nan, -1.0, 0.931]
        """
        self._refuse_times("corr")
        if self._is_for_pandas():
            return self._of_pandas("corr")(other, pairwise, numeric_only)
        return run_pairs(self, STATISTICS["corr"], 1, numeric_only, other, pairwise)

    def _refuse_times(self, name: str) -> None:
        """Raise what pandas raises since version 3.0; before that it went on as if there were no times."""
        if self.times is not None:
            raise NotImplementedError(f"{name} is not implemented with times")

    def _is_for_pandas(self, engine: str | None = None, engine_kwargs: Any = None) -> bool:
        """Whether the caller wants Numba, or something that is wrong without it, or weights that never decay."""
        return engine not in (None, "cython") or engine_kwargs is not None or self._com == np.inf

    def _compute(self, what: Statistic, x: Any, ddof: Any, extra: Any = None) -> Any:
        like = x[0] if isinstance(x, tuple) else x
        if like.size == 0:
            return like.copy()
        return self._weighted(EWM_STATISTICS[what.name].index, x, like.shape[-1], ddof == 0)

    def _length(self) -> None:
        return None

    def _weighted(self, index: int, x: Any, n: int, bias: bool) -> NDArray[Any]:
        steps = None if self.times is None else self._deltas[: max(n - 1, 0)]
        alpha, least, offsets = 1 / (1 + self._com), self._least(), self._offsets(n)
        adjust, ignore_na = bool(self.adjust), bool(self.ignore_na)
        return _core.ewm(index, x, alpha, adjust, ignore_na, bias, least, steps, True, False, offsets)

    def _offsets(self, n: int) -> NDArray[np.int64] | None:
        """Return where groups begin, if there are any."""
        return None


class EwmGroups(EwmWindow, FastGroups):
    """What makes weights begin anew with each group."""

    def _times_in_order(self) -> Any:
        order = self._rows_of_groups()[1]
        return self.times if order is None else self.times.take(order)

    def _offsets(self, n: int) -> NDArray[np.int64]:
        return np.minimum(self._rows_of_groups()[0], n)
