# cython: language_level=3, boundscheck=False, wraparound=False
"""A Cython module on libfastroll: one series, many in a prange, a function for windows, and calls in a loop."""

cimport fastroll
from cython.parallel cimport prange
from libc.stdint cimport intptr_t

import numpy as np


cdef fastroll.fr_array described(double[:] x) noexcept nogil:
    cdef fastroll.fr_array array = fastroll.fr_doubles(NULL)
    array.data = &x[0] if x.shape[0] else NULL
    array.along = x.strides[0]
    return array


cdef fastroll.fr_options asked(Py_ssize_t window, Py_ssize_t min_periods) except *:
    cdef fastroll.fr_options options
    fastroll.check(fastroll.fr_options_init(&options, sizeof(options)))
    options.window = window
    options.min_periods = min_periods
    return options


def rolling(str name, double[:] x, Py_ssize_t window, Py_ssize_t min_periods):
    result = np.empty(x.shape[0])
    cdef fastroll.fr_options options = asked(window, min_periods)
    cdef fastroll.fr_array a = described(x), b = described(result)
    cdef const fastroll.fr_statistic *what = fastroll.fr_find(name.encode())
    with nogil:
        fastroll.check(fastroll.fr_rolling(what, &a, &b, 1, x.shape[0], &options))
    return result


def rolling_rows(str name, double[:, :] x, Py_ssize_t window):
    result = np.empty((x.shape[0], x.shape[1]))
    status = np.empty(x.shape[0], np.intc)
    cdef double[:, :] results = result
    cdef int[:] statuses = status
    cdef fastroll.fr_options options = asked(window, fastroll.FR_WHOLE_WINDOW)
    cdef const fastroll.fr_statistic *what = fastroll.fr_find(name.encode())
    cdef Py_ssize_t i
    for i in prange(x.shape[0], nogil=True, num_threads=2):
        statuses[i] = one_row(what, x[i], results[i], &options)
    for i in range(x.shape[0]):
        fastroll.check(statuses[i])
    return result


cdef int one_row(const fastroll.fr_statistic *what, double[:] x, double[:] result,
                 const fastroll.fr_options *options) noexcept nogil:
    cdef fastroll.fr_array a = described(x), b = described(result)
    return fastroll.fr_rolling(what, &a, &b, 1, x.shape[0], options)


def fast_ema(double[::1] x, double alpha):
    return fastroll.fast_ema(&x[0], <int>x.shape[0], alpha)


cdef api int last_less_first(double *values, intptr_t n, double *result, void *user_data) noexcept nogil:
    if n and values[0] == 13:
        return 0
    result[0] = values[n - 1] - values[0] if n else -1
    return 1


cdef api int of_another_signature(double *values, int n) noexcept nogil:
    return 1
