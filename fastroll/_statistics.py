"""The list of statistics, as the extension module gives it; whatever exists once for each of them is made from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fastroll import _core


@dataclass(frozen=True, slots=True)
class Statistic:
    """What there is to know of a statistic.

    Attributes
    ----------
    index : int
        Its place in the list, by which the functions of ``_core`` know it.
    name, summary, error, method : str
        Its name, what it is, the bound of its error, and its algorithm, for documentation.
    inputs, outputs : int
        Series it is computed from, and results for each window.
    has_ddof : bool
        It takes delta degrees of freedom.
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
    inputs: int
    outputs: int
    has_ddof: bool
    counts_rows: bool
    ufunc: np.ufunc
    bounds_ufunc: np.ufunc


UFUNCS = _core.ufuncs()

STATISTICS = {
    record["name"]: Statistic(
        index,
        **record,
        ufunc=UFUNCS[f"rolling_{record['name']}"],
        bounds_ufunc=UFUNCS[f"rolling_{record['name']}_bounds"],
    )
    for index, record in enumerate(_core.statistics())
}
