"""The parameters that only some statistics take: ddof, quantiles, ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fastroll import _arguments as arguments
from fastroll._statistics import INTERPOLATIONS, METHODS, Statistic


@dataclass(frozen=True, slots=True)
class Parameters:
    """Checked values, as the kernels take them.

    Attributes
    ----------
    ddof : int
        Delta degrees of freedom; of no meaning to statistics without.
    extra : tuple
        What the fast calls take in addition; empty, or one tuple.
    operands : tuple
        What the gufuncs take after min_periods.
    shape : tuple of int
        The shape of q; empty for statistics without.
    quantiles : int, optional
        How many there are to find at once; None if results have no dimension for them.
    """

    ddof: int
    extra: tuple[Any, ...] = ()
    operands: tuple[Any, ...] = ()
    shape: tuple[int, ...] = ()
    quantiles: int | None = None


def check_parameters(what: Statistic, ddof: object, extra: tuple[Any, ...]) -> Parameters:
    """Check `ddof` and `extra`: (q, interpolation) or (method, ascending, pct) for statistics that take them."""
    degrees = arguments.check_ddof(ddof)
    if what.has_q:
        return _quantiles(degrees, *extra)
    if what.has_ties:
        return _ranks(degrees, *extra)
    return Parameters(degrees, operands=(degrees,) if what.has_ddof else ())


def _quantiles(ddof: int, q: Any, interpolation: object) -> Parameters:
    points: NDArray[np.float64] = arguments.check_q(q)
    name = arguments.check_choice("interpolation", interpolation, INTERPOLATIONS)
    one_or_many = points.item() if points.ndim == 0 else np.ascontiguousarray(points.ravel())
    return Parameters(
        ddof,
        extra=((one_or_many, name),),
        operands=(one_or_many, INTERPOLATIONS.index(name)),
        shape=points.shape,
        quantiles=None if points.ndim == 0 else points.size,
    )


def _ranks(ddof: int, method: object, ascending: object, pct: object) -> Parameters:
    name = arguments.check_choice("method", method, METHODS)
    rising, share = arguments.check_flag("ascending", ascending), arguments.check_flag("pct", pct)
    return Parameters(ddof, extra=((name, rising, share),), operands=(METHODS.index(name), rising, share))
