"""Windows with weights, as pandas' ``rolling(..., win_type=...)`` makes them, on the kernels of fastroll.

pandas asks ``scipy.signal.windows`` for the weights, with the parameters that the method got; ours may also be given,
as an array.  Results are pandas', but for `var` and `std`: pandas moves on from window to window as if elements kept
their weights, so only its first one is right (GH#54333).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas.api.indexers import BaseIndexer

from fastroll import _core
from fastroll._arguments import as_integer
from fastroll._statistics import STATISTICS, Statistic
from fastroll._weighted import WEIGHTED_STATISTICS, check_weights
from fastroll.pandas._extra import as_degrees
from fastroll.pandas._groups import FastGroups, PandasRollingGroupBy
from fastroll.pandas._window import FastWindow

PandasBaseWindow: Any = next(base for base in PandasRollingGroupBy.__mro__ if base.__name__ == "BaseWindow")


class GivenWeights:
    """What is called like a window of ``scipy.signal.windows``, and returns weights that it was given."""

    def __init__(self, weights: NDArray[np.float64]) -> None:
        self.weights = weights

    def __call__(self, window: int) -> NDArray[np.float64]:
        """Return them."""
        return self.weights


class WeightedMethods(FastWindow):
    """Statistics of windows with weights; names, parameters and results are pandas'."""

    def sum(self, numeric_only: bool = False, **kwargs: Any) -> Any:
        """Return the sum of elements times their weights; `kwargs` are parameters of the window function.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3]).fast.rolling(3, win_type=[1, 2, 3]).sum().to_list()
        [nan, nan, 23.0, 23.0]
        """
        return self._weighted("sum", 1, numeric_only, kwargs)

    def mean(self, numeric_only: bool = False, **kwargs: Any) -> Any:
        """Return the weighted mean; `kwargs` are parameters of the window function.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3]).fast.rolling(3, win_type="gaussian").mean(std=1).round(3).to_list()
        [nan, nan, 2.822, 4.082]
        """
        return self._weighted("mean", 1, numeric_only, kwargs)

    def var(self, ddof: int = 1, numeric_only: bool = False, **kwargs: Any) -> Any:
        """Return the weighted variance; `kwargs` are parameters of the window function.

        It is the weighted mean of squared deviations from the weighted mean, times ``count / (count - ddof)``.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 3, 4]).fast.rolling(3, win_type="triang").var().to_list()
        [nan, nan, 0.75, 0.75]
        """
        kwargs.pop("name", None)  # as pandas does
        return self._weighted("var", ddof, numeric_only, kwargs)

    def std(self, ddof: int = 1, numeric_only: bool = False, **kwargs: Any) -> Any:
        """Return the weighted standard deviation; `kwargs` are parameters of the window function.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 3, 4]).fast.rolling(3, win_type="triang").std().round(3).to_list()
        [nan, nan, 0.866, 0.866]
        """
        self._validate_numeric_only("var", numeric_only)  # the name that pandas has in the text
        return self._weighted("std", ddof, numeric_only, kwargs)

    def _weighted(self, name: str, ddof: Any, numeric_only: bool, parameters: dict[str, Any]) -> Any:
        weights = np.asarray(self._scipy_weight_generator(self.window, **parameters), dtype=np.float64)
        if name in ("sum", "mean") and not np.isfinite(weights).all():  # pandas leaves out what has the weight NaN
            return self._of_pandas(name)(numeric_only, **parameters)
        return self._run(STATISTICS[name], ddof, numeric_only, weights)[:: self.step]

    def _compute(self, what: Statistic, x: Any, ddof: Any, extra: Any = None) -> Any:
        if x.size == 0:
            return x.copy()
        if (degrees := as_degrees(ddof)) < 0:
            raise OverflowError("can't convert negative value to unsigned int")
        shift = max(extra.size - 1, 0) // 2 if self.center else 0
        least = extra.size if self.min_periods is None else int(self.min_periods)
        index = WEIGHTED_STATISTICS[what.name].index
        return _core.weighted(index, x, extra, shift, least, degrees, True, self._offsets())

    def _offsets(self) -> NDArray[np.int64] | None:
        """Return where groups begin and end."""
        return None

    def _validate(self) -> None:
        """Check the arguments, as pandas does, but allow an array of weights."""
        if not isinstance(self.win_type, np.ndarray | list | tuple):
            super()._validate()  # type: ignore[misc]
            return
        PandasBaseWindow._validate(self)
        if isinstance(self.window, BaseIndexer):
            raise NotImplementedError("BaseIndexer subclasses not implemented with win_types.")
        if (length := as_integer(self.window)) is None or length < 0:
            raise ValueError("window must be an integer 0 or greater")
        if self.method != "single":
            raise NotImplementedError("'single' is the only supported method type.")
        weights = check_weights(self.win_type, "win_type")
        if weights.size != length:
            raise ValueError(
                f"win_type must have as many weights as the window has elements, {length}, got {weights.size}"
            )
        self._scipy_weight_generator = GivenWeights(weights)


class WeightedGroups(WeightedMethods, FastGroups):
    """The same inside groups, which pandas does not have: it takes no account of ``win_type`` there."""

    def _offsets(self) -> NDArray[np.int64]:
        return self._rows_of_groups()[0]
