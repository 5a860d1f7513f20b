"""The way from a Series or DataFrame to exponentially weighted windows: ``obj.fast.ewm(...)``."""

from __future__ import annotations

from typing import Any

from numpy.typing import DTypeLike

from fastroll._ewm import HalfLife
from fastroll.pandas._fluent import ExponentialMovingWindow


class EwmAccessor:
    """What the accessor has for exponentially weighted statistics."""

    _obj: Any

    def ewm(
        self,
        com: float | None = None,
        span: float | None = None,
        halflife: HalfLife | None = None,
        alpha: float | None = None,
        min_periods: int | None = 0,
        adjust: bool = True,
        ignore_na: bool = False,
        times: Any = None,
        method: str = "single",
        *,
        threads: int | None = None,
        dtype: DTypeLike | None = None,
    ) -> Any:
        """Return exponentially weighted windows: what pandas' ``ewm`` returns, but for who computes.

        Parameters
        ----------
        com, span, halflife, alpha : float, default None
            What says how fast weights decay, exactly one of them; see `fastroll.ewm_mean`.
        min_periods : int, default 0
            Number of valid elements that a result needs; before that it is NaN.
        adjust : bool, default True
            Whether the newest element has weight 1; if not, `alpha`, and all before it together ``1 - alpha``.
        ignore_na : bool, default False
            Whether weights do not decay while elements are missing.
        times : array or Series of datetime64, default None
            The time of each element, for ``mean()``; `halflife` is a length of time, then.
        method : {'single', 'table'}, default 'single'
            'table' gives all columns at once to functions compiled by Numba, as pandas does.
        threads : int, default None
            The most threads of a computation; None leaves that to `set_num_threads`.
        dtype : {'float64', 'float32'}, default None
            The type of results; None is float64.

        Returns
        -------
        ExponentialMovingWindow
            A ``pandas.api.typing.ExponentialMovingWindow``.

        Raises
        ------
        ValueError, NotImplementedError
            As pandas does.

        Examples
        --------
        >>> import pandas as pd
        >>> import fastroll as fr
        >>> pd.Series([1, 2, 6, 3, 5]).fast.ewm(alpha=0.5).agg(["mean", "std"]).round(3)
            mean    std
        0  1.000    NaN
        1  1.667  0.707
        2  4.143  2.866
        3  3.533  2.011
        4  4.290  1.649
        """
        made: Any = ExponentialMovingWindow
        windows = made(
            self._obj,
            com=com,
            span=span,
            halflife=halflife,
            alpha=alpha,
            min_periods=min_periods,
            adjust=adjust,
            ignore_na=ignore_na,
            times=times,
            method=method,
        )
        return windows._with_options(threads, dtype)
