"""The last of exponentially weighted results alone: what an online computation would have come to."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from fastroll._ewm import EWM_STATISTICS, EwmStatistic, HalfLife, check_weights, ewm_of_all

__all__ = ["ewm_last"]


def ewm_last(
    x: ArrayLike,
    y: ArrayLike | None = None,
    *,
    statistic: str = "mean",
    com: float | None = None,
    span: float | None = None,
    halflife: HalfLife | None = None,
    alpha: float | None = None,
    min_periods: int = 0,
    adjust: bool = True,
    ignore_na: bool = False,
    bias: bool = False,
    times: ArrayLike | None = None,
    axis: int = -1,
) -> Any:
    """Return the last result of an exponentially weighted statistic, without the memory and time for the others.

    Its bits are those of the last result of ``ewm_<statistic>``.

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.
    y : array_like, default None
        The second series of 'cov' and 'corr'.
    statistic : {'mean', 'sum', 'var', 'std', 'cov', 'corr'}, default 'mean'
        What to compute.
    com, span, halflife, alpha, min_periods, adjust, ignore_na, times
        See `ewm_mean`.
    bias : bool, default False
        See `ewm_var`.
    axis : int, default -1
        The axis of the series.

    Returns
    -------
    ndarray or scalar
        As ``ewm_<statistic>`` returns, but without `axis`; a scalar for a single series.  NaN for empty series.

    Raises
    ------
    TypeError, ValueError, NotImplementedError
        As ``ewm_<statistic>`` raises.

    See Also
    --------
    ewm_mean : All results.

    Examples
    --------
    >>> import fastroll as fr
    >>> float(fr.ewm_last([1, 2, 6, 3, 5], span=4))
    4.129770992366413
    >>> fr.ewm_last([[1, 2, 6], [3, 5, 4]], statistic="sum", alpha=0.5)
    array([7.25, 7.25])
    """
    what = _statistic(statistic)
    if (y is not None) != (what.inputs > 1):
        rule = "given with 'cov' and 'corr'" if y is None else "None with a statistic of one series"
        raise TypeError(f"y must be {rule}: {what.name} takes {'x and y' if what.inputs > 1 else 'x alone'}")
    weights = check_weights(com, span, halflife, alpha, adjust, ignore_na, times)
    return ewm_of_all(what, x if y is None else (x, y), weights, bias, min_periods, axis)


def _statistic(name: object) -> EwmStatistic:
    if not isinstance(name, str) or name not in EWM_STATISTICS:
        raise ValueError(f"statistic must be one of {', '.join(EWM_STATISTICS)}, got {name!r}")
    return EWM_STATISTICS[name]
