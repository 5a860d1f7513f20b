/*
 * errors.c - exceptions, for code that may run without the GIL.
 */
#include "ext.h"

#include <stdarg.h>

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

int ext_fail_status(int status, ptrdiff_t n)
{
    switch (status) {
    case FR_NO_MEMORY:
        return ext_fail(PyExc_MemoryError, "not enough memory to compute the statistic of series of %zd elements", n);
    case FR_BAD_BOUNDS: return ext_fail(PyExc_ValueError, "start and end must lie in [0, n], n = %zd", n);
    case FR_NOT_MONOTONIC: return ext_fail(PyExc_ValueError, "times must be monotonic");
    case FR_BAD_STRIDE: /* inputs are as they must be: NumPy has seen to that */
    case FR_OVERLAP: return ext_fail(PyExc_ValueError, "out must have a place of its own for each result");
    default: return ext_fail(PyExc_SystemError, "fastroll's core: %s (status %d)", fr_strerror(status), status);
    }
}
