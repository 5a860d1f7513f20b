"""The text of ``_weighted_functions.py``, which ``_generate.py`` writes, and what is put into it for each statistic."""

from __future__ import annotations

import textwrap

import numpy as np

from fastroll import _core
from fastroll._weighted import WEIGHTED_STATISTICS, WeightedStatistic

MODULE = '''"""The statistics of windows with weights that move along an axis of an array.

{note}
"""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

from fastroll._weighted import WEIGHTED_STATISTICS, weighted

__all__ = [
{names}
]

{handles}
'''

DDOF_DOC = """    ddof : int, default 1
        Delta degrees of freedom: the weighted mean of squared deviations is multiplied by ``count / (count - ddof)``,
        with the number of valid elements.  The result is NaN where ``count - ddof`` is not positive.
"""

FUNCTION = '''

def rolling_weighted_{name}(
    x: ArrayLike,
    weights: ArrayLike,
    min_periods: int | None = None,
    *,
{ddof_parameter}    center: bool = False,
    step: int | None = None,
    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Return the {summary}

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.  NaN is missing, and its weight does not count; infinities are values.
    weights : array_like, shape (window,)
        The weights of the elements of a window, the last one that of the newest; finite.  They need not add up to 1.
        ``scipy.signal.windows`` makes some.
    min_periods : int, default None
        Number of valid elements that a window needs, up to the number of weights, which None stands for.  At least one
        is needed.  Elements with weight 0 count.
{ddof_doc}    center : bool, default False
        Whether the result is put in the middle of its window.
    step : int, default None
        Only every `step`-th row is returned.
    axis : int, default -1
        The axis along which windows move.
    out : ndarray, default None
        Where to put the result, of its shape and a type it can be cast to ("same_kind").  May overlap `x`.

    Returns
    -------
    ndarray
        float32 if `x` is, else float64.  The shape is that of `x`, with the number of rows (see `step`) along `axis`.
        It is `out`, if given.

    Raises
    ------
    TypeError
        If `x` or `weights` are complex, of extended precision, or no numbers; if `out` is of a wrong type.
    ValueError
        If another argument has a wrong value.

    See Also
    --------
    rolling_{name} : With equal weights, in a time that does not depend on the window.

    Notes
    -----
    {error}

    {method}

    The time is proportional to the number of weights.

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.rolling_weighted_{name}([1, 2, 6, 3, 5], [1, 2, 3]){first_round}
    {first}
    >>> fr.rolling_weighted_{name}([1, np.nan, 6, 3, 5], np.hamming(4), min_periods=2).round(3)
    {second}
    """
    return weighted(_{NAME}, x, weights, min_periods, {ddof}, center, step, axis, out)
'''


def _wrap(text: str) -> str:
    return "\n    ".join(textwrap.wrap(text, 116, break_on_hyphens=False))


def _example(what: WeightedStatistic, x: list[float], weights: list[float], least: int) -> tuple[str, str]:
    made = _core.weighted(what.index, np.array(x), np.array(weights), 0, least, 1, False, None)
    rounded = made.round(3) + 0.0
    return "" if np.array_equal(made, rounded, equal_nan=True) else ".round(3)", repr(rounded)


def weighted_words(what: WeightedStatistic) -> dict[str, str]:
    """Return the values of all fields of FUNCTION."""
    first = _example(what, [1, 2, 6, 3, 5], [1, 2, 3], 3)
    second = _example(what, [1, np.nan, 6, 3, 5], np.hamming(4).tolist(), 2)
    return {
        "name": what.name,
        "NAME": what.name.upper(),
        "summary": what.summary[0].lower() + what.summary[1:],
        "ddof_parameter": "    ddof: int = 1,\n" * what.has_ddof,
        "ddof_doc": DDOF_DOC * what.has_ddof,
        "ddof": "ddof" if what.has_ddof else "1",
        "error": _wrap(f"Accuracy: {what.error}"),
        "method": _wrap(f"Algorithm: {what.method}"),
        "first_round": first[0],
        "first": first[1],
        "second": second[1],
    }


def weighted_functions(note: str) -> str:
    """Return the text of ``_weighted_functions.py``."""
    head = MODULE.format(
        note=note,
        names="\n".join(f'    "rolling_weighted_{name}",' for name in sorted(WEIGHTED_STATISTICS)),
        handles="\n".join(f'_{name.upper()} = WEIGHTED_STATISTICS["{name}"]' for name in WEIGHTED_STATISTICS),
    )
    return "".join([head, *(FUNCTION.format(**weighted_words(what)) for what in WEIGHTED_STATISTICS.values())])
