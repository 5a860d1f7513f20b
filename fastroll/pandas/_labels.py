"""From places in windows to labels of the index: what ``idxmin`` and ``idxmax`` return."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

LABELS = "labels"
"""What ``argmin`` and ``argmax`` take in addition to make ``idxmin`` and ``idxmax`` of them."""


def labels_at(index: Any, start: NDArray[np.int64], places: NDArray[np.float64]) -> list[Any]:
    """Return an array for each row of `places`: the labels that lie so many rows after `start`, missing for NaN.

    Their type is the index's own if it has a missing value or needs none, as that of pandas' ``take``.
    """
    if isinstance(index, pd.MultiIndex):
        index = index.to_flat_index()
    rows = np.where(np.isnan(places), -1, start + places).astype(np.intp)
    return [index.array.take(row, allow_fill=True) for row in rows]


def label_series(obj: Any, labels: list[Any], index: Any) -> Any:
    """Make a Series like `obj`."""
    return obj._constructor(labels[0], index=index, name=obj.name)


def label_frame(obj: Any, labels: list[Any], index: Any) -> Any:
    """Make a DataFrame like `obj`, whose columns may have equal names."""
    made = obj._constructor(dict(enumerate(labels)), index=index)
    made.columns = obj.columns
    return made
