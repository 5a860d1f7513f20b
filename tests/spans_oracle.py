"""Windows of a span of time, by their definition: whole numbers and fractions, each element compared with each."""

from fractions import Fraction

import fastroll as fr


def windows_of(times: list[int], span: Fraction, closed: str, center: bool) -> list[tuple[int, int]]:
    """Return start and end of each window, of times that ascend or descend; (0, 0) for empty ones."""
    sign = -1 if times[-1:] < times[:1] else 1
    return [_window([sign * time for time in times], i, span, closed, center) for i in range(len(times))]


def _window(times: list[int], i: int, span: Fraction, closed: str, center: bool) -> tuple[int, int]:
    older = newer = span / 2 if center else span
    with_left, with_right = closed in ("left", "both"), closed in ("right", "both")
    ages = [times[i] - time for time in times]
    start = next((j for j in range(i) if ages[j] < older or (with_left and ages[j] == older)), i)
    if center:
        end = next((j for j, age in enumerate(ages) if -age > newer or (not with_right and -age == newer)), len(ages))
    else:
        end = i + 1 if with_right else ages.index(0)
    return (start, end) if start < end else (0, 0)


def sums_of(x: list[float], windows: list[tuple[int, int]]) -> list[float]:
    """Return the sum of each window, NaN if it is empty."""
    return [sum(x[start:end]) if start < end else float("nan") for start, end in windows]


def assert_bounds(bounds: fr.Bounds, windows: list[tuple[int, int]]) -> None:
    """Fail unless these are the windows; empty ones may be anywhere."""
    pairs = zip(bounds.start.tolist(), bounds.end.tolist(), strict=True)
    assert [(start, end) if start < end else (0, 0) for start, end in pairs] == windows
