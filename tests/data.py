"""Series that are hard on moving statistics: for each kind a function of the number of elements."""

from collections.abc import Callable

import numpy as np


def _rng() -> np.random.Generator:
    return np.random.default_rng(20)


def _gaussian(n: int) -> np.ndarray:
    return _rng().standard_normal(n)


def _with_outlier(size: float) -> Callable[[int], np.ndarray]:
    def make(n: int) -> np.ndarray:
        x = _gaussian(n)
        x[n // 3 : n // 3 + 1] = size
        return x

    return make


def _mixed_magnitudes(n: int) -> np.ndarray:
    exponents = _rng().integers(-18, 18, n)
    return _gaussian(n) * np.power(10.0, exponents)


def _of_any_size(n: int) -> np.ndarray:
    """Stretches of 50 whose magnitudes are near each other, or all different."""
    exponents = np.repeat(_rng().integers(-1074, 1021, n // 50 + 1), 50)[:n]
    exponents[n // 2 :] = _rng().integers(-1074, 1021, n - n // 2)
    made: np.ndarray = np.ldexp(_gaussian(n), exponents)
    return made


def _constant_runs(n: int) -> np.ndarray:
    return np.repeat(_gaussian(n // 40 + 1) * 0.1, 40)[:n]


def _denormals(n: int) -> np.ndarray:
    return _rng().integers(-50, 50, n) * 5e-324


def _small(n: int) -> np.ndarray:
    return _gaussian(n) * 1e-160


def _with_infinities(n: int) -> np.ndarray:
    x = _gaussian(n)
    x[_rng().random(n) < 0.01] = np.inf
    x[_rng().random(n) > 0.99] = -np.inf
    return x


def _zeros(n: int) -> np.ndarray:
    return np.where(_rng().random(n) < 0.5, 0.0, -0.0)


def _sawtooth(n: int) -> np.ndarray:
    return (np.arange(n) % 37) * 0.1


KINDS: dict[str, Callable[[int], np.ndarray]] = {
    "gaussian": _gaussian,
    "offset 1e6": lambda n: _gaussian(n) + 1e6,
    "offset 1e9": lambda n: _gaussian(n) + 1e9,
    "close to 1": lambda n: _gaussian(n) * 1e-9 + 1,
    "outlier 1e7": _with_outlier(1e7),
    "outlier 1e16": _with_outlier(-1e16),
    "outlier 1e300": _with_outlier(1e300),
    "mixed magnitudes": _mixed_magnitudes,
    "lognormal": lambda n: np.exp(4 * _gaussian(n)),
    "random walk": lambda n: np.cumsum(_gaussian(n)),
    "constant": lambda n: np.full(n, 0.1),
    "constant runs": _constant_runs,
    "denormals": _denormals,
    "squares that underflow": _small,
    "infinities": _with_infinities,
    "huge": lambda n: _gaussian(n) * 1e307,
    "of any size": _of_any_size,
    "zeros of both signs": _zeros,
    "ascending": lambda n: np.arange(n) * 0.1,
    "descending": lambda n: np.arange(n) * -0.1,
    "sawtooth": _sawtooth,
}

# Ends of the range, and of the classes of range.c from both sides.
SIZES = [-1074, -1021, -1000, -861, -606, -441, -300, -271, -191, 0, 224, 321, 489, 491, 641, 911, 959, 961, 1021]


def sized(seed: int, n: int, exponent: int) -> np.ndarray:
    """Return random numbers of about 2**exponent, a few of them missing."""
    rng = np.random.default_rng(seed)
    x: np.ndarray = np.ldexp(rng.uniform(1, 2, n) * rng.choice([-1, 1], n), exponent)
    x[rng.random(n) < 0.05] = np.nan
    return x
