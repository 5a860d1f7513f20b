"""What the benchmarks share: the list of statistics, the libraries and the data."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastroll import _core
from fastroll._bench.data import Array, make
from fastroll._bench.libraries import LIBRARIES as REGISTRY
from fastroll._bench.libraries import Q, Question

RECORDS = {record["name"]: record for record in _core.statistics()}
STATISTICS = list(RECORDS)
LIBRARIES = [name for name, library in REGISTRY.items() if library.installed]


def call(library: str, name: str, x: Array, window: int, min_periods: int, axis: int = -1) -> Callable[[], Any]:
    """Return what computes the statistic, ready to be timed; skip what the library does not have."""
    answer = REGISTRY[library].answer(Question(name, window, min_periods, axis), *inputs(name, x))
    if answer is None:
        raise NotImplementedError
    return answer.run


def inputs(name: str, x: Array) -> tuple[Array, ...]:
    """Return the series of the statistic, of which the second is the first one reversed."""
    return (x, x[::-1])[: RECORDS[name]["inputs"]]


def quantile(name: str) -> tuple[float, ...]:
    """Return the quantile, if the statistic takes one."""
    return (Q,) * RECORDS[name]["has_q"]


def more_operands(name: str) -> tuple[Any, ...]:
    """Return the operands of the gufunc after min_periods."""
    if RECORDS[name]["has_ties"]:
        return 0, True, False
    return (Q, 0) if RECORDS[name]["has_q"] else (1,) * RECORDS[name]["has_ddof"]


def accessor(name: str, data: Any, window: Any) -> Callable[[], Any]:
    """Return a call of the accessor's method."""
    method = getattr(data.fast, f"rolling_{name}")
    if name in ("beta", "regression"):
        return partial(method, window, data[::-1])
    return partial(method, window, *quantile(name))


def pandas_method(name: str, windows: Any) -> Callable[..., Any]:
    """Return a call of pandas' method; skip what it does not have."""
    method = getattr(windows, name, None)
    if method is None:
        raise NotImplementedError
    return partial(method, *quantile(name))


def normal(shape: int | tuple[int, ...], nan: float = 0.0) -> Array:
    """Return standard normal data, the given share of them NaN."""
    return make("normal", shape, nan)
