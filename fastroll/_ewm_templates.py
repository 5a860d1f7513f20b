"""The text of ``_ewm_functions.py``, which ``_generate.py`` writes, and what is put into it for each statistic."""

from __future__ import annotations

import textwrap

import numpy as np

from fastroll import _core
from fastroll._ewm import EWM_STATISTICS, EwmStatistic

MODULE = '''"""Exponentially weighted statistics along an axis of an array.

{note}
"""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

from fastroll._ewm import EWM_STATISTICS, HalfLife, check_weights, ewm

__all__ = [
{names}
]

{handles}
'''

DECAY_DOC = """    com : float, default None
        The center of mass, 0 or greater: ``alpha = 1 / (1 + com)``.  Exactly one of `com`, `span`, `halflife` and
        `alpha` says how fast weights decay.
    span : float, default None
        The span, 1 or greater: ``alpha = 2 / (span + 1)``.
    halflife : float, str, datetime.timedelta or numpy.timedelta64, default None
        The number of steps after which a weight is half of what it was: ``alpha = 1 - 2 ** (-1 / halflife)``.  With
        `times` a length of time; a str is parsed by pandas.
    alpha : float, default None
        The smoothing factor, in (0, 1]: the weight of an element is ``1 - alpha`` times that of the next one.
    min_periods : int, default 0
        Number of valid {elements} that a result needs; before that it is NaN.  0 means 1.
    adjust : bool, default True
        Whether the newest element has weight 1.  If not, it has `alpha`, and all before it together ``1 - alpha``:
        the recursion ``y[i] = (1 - alpha) * y[i - 1] + alpha * x[i]``.{no_sum}
    ignore_na : bool, default False
        Whether weights do not decay while elements are missing.
"""

TIMES_DOC = """    times : array_like of datetime64 or timedelta64, shape (n,), default None
        The time of each element, in ascending order; weights decay with time, not from element to element.
        `halflife` is a length of time, then; with `com`, `span` or `alpha`, too, their decay is that of one
        half-life.{only}
    axis : int, default -1
        The axis of the series.
"""

BIAS_DOC = """    bias : bool, default False
        Whether to divide by the sum of weights, without the correction for the number of elements they stand for.
"""

X_DOC = {
    1: """    x : array_like
        Real numbers, in one dimension or more.  NaN is missing and gives the result before it again{decayed}; from an
        infinity on, {infinite}.
""",
    2: """    x, y : array_like
        Real numbers, in one dimension or more; they broadcast against each other, but not along `axis`.  A pair is
        missing where one of both is NaN, and gives the result before it again; from an infinity on, results are NaN.
""",
}

FUNCTION = '''

def ewm_{name}(
{series_parameters}    *,
    com: float | None = None,
    span: float | None = None,
    halflife: HalfLife | None = None,
    alpha: float | None = None,
    min_periods: int = 0,
    adjust: bool = True,
    ignore_na: bool = False,
{bias_parameter}    times: ArrayLike | None = None,
    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Return the {summary}

    Parameters
    ----------
{x_doc}{decay_doc}{bias_doc}{times_doc}    out : ndarray, default None
        Where to put the result, of its shape and a type it can be cast to ("same_kind").  May overlap {series}.

    Returns
    -------
    ndarray
        float32 if {series} {are}, else float64, of the shape of {together}.  It is `out`, if given.

    Raises
    ------
    TypeError
        If {series} {are} complex, of extended precision, or no numbers; if `out` is of a wrong type.
    ValueError
        If another argument has a wrong value, or not exactly one argument says how fast weights decay.
    NotImplementedError
        {not_implemented}

    See Also
    --------
    ewm_last : The last result alone.
    rolling_{name} : Of windows that move.

    Notes
    -----
    {error}

    {method}

    Results are those of pandas' ``ewm``, up to rounding.{difference}

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.ewm_{name}({first}){first_round}
    {first_result}
    >>> fr.ewm_{name}({second}){second_round}
    {second_result}
    """
    weights = check_weights(com, span, halflife, alpha, adjust, ignore_na, times)
    return ewm(_{NAME}, {x}, weights, {bias}, min_periods, axis, out)
'''

