"""Typed memoryviews: C's speed, with Cython's checks and without, on one thread and on several."""

cimport cython
from cython.parallel cimport prange
from libc.math cimport NAN, INFINITY, cos, exp, sin, sqrt


def sum_squares_checked(const double[:] x, double[:] result, Py_ssize_t window):
    cdef Py_ssize_t i, j
    cdef double total
    for i in range(x.shape[0]):
        if i < window - 1:
            result[i] = NAN
            continue
        total = 0.0
        for j in range(i - window + 1, i + 1):
            total += x[j] * x[j]
        result[i] = total


@cython.boundscheck(False)
@cython.wraparound(False)
def sum_squares_unchecked(const double[::1] x, double[::1] result, Py_ssize_t window):
    cdef Py_ssize_t i, j
    cdef double total
    for i in range(x.shape[0]):
        if i < window - 1:
            result[i] = NAN
            continue
        total = 0.0
        for j in range(i - window + 1, i + 1):
            total += x[j] * x[j]
        result[i] = total


@cython.boundscheck(False)
@cython.wraparound(False)
cdef double window_sum(const double[::1] x, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    cdef Py_ssize_t j
    cdef double total = 0.0
    for j in range(start, end):
        total += x[j] * x[j]
    return total


@cython.boundscheck(False)
@cython.wraparound(False)
def sum_squares_parallel(const double[::1] x, double[::1] result, Py_ssize_t window, int threads):
    cdef Py_ssize_t i
    for i in prange(x.shape[0], nogil=True, schedule="static", num_threads=threads):
        result[i] = NAN if i < window - 1 else window_sum(x, i - window + 1, i + 1)


@cython.boundscheck(False)
@cython.wraparound(False)
def sum_squares_running(const double[::1] x, double[::1] result, Py_ssize_t window):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(x.shape[0]):
        total += x[i] * x[i]
        if i >= window:
            total -= x[i - window] * x[i - window]
        result[i] = NAN if i < window - 1 else total


@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def mean_std_welford(const double[::1] x, double[:, ::1] result, Py_ssize_t window):
    cdef Py_ssize_t i, j
    cdef double mean, squares, step
    for i in range(x.shape[0]):
        mean = squares = 0.0
        for j in range(max(0, i - window + 1), i + 1):
            step = x[j] - mean
            mean += step / (j - i + window)
            squares += step * (x[j] - mean)
        result[0, i] = NAN if i < window - 1 else mean
        result[1, i] = NAN if i < window - 1 else sqrt(squares / (window - 1))


@cython.boundscheck(False)
@cython.wraparound(False)
def gaussian_kernel(const double[::1] x, double[::1] result, double sigma, int threads):
    cdef Py_ssize_t i
    cdef double factor = -0.5 / (sigma * sigma)
    for i in prange(x.shape[0], nogil=True, schedule="static", num_threads=threads):
        result[i] = exp(factor * x[i] * x[i])


@cython.boundscheck(False)
@cython.wraparound(False)
def polar_to_cartesian(const double[::1] r, const double[::1] theta, double[:, ::1] result, int threads):
    cdef Py_ssize_t i
    for i in prange(r.shape[0], nogil=True, schedule="static", num_threads=threads):
        result[0, i] = r[i] * cos(theta[i])
        result[1, i] = r[i] * sin(theta[i])


@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def compute_stats(const double[::1] x):
    cdef Py_ssize_t i
    cdef double mean = 0.0, squares = 0.0, least = INFINITY, greatest = -INFINITY, step
    for i in range(x.shape[0]):
        step = x[i] - mean
        mean += step / (i + 1)
        squares += step * (x[i] - mean)
        least = min(least, x[i])
        greatest = max(greatest, x[i])
    return mean, sqrt(squares / (x.shape[0] - 1)), least, greatest


@cython.boundscheck(False)
@cython.wraparound(False)
def matmul(const double[:, ::1] a, const double[:, ::1] b, double[:, ::1] result):
    cdef Py_ssize_t i, j, k
    cdef double total
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0.0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            result[i, j] = total


@cython.boundscheck(False)
@cython.wraparound(False)
def matmul_along_rows(const double[:, ::1] a, const double[:, ::1] b, double[:, ::1] result):
    cdef Py_ssize_t i, j, k
    result[:, :] = 0.0
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            for j in range(b.shape[1]):
                result[i, j] += a[i, k] * b[k, j]
