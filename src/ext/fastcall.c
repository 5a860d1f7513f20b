/*
 * fastcall.c - the short way for the usual arguments: no conversion, no broadcasting, no parsing of keywords.
 *
 * A ufunc spends a microsecond or two on its generality, which is more than the statistic of a short series takes.
 * These functions cost a tenth of that.  Whatever is not usual, wrong arguments included, makes them return
 * NotImplemented: the caller then goes the general way, which explains what is wrong.
 *
 * The floating-point flags are left as the kernels set them: nobody asks for them before clearing them.
 */
#include "ext.h"

#include "bounds.h"

static PyObject *not_implemented(void)
{
    Py_INCREF(Py_NotImplemented);
    return Py_NotImplemented;
}

static bool integer(PyObject *object, ptrdiff_t *value)
{
    if (!PyLong_CheckExact(object)) return false;
    *value = PyLong_AsSsize_t(object);
    if (*value == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return false;
    }
    return true;
}

static bool truth(PyObject *object, bool *value)
{
    *value = object == Py_True;
    return object == Py_True || object == Py_False;
}

static const fr_statistic *statistic(PyObject *index)
{
    int count;
    ptrdiff_t place;
    const fr_statistic *all = fr_statistics(&count);
    if (!integer(index, &place) || place < 0 || place >= count) return NULL;
    return all[place].inputs == 1 && all[place].outputs == 1 ? &all[place] : NULL;
}

/* One or more series in an array: those along its last axis. */
typedef struct {
    fr_array at;
    ptrdiff_t series, n;
} stack;

static bool get_stack(PyArrayObject *array, stack *got)
{
    const int dimensions = PyArray_NDIM(array);
    if (dimensions != 1 && dimensions != 2) return false;
    const npy_intp *shape = PyArray_DIMS(array), *strides = PyArray_STRIDES(array);
    *got = (stack){
        .at = {.data = PyArray_DATA(array),
               .along = strides[dimensions - 1],
               .across = dimensions == 2 ? strides[0] : 0,
               .type = PyArray_TYPE(array) == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64},
        .series = dimensions == 2 ? shape[0] : 1,
        .n = shape[dimensions - 1],
    };
    return true;
}

static bool get_input(PyObject *object, stack *in)
{
    if (!PyArray_CheckExact(object)) return false;
    PyArrayObject *array = (PyArrayObject *)object;
    const int type = PyArray_TYPE(array);
    return (type == NPY_DOUBLE || type == NPY_FLOAT) && PyArray_ISALIGNED(array) && PyArray_ISNOTSWAPPED(array) &&
           get_stack(array, in);
}

/* A new array like that of `in`, with m elements in each series and the same order of its axes in memory. */
static PyObject *new_output(PyArrayObject *array, const stack *in, ptrdiff_t m, stack *out)
{
    const ptrdiff_t along = Py_ABS(in->at.along), across = Py_ABS(in->at.across);
    const bool columns = across != 0 && across < along;
    const int dimensions = PyArray_NDIM(array);
    npy_intp shape[2] = {in->series, m};
    PyArray_Descr *type = PyArray_DESCR(array);
    Py_INCREF((PyObject *)type);
    PyObject *made = PyArray_Empty(dimensions, shape + 2 - dimensions, type, columns);
    if (made != NULL) get_stack((PyArrayObject *)made, out);
    return made;
}

static PyObject *finish(PyObject *made, int status, ptrdiff_t n)
{
    if (status == FR_OK) return made;
    Py_DECREF(made);
    ext_fail_status(status, n);
    return NULL;
}

/* The windows of fr_fixed_bounds (see there), as options. */
static void set_window(fr_options *options, ptrdiff_t window, bool center, fr_closed closed)
{
    const bool left = closed == FR_CLOSED_LEFT || closed == FR_CLOSED_BOTH;
    const bool right = closed == FR_CLOSED_RIGHT || closed == FR_CLOSED_BOTH;
    const ptrdiff_t offset = window == 0 ? -1 : center ? (window - 1) / 2 : 0;
    const ptrdiff_t first = offset - window + !left;
    options->shift = offset - !right;
    options->window = options->shift < first ? 0 : options->shift - first + 1;
}

