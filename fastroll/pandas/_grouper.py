"""The groups of categorical keys as pandas' own aggregations have them, for the windows.

pandas' windows take rows from ``grouper.indices``, which leaves out the group of missing keys where there is but one
key, a categorical, and ``dropna=False``.  They take labels from ``codes`` and ``levels``, which do not belong to each
other where categoricals are among several keys: codes count labels as they appear, levels have them as the categories
have.  The result index of aggregations, and the number of each row's group in it, are right.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pandas.core.groupby.ops import BaseGrouper  # type: ignore[attr-defined]


class NumberedGrouper(BaseGrouper):  # type: ignore[misc]
    """A grouper whose rows, codes and levels follow from its result index and the numbers of groups."""

    @property
    def result_index_and_ids(self) -> Any:
        """Return the labels of the groups, and of each row the number of its group, as pandas has found them."""
        return self.__dict__["_found"]

    @property
    def indices(self) -> dict[Any, Any]:
        """Return the rows of each group that has any."""
        kept = self.__dict__
        if "_rows" not in kept:
            order = np.argsort(self.ids, kind="stable")
            sizes = np.bincount(self.ids + 1, minlength=self.ngroups + 1)
            parts = np.split(order, np.cumsum(sizes)[:-1])[1:]
            kept["_rows"] = {key: rows for key, rows in zip(self.result_index, parts, strict=True) if len(rows)}
        found: dict[Any, Any] = kept["_rows"]
        return found

    @property
    def codes(self) -> list[Any]:
        """Return for each key the place of each row's label in its level, -1 for none."""
        index = self.result_index
        codes = index.codes if index.nlevels > 1 else [np.arange(len(index))]
        return [np.append(code, -1).take(self.ids) for code in codes]

    @property
    def levels(self) -> list[Any]:
        """Return the labels of each key."""
        index = self.result_index
        return list(index.levels) if index.nlevels > 1 else [index]


def numbered(grouper: Any) -> Any:
    """Return a grouper with right labels: most often itself."""
    if type(grouper) is not BaseGrouper or not hasattr(BaseGrouper, "result_index_and_ids"):
        return grouper
    several_or_missing = len(grouper.groupings) > 1 or not grouper.dropna
    if not several_or_missing or not any(key._passed_categorical for key in grouper.groupings):
        return grouper
    made = object.__new__(NumberedGrouper)
    made.__dict__.update(grouper.__dict__, _found=grouper.result_index_and_ids)
    return made
