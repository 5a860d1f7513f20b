/*
 * fastcall_arguments.c - reads the arguments of a fast call, and makes the arrays for its results.
 */
#include "fastcall.h"

#include <string.h>

bool fastcall_integer(PyObject *object, ptrdiff_t *value)
{
    if (!PyLong_CheckExact(object)) return false;
    *value = PyLong_AsSsize_t(object);
    if (*value == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return false;
    }
    return true;
}

bool fastcall_truth(PyObject *object, bool *value)
{
    *value = object == Py_True;
    return object == Py_True || object == Py_False;
}

static const fr_statistic *statistic(PyObject *index)
{
    int count;
    ptrdiff_t place;
    const fr_statistic *all = fr_statistics(&count);
    if (!fastcall_integer(index, &place) || place < 0 || place >= count) return NULL;
    return all[place].inputs <= FASTCALL_MAX_INPUTS ? &all[place] : NULL;
}

/* One or more series in an array: those along its last axis. */
static bool describe(PyArrayObject *array, fr_array *at, ptrdiff_t *series, ptrdiff_t *n)
{
    const int dimensions = PyArray_NDIM(array);
    if (dimensions != 1 && dimensions != 2) return false;
    *at = ext_described(array);
    *series = dimensions == 2 ? PyArray_DIM(array, 0) : 1;
    *n = PyArray_DIM(array, dimensions - 1);
    return true;
}

bool fastcall_input(PyObject *object, fr_array *at, ptrdiff_t *series, ptrdiff_t *n)
{
    if (!PyArray_CheckExact(object)) return false;
    PyArrayObject *array = (PyArrayObject *)object;
    const int type = PyArray_TYPE(array);
    return (type == NPY_DOUBLE || type == NPY_FLOAT) && PyArray_ISALIGNED(array) && PyArray_ISNOTSWAPPED(array) &&
           describe(array, at, series, n);
}

static bool get_inputs(fastcall *call, PyObject *x)
{
    const int inputs = call->what->inputs;
    if (inputs == 1) {
        call->like = (PyArrayObject *)x;
        return fastcall_input(x, &call->in[0], &call->series, &call->n);
    }
    if (!PyTuple_CheckExact(x) || PyTuple_Size(x) != inputs) return false;
    for (int i = 0; i < inputs; i++) {
        PyObject *one = PyTuple_GetItem(x, i);
        ptrdiff_t series, n;
        if (!fastcall_input(one, &call->in[i], &series, &n)) return false;
        if (i == 0) call->like = (PyArrayObject *)one, call->series = series, call->n = n;
        if (series != call->series || n != call->n || call->in[i].type != call->in[0].type ||
            PyArray_NDIM((PyArrayObject *)one) != PyArray_NDIM(call->like))
            return false;
    }
    return true;
}

static bool get_quantiles(fastcall *call, PyObject *q)
{
    fr_options *options = &call->options;
    if (PyFloat_CheckExact(q)) {
        call->q = PyFloat_AsDouble(q);
        options->q = &call->q;
    } else {
        if (!PyArray_CheckExact(q)) return false;
        PyArrayObject *array = (PyArrayObject *)q;
        if (PyArray_TYPE(array) != NPY_DOUBLE || PyArray_NDIM(array) != 1 || !PyArray_ISCARRAY_RO(array)) return false;
        options->q = PyArray_DATA(array);
        options->quantiles = PyArray_DIM(array, 0);
        call->many_quantiles = true;
    }
    for (ptrdiff_t i = 0; i < options->quantiles; i++)
        if (!(options->q[i] >= 0 && options->q[i] <= 1)) return false;
    return true;
}

/* What only some statistics take. */
static bool get_extra(fastcall *call, PyObject *extra)
{
    static const char *const interpolations[FR_INTERPOLATIONS] = {"linear", "lower", "higher", "midpoint", "nearest"};
    static const char *const methods[FR_TIES] = {"average", "min", "max", "dense", "first"};
    if (!call->what->has_q && !call->what->has_ties) return extra == NULL || extra == Py_None;
    if (extra == NULL || !PyTuple_CheckExact(extra) || PyTuple_Size(extra) != (call->what->has_q ? 2 : 3)) return false;
    if (call->what->has_q) {
        const int place = ext_choice(PyTuple_GetItem(extra, 1), interpolations, FR_INTERPOLATIONS);
        call->options.interpolation = (fr_interpolation)place;
        return place >= 0 && get_quantiles(call, PyTuple_GetItem(extra, 0));
    }
    bool ascending;
    const int place = ext_choice(PyTuple_GetItem(extra, 0), methods, FR_TIES);
    if (place < 0 || !fastcall_truth(PyTuple_GetItem(extra, 1), &ascending) ||
        !fastcall_truth(PyTuple_GetItem(extra, 2), &call->options.pct))
        return false;
    call->options.ties = (fr_ties)place;
    call->options.descending = !ascending;
    return true;
}

bool fastcall_begin(fastcall *call, PyObject *index, PyObject *x, PyObject *ddof, PyObject *skip_inf, PyObject *extra)
{
    ptrdiff_t degrees;
    call->what = statistic(index);
    call->options = (fr_options){.size = sizeof(fr_options), .quantiles = 1};
    call->many_quantiles = call->backwards = false;
    call->out = NULL;
    if (call->what == NULL || !get_inputs(call, x) || !fastcall_integer(ddof, &degrees) ||
        !fastcall_truth(skip_inf, &call->options.skip_inf) || !get_extra(call, extra))
        return false;
    if (degrees < 0 && !call->options.skip_inf) return false; /* of pandas' windows, which skip, they may be negative */
    call->options.ddof = (double)degrees;
    return true;
}

