"""The list of statistics, as the extension module gives it; whatever exists once for each of them is made from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fastroll import _core

INTERPOLATIONS = ("linear", "lower", "higher", "midpoint", "nearest")
"""What a quantile is that falls between two elements, in the order of the core."""

METHODS = ("average", "min", "max", "dense", "first")
"""What the rank of an element is that has equals, in the order of the core."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """What there is to know of a statistic.

    Attributes
    ----------
    index : int
        Its place in the list, by which the functions of ``_core`` know it.
    name, summary, error, method : str
        Its name, what it is, the bound of its error, and its algorithm, for documentation.
    results : tuple of str
        The names of its results for each window; empty if there is but one.
    inputs, outputs : int
        Series it is computed from, and results for each window; of quantiles: for each q.
    has_ddof : bool
        It takes delta degrees of freedom.
    has_q : bool
        It takes quantiles to find, and interpolation.
    has_ties : bool
        It takes the method for ties, ascending and pct.
    counts_rows : bool
        ``min_periods`` is compared with the elements of the window, valid or not.
    ufunc, bounds_ufunc : numpy.ufunc
        Its gufuncs.
    """

    index: int
    name: str
    summary: str
    error: str
    method: str
    results: tuple[str, ...]
    inputs: int
    outputs: int
    has_ddof: bool
    has_q: bool
    has_ties: bool
    counts_rows: bool
    ufunc: np.ufunc
    bounds_ufunc: np.ufunc


UFUNCS = _core.ufuncs()

ELEMENTWISE_UFUNCS = _core.elementwise_ufuncs()
"""Functions of numbers, one by one."""


def _statistic(index: int, record: _core._Statistic) -> Statistic:
    return Statistic(
        index=index,
        name=record["name"],
        summary=record["summary"],
        error=record["error"],
        method=record["method"],
        results=tuple(record["results"].split(", ")) if record["results"] else (),
        inputs=record["inputs"],
        outputs=record["outputs"],
        has_ddof=record["has_ddof"],
        has_q=record["has_q"],
        has_ties=record["has_ties"],
        counts_rows=record["counts_rows"],
        ufunc=UFUNCS[f"rolling_{record['name']}"],
        bounds_ufunc=UFUNCS[f"rolling_{record['name']}_bounds"],
    )


STATISTICS = {record["name"]: _statistic(index, record) for index, record in enumerate(_core.statistics())}
