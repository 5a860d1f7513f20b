"""The texts of the functions with bottleneck's names; ``_generate.py`` writes ``_move_functions.py`` of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fastroll._move import RANKS, move
from fastroll._statistics import STATISTICS, Statistic

MODULE = '''"""The moving-window functions of bottleneck, by its names and rules, on fastroll's kernels.

``import fastroll as bn`` is enough for code that calls these.  Windows are not longer than the series, `min_count` is 1
or more, `ddof` 0.  Unlike bottleneck's, results forget what has left the window, and infinities are values.

{note}
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from fastroll._core import move as fast_call
from fastroll._move import RANKS, move
from fastroll._rolling import Result
from fastroll._statistics import STATISTICS

__all__ = [
{names}
]

{handles}

{indices}
'''

DDOF_DOC = """    ddof : int, default 0
        Delta degrees of freedom, 0 or more: sums of squares are divided by the number of valid elements less `ddof`.
        The result is NaN where that is not positive.
"""

FUNCTION = '''

def move_{name}(a: ArrayLike, window: int, min_count: int | None = None, axis: int = -1{ddof_parameter}) -> Result:
    """{summary}

    Parameters
    ----------
    a : array_like
        Real numbers, in one dimension or more.  NaN is missing; infinities are values.
    window : int
        Elements in a window, from 1 to the length of `axis`; the window of element i ends with it, and is shorter
        where the series has just begun.
    min_count : int, default None
        Number of valid elements that a window needs, from 1 to `window`, which None stands for; the result is NaN where
        there are fewer.
    axis : int, default -1
        The axis that the window moves along.
{ddof_doc}
    Returns
    -------
    ndarray
        Of the shape of `a`, and its type if that is a float, else float64.

    Raises
    ------
    TypeError
        If `a` is complex, of extended precision, or no numbers; if another argument is no integer.
    ValueError
        If `window`, `min_count` or `axis` is out of range, or `a` has no dimension.

    See Also
    --------
    rolling_{name} : {difference}

    Notes
    -----
    Accuracy and algorithm are those of `rolling_{name}`.

    Examples
    --------
    >>> import fastroll as bn
    >>> bn.move_{name}([1, 2, 6, 3, 5], 3)
    {full}
    >>> bn.move_{name}([1, 2, 6, 3, 5], 3, min_count=1)
    {partial}
    """
    result: Result = fast_call({arguments})
    if result is NotImplemented:
        return move({general})
    return result
'''


@dataclass(frozen=True, slots=True)
class _Words:
    """What a function does, and how the ``rolling_`` function of the same statistic differs, beside the windows."""

    summary: str
    difference: str = "The same with windows of more kinds."


PLACE = "Return how far from the right end of each window its {extreme} is, of equal ones the rightmost."
FROM_THE_START = "Counted from the start of the window, of equal ones the leftmost."

FUNCTIONS = {
    "sum": _Words("Return the sum of the values in each window."),
    "mean": _Words("Return the arithmetic mean of the values in each window."),
    "std": _Words("Return the standard deviation of the values in each window.", "The same with ``ddof=1``."),
    "var": _Words("Return the variance of the values in each window.", "The same with ``ddof=1``."),
    "min": _Words("Return the least value in each window."),
    "max": _Words("Return the greatest value in each window."),
    "argmin": _Words(PLACE.format(extreme="minimum"), FROM_THE_START),
    "argmax": _Words(PLACE.format(extreme="maximum"), FROM_THE_START),
    "median": _Words("Return the median of the values in each window."),
    "rank": _Words(
        "Return the rank of the last value of each window, from -1 for the least to 1 for the greatest.",
        "From 1 to the number of values.",
    ),
}


def _function(statistic: Statistic, words: _Words) -> str:
    name, has_ddof = statistic.name, statistic.has_ddof
    ddof, backwards = "ddof" if has_ddof else "0", name.startswith("arg")
    extra = "RANKS" if statistic.has_ties else "None"
    rest = f"a, window, min_count, axis, {ddof}, {backwards}, {extra}"

    def example(min_count: int | None) -> str:
        made = move(statistic, [1.0, 2, 6, 3, 5], 3, min_count, -1, 0, backwards, RANKS if statistic.has_ties else None)
        return repr(np.array(made)).replace("\n", "\n    ")

    return FUNCTION.format(
        name=name,
        summary=words.summary,
        difference=words.difference,
        ddof_parameter=", ddof: int = 0" * has_ddof,
        ddof_doc=DDOF_DOC * has_ddof,
        arguments=f"_{name.upper()}_INDEX, {rest}",
        general=f"_{name.upper()}, {rest}",
        full=example(None),
        partial=example(1),
    )


def move_functions(note: str) -> str:
    """Return the text of ``_move_functions.py``."""
    head = MODULE.format(
        note=note,
        names="\n".join(f'    "move_{name}",' for name in sorted(FUNCTIONS)),
        handles="\n".join(f'_{name.upper()} = STATISTICS["{name}"]' for name in FUNCTIONS),
        indices="\n".join(f"_{name.upper()}_INDEX = _{name.upper()}.index" for name in FUNCTIONS),
    )
    return "".join([head, *(_function(STATISTICS[name], words) for name, words in FUNCTIONS.items())])
