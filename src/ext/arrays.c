/*
 * arrays.c - arrays of one or more series, and where results may go.
 */
#include "ext.h"

fr_array ext_described(PyArrayObject *array)
{
    const int last = PyArray_NDIM(array) - 1;
    return (fr_array){.data = PyArray_DATA(array),
                      .along = PyArray_STRIDE(array, last),
                      .across = last > 0 ? PyArray_STRIDE(array, 0) : 0,
                      .type = PyArray_TYPE(array) == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64};
}

bool ext_is_by_columns(const fr_array *array)
{
    return array->across != 0 && Py_ABS(array->across) < Py_ABS(array->along);
}

/* Whether elements have places of their own: the core wants that, NumPy does not. */
static bool is_spread_out(PyArrayObject *array)
{
    if (PyArray_NDIM(array) != 1) return PyArray_ISONESEGMENT(array);
    return Py_ABS(PyArray_STRIDE(array, 0)) >= PyArray_ITEMSIZE(array);
}

bool ext_takes_results(PyObject *out, PyArrayObject *like)
{
    if (out == NULL || !PyArray_CheckExact(out)) return false;
    PyArrayObject *array = (PyArrayObject *)out;
    return PyArray_TYPE(array) == PyArray_TYPE(like) && PyArray_SAMESHAPE(array, like) && PyArray_ISBEHAVED(array) &&
           is_spread_out(array);
}
