"""Elementwise functions in decimal arithmetic of many digits."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache

DIGITS = 400  # the largest doubles have 309 before the point


@cache
def _pi() -> Decimal:
    """Machin's formula."""
    with localcontext() as context:
        context.prec = DIGITS + 10
        return 4 * (4 * _inverse_tangent(5) - _inverse_tangent(239))


def _inverse_tangent(reciprocal: int) -> Decimal:
    total, power, n = Decimal(0), Decimal(1) / reciprocal, 1
    while power > Decimal(10) ** -(DIGITS + 10):
        total += power / n if n % 4 == 1 else -power / n
        power, n = power / reciprocal**2, n + 2
    return total


def _taylor(angle: Decimal, first: Decimal, n: int) -> Decimal:
    """first - first angle^2 / ((n + 1)(n + 2)) + ..."""
    total = term = first
    while abs(term) > Decimal(10) ** -60 * abs(first):
        n += 2
        term = -term * angle * angle / (n * (n - 1))
        total += term
    return total


def _of_reduced(theta: float, function: Callable[[Decimal], Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        angle = Decimal(theta) % (2 * _pi())
        context.prec = 80
        return function(+angle)


def sine(theta: float) -> Decimal:
    """The sine of a double."""
    return _of_reduced(theta, lambda angle: _taylor(angle, angle, 1))


def cosine(theta: float) -> Decimal:
    """The cosine of a double."""
    return _of_reduced(theta, lambda angle: _taylor(angle, Decimal(1), 0))


def gaussian(x: float, sigma: float) -> Decimal:
    """exp(-x^2 / (2 sigma^2))."""
    with localcontext() as context:
        context.prec = 50
        context.Emin = -(10**9)
        return (-((Decimal(x) / Decimal(sigma)) ** 2) / 2).exp()
