/*
 * move.c - the fast call of the functions that have bottleneck's names.
 *
 * Windows are never longer than the series.  Places of extremes count from the right end of the window, and of equal
 * ones the rightmost is meant: that is the leftmost, counted from the left, of a series that is read backwards, in
 * windows that begin with the row's own element.  Ranks go from -1 to 1.
 */
#include "fastcall.h"

/* 1 <= min_count <= window <= n. */
static bool get_window(fastcall *call, PyObject *window, PyObject *min_count)
{
    fr_options *options = &call->options;
    if (!fastcall_integer(window, &options->window) || options->window < 1 || options->window > call->n) return false;
    options->min_periods = options->window;
    return min_count == Py_None || (fastcall_integer(min_count, &options->min_periods) && options->min_periods >= 1 &&
                                    options->min_periods <= options->window);
}

/* Makes the series of two dimensions lie along the first, if that is the axis. */
static bool get_axis(fastcall *call, PyObject *object, bool *first)
{
    ptrdiff_t axis;
    const int dimensions = PyArray_NDIM(call->like);
    if (!fastcall_integer(object, &axis) || axis < -dimensions || axis >= dimensions) return false;
    *first = dimensions == 2 && (axis == 0 || axis == -2);
    if (!*first) return true;
    fr_array *at = &call->in[0];
    *at = (fr_array){.data = at->data, .along = at->across, .across = at->along, .type = at->type};
    const ptrdiff_t series = call->series;
    call->series = call->n;
    call->n = series;
    return true;
}

static PyObject *turned(PyObject *array)
{
    PyObject *view = array == NULL ? NULL : PyArray_Transpose((PyArrayObject *)array, NULL);
    Py_XDECREF(array);
    return view;
}

PyObject *ext_move(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (count != 8) return PyErr_Format(PyExc_TypeError, "move() takes 8 arguments (%zd given)", count);
    fastcall call;
    bool first;
    if (!fastcall_begin(&call, args[0], args[1], args[5], Py_False, args[7]) || call.what->inputs != 1 ||
        !get_axis(&call, args[4], &first) || !get_window(&call, args[2], args[3]) ||
        !fastcall_truth(args[6], &call.backwards))
        return fastcall_not_implemented();
    call.options.symmetric = true;
    if (call.backwards) {
        fastcall_turn(&call.in[0], call.n);
        call.options.shift = call.options.window - 1;
    }
    PyObject *result = fastcall_rolled(&call);
    return first ? turned(result) : result;
}
