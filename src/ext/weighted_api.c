/*
 * weighted_api.c - statistics of windows with weights, along the last axis of an array of one or two dimensions.
 */
#include "ext.h"

typedef struct {
    PyArrayObject *x, *weights, *offsets; /* owned; offsets may be NULL */
    fr_weighted_options options;
} weighted_call;

/* A copy, that nobody changes once it has been checked. */
static PyArrayObject *vector_of(PyObject *object, int type)
{
    return (PyArrayObject *)PyArray_FROMANY(object, type, 1, 1, NPY_ARRAY_CARRAY_RO | NPY_ARRAY_ENSURECOPY);
}

static bool get_arrays(weighted_call *call, PyObject *x, PyObject *weights, PyObject *offsets)
{
    const bool narrow = PyArray_Check(x) && PyArray_TYPE((PyArrayObject *)x) == NPY_FLOAT;
    const int flags = NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST | NPY_ARRAY_ENSUREARRAY;
    PyArray_Descr *type = PyArray_DescrFromType(narrow ? NPY_FLOAT : NPY_DOUBLE);
    call->x = (PyArrayObject *)PyArray_FromAny(x, type, 1, 2, flags, NULL);
    call->weights = vector_of(weights, NPY_DOUBLE);
    if (call->x == NULL || call->weights == NULL) return false;
    call->options.size = sizeof call->options;
    call->options.weights = PyArray_DATA(call->weights);
    call->options.window = PyArray_SIZE(call->weights);
    if (offsets == Py_None) return true;
    call->offsets = vector_of(offsets, NPY_INT64);
    if (call->offsets == NULL) return false;
    if (PyArray_SIZE(call->offsets) < 1) {
        ext_fail(PyExc_ValueError, "offsets must not be empty");
        return false;
    }
    call->options.offsets = PyArray_DATA(call->offsets);
    call->options.groups = PyArray_SIZE(call->offsets) - 1;
    return true;
}

/* A new array like x. */
static PyObject *new_result(const weighted_call *call, const fr_array *in)
{
    PyArray_Descr *type = PyArray_DescrFromType(PyArray_TYPE(call->x));
    return PyArray_Empty(PyArray_NDIM(call->x), PyArray_DIMS(call->x), type, ext_is_by_columns(in));
}

/* In `given`, if that can take the result, else in a new array. */
static PyObject *computed(const weighted_call *call, const fr_statistic *what, PyObject *given)
{
    const int dimensions = PyArray_NDIM(call->x);
    const npy_intp n = PyArray_DIM(call->x, dimensions - 1), series = dimensions > 1 ? PyArray_DIM(call->x, 0) : 1;
    const fr_array in = ext_described(call->x);
    const bool is_given = ext_takes_results(given, call->x);
    PyObject *result = is_given ? given : new_result(call, &in);
    if (result == NULL) return NULL;
    if (is_given) Py_INCREF(given);
    const fr_array out = ext_described((PyArrayObject *)result);
    PyThreadState *thread = ext_release(series * n);
    const int status = fr_weighted(what, &in, &out, series, n, &call->options);
    ext_resume(thread);
    if (status == FR_OK) return result;
    Py_DECREF(result);
    ext_fail_status(status, n);
    return NULL;
}

PyObject *ext_weighted(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *x, *weights, *offsets, *out = NULL, *result = NULL;
    int index, skip_inf, count;
    Py_ssize_t shift, min_periods, ddof;
    if (!PyArg_ParseTuple(args, "iOOnnnpO|O:weighted", &index, &x, &weights, &shift, &min_periods, &ddof, &skip_inf,
                          &offsets, &out))
        return NULL;
    const fr_statistic *all = fr_weighted_statistics(&count);
    if (index < 0 || index >= count) return PyErr_Format(PyExc_ValueError, "there is no statistic number %d", index);
    weighted_call call = {
        .options = {.shift = shift, .min_periods = min_periods, .ddof = (double)ddof, .skip_inf = skip_inf}};
    if (get_arrays(&call, x, weights, offsets)) result = computed(&call, &all[index], out);
    Py_XDECREF((PyObject *)call.x);
    Py_XDECREF((PyObject *)call.weights);
    Py_XDECREF((PyObject *)call.offsets);
    return result;
}
