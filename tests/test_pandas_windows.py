"""Other windows of the accessor: growing ones, and those that a BaseIndexer makes."""

from typing import Any

import numpy as np
import pytest

pd = pytest.importorskip("pandas")

from compare_pandas import assert_same, assert_same_expanding, by_fastroll, values  # noqa: E402
from support import RECORDS, assert_same_bits, rolling  # noqa: E402

from fastroll._ewm import EWM_STATISTICS  # noqa: E402
from fastroll._weighted import WEIGHTED_STATISTICS  # noqa: E402

X = values()
SEM = "pandas' sem takes infinities for values when it counts"
OBJECTS = {
    "Series": pd.Series(X, name="x"),
    "ints": pd.Series(np.arange(60) % 7),
    "infinities": pd.Series(np.where(X > 20, np.inf, X)),
    "frame": pd.DataFrame({"a": X, "b": X[::-1]}),
    "mixed": pd.DataFrame({"a": X, "i": np.arange(60), "b": X > 0}),
    "text": pd.DataFrame({"a": X, "t": "t"}),
    "empty": pd.Series([], dtype=float),
}


class Neighbours(pd.api.indexers.BaseIndexer):
    """The element itself and two on either side."""

    def get_window_bounds(
        self,
        num_values: int = 0,
        min_periods: int | None = None,
        center: bool | None = None,
        closed: str | None = None,
        step: int | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return start and end."""
        rows = np.arange(0, num_values, step or 1, dtype=np.int64)
        return np.maximum(rows - 2, 0), np.minimum(rows + 3, num_values)


class WrongLength(Neighbours):
    """Too few windows."""

    def get_window_bounds(self, *arguments: Any, **keywords: Any) -> tuple[np.ndarray, np.ndarray]:
        """Return start and end."""
        start, end = super().get_window_bounds(*arguments, **keywords)
        return start[1:], end[1:]


INDEXERS = {
    "forward": pd.api.indexers.FixedForwardWindowIndexer(window_size=4),
    "neighbours": Neighbours(window_size=5),
    "no size": Neighbours(),
    "wrong signature": WrongLength(window_size=3),
}


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("indexer", INDEXERS)
def test_base_indexer(method: str, indexer: str, kind: str) -> None:
    """Those of pandas and of the user."""
    if method == "sem" and kind == "infinities":
        pytest.skip(SEM)
    for arguments in ({}, {"min_periods": 1}, {"min_periods": 9}, {"step": 2, "min_periods": 2}):
        assert_same(OBJECTS[kind], method, INDEXERS[indexer], **arguments)


@pytest.mark.parametrize("arguments", [{"center": True}, {"closed": "left"}], ids=str)
@pytest.mark.parametrize("indexer", INDEXERS)
def test_base_indexer_that_refuses(method: str, indexer: str, arguments: dict[str, Any]) -> None:
    """Its own errors."""
    for kind in ("Series", "frame", "empty"):
        assert_same(OBJECTS[kind], method, INDEXERS[indexer], **arguments)


@pytest.mark.parametrize("indexer", ["forward", "neighbours"])
def test_base_indexer_for_arrays(method: str, indexer: str) -> None:
    """The functions take them, too."""
    if RECORDS[method]["inputs"] > 1:
        return
    desired = by_fastroll(OBJECTS["Series"], method, INDEXERS[indexer], min_periods=2).to_numpy()
    assert_same_bits(rolling(method)(X, INDEXERS[indexer], 2), desired)


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("min_periods", [0, 1, 7, 100, -1, 1.5, None])
def test_expanding(method: str, min_periods: Any, kind: str) -> None:
    """Windows that grow: pandas' results and errors."""
    if method == "sem" and kind == "infinities":
        pytest.skip(SEM)
    assert_same_expanding(OBJECTS[kind], method, min_periods)


def test_methods_follow_the_list() -> None:
    """Two methods for each statistic, with documentation; the same for Series and DataFrame."""
    for obj in (OBJECTS["Series"], OBJECTS["frame"]):
        methods = {key for key in dir(obj.fast) if not key.startswith("_")}
        flat = {f"{kind}_{name}" for kind in ("rolling", "expanding") for name in (*RECORDS, "idxmin", "idxmax")}
        ewm = {f"ewm_{name}" for name in EWM_STATISTICS}
        apply = {"rolling_apply", "expanding_apply"}
        weighted = {f"rolling_weighted_{name}" for name in WEIGHTED_STATISTICS}
        assert methods == flat | ewm | apply | weighted | {"rolling", "expanding", "ewm", "groupby"}
        for key in methods:
            assert ">>>" in getattr(obj.fast, key).__doc__
