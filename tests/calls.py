"""Calls of every public function, with arguments that are right; tests put one that is not in place of one."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from support import EWM_RECORDS, RECORDS

import fastroll
from fastroll import _core

N = 6
X = np.array([1.0, np.nan, 3, 4, 2, 5])
RIGHT: dict[str, Any] = {
    "x": X,
    "y": X[::-1].copy(),
    "a": X,
    "window": 2,
    "q": 0.5,
    "weights": [1.0, 2],
    "func": np.sum,
    "n": 3,
    "offsets": [0, 3, 6],
    "start": [0, 1],
    "end": [1, 2],
    "times": np.arange(N),
}
"""Of arguments that have no default."""

FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(fastroll, name)
    for name in fastroll.__all__
    if name.startswith(("rolling_", "expanding_", "ewm_", "move_")) or name.endswith("_bounds") or name == "Bounds"
}
"""All public functions that compute something."""

UFUNCS: dict[str, np.ufunc] = {name: getattr(fastroll.ufuncs, name) for name in _core.ufuncs()}


def parameters_of(name: str) -> list[str]:
    """Return the names of what a function takes."""
    return list(inspect.signature(FUNCTIONS[name]).parameters)


def right_arguments(name: str, parameter: str = "") -> dict[str, Any]:
    """Return keyword arguments for a function, in which `parameter` can be replaced."""
    signature = inspect.signature(FUNCTIONS[name]).parameters
    made = {key: RIGHT[key] for key, one in signature.items() if one.default is one.empty}
    if "com" in signature and parameter == "times":
        made["halflife"] = "1s"
    elif "com" in signature and parameter not in ("span", "halflife", "alpha"):
        made["com"] = 1.0
    return made


def series_of(name: str) -> list[str]:
    """Return the names of the series that a function computes from."""
    return [key for key in ("x", "y", "a") if key in right_arguments(name)]


def call(name: str, **arguments: Any) -> list[np.ndarray]:
    """Return the results of a function as a list of arrays."""
    made = FUNCTIONS[name](**{**right_arguments(name), **arguments})
    return [np.asarray(one) for one in (made if isinstance(made, tuple) else (made,))]


def operands_of(name: str) -> dict[str, Any]:
    """Return operands for a gufunc, by name, in order."""
    family, _, statistic = name.partition("_")
    if family == "ewm":
        record: Any = EWM_RECORDS[statistic]
        made = {"alpha": 0.5, "adjust": True, "ignore_na": False, "min_periods": 1}
        return _series(record) | made | ({"bias": True} if record["has_bias"] else {})
    if statistic.startswith("weighted_"):
        record = next(one for one in _core.weighted_statistics() if f"weighted_{one['name']}" == statistic)
        return {"x": X, "weights": [1.0, 2], "min_periods": 1} | ({"ddof": 1} if record["has_ddof"] else {})
    record = RECORDS[statistic.removesuffix("_bounds")]
    windows = {"start": [0, 1], "end": [1, 2]} if name.endswith("_bounds") else {"window": 2}
    more: dict[str, Any] = {"ddof": 1} if record["has_ddof"] else {}
    if record["has_q"]:
        more = {"q": 0.5, "interpolation": 0}
    elif record["has_ties"]:
        more = {"method": 0, "ascending": 1, "pct": 0}
    return _series(record) | windows | {"min_periods": 1} | more


def _series(record: Any) -> dict[str, Any]:
    return {name: RIGHT[name] for name in ("x", "y")[: record["inputs"]]}
