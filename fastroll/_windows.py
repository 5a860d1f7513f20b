"""Windows of any shape: a pair (start, end) for each row of the result, and functions that make them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _core
from fastroll._arguments import EVERYTHING, Closed, check_center, check_closed, integers, not_negative
from fastroll._spans import as_points, as_times, checked_span, in_units_of, whole_span


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Windows as pairs of integers: row i of the result is of the elements ``start[i] <= j < end[i]``.

    There may be more or fewer pairs than elements.  It is fastest if neither `start` nor `end` ever decreases, but the
    windows may be in any order.  One with ``start[i] >= end[i]`` is empty.

    Parameters
    ----------
    start, end : array_like of int, shape (m,)
        First element of each window, and the one after its last; both from 0 to the length of the series, which is
        checked when they are used.

    Attributes
    ----------
    start, end : ndarray of int64, shape (m,)
        Copies of the parameters.  Read-only.

    Raises
    ------
    TypeError
        If `start` or `end` are not integers.
    ValueError
        If they do not have one dimension and the same length.

    See Also
    --------
    time_bounds, expanding_bounds, group_bounds : Make windows of common shapes.

    Examples
    --------
    >>> import fastroll as fr
    >>> ahead = fr.Bounds([0, 1, 2, 3], [2, 3, 4, 4])
    >>> fr.rolling_sum([1, 2, 4, 8], ahead)
    array([ 3.,  6., 12.,  8.])
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]

    def __init__(self, start: ArrayLike, end: ArrayLike) -> None:
        self._set(integers("start", start), integers("end", end))

    def _set(self, start: NDArray[np.int64], end: NDArray[np.int64]) -> None:
        if start.size != end.size:
            raise ValueError(f"start ({start.size}) and end ({end.size}) must have the same length")
        for name, array in (("start", start), ("end", end)):
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __len__(self) -> int:
        """Return the number of windows."""
        return self.start.size

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.start, self.end)  # which makes copies, and these read-only

    def __setstate__(self, state: object) -> None:
        raise TypeError("Bounds are read-only")


def _bounds(arrays: tuple[NDArray[np.int64], NDArray[np.int64]]) -> Bounds:
    """Wrap new arrays without a copy."""
    made = object.__new__(Bounds)
    made._set(*arrays)
    return made


class GroupBounds(Bounds):
    """What `group_bounds` returns: windows that are known by their groups, and pairs only if someone asks for them."""

    __slots__ = ("_pairs", "offsets", "window")

    offsets: NDArray[np.int64]
    window: int
    _pairs: Bounds | None

    def __init__(self, offsets: NDArray[np.int64], window: int) -> None:
        offsets.flags.writeable = False
        for name, value in (("offsets", offsets), ("window", window), ("_pairs", None)):
            object.__setattr__(self, name, value)

    def _as_pairs(self) -> Bounds:
        if self._pairs is None:
            length = min(self.window, self.offsets[-1].item())
            object.__setattr__(self, "_pairs", _bounds(_core.group_bounds(self.offsets, length, False, None)))
        assert self._pairs is not None
        return self._pairs

    @property
    def start(self) -> NDArray[np.int64]:
        """First element of each window."""
        return self._as_pairs().start

    @property
    def end(self) -> NDArray[np.int64]:
        """The element after the last of each window."""
        return self._as_pairs().end

    def __len__(self) -> int:
        """Return the number of windows."""
        return int(self.offsets[-1])

    def __reduce__(self) -> tuple[Any, ...]:
        return GroupBounds, (self.offsets, self.window)


def expanding_bounds(n: int) -> Bounds:
    """Make windows that hold all elements up to the current one.

    Parameters
    ----------
    n : int
        Length of the series, 0 or more.

    Returns
    -------
    Bounds
        `n` windows: ``[0, 1), [0, 2), ..., [0, n)``.

    Raises
    ------
    ValueError
        If `n` is not an integer 0 or greater.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.rolling_max([1, 3, 2, 4], fr.expanding_bounds(4))
    array([1., 3., 3., 4.])
    """
    if (size := not_negative("n", n)) >= 2**59:  # as many bytes as no memory has
        raise ValueError(f"n must be less than 2**59, got {n!r}")
    return _bounds(_core.expanding_bounds(size))


def group_bounds(offsets: ArrayLike, window: int) -> Bounds:
    """Make windows of a number of elements that do not reach from one group into another.

    Parameters
    ----------
    offsets : array_like of int, shape (groups + 1,)
        Group g is the elements ``offsets[g] <= i < offsets[g + 1]``.  The first is 0, the last the length of the
        series, and none is less than the one before it.
    window : int
        Elements in a window, 0 or more.

    Returns
    -------
    Bounds
        ``offsets[-1]`` windows, one that ends with each element.  Results are those of ``rolling_<statistic>`` of each
        group alone, with `min_periods` 1 if none is given.

    Raises
    ------
    TypeError
        If `offsets` are not integers.
    ValueError
        If `offsets` do not begin with 0 or decrease, or `window` is not an integer 0 or greater.

    Examples
    --------
    >>> import fastroll as fr
    >>> fr.rolling_sum([1, 2, 4, 8, 16], fr.group_bounds([0, 2, 5], window=2))
    array([ 1.,  3.,  4., 12., 24.])
    """
    size = not_negative("window", window)
    places = integers("offsets", offsets)
    if places.size == 0 or places[0] != 0 or (places[1:] < places[:-1]).any():
        raise ValueError(f"offsets must begin with 0 and not decrease, got {offsets!r}")
    return GroupBounds(places, min(size, EVERYTHING))


def time_bounds(
    times: ArrayLike,
    window: str | int | datetime.timedelta | np.timedelta64,
    closed: Closed = "right",
    center: bool = False,
) -> Bounds:
    """Make windows that hold the elements of a span of time.

    They are the windows of pandas, but for spans that are no multiple of the unit of `times`, which pandas cuts down to
    one.  A window that is not centered ends with its own element: earlier elements with the same time are in it if it
    is closed on the right, later ones are not.

    Parameters
    ----------
    times : array_like of datetime64, timedelta64 or int, shape (n,)
        The time of each element, in ascending or descending order; times may be equal.
    window : str, int, datetime.timedelta or numpy.timedelta64
        Length of the span, 0 or longer; an int is in the unit of `times`, a str as in pandas ("30s", "2h").  All others
        need not be a multiple of that unit.
    closed : {'right', 'left', 'both', 'neither'}, default 'right'
        Which ends of the span belong to it.  'right' is ``(t - window, t]``.
    center : bool, default False
        Whether the span is ``(t - window / 2, t + window / 2]`` instead.

    Returns
    -------
    Bounds
        `n` windows.

    Raises
    ------
    TypeError
        If `times` are not of one of the types above, or `window` does not suit them.
    ValueError
        If `times` are not in order or hold NaT, `window` is negative or not a fixed length of time, or too long for
        times that are more than 2**62 units apart, or another argument has a wrong value.

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> t = np.array(["2026-01-01T00:00", "2026-01-01T00:10", "2026-01-01T01:05"], dtype="datetime64[s]")
    >>> fr.rolling_sum([1, 2, 4], fr.time_bounds(t, np.timedelta64(1, "h")))
    array([1., 3., 6.])
    >>> fr.rolling_sum([1, 2, 4, 8], fr.time_bounds([0, 3, 4, 9], 5, closed="both"))
    array([ 1.,  3.,  7., 12.])
    """
    array, length = in_units_of(as_times(times), "window", window)
    points, ends = as_points(array), (check_center(center), check_closed(closed))
    span = checked_span(points, "window", window, length, whole_span(length, *ends), ends[0])
    try:
        return _bounds(_core.time_bounds(points, span, *ends))
    except ValueError:
        raise ValueError(_disorder(points, array)) from None


def _disorder(points: NDArray[np.int64], times: NDArray[Any]) -> str:
    """Return which element is not in the order of the first and the last."""
    descend = points[-1] < points[0]
    wrong = points[1:] > points[:-1] if descend else points[1:] < points[:-1]
    place = int(wrong.argmax()) + 1
    return f"times must be monotonic, got {times[place]} after {times[place - 1]} at element {place}"
