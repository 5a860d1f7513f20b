/*
 * errors.c - exceptions, for code that may run without the GIL.
 */
#include "ext.h"

#include <stdarg.h>

/* Whoever asked for it has set an exception, unless that was no function of ours. */
static int fail_interrupted(void)
{
    const PyGILState_STATE gil = PyGILState_Ensure();
    if (!PyErr_Occurred()) PyErr_SetNone(PyExc_KeyboardInterrupt);
    PyGILState_Release(gil);
    return -1;
}

int ext_fail(PyObject *type, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const PyGILState_STATE gil = PyGILState_Ensure();
    PyErr_FormatV(type, format, values);
    PyGILState_Release(gil);
    va_end(values);
    return -1;
}

int ext_fail_number(PyObject *type, const char *format, double number)
{
    const PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *object = PyFloat_FromDouble(number);
    if (object != NULL) PyErr_Format(type, format, object);
    Py_XDECREF(object);
    PyGILState_Release(gil);
    return -1;
}

int ext_fail_keys(int status)
{
    if (status != FR_BAD_BOUNDS) return ext_fail_status(status, 0);
    return ext_fail(PyExc_RuntimeError, "the keys of the groups have changed while they were read");
}

int ext_fail_status(int status, ptrdiff_t n)
{
    switch (status) {
    case FR_NO_MEMORY:
        return ext_fail(PyExc_MemoryError, "not enough memory to compute the statistic of series of %zd elements", n);
    case FR_BAD_BOUNDS: return ext_fail(PyExc_ValueError, "start and end must lie in [0, n], n = %zd", n);
    case FR_NOT_MONOTONIC: return ext_fail(PyExc_ValueError, "times must be monotonic");
    case FR_INTERRUPTED: return fail_interrupted();
    case FR_BAD_STRIDE: /* inputs are as they must be: NumPy has seen to that */
    case FR_OVERLAP: return ext_fail(PyExc_ValueError, "out must have a place of its own for each result");
    case FR_BAD_WINDOW:
    case FR_BAD_MIN_PERIODS:
    case FR_BAD_QUANTILES:
    case FR_BAD_INTERPOLATION:
    case FR_BAD_TIES:
    case FR_BAD_ALPHA:
    case FR_BAD_STEPS:
    case FR_BAD_WEIGHTS: /* of parameters that were right, but have changed meanwhile */
        return ext_fail(PyExc_ValueError, "%s", fr_strerror(status));
    default: return ext_fail(PyExc_SystemError, "fastroll's core: %s (status %d)", fr_strerror(status), status);
    }
}
