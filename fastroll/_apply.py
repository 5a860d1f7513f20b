"""Any function in the window: one of Python, or a compiled one, which runs without the GIL."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fastroll import _arguments as arguments
from fastroll import _core
from fastroll._arguments import Closed
from fastroll._compiled import as_compiled
from fastroll._rolling import Window, as_series, bounds_and_least, check_least, dtype_of, move_axis
from fastroll._windows import Bounds

__all__ = ["expanding_apply", "rolling_apply"]


def rolling_apply(
    x: ArrayLike,
    window: Window,
    func: Any,
    min_periods: int | None = None,
    *,
    args: tuple[Any, ...] = (),
    kwargs: dict[str, Any] | None = None,
    threads: int = 1,
    skipna: bool = True,
    center: bool = False,
    closed: Closed | None = None,
    step: int | None = None,
    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> Any:
    """Call a function of yours for the values of each window.

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.
    window : int, `Bounds` or pandas BaseIndexer
        Elements in a window, or any windows.
    func : callable or compiled function
        A Python callable gets an array of float64 that is its own, and returns a number.  A compiled function has the
        signature ``int f(double *values, intptr_t n, double *result, void *user_data)``, returns 1 for success and 0
        for failure, and is one of: a function of ctypes with its prototype, a function pointer of cffi, a ``cfunc`` of
        Numba, a ``PyCapsule`` (as Cython exports its functions) whose name is the signature, or a
        ``scipy.LowLevelCallable``; the last two may bring user data.
    min_periods : int, default None
        Number of values that are not NaN that a window needs; where there are fewer, the result is NaN without a call.
        None is `window` if that is an int, ``window_size`` of a BaseIndexer, and 1 for `Bounds`.
    args, kwargs : tuple and dict, default ()
        What a Python callable gets after the values.
    threads : int, default 1
        From how many threads a compiled function may be called at the same time.
    skipna : bool, default True
        Whether functions get the values that are not NaN alone; if not, they get all values of the window.
    center, closed, step
        See `rolling_mean`; not for `Bounds`.
    axis : int, default -1
        The axis along which the window moves.
    out : ndarray, default None
        Where to put the result.

    Returns
    -------
    ndarray
        float32 if `x` is, else float64.

    Raises
    ------
    TypeError
        If `func` is neither callable nor a compiled function of that signature, or `args` are given with a compiled
        one.
    ValueError
        If another argument is wrong.
    RuntimeError
        If a compiled function returns 0: its text names the row.
    Exception
        Whatever a Python callable raises.

    See Also
    --------
    expanding_apply : The same for all elements so far.

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.rolling_apply([1, 2, 6, 3, 5], 3, np.median)
    array([nan, nan,  2.,  3.,  5.])

    A compiled function, here one that ctypes makes:

    >>> import ctypes
    >>> numbers = ctypes.POINTER(ctypes.c_double)
    >>> prototype = ctypes.CFUNCTYPE(ctypes.c_int, numbers, ctypes.c_ssize_t, numbers, ctypes.c_void_p)
    >>> @prototype
    ... def first(values, n, result, user_data):
    ...     result[0] = values[0]
    ...     return 1
    >>> fr.rolling_apply([1, 2, 6, 3, 5], 3, first)
    array([nan, nan,  1.,  2.,  6.])
    """
    call = checked_call(func, args, kwargs, threads)
    skip = arguments.check_flag("skipna", skipna)
    series, axis = as_series(1, x, axis)
    values = series[0]
    bounds, least = _as_bounds(window, values.shape[-1], min_periods, center, closed, step)
    dtype = dtype_of(series)
    shape = (*values.shape[:-1], len(bounds))
    if out is not None:
        arguments.check_out(out, move_axis(np.empty(shape, bool), -1, axis).shape, dtype)
    values = np.require(values, dtype.newbyteorder("="), "A")
    if values.ndim > 2:
        values = values.reshape(math.prod(values.shape[:-1]), values.shape[-1])
    func, args, kwargs, address, user_data, most = call
    made = _core.apply(
        func, args, kwargs, address, user_data, values, bounds.start, bounds.end, least, False, not skip, most
    )
    result = move_axis(made.reshape(shape), -1, axis)
    if out is None:
        return result
    np.copyto(out, result, casting="same_kind")
    return out


def expanding_apply(
    x: ArrayLike,
    func: Any,
    min_periods: int = 1,
    *,
    args: tuple[Any, ...] = (),
    kwargs: dict[str, Any] | None = None,
    threads: int = 1,
    skipna: bool = True,
    axis: int = -1,
    out: NDArray[Any] | None = None,
) -> Any:
    """Call a function of yours for all values so far.

    Parameters
    ----------
    x : array_like
        Real numbers, in one dimension or more.
    func : callable or compiled function
        See `rolling_apply`.
    min_periods : int, default 1
        Number of values that are not NaN that a window needs; where there are fewer, the result is NaN without a call.
    args, kwargs, threads, skipna, axis, out
        See `rolling_apply`.

    Returns
    -------
    ndarray
        float32 if `x` is, else float64.

    Raises
    ------
    TypeError, ValueError, RuntimeError, Exception
        As `rolling_apply` does.

    See Also
    --------
    rolling_apply : The same for windows that move.

    Examples
    --------
    >>> import numpy as np
    >>> import fastroll as fr
    >>> fr.expanding_apply([1, 2, 6, 3, 5], np.ptp)
    array([0., 1., 5., 5., 5.])
    """
    least = arguments.check_min_periods(min_periods)
    return rolling_apply(
        x,
        arguments.EVERYTHING,
        func,
        least,
        args=args,
        kwargs=kwargs,
        threads=threads,
        skipna=skipna,
        axis=axis,
        out=out,
    )


def checked_call(
    func: Any, args: Any, kwargs: Any, threads: Any
) -> tuple[Callable[..., Any] | None, Any, Any, int, int, int]:
    """Return what `_core.apply` takes for a function: it, its arguments, address, user data, and threads."""
    number = arguments.as_integer(threads)
    if number is None or number < 1:
        raise ValueError(f"threads must be an integer 1 or greater, got {threads!r}")
    number = min(number, arguments.EVERYTHING)
    if kwargs is not None and not isinstance(kwargs, dict):
        raise TypeError(f"kwargs must be a dict, got {kwargs!r}")
    compiled = as_compiled(func)
    if compiled is not None:
        if args or kwargs:
            raise TypeError("args and kwargs are for Python callables; scipy.LowLevelCallable takes user_data")
        return compiled.owner, None, None, compiled.address, compiled.user_data, number
    if not callable(func):
        raise TypeError(f"func must be callable, or a compiled function, got {func!r}")
    if number > 1:
        raise ValueError(f"threads must be 1 for a Python callable, got {threads!r}")
    if not isinstance(args, tuple):
        raise TypeError(f"args must be a tuple, got {args!r}")
    if not args and not kwargs:
        return func, None, None, 0, 0, 1
    return func, args, dict(kwargs or {}), 0, 0, 1


def _as_bounds(
    window: Any, n: int, min_periods: int | None, center: bool, closed: Closed | None, step: int | None
) -> tuple[Bounds, int]:
    """Return any windows as bounds, and the number of valid elements that each of them needs."""
    if isinstance(window, Bounds) or hasattr(window, "get_window_bounds"):
        return bounds_and_least(window, n, min_periods, center, closed, step)
    windows = arguments.check_windows(window)
    if windows.ndim:
        raise ValueError(f"window must be one integer 0 or greater, got {window!r}")
    length = windows.item()
    least = length if min_periods is None else check_least(min_periods, windows)
    center, closed = arguments.check_center(center), arguments.check_closed(closed)
    return Bounds(*_core.fixed_bounds(n, length, center, closed, arguments.check_step(step))), least