bool fastcall_window(fastcall *call, PyObject *window, PyObject *min_periods, PyObject *center, PyObject *closed)
{
    fr_options *options = &call->options;
    const int ends = ext_closed(closed);
    if (!fastcall_integer(window, &options->window) || options->window < 0 ||
        !fastcall_truth(center, &options->center) || ends < 0)
        return false;
    options->closed = (fr_closed)ends;
    options->min_periods = options->window;
    if (min_periods != Py_None && (!fastcall_integer(min_periods, &options->min_periods) || options->min_periods < 0 ||
                                   options->min_periods > options->window))
        return false;
    return true;
}

bool fastcall_out(fastcall *call, PyObject *out)
{
    if (out == NULL || out == Py_None) return true;
    call->out = (PyArrayObject *)out;
    return call->what->outputs == 1 && !call->many_quantiles && ext_takes_results(out, call->like);
}

/* A new array like the first input, with m elements in each series and the same order of its axes in memory; `many`: as
 * many of them as there are quantiles, in one array. */
static PyObject *new_array(const fastcall *call, ptrdiff_t m, bool many)
{
    const bool columns = ext_is_by_columns(&call->in[0]);
    const int dimensions = PyArray_NDIM(call->like);
    npy_intp shape[3] = {call->options.quantiles, call->series, m};
    if (dimensions == 1) shape[1] = call->options.quantiles;
    PyArray_Descr *type = PyArray_DESCR(call->like);
    Py_INCREF((PyObject *)type);
    if (!many) return PyArray_Empty(dimensions, shape + 3 - dimensions, type, columns);
    if (!columns) return PyArray_Empty(dimensions + 1, shape + 2 - dimensions, type, 0);
    PyObject *made = PyArray_Empty(3, (npy_intp[]){shape[0], m, call->series}, type, 0);
    PyObject *turned = made == NULL ? NULL : PyArray_SwapAxes((PyArrayObject *)made, 1, 2);
    Py_XDECREF(made);
    return turned;
}

static void free_many(fastcall_results *results)
{
    if (results->out != results->few) PyMem_Free(results->out);
    if (results->quantiles != results->few_quantiles) PyMem_Free(results->quantiles);
}

/* Describes to the core the places in one array for all quantiles, which are copied: whoever has the array of them
 * might change it while they are used. */
static bool describe_many(fastcall *call, fastcall_results *results)
{
    PyArrayObject *array = (PyArrayObject *)results->object;
    const ptrdiff_t quantiles = call->options.quantiles;
    if (quantiles > FASTCALL_FEW) {
        results->out = PyMem_Malloc((size_t)quantiles * sizeof *results->out);
        results->quantiles = PyMem_Malloc((size_t)quantiles * sizeof *results->quantiles);
    }
    if (results->out == NULL || results->quantiles == NULL) {
        free_many(results);
        Py_CLEAR(results->object);
        PyErr_NoMemory();
        return false;
    }
    if (quantiles > 0) memcpy(results->quantiles, call->options.q, (size_t)quantiles * sizeof *results->quantiles);
    call->options.q = results->quantiles;
    const npy_intp *strides = PyArray_STRIDES(array);
    const int dimensions = PyArray_NDIM(array);
    for (ptrdiff_t i = 0; i < quantiles; i++)
        results->out[i] = (fr_array){.data = (char *)PyArray_DATA(array) + i * strides[0],
                                     .along = strides[dimensions - 1],
                                     .across = dimensions == 3 ? strides[1] : 0,
                                     .type = call->in[0].type};
    return true;
}

static bool make_tuple(const fastcall *call, ptrdiff_t m, fastcall_results *results)
{
    const int outputs = call->what->outputs;
    ptrdiff_t series, length;
    results->object = PyTuple_New(outputs);
    for (int i = 0; results->object != NULL && i < outputs; i++) {
        PyObject *array = new_array(call, m, false);
        if (array == NULL) Py_CLEAR(results->object);
        else {
            PyTuple_SetItem(results->object, i, array);
            describe((PyArrayObject *)array, &results->out[i], &series, &length);
        }
    }
    return results->object != NULL;
}

bool fastcall_make_results(fastcall *call, ptrdiff_t m, fastcall_results *results)
{
    ptrdiff_t series, length;
    results->out = results->few, results->quantiles = results->few_quantiles;
    if (call->what->outputs > 1) return make_tuple(call, m, results);
    Py_XINCREF((PyObject *)call->out);
    results->object = call->out ? (PyObject *)call->out : new_array(call, m, call->many_quantiles);
    if (results->object == NULL) return false;
    if (call->many_quantiles) return describe_many(call, results);
    return describe((PyArrayObject *)results->object, &results->out[0], &series, &length);
}

PyObject *fastcall_finish(const fastcall *call, fastcall_results *results, int status)
{
    free_many(results);
    if (status == FR_OK) return results->object;
    Py_DECREF(results->object);
    ext_fail_status(status, call->n);
    return NULL;
}
