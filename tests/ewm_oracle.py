"""What exponentially weighted statistics must be: the weights of all elements so far, in rational numbers."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exact import root, rounded

Number = Fraction | None
"""None is missing."""


def ewm(*arguments: Any, **keywords: Any) -> list[float]:
    """Return what `exact_ewm` does as the nearest doubles."""
    return [math.nan if value is None else rounded(value) for value in exact_ewm(*arguments, **keywords)]


def exact_ewm(
    name: str,
    x: Sequence[Number],
    y: Sequence[Number],
    alpha: Fraction,
    adjust: bool,
    ignore_na: bool,
    bias: bool = False,
    min_periods: int = 0,
    steps: Sequence[int] | None = None,
) -> list[Number]:
    """Return statistic `name` at every element; y is x for those of one series.  `steps` lie between elements."""
    if name == "sum":
        return _sums(x, alpha, ignore_na, min_periods, steps)
    weights: list[Fraction] = []
    valid: list[tuple[Fraction, Fraction]] = []
    results: list[Number] = []
    decay = Fraction(1)
    for i, (a, b) in enumerate(zip(x, y, strict=True)):
        missing = a is None or b is None
        if valid and not (missing and ignore_na):
            decay *= (1 - alpha) ** (steps[i - 1] if steps and i else 1)
        if a is not None and b is not None:
            weights = _with_newest(weights, decay, alpha, adjust, name == "mean" and alpha == Fraction(1, 2))
            valid.append((a, b))
            decay = Fraction(1)
        enough = len(valid) >= max(min_periods, 1)
        results.append(_result(name, weights, valid, bias) if enough else None)
    return results


def _with_newest(
    weights: list[Fraction], decay: Fraction, alpha: Fraction, adjust: bool, complement: bool
) -> list[Fraction]:
    if not weights:
        return [Fraction(1)]
    if adjust:
        return [*(weight * decay for weight in weights), Fraction(1)]
    newest = 1 - decay if complement else alpha
    return [*(weight * decay / (decay + newest) for weight in weights), newest / (decay + newest)]


def _result(name: str, weights: list[Fraction], valid: list[tuple[Fraction, Fraction]], bias: bool) -> Number:
    total = sum(weights)

    def average(values: list[Fraction]) -> Fraction:
        return Fraction(sum(w * v for w, v in zip(weights, values, strict=True))) / total

    mean_x, mean_y = average([a for a, _ in valid]), average([b for _, b in valid])
    if name == "mean":
        return mean_x
    xy = average([(a - mean_x) * (b - mean_y) for a, b in valid])
    if name == "corr":
        xx, yy = average([(a - mean_x) ** 2 for a, _ in valid]), average([(b - mean_y) ** 2 for _, b in valid])
        return xy / root(xx * yy) if xx and yy else None
    pairs = total**2 - sum(weight**2 for weight in weights)
    if not bias and pairs == 0:
        return None
    value = xy if bias else xy * total**2 / pairs
    return root(value) if name == "std" else value


def _sums(
    x: Sequence[Number], alpha: Fraction, ignore_na: bool, min_periods: int, steps: Sequence[int] | None
) -> list[Number]:
    results: list[Number] = []
    total, count = Fraction(0), 0
    for i, value in enumerate(x):
        if not (value is None and ignore_na):
            total *= (1 - alpha) ** (steps[i - 1] if steps and i else 1)
        if value is not None:
            total, count = total + value, count + 1
        results.append(total if count >= max(min_periods, 1) else None)
    return results
