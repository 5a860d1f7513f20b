/*
 * fastcall.c - the short way for the usual arguments: no conversion, no broadcasting, no parsing of keywords.
 *
 * A ufunc spends a microsecond or two on its generality, which is more than the statistic of a short series takes.
 * These functions cost a tenth of that.  Whatever is not usual, wrong arguments included, makes them return
 * NotImplemented: the caller then goes the general way, which explains what is wrong.
 *
 * The floating-point flags are left as the kernels set them: nobody asks for them before clearing them.
 */
#include "fastcall.h"

PyObject *fastcall_not_implemented(void)
{
    if (PyErr_Occurred()) return NULL; /* there is no memory */
    Py_INCREF(Py_NotImplemented);
    return Py_NotImplemented;
}

static bool is_count(const char *name, Py_ssize_t count, Py_ssize_t least, Py_ssize_t most)
{
    if (count >= least && count <= most) return true;
    PyErr_Format(PyExc_TypeError, "%s() takes %zd to %zd arguments (%zd given)", name, least, most, count);
    return false;
}

void fastcall_turn(fr_array *at, ptrdiff_t n)
{
    at->data = (char *)at->data + (n - 1) * at->along;
    at->along = -at->along;
}

PyObject *fastcall_rolled(fastcall *call)
{
    fastcall_results results;
    if (!fastcall_make_results(call, call->n, &results)) return NULL;
    if (call->backwards) fastcall_turn(&results.out[0], call->n);
    int status = FR_OK;
    if (call->series > 0 && call->n > 0 && call->options.quantiles > 0) {
        PyThreadState *thread = ext_release(call->series * call->n);
        status = fr_rolling(call->what, call->in, results.out, call->series, call->n, &call->options);
        ext_resume(thread);
    }
    return fastcall_finish(call, &results, status);
}

PyObject *ext_rolling(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (!is_count("rolling", count, 8, 10)) return NULL;
    fastcall call;
    if (!fastcall_begin(&call, args[0], args[1], args[4], args[7], count > 8 ? args[8] : NULL) ||
        !fastcall_window(&call, args[2], args[3], args[5], args[6]) || !fastcall_out(&call, count > 9 ? args[9] : NULL))
        return fastcall_not_implemented();
    return fastcall_rolled(&call);
}

/* Times, and the windows of a span of them. */
typedef struct {
    const int64_t *times;
    ptrdiff_t span;
    bool center;
    fr_closed closed;
} time_windows;

static bool get_times(const fastcall *call, PyObject *const *args, time_windows *got)
{
    npy_intp length;
    got->times = ext_int64_vector(args[0], &length);
    const int closed = ext_closed(args[3]);
    got->closed = (fr_closed)closed;
    return got->times != NULL && length == call->n && fastcall_integer(args[1], &got->span) &&
           fastcall_truth(args[2], &got->center) && closed >= 0;
}

/* min_periods without a window that it could exceed. */
static bool get_least(fastcall *call, PyObject *min_periods)
{
    return fastcall_integer(min_periods, &call->options.min_periods) && call->options.min_periods >= 0;
}

PyObject *ext_rolling_times(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (!is_count("rolling_times", count, 9, 10)) return NULL;
    fastcall call;
    time_windows w;
    if (!fastcall_begin(&call, args[0], args[1], args[7], args[8], count > 9 ? args[9] : NULL) ||
        !get_least(&call, args[6]) || !get_times(&call, args + 2, &w))
        return fastcall_not_implemented();
    fastcall_results results;
    if (!fastcall_make_results(&call, call.n, &results)) return NULL;
    int status = FR_OK;
    if (call.series > 0 && call.n > 0 && call.options.quantiles > 0) {
        PyThreadState *thread = ext_release(call.series * call.n);
        status = fr_rolling_times(call.what, call.in, results.out, call.series, call.n, w.times, w.span, w.center,
                                  w.closed, &call.options);
        ext_resume(thread);
    }
    return fastcall_finish(&call, &results, status);
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
    if (!is_count("rolling_bounds", count, 7, 8)) return NULL;
    fastcall call;
    bounds windows;
    if (!fastcall_begin(&call, args[0], args[1], args[5], args[6], count > 7 ? args[7] : NULL) ||
        !get_least(&call, args[4]) || !get_bounds(args[2], args[3], &windows))
        return fastcall_not_implemented();
    fastcall_results results;
    if (!fastcall_make_results(&call, windows.outputs, &results)) return NULL;
    int status = FR_OK;
    if (call.series > 0 && windows.outputs > 0 && call.options.quantiles > 0) {
        PyThreadState *thread = ext_release(call.series * (call.n + windows.outputs));
        status = fr_rolling_bounds(call.what, call.in, results.out, call.series, call.n, windows.start, windows.end,
                                   windows.outputs, &call.options);
        ext_resume(thread);
    }
    return fastcall_finish(&call, &results, status);
}

/* Where the groups begin of which the elements of the series are, or the first of them; false and nothing to free if
 * they are not usual. */
static bool get_offsets(const fastcall *call, PyObject *object, ext_offsets *got)
{
    npy_intp size;
    got->begin = ext_copied_vector(object, &size);
    if (got->begin == NULL) return false;
    got->groups = size - 1;
    got->n = got->begin[size - 1];
    const bool usual = got->n >= 0 && got->n <= call->n && fr_are_offsets(got->begin, got->groups);
    if (!usual) ext_free_offsets(got);
    return usual;
}

/* The results for windows of so many elements in groups; frees the offsets. */
static PyObject *rolled_in_groups(fastcall *call, ext_offsets *groups)
{
    fastcall_results results;
    int status = FR_OK;
    const bool made = fastcall_make_results(call, groups->n, &results);
    if (made && call->series > 0 && groups->n > 0 && call->options.quantiles > 0) {
        PyThreadState *thread = ext_release(call->series * groups->n);
        status = fr_rolling_groups(call->what, call->in, results.out, call->series, groups->begin, groups->groups,
                                   &call->options);
        ext_resume(thread);
    }
    ext_free_offsets(groups);
    return made ? fastcall_finish(call, &results, status) : NULL;
}

PyObject *ext_rolling_groups(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (!is_count("rolling_groups", count, 9, 10)) return NULL;
    fastcall call;
    ext_offsets groups;
    if (!fastcall_begin(&call, args[0], args[1], args[7], args[8], count > 9 ? args[9] : NULL) ||
        !fastcall_window(&call, args[3], Py_None, args[4], args[5]) || !get_least(&call, args[6]) ||
        !get_offsets(&call, args[2], &groups))
        return fastcall_not_implemented();
    return rolled_in_groups(&call, &groups);
}

PyObject *ext_rolling_group_times(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (!is_count("rolling_group_times", count, 10, 11)) return NULL;
    fastcall call;
    ext_offsets groups;
    npy_intp length;
    ptrdiff_t span;
    bool centered;
    const int64_t *time = ext_int64_vector(args[2], &length);
    const int ends = ext_closed(args[6]);
    if (!fastcall_begin(&call, args[0], args[1], args[8], args[9], count > 10 ? args[10] : NULL) ||
        !get_least(&call, args[7]) || time == NULL || !fastcall_integer(args[4], &span) ||
        !fastcall_truth(args[5], &centered) || ends < 0 || !get_offsets(&call, args[3], &groups))
        return fastcall_not_implemented();
    if (length >= groups.n && fr_regular_groups(time, groups.begin, groups.groups, span, centered, (fr_closed)ends,
                                                &call.options.window, &call.options.shift))
        return rolled_in_groups(&call, &groups);
    ext_free_offsets(&groups);
    return fastcall_not_implemented();
}
