"""Whether a result is right, and how far off it is: rows of it against the exact reference.

The rows are full windows, spread over the series; where the data have outliers or infinities, those windows that hold
none of them any more are the ones that count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fastroll._bench.data import Array
from fastroll._bench.reference import exact

ROWS, ELEMENTS = 24, 20_000
"""Rows that are looked at, and elements of all their windows, which is fewer rows of long windows."""

TOLERANCE = 1e-6
"""What an ordinary result of ordinary data may be off, in relation to the result or to 1."""


class References:
    """The exact statistic in some rows of one or two series; what is found is kept for the next library."""

    def __init__(self, statistic: str, series: Sequence[Array], window: int, least: int) -> None:
        self._statistic, self._series, self._window, self._least = statistic, series, window, least
        self._found: dict[int, list[float]] = {}
        self.rows = self._rows()

    def _rows(self) -> list[int]:
        n, window = len(self._series[0]), self._window
        with np.errstate(invalid="ignore"):
            large = np.any([~(np.abs(one - np.nanmedian(one)) <= 1e6) & ~np.isnan(one) for one in self._series], axis=0)
        held = np.convolve(large, np.ones(window))[:n] > 0
        usable = np.flatnonzero(~held & (np.arange(n) >= window - 1) & (np.cumsum(large) >= min(1, large.sum())))
        rows = min(ROWS, max(ELEMENTS // window, 2))
        return [int(row) for row in usable[np.linspace(0, len(usable) - 1, rows).astype(int)]] if len(usable) else []

    def _windows(self, row: int) -> list[list[float]]:
        return [one[row + 1 - self._window : row + 1].tolist() for one in self._series]

    def wanted(self, ddof: int) -> list[float]:
        """Return the exact results of the rows."""
        if ddof not in self._found:
            self._found[ddof] = [self._one(row, ddof) for row in self.rows]
        return self._found[ddof]

    def _one(self, row: int, ddof: int) -> float:
        windows = self._windows(row)
        valid = sum(not any(map(math.isnan, values)) for values in zip(*windows, strict=True))
        return exact(self._statistic, windows, ddof) if valid >= max(self._least, 1) else math.nan

    def _scale(self, row: int, wanted: float) -> float:
        """Return what an error is put in relation to: of sums what is summed, else the result."""
        if self._statistic in ("sum", "mean"):
            sizes = np.abs(self._series[0][row + 1 - self._window : row + 1])
            return float(np.nansum(sizes) if self._statistic == "sum" else np.nanmean(sizes))
        if self._statistic in ("skew", "kurt", "cov", "corr", "beta"):
            return max(abs(wanted), 1.0)
        return abs(wanted) or 1.0

    def error(self, result: Array, ddof: int) -> float:
        """Return the largest relative error, infinity for NaN in place of a number or the other way round."""
        worst = 0.0
        for row, wanted in zip(self.rows, self.wanted(ddof), strict=True):
            got = float(result[row])
            if math.isnan(wanted) and math.isnan(got):
                continue
            off = abs(got - wanted) / self._scale(row, wanted)
            worst = max(worst, math.inf if math.isnan(off) else off)
        return worst

    def complaint(self, result: Array, ddof: int) -> str:
        """Return what is wrong with the result of ordinary data, or nothing."""
        if result.shape != self._series[0].shape:
            return f"gives shape {result.shape} for {self._series[0].shape}"
        for row, wanted in zip(self.rows, self.wanted(ddof), strict=True):
            got = float(result[row])
            same = math.isnan(wanted) and math.isnan(got)
            if not same and not abs(got - wanted) <= TOLERANCE * max(abs(wanted), 1.0):
                return f"gives {got:.6g} in row {row}, where {wanted:.6g} is right"
        return ""
