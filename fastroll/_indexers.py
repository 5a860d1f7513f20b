"""Indexers of pandas, which make bounds of windows; some of them fastroll does faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from numpy.typing import NDArray


class WindowIndexer(Protocol):
    """What makes bounds for pandas: a ``pandas.api.indexers.BaseIndexer``."""

    window_size: int

    def get_window_bounds(
        self,
        num_values: int = ...,
        min_periods: int | None = ...,
        center: bool | None = ...,
        closed: str | None = ...,
        step: int | None = ...,
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the start and end of each window."""


MAKERS: dict[type, Callable[..., Any]] = {}
"""Of some types of indexers, a function that makes the bounds faster than ``get_window_bounds``."""


def bounds_of(
    indexer: Any, num_values: int, min_periods: int | None, center: Any, closed: str | None, step: int | None
) -> Any:
    """Return the bounds that an indexer of pandas makes."""
    make = MAKERS.get(type(indexer))
    if make is not None:
        return make(indexer, num_values, min_periods, center, closed, step)
    return indexer.get_window_bounds(
        num_values=num_values, min_periods=min_periods, center=center, closed=closed, step=step
    )
