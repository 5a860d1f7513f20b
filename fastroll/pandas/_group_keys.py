"""Which rows belong to which group: from the keys of a ``groupby`` to rows brought together.

Keys need no hashing where they are integers that ascend, or lie near each other, or texts in the memory of Arrow that
ascend; or where either come in rounds, the same keys in the same order again and again, as in a panel sorted by time.
Arrow numbers other texts of its own.  What pandas has found out about all other keys is taken from it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.core.groupby.ops import BaseGrouper  # type: ignore[attr-defined]

from fastroll import _core
from fastroll.pandas._grouper import NumberedGrouper


class Groups(NamedTuple):
    """Rows brought together by groups."""

    offsets: NDArray[np.int64]
    """Where each group begins, and the end of the last."""
    order: NDArray[np.int64] | None
    """The rows in the order of their groups, None if they are."""
    level: Any = None
    """The labels of the groups, if there is one key, and pandas was not asked for them."""

    def labels(self, grouper: Any) -> tuple[list[Any], list[NDArray[Any]]]:
        """Return levels and codes of the keys, in the order of the groups."""
        sizes = np.diff(self.offsets)
        if self.level is not None:
            levels, one_each = [self.level], [np.arange(len(self.level))]
        else:
            rows = self.offsets[:-1][sizes > 0]
            rows = rows if self.order is None else self.order.take(rows)
            levels, one_each = list(grouper.levels), [code.take(rows) for code in grouper.codes]
        each_of = zip(one_each, levels, strict=True)
        return levels, [code.astype(code_type(len(level))).repeat(sizes[sizes > 0]) for code, level in each_of]


def find_groups(grouper: Any) -> Groups:
    """Return the groups of pandas' `grouper`."""
    return _groups_of_one_key(grouper) or _any_groups(grouper)


def code_type(length: int) -> Any:
    """Return the type that an index keeps codes in, so that it need not make a copy of the copy."""
    return next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if length < np.iinfo(kind).max)


def _groups_of_numbers(key: Any) -> Groups | None:
    """Return groups by integers that ascend, or are near each other: there is no need to hash them."""
    if type(key) is not np.ndarray or key.dtype != np.int64 or key.size == 0 or not key.flags.c_contiguous:
        return None
    if (offsets := _core.ascending_groups(key)) is not None:
        return Groups(offsets, None, pd.Index(key[offsets[:-1]]))
    if (rows := _core.round_of_keys(key)) and (groups := _groups_in_rounds(len(key), pd.Index(key[:rows].copy()))):
        return groups
    if (found := _core.key_groups(key)) is None:
        return None
    count, offsets, order, keys = found
    return Groups(offsets[: count + 1].copy(), order, pd.Index(keys[:count].copy()))


def _groups_of_texts(key: Any) -> Groups | None:
    """Return groups by texts in the memory of Arrow, which has the order of pandas: that of their bytes."""
    if not isinstance(getattr(key, "dtype", None), pd.StringDtype) or key.dtype.storage != "pyarrow" or len(key) == 0:
        return None
    key = getattr(key, "array", key)  # a level of an index is an Index
    texts = key.__arrow_array__()
    return _texts_in_order(key, texts.chunks) or _numbered_texts(key, texts)


def _texts_in_order(key: Any, chunks: list[Any]) -> Groups | None:
    if len(chunks) != 1 or chunks[0].null_count or str(chunks[0].type) != "large_string":
        return None
    _, ends, texts = chunks[0].buffers()
    ends, texts = np.frombuffer(ends, np.int64)[chunks[0].offset :][: len(key) + 1], b"" if texts is None else texts
    if (found := _core.ascending_texts(ends, texts)) is None:
        rows = _core.round_of_texts(ends, texts)
        return _groups_in_rounds(len(key), pd.Index(key[:rows])) if rows else None
    groups, offsets = found
    offsets = offsets[: groups + 1].copy()
    return Groups(offsets, None, pd.Index(key.take(offsets[:-1])))


def _groups_in_rounds(n: int, labels: pd.Index[Any]) -> Groups | None:
    """Return groups of n rows whose labels are those of the first round again and again, if these differ."""
    if not labels.is_unique:
        return None
    first = labels.argsort().astype(np.int64)
    return Groups(*_core.round_rows(n, first), labels.take(first))


def _numbered_texts(key: Any, texts: Any) -> Groups:
    """Let Arrow number the texts; only the different ones are sorted, and a missing one is in no group."""
    encoded = texts.dictionary_encode().combine_chunks()
    distinct = key.dtype.__from_arrow__(encoded.dictionary)
    order = distinct.argsort()
    place = np.full(len(order) + 1, -1)
    place[order] = np.arange(len(order))
    groups = place.take(encoded.indices.fill_null(-1).to_numpy())
    return Groups(*_core.group_rows(groups, len(order)), pd.Index(distinct.take(order)))


def _groups_of_one_key(grouper: Any) -> Groups | None:
    """Return groups for which pandas need not look for labels."""
    if not _is_plain(grouper) or len(grouper.groupings) != 1 or not grouper.dropna:
        return None
    key = grouper.groupings[0].grouping_vector
    found = _groups_of_numbers(key) or _groups_of_texts(key)
    return None if found is None else found._replace(level=found.level.rename(grouper.names[0]))


def _any_groups(grouper: Any) -> Groups:
    if _is_plain(grouper):
        groups = np.ascontiguousarray(_ids(grouper), dtype=np.int64)
        return Groups(*_core.group_rows(groups, grouper.ngroups))
    rows = list(grouper.indices.values())
    offsets = np.concatenate([[0], np.cumsum([len(group) for group in rows])]).astype(np.int64)
    return Groups(offsets, np.concatenate([*rows, np.array([], dtype=np.int64)]).astype(np.int64))


def _is_plain(grouper: Any) -> bool:
    """Whether groups have the order of their numbers."""
    if isinstance(grouper, NumberedGrouper):
        return True
    return type(grouper) is BaseGrouper and bool(grouper._sort) and bool(grouper.dropna)


def _ids(grouper: Any) -> Any:
    return grouper.ids if hasattr(grouper, "ids") else grouper.group_info[0]