NO_TIMES = "If weights with `times` have both `adjust` False and another decay than `halflife`."
NO_ADJUST = "If weights with `times` have `adjust` False."
NO_SUM = "If `adjust` is False."
COMPLEMENT = """
    With `alpha` 0.5 and `adjust` False, an element after missing ones weighs ``1 - 0.5 ** steps``, as in pandas 3."""
DIFFERENCE = """  After missing elements for so long that all weights
    before them are lost to rounding, a few results of pandas are NaN; here they are defined.  Of a single element, and
    missing ones after it, some of pandas' are 0 by rounding; here they are NaN."""

X, WITH_NAN, Y = "[1, 2, 6, 3, 5]", "[1, np.nan, 6, 3, 5]", "[2, 1, 4, 4, 8]"


def _wrap(text: str) -> str:
    return "\n    ".join(textwrap.wrap(text, 116, break_on_hyphens=False))


def _example(what: EwmStatistic, x: list[float], alpha: float, ignore_na: bool) -> tuple[str, str]:
    series = x if what.inputs == 1 else (x, [2.0, 1, 4, 4, 8])
    made = _core.ewm(what.index, series, alpha, True, ignore_na, False, 0, None, False, False)
    rounded = made.round(3) + 0.0
    return "" if np.array_equal(made, rounded, equal_nan=True) else ".round(3)", repr(rounded)


def ewm_words(what: EwmStatistic) -> dict[str, str]:
    """Return the values of all fields of FUNCTION."""
    two, has_bias, is_sum = what.inputs > 1, what.has_bias, what.name == "sum"
    first, second = _example(what, [1.0, 2, 6, 3, 5], 0.5, False), _example(what, [1, np.nan, 6, 3, 5], 0.25, True)
    series = f", {Y}" * two
    infinite = "the result is that, and NaN after both" if what.name in ("sum", "mean") else "results are NaN"
    return {
        "name": what.name,
        "NAME": what.name.upper(),
        "summary": what.summary[0].lower() + what.summary[1:],
        "series_parameters": "".join(f"    {one}: ArrayLike,\n" for one in "xy"[: what.inputs]),
        "series": "`x` and `y`" if two else "`x`",
        "are": "are" if two else "is",
        "together": "`x` and `y` together" if two else "`x`",
        "x": "(x, y)" if two else "x",
        "x_doc": X_DOC[what.inputs].format(decayed=", decayed" * is_sum, infinite=infinite),
        "decay_doc": DECAY_DOC.format(elements="pairs" if two else "elements", no_sum="  Must be True." * is_sum),
        "times_doc": TIMES_DOC.format(only="" if what.name == "mean" else "  `adjust` must be True."),
        "bias_parameter": "    bias: bool = False,\n" * has_bias,
        "bias_doc": BIAS_DOC * has_bias,
        "bias": "bias" if has_bias else "False",
        "not_implemented": NO_TIMES if what.name == "mean" else NO_SUM if is_sum else NO_ADJUST,
        "error": _wrap(f"Accuracy: {what.error}"),
        "method": _wrap(f"Algorithm: {what.method}"),
        "difference": DIFFERENCE * has_bias + COMPLEMENT * (what.name == "mean"),
        "first": f"{X}{series}, alpha=0.5",
        "first_round": first[0],
        "first_result": first[1],
        "second": f"{WITH_NAN}{series}, com=3, ignore_na=True",
        "second_round": second[0],
        "second_result": second[1],
    }


def ewm_functions(note: str) -> str:
    """Return the text of ``_ewm_functions.py``."""
    head = MODULE.format(
        note=note,
        names="\n".join(f'    "ewm_{name}",' for name in sorted(EWM_STATISTICS)),
        handles="\n".join(f'_{name.upper()} = EWM_STATISTICS["{name}"]' for name in EWM_STATISTICS),
    )
    return "".join([head, *(FUNCTION.format(**ewm_words(what)) for what in EWM_STATISTICS.values())])
