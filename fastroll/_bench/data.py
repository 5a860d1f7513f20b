"""Series to measure with, by kind: easy ones, and such as are hard for somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Shape: TypeAlias = int | tuple[int, ...]
Maker: TypeAlias = Callable[[np.random.Generator, Shape], Array]


def _normal(generator: np.random.Generator, shape: Shape) -> Array:
    return generator.standard_normal(shape)


def _laced(generator: np.random.Generator, shape: Shape, value: float, share: float = 0.005) -> Array:
    """Return normal data of which such a share of the elements is `value`."""
    x = generator.standard_normal(shape)
    x[generator.random(shape) < share] = value
    return x


def _places(shape: Shape) -> Array:
    """Return the number of each element in its series, which runs along the first axis."""
    n, *others = (shape,) if isinstance(shape, int) else shape
    return np.broadcast_to(np.arange(float(n)).reshape(n, *(1 for _ in others)), shape).copy()


def _alternating(_: np.random.Generator, shape: Shape) -> Array:
    places = _places(shape)
    return np.where(places % 2 == 0, 1 + places, -1 - places)


def _one_outlier(generator: np.random.Generator, shape: Shape) -> Array:
    x = generator.standard_normal(shape)
    x[len(x) // 2] = 1e15
    return x


def _runs(generator: np.random.Generator, shape: Shape) -> Array:
    """Return normal data of which every other stretch of 1 to 100 elements is missing."""
    x = generator.standard_normal(shape)
    ends = np.cumsum(generator.integers(1, 101, len(x)))
    x[np.searchsorted(ends, np.arange(len(x)), side="right") % 2 == 1] = np.nan
    return x


KINDS: dict[str, Maker] = {
    "normal": _normal,
    "sorted": lambda generator, shape: np.sort(generator.standard_normal(shape), axis=0),
    "descending": lambda generator, shape: -np.sort(generator.standard_normal(shape), axis=0),
    "constant": lambda _, shape: np.full(shape, 0.1),
    "two values": lambda generator, shape: generator.integers(0, 2, shape).astype(float),
    "few others": lambda generator, shape: (generator.random(shape) < 0.01).astype(float),
    "ties": lambda generator, shape: np.round(generator.standard_normal(shape)),
    "alternating": _alternating,
    "sawtooth": lambda _, shape: _places(shape) % 97,
    "steps": lambda _, shape: _places(shape) // 30,
    "organ pipe": lambda _, shape: np.abs(_places(shape) - 0.5 * len(_places(shape))),
    "walk": lambda generator, shape: np.cumsum(generator.standard_normal(shape), axis=0),
    "offset": lambda generator, shape: 1e9 + generator.standard_normal(shape),
    "outliers": lambda generator, shape: _laced(generator, shape, 1e12),
    "one outlier": _one_outlier,
    "heavy tails": lambda generator, shape: generator.standard_cauchy(shape) ** 3,
    "infinities": lambda generator, shape: _laced(generator, shape, np.inf),
    "signed zeros": lambda generator, shape: np.copysign(0.0, generator.standard_normal(shape)),
    "denormal": lambda generator, shape: 1e-310 * generator.standard_normal(shape),
    "tiny": lambda generator, shape: 1e-160 * generator.standard_normal(shape),
    "huge": lambda generator, shape: 1e300 * generator.standard_normal(shape),
}
"""The makers of data by name.  All but "infinities" are finite."""

GAPS: dict[str, Maker] = {
    "1 % NaN": lambda generator, shape: _laced(generator, shape, np.nan, 0.01),
    "50 % NaN": lambda generator, shape: _laced(generator, shape, np.nan, 0.5),
    "99 % NaN": lambda generator, shape: _laced(generator, shape, np.nan, 0.99),
    "runs of NaN": _runs,
    "every other NaN": lambda generator, shape: np.where(
        _places(shape) % 2 == 0, generator.standard_normal(shape), np.nan
    ),
}
"""Those of which elements are missing."""


def make(kind: str, shape: Shape, nan: float = 0.0, seed: int = 0) -> Array:
    """Return float64 data of a kind, the given share of them NaN; the same in every call."""
    generator = np.random.default_rng(seed)
    x = (KINDS | GAPS)[kind](generator, shape)
    if nan:
        x[generator.random(shape) < nan] = np.nan
    return x
