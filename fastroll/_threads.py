"""The number of threads."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from contextlib import contextmanager

from fastroll import _core


def at_least_one(name: str, n: int) -> int:
    """Return a number of threads."""
    try:
        number = operator.index(n)
    except TypeError:
        raise TypeError(f"{name} must be an integer, got {n!r}") from None
    if number < 1:
        raise ValueError(f"{name} must be >= 1, got {n!r}")
    return number


def get_num_threads() -> int:
    """Return the most threads that a call from this thread uses.

    Returns
    -------
    int
        The smaller of what `threads` and `set_num_threads` have set.  Before the first call of the latter: the
        environment variable ``FASTROLL_NUM_THREADS``, or the number of processors that the process may use.

    Examples
    --------
    >>> import fastroll as fr
    >>> with fr.threads(1):
    ...     fr.get_num_threads()
    1
    """
    return _core.get_num_threads()


def set_num_threads(n: int) -> int:
    """Set the most threads that a call uses, for all threads of the process.

    Results do not depend on the number of threads.  Short series run on one thread whatever the setting.

    Parameters
    ----------
    n : int
        1 or more.

    Returns
    -------
    int
        The old number.

    Raises
    ------
    TypeError
        If `n` is not an integer.
    ValueError
        If `n` is less than 1.

    Examples
    --------
    >>> import fastroll as fr
    >>> old = fr.set_num_threads(1)
    >>> fr.set_num_threads(old)
    1
    """
    return _core.set_num_threads(at_least_one("n", n))


@contextmanager
def threads(n: int) -> Iterator[None]:
    """Limit the threads of calls that this thread makes inside a ``with`` block.

    Other threads are not affected.  Blocks can be nested: the innermost counts.

    Parameters
    ----------
    n : int
        1 or more.

    Raises
    ------
    TypeError
        If `n` is not an integer.
    ValueError
        If `n` is less than 1.

    Examples
    --------
    >>> import fastroll as fr
    >>> with fr.threads(1):
    ...     fr.rolling_sum([1, 2, 4], 2)
    array([nan,  3.,  6.])
    """
    old = _core.limit_this_thread(at_least_one("n", n))
    try:
        yield
    finally:
        _core.limit_this_thread(old)
