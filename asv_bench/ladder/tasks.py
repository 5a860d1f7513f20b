"""The algorithms, and the versions of each: what a version is called, what it changes, and how to get it running."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import fastroll as fr

from . import python
from .build import Workshop, module
from .rungs import Run, Rung, Task, filling, numba, one_thread, ufunc


def sum_squares(n: int, window: int) -> Task:
    """Rolling sum of squares."""
    x = np.random.default_rng(1).standard_normal(n)
    values = x.tolist()
    threads = fr.get_num_threads()

    def by_ctypes(workshop: Workshop) -> Run:
        function = workshop.ctypes().sum_squares

        def run() -> Any:
            result = np.empty(n)
            function(x.ctypes.data, result.ctypes.data, n, window)
            return result

        return run

    def by_cffi(opened: tuple[Any, Any]) -> Run:
        ffi, library = opened

        def run() -> Any:
            result = np.empty(n)
            library.sum_squares(ffi.from_buffer("double[]", x), ffi.from_buffer("double[]", result), n, window)
            return result

        return run

    def cython(name: str, *more: Any) -> Callable[[Workshop], Run]:
        return lambda shop: filling((n,), getattr(shop.cython("typed"), name), x, ..., window, *more)

    return Task(
        "sum_squares",
        f"Rolling sum of squares, n = {n:,}, w = {window}",
        [
            Rung(
                "pure Python", "the definition, every window anew", lambda _: lambda: python.sum_squares(values, window)
            ),
            Rung(
                "Cython, untyped",
                "no bytecode; every number still an object",
                lambda shop: lambda: shop.cython("untyped").sum_squares_untyped(values, window),
            ),
            Rung(
                "Cython, cdef on a list",
                "arithmetic in C; elements still objects in a list",
                lambda shop: lambda: shop.cython("untyped").sum_squares_list(values, window),
            ),
            Rung(
                "Python, running sum",
                "a better algorithm: 2 operations for an element, not 100",
                lambda _: lambda: python.sum_squares_running(values, window),
            ),
            Rung(
                "NumPy, sliding_window_view",
                "loops in C, no objects; every window anew",
                lambda _: lambda: python.sum_squares_view(x, window),
            ),
            Rung(
                "Cython, memoryviews", "numbers side by side in memory; indices checked", cython("sum_squares_checked")
            ),
            Rung("Cython, no checks", "no test of each index; contiguous", cython("sum_squares_unchecked")),
            Rung("Cython, prange", f"no GIL, {threads} threads", cython("sum_squares_parallel", threads)),
            Rung("Numba", "compiled at run time", lambda _: numba(python.sum_squares_array, x, window)),
            Rung("C by ctypes", "C itself; slow to call", by_ctypes),
            Rung("C by cffi, ABI", "the same, described by C's own text", lambda shop: by_cffi(shop.cffi_abi())),
            Rung("C by cffi, API", "the call compiled, too", lambda shop: by_cffi(shop.cffi_api())),
            Rung(
                "NumPy, cumsum",
                "the better algorithm, loops in C; rounding errors grow",
                lambda _: lambda: python.sum_squares_cumsum(x, window),
            ),
            Rung("Cython, running sum", "the better algorithm, compiled; errors stay", cython("sum_squares_running")),
            Rung(
                "fastroll gufunc",
                "two scans, vectors; nothing is subtracted",
                lambda _: one_thread(ufunc("rolling_sum_squares", x, window, window)),
            ),
        ],
    )


def mean_std(n: int, window: int) -> Task:
    """Rolling mean and std."""
    x = np.random.default_rng(2).standard_normal(n)
    threads = fr.get_num_threads()
    share = max(1, n // 10_000)

    def by_pandas(_: Workshop) -> Run:
        rolling = module("pandas").Series(x).rolling(window)
        return lambda: (rolling.mean(), rolling.std())

    return Task(
        "mean_std",
        f"Rolling mean and std, n = {n:,}, w = {window}",
        [
            Rung(
                "pure Python, Welford",
                "each window by Welford's update",
                lambda _: lambda: python.mean_std_welford(x[: n // share].tolist(), window),
                share,
            ),
            Rung(
                "NumPy, sliding_window_view",
                "loops in C; a copy of every window",
                lambda _: lambda: python.mean_std_view(x, window),
            ),
            Rung(
                "Cython, Welford",
                "each window, compiled; a division for each element",
                lambda shop: filling((2, n), shop.cython("typed").mean_std_welford, x, ..., window),
            ),
            Rung("pandas", "Welford's update forth and back: time does not grow with w", by_pandas),
            Rung(
                "fastroll, mean and std",
                "two scans, vectors, one thread",
                lambda _: one_thread(lambda: (fr.rolling_mean(x, window), fr.rolling_std(x, window))),
            ),
            Rung(
                "fastroll, mean_std", "both in one pass", lambda _: one_thread(lambda: fr.rolling_mean_std(x, window))
            ),
            Rung("fastroll, threads", f"{threads} threads", lambda _: lambda: fr.rolling_mean_std(x, window)),
        ],
    )


def gaussian(n: int, sigma: float = 1.5) -> Task:
    """exp(-x**2 / (2 sigma**2))."""
    x = np.random.default_rng(3).standard_normal(n)
    threads = fr.get_num_threads()
    share = max(1, n // 100_000)

    def cython(count: int) -> Callable[[Workshop], Run]:
        return lambda shop: filling((n,), shop.cython("typed").gaussian_kernel, x, ..., sigma, count)

    return Task(
        "gaussian",
        f"Gaussian kernel, n = {n:,}",
        [
            Rung(
                "pure Python",
                "math.exp, one by one",
                lambda _: lambda: python.gaussian_kernel(x[: n // share].tolist(), sigma),
                share,
            ),
            Rung("NumPy", "vectors; four passes over memory", lambda _: lambda: np.exp(-(x**2) / (2 * sigma**2))),
            Rung("Cython", "one pass; exp of the C library", cython(1)),
            Rung("Cython, prange", f"{threads} threads", cython(threads)),
            Rung("fastroll ufunc", "one pass, vectors", lambda _: one_thread(ufunc("gaussian_kernel", x, sigma))),
            Rung("fastroll, threads", f"{threads} threads", lambda _: ufunc("gaussian_kernel", x, sigma)),
        ],
    )


def polar(n: int) -> Task:
    """Polar to Cartesian coordinates."""
    rng = np.random.default_rng(4)
    r, theta = rng.random(n), rng.uniform(-np.pi, np.pi, n)
    threads = fr.get_num_threads()
    share = max(1, n // 100_000)

    def cython(count: int) -> Callable[[Workshop], Run]:
        return lambda shop: filling((2, n), shop.cython("typed").polar_to_cartesian, r, theta, ..., count)

    return Task(
        "polar",
        f"Polar to Cartesian, n = {n:,}",
        [
            Rung(
                "pure Python",
                "math.cos, math.sin, one by one",
                lambda _: lambda: python.polar_to_cartesian(r[: n // share].tolist(), theta[: n // share].tolist()),
                share,
            ),
            Rung("NumPy", "loops in C", lambda _: lambda: np.array([r * np.cos(theta), r * np.sin(theta)])),
            Rung("Cython", "one pass", cython(1)),
            Rung("Cython, prange", f"{threads} threads", cython(threads)),
            Rung(
                "fastroll ufunc",
                "sine and cosine together",
                lambda _: one_thread(ufunc("polar_to_cartesian", r, theta)),
            ),
            Rung("fastroll, threads", f"{threads} threads", lambda _: ufunc("polar_to_cartesian", r, theta)),
        ],
    )


def stats(n: int) -> Task:
    """Mean, std, min and max of an array."""
    x = np.random.default_rng(5).standard_normal(n)
    values = x.tolist()

    def by_ctypes(shop: Workshop) -> Run:
        function = shop.ctypes().compute_stats

        def run() -> Any:
            result = np.empty(4)
            function(x.ctypes.data, result.ctypes.data, n)
            return result

        return run

    return Task(
        "compute_stats",
        f"compute_stats: mean, std, min, max, n = {n:,}",
        [
            Rung("pure Python", "one pass, Welford's update", lambda _: lambda: python.compute_stats(values)),
            Rung("Numba", "compiled; a division for each element", lambda _: numba(python.compute_stats, x)),
            Rung("Cython", "the same", lambda shop: lambda: shop.cython("typed").compute_stats(x)),
            Rung("C by ctypes", "the same", by_ctypes),
            Rung(
                "NumPy",
                "use the library: five passes of vectors",
                lambda _: lambda: (x.mean(), x.std(ddof=1), x.min(), x.max()),
            ),
        ],
    )


def matmul(n: int) -> Task:
    """The product of two matrices."""
    a, b = np.random.default_rng(6).standard_normal((2, n, n))
    rows, others = a.tolist(), b.tolist()
    return Task(
        "matmul",
        f"Product of two matrices, {n} x {n}",
        [
            Rung("pure Python", "sums of products", lambda _: lambda: python.matmul(rows, others)),
            Rung(
                "Cython, naive",
                "three loops, compiled",
                lambda shop: filling((n, n), shop.cython("typed").matmul, a, b, ...),
            ),
            Rung(
                "Cython, along rows",
                "the loops in another order: vectors, caches",
                lambda shop: filling((n, n), shop.cython("typed").matmul_along_rows, a, b, ...),
            ),
            Rung("NumPy, BLAS", "use the library", lambda _: lambda: a @ b),
        ],
    )


def tasks(*, tiny: bool = False) -> list[Task]:
    """Return all tasks, at their sizes or, to see whether they work, at tiny ones."""
    if tiny:
        return [sum_squares(300, 20), mean_std(300, 20), gaussian(500), polar(500), stats(500), matmul(8)]
    millions = 10_000_000
    return [
        sum_squares(10_000, 100),
        mean_std(1_000_000, 50),
        gaussian(millions),
        polar(millions),
        stats(1_000_000),
        matmul(200),
    ]
