"""docs/guide/coming.md: what stands side by side in its tables gives the same numbers, for libraries that are here."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import fastroll as fr

ROOT = Path(__file__).parent.parent
N = 101


def _rows() -> list[tuple[str, list[str]]]:
    """Return the code of each row of the tables: what is to be replaced, and its replacements."""
    text = (ROOT / "docs" / "guide" / "coming.md").read_text(encoding="utf-8")
    cells = [re.split(r"(?<!\\)\|", line)[1:3] for line in text.splitlines() if line.startswith("| `")]
    return [(re.findall("`([^`]+)`", before)[0], re.findall("`([^`]+)`", after)) for before, after in cells]


ROWS = {before: after for before, after in _rows() if not re.match("numbagg|talib|pl[.]|s[.]rolling_", before)}
"""Those of pandas, bottleneck and scipy."""

OTHERWISE: dict[str, Callable[[Any], Any]] = {
    "bn.move_argmin(a, 20)": lambda made: 19 - made,  # counts back from the newest
    "bn.move_rank(a, 20)": lambda made: (made - 1) / 19 * 2 - 1,  # from -1 to 1
}
"""What makes bottleneck's results of fastroll's, as the table says."""

X = np.random.default_rng(1).standard_normal((N, 3))
FRAME = pd.DataFrame({"t": pd.date_range("2026-01-01", periods=N, freq="7s"), "k": np.arange(N) % 3, "v": X[:, 0]})


def _names(code: str) -> dict[str, Any]:
    """Return what the names of a row stand for."""
    pytest.importorskip("scipy.ndimage")
    others = {name: pytest.importorskip(module) for name, module in (("bn", "bottleneck"), ("scipy", "scipy"))}
    names = {"np": np, "pd": pd, "fr": fr, **others}
    if "DataFrame" in code:
        return names | {"df": pd.DataFrame(X), "x": X}
    one = pd.Series(X[:, 0]) if ".corr(" in code else X[:, 0]
    a = X if "axis=0" in code else one
    frame = FRAME if "on=" in code else FRAME[["k", "v"]]
    return names | {"s": pd.Series(X[:, 0]), "df": frame, "x": X[:, 0], "a": a, "b": pd.Series(X[:, 1])}


def _numbers(result: Any) -> Any:
    """Return the column of numbers of a frame, and the first of several quantiles."""
    if isinstance(result, pd.DataFrame) and "v" in result:
        result = result["v"]
    numbers = np.asarray(result, np.float64)
    return numbers[:, 0] if numbers.shape == (N, 3) and isinstance(result, pd.DataFrame) else numbers


@pytest.mark.parametrize("before", ROWS)
def test_rows(before: str) -> None:
    """Where both have numbers, since some have others at the ends, or NaN."""
    names = _names(before)
    theirs = _numbers(eval(before.rpartition("; ")[2], names))
    for after in (code for code in ROWS[before] if "(" in code):
        if after.startswith("fr.rolling_corr"):
            names |= {"a": X[:, 0], "b": X[:, 1]}
        ours = OTHERWISE.get(before, lambda made: made)(_numbers(eval(after, names)))
        if ours.shape != theirs.shape:
            ours = ours[:, 0]
        both = ~(np.isnan(theirs) | np.isnan(ours))
        assert both.sum() > N // 3
        np.testing.assert_allclose(ours[both], theirs[both], rtol=1e-9, atol=1e-9)
