"""Series to measure with, by kind: easy ones, and such as are hard for somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Shape: TypeAlias = int | tuple[int, ...]


def _normal(generator: np.random.Generator, shape: Shape) -> Array:
    return generator.standard_normal(shape)


def _laced(generator: np.random.Generator, shape: Shape, value: float) -> Array:
    """Return normal data of which one element in 200 is `value`."""
    x = generator.standard_normal(shape)
    x[generator.random(shape) < 0.005] = value
    return x


KINDS: dict[str, Callable[[np.random.Generator, Shape], Array]] = {
    "normal": _normal,
    "sorted": lambda generator, shape: np.sort(generator.standard_normal(shape), axis=0),
    "constant": lambda generator, shape: np.full(shape, 0.1),
    "denormal": lambda generator, shape: 1e-310 * generator.standard_normal(shape),
    "infinities": lambda generator, shape: _laced(generator, shape, np.inf),
    "outliers": lambda generator, shape: _laced(generator, shape, 1e12),
    "offset": lambda generator, shape: 1e9 + generator.standard_normal(shape),
    "walk": lambda generator, shape: np.cumsum(generator.standard_normal(shape), axis=0),
    "ties": lambda generator, shape: np.round(generator.standard_normal(shape)),
}
"""The makers of data by name.  All but "infinities" are finite."""


def make(kind: str, shape: Shape, nan: float = 0.0, seed: int = 0) -> Array:
    """Return float64 data of a kind, the given share of them NaN; the same in every call."""
    generator = np.random.default_rng(seed)
    x = KINDS[kind](generator, shape)
    if nan:
        x[generator.random(shape) < nan] = np.nan
    return x
