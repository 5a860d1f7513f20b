"""Python's own code through Cython: first as it is, then with types for what a list allows."""

from libc.math cimport NAN


def sum_squares_untyped(x, window):
    result = [NAN] * len(x)
    for i in range(window - 1, len(x)):
        total = 0.0
        for j in range(i - window + 1, i + 1):
            total += x[j] * x[j]
        result[i] = total
    return result


def sum_squares_list(list x, Py_ssize_t window):
    cdef Py_ssize_t i, j
    cdef double total, value
    cdef list result = [NAN] * len(x)
    for i in range(window - 1, len(x)):
        total = 0.0
        for j in range(i - window + 1, i + 1):
            value = x[j]
            total += value * value
        result[i] = total
    return result