static bool get_options(PyObject *const *args, fr_options *options)
{
    ptrdiff_t window, ddof;
    bool center;
    const int closed = ext_closed(args[4]);
    if (!integer(args[0], &window) || window < 0 || window >= PTRDIFF_MAX || !integer(args[2], &ddof) ||
        !truth(args[3], &center) || closed < 0 || !truth(args[5], &options->skip_inf))
        return false;
    options->min_periods = window;
    if (args[1] != Py_None &&
        (!integer(args[1], &options->min_periods) || options->min_periods < 0 || options->min_periods > window))
        return false;
    options->ddof = (double)ddof;
    set_window(options, window, center, (fr_closed)closed);
    return true;
}

/* The array of results for windows of so many elements. */
static PyObject *rolled(const fr_statistic *what, PyObject *x, const stack *in, const fr_options *options)
{
    stack out;
    PyObject *made = new_output((PyArrayObject *)x, in, in->n, &out);
    if (made == NULL || in->series == 0 || in->n == 0) return made;
    PyThreadState *thread = in->series * in->n > EXT_MUCH_WORK ? PyEval_SaveThread() : NULL;
    const int status = fr_rolling(what, &in->at, &out.at, in->series, in->n, options);
    if (thread != NULL) PyEval_RestoreThread(thread);
    return finish(made, status, in->n);
}

PyObject *ext_rolling(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (count != 8) return PyErr_Format(PyExc_TypeError, "rolling() takes 8 arguments (%zd given)", count);
    const fr_statistic *what = statistic(args[0]);
    stack in;
    fr_options options;
    if (what == NULL || !get_input(args[1], &in) || !get_options(args + 2, &options)) return not_implemented();
    return rolled(what, args[1], &in, &options);
}

PyObject *ext_rolling_times(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (count != 9) return PyErr_Format(PyExc_TypeError, "rolling_times() takes 9 arguments (%zd given)", count);
    const fr_statistic *what = statistic(args[0]);
    stack in;
    fr_options options;
    npy_intp times;
    ptrdiff_t span, ddof;
    bool center;
    const int64_t *time = ext_int64_vector(args[2], &times);
    const int closed = ext_closed(args[5]);
    if (what == NULL || !get_input(args[1], &in) || time == NULL || times != in.n || !integer(args[3], &span) ||
        !truth(args[4], &center) || closed < 0 || !integer(args[6], &options.min_periods) || options.min_periods < 0 ||
        !integer(args[7], &ddof) || !truth(args[8], &options.skip_inf) ||
        !fr_regular_window(time, times, span, center, (fr_closed)closed, &options.window, &options.shift))
        return not_implemented();
    options.ddof = (double)ddof;
    return rolled(what, args[1], &in, &options);
}

/* Bounds, as fr_rolling_bounds takes them. */
typedef struct {
    const int64_t *start, *end;
    npy_intp outputs;
} bounds;

static bool get_bounds(PyObject *start, PyObject *end, bounds *got)
{
    npy_intp ends;
    got->start = ext_int64_vector(start, &got->outputs);
    got->end = ext_int64_vector(end, &ends);
    return got->start != NULL && got->end != NULL && got->outputs == ends;
}

PyObject *ext_rolling_bounds(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (count != 7) return PyErr_Format(PyExc_TypeError, "rolling_bounds() takes 7 arguments (%zd given)", count);
    const fr_statistic *what = statistic(args[0]);
    stack in, out;
    bounds windows;
    fr_options options = {0};
    ptrdiff_t ddof;
    if (what == NULL || !get_input(args[1], &in) || !get_bounds(args[2], args[3], &windows) ||
        !integer(args[4], &options.min_periods) || options.min_periods < 0 || !integer(args[5], &ddof) ||
        !truth(args[6], &options.skip_inf))
        return not_implemented();
    options.ddof = (double)ddof;
    PyObject *made = new_output((PyArrayObject *)args[1], &in, windows.outputs, &out);
    if (made == NULL || in.series == 0 || windows.outputs == 0) return made;
    PyThreadState *thread = in.series * (in.n + windows.outputs) > EXT_MUCH_WORK ? PyEval_SaveThread() : NULL;
    const int status = fr_rolling_bounds(what, &in.at, &out.at, in.series, in.n, windows.start, windows.end,
                                         windows.outputs, &options);
    if (thread != NULL) PyEval_RestoreThread(thread);
    return finish(made, status, in.n);
}
