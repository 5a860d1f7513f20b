"""pandas' exponentially weighted windows on the kernels of fastroll.

As with the other window objects (`_window.py`), pandas parses, checks and wraps; a frame is one call of a kernel.
Inside groups there is one call for each group: where weights begin anew, so does a call.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fastroll import _core
from fastroll._ewm import EWM_STATISTICS
from fastroll._statistics import STATISTICS, Statistic
from fastroll.pandas._groups import FastGroups, pandas_groups
from fastroll.pandas._pairs import run_pairs
from fastroll.pandas._window import FastWindow

PandasEwm: Any = pd.api.typing.ExponentialMovingWindow
PandasEwmGroupBy: Any = pandas_groups("ExponentialMovingWindow")


class EwmMethods(FastWindow):
    """Exponentially weighted statistics; names, parameters and results are pandas'.

    Of windows that move these statistics have ddof where they have `bias` here: 0 means True, 1 means False.
    """

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
        if not self.adjust or self.times is not None or self._is_for_pandas(engine, engine_kwargs):
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
        if self.times is not None or self._is_for_pandas():
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
        if self.times is not None or self._is_for_pandas():
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
        if self.times is not None:
            raise NotImplementedError("cov is not implemented with times")
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
        if self.times is not None:
            raise NotImplementedError("corr is not implemented with times")
        return run_pairs(self, STATISTICS["corr"], 1, numeric_only, other, pairwise)

    def _is_for_pandas(self, engine: str | None = None, engine_kwargs: Any = None) -> bool:
        """Whether the caller wants Numba, or something that is wrong without it."""
        return engine not in (None, "cython") or engine_kwargs is not None or self._is_left_to_pandas(engine)

    def _compute(self, what: Statistic, x: Any, ddof: Any, extra: Any = None) -> Any:
        like = x[0] if isinstance(x, tuple) else x
        if like.size == 0:
            return like.copy()
        return self._weighted(EWM_STATISTICS[what.name].index, x, like, ddof == 0)

    def _weighted(self, index: int, x: Any, like: NDArray[Any], bias: bool) -> NDArray[Any]:
        return self._of_stretch(index, x, bias, 0, like.shape[-1])

    def _of_stretch(self, index: int, x: Any, bias: bool, begin: int, end: int) -> NDArray[Any]:
        """Compute for some neighbouring elements, as if there were no others."""
        part = tuple(one[..., begin:end] for one in x) if isinstance(x, tuple) else x[..., begin:end]
        steps = None if self.times is None else self._deltas[begin : max(end - 1, begin)]
        alpha, least = 1 / (1 + self._com), self._least()
        return _core.ewm(index, part, alpha, bool(self.adjust), bool(self.ignore_na), bias, least, steps, True, False)


class _EwmGroups(EwmMethods, FastGroups):
    """What makes weights begin anew with each group."""

    def _weighted(self, index: int, x: Any, like: NDArray[Any], bias: bool) -> NDArray[Any]:
        result = np.full_like(like, np.nan)
        for begin, end in self._stretches(like.shape[-1]):
            result[..., begin:end] = self._of_stretch(index, x, bias, begin, end)
        return result

    def _stretches(self, n: int) -> Iterable[tuple[int, int]]:
        offsets = np.minimum(self._rows_of_groups()[0], n).tolist()
        return pairwise(offsets)


class ExponentialMovingWindow(EwmMethods, PandasEwm):  # type: ignore[misc]
    """A ``pandas.api.typing.ExponentialMovingWindow`` that computes with fastroll."""


class ExponentialMovingWindowGroupBy(_EwmGroups, PandasEwmGroupBy):  # type: ignore[misc]
    """A ``pandas.api.typing.ExponentialMovingWindowGroupBy`` that computes with fastroll."""
