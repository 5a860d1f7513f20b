/*
 * module.c - the extension module fastroll._core: the C core for Python.
 *
 * It is not public: the modules of the package fastroll are written on top of it, and _core.pyi describes it.
 */
#define FASTROLL_IMPORTS_NUMPY
#include "ext.h"

#include <limits.h>

static PyObject *describe(const fr_statistic *what)
{
    return Py_BuildValue("{s:s,s:s,s:s,s:s,s:s,s:i,s:i,s:N,s:N,s:N,s:N,s:N}", "name", what->name, "summary",
                         what->summary, "error", what->error, "method", what->method, "results", what->results,
                         "inputs", what->inputs, "outputs", what->outputs, "has_ddof", PyBool_FromLong(what->has_ddof),
                         "has_q", PyBool_FromLong(what->has_q), "has_ties", PyBool_FromLong(what->has_ties), "has_bias",
                         PyBool_FromLong(what->has_bias), "counts_rows", PyBool_FromLong(what->counts_rows));
}

static PyObject *described(const fr_statistic *all, int count)
{
    PyObject *tuple = PyTuple_New(count);
    for (int i = 0; tuple != NULL && i < count; i++) {
        PyObject *one = describe(&all[i]);
        if (one == NULL || PyTuple_SetItem(tuple, i, one) < 0) Py_CLEAR(tuple);
    }
    return tuple;
}

static PyObject *statistics(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    int count;
    const fr_statistic *all = fr_statistics(&count);
    return described(all, count);
}

static PyObject *ewm_statistics(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    int count;
    const fr_statistic *all = fr_ewm_statistics(&count);
    return described(all, count);
}

static PyObject *weighted_statistics(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    return described(all, count);
}

/* A number of threads; more than INT_MAX are INT_MAX. */
static bool get_threads(PyObject *object, int *threads)
{
    const Py_ssize_t number = PyNumber_AsSsize_t(object, NULL);
    *threads = number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : (int)number;
    return number != -1 || !PyErr_Occurred();
}

static PyObject *get_num_threads(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    return PyLong_FromLong(fr_get_num_threads());
}

static PyObject *set_num_threads(PyObject *Py_UNUSED(module), PyObject *object)
{
    int threads;
    return get_threads(object, &threads) ? PyLong_FromLong(fr_set_num_threads(threads)) : NULL;
}

static PyObject *limit_this_thread(PyObject *Py_UNUSED(module), PyObject *object)
{
    int threads;
    return get_threads(object, &threads) ? PyLong_FromLong(fr_limit_this_thread(threads)) : NULL;
}

static PyObject *config(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
#ifdef Py_LIMITED_API
    const char *const python_abi = "abi3";
#else
    const char *const python_abi = "cpython-" Py_STRINGIFY(PY_MAJOR_VERSION) Py_STRINGIFY(PY_MINOR_VERSION);
#endif
    return Py_BuildValue("{s:s,s:i,s:s,s:s,s:s}", "instruction_set", fr_instruction_set(), "openmp", fr_openmp(),
                         "compiler", FASTROLL_COMPILER, "numpy_abi", NPY_FEATURE_VERSION_STRING, "python_abi",
                         python_abi);
}

static PyMethodDef methods[] = {
    {"statistics", statistics, METH_NOARGS,
     "statistics($module, /)\n--\n\nWhat there is to know of each statistic, in order."},
    {"ewm_statistics", ewm_statistics, METH_NOARGS,
     "ewm_statistics($module, /)\n--\n\nThe same for exponentially weighted statistics."},
    {"ewm", ext_ewm, METH_VARARGS,
     "ewm($module, index, x, alpha, adjust, ignore_na, bias, min_periods, steps, skip_inf, last, offsets=None, "
     "/)\n--\n\n"
     "Exponentially weighted statistic number `index` along the last axis, or its last values alone; of the groups "
     "that begin at offsets."},
    {"weighted_statistics", weighted_statistics, METH_NOARGS,
     "weighted_statistics($module, /)\n--\n\nThe same for windows with weights."},
    {"weighted", ext_weighted, METH_VARARGS,
     "weighted($module, index, x, weights, shift, min_periods, ddof, skip_inf, offsets, /)\n--\n\n"
     "Weighted statistic number `index` of windows along the last axis, inside groups if there are offsets."},
    {"apply", ext_apply, METH_VARARGS,
     "apply($module, func, args, kwargs, address, user_data, x, start, end, min_periods, skip_inf, keep_nan, threads, "
     "/)\n--\n\nWhat the function at `address`, or `func` if that is 0, returns for the windows [start, end)."},
    {"capsule", ext_capsule, METH_O, "capsule($module, capsule, /)\n--\n\nName, pointer and context of a PyCapsule."},
    {"ufuncs", ext_ufuncs, METH_NOARGS, "ufuncs($module, /)\n--\n\nNew gufuncs of all statistics, by name."},
    {"elementwise_ufuncs", ext_elementwise_ufuncs, METH_NOARGS,
     "elementwise_ufuncs($module, /)\n--\n\nNew ufuncs of functions of numbers, one by one, by name."},
    {"rolling", (PyCFunction)(void (*)(void))ext_rolling, METH_FASTCALL,
     "rolling($module, index, x, window, min_periods, ddof, center, closed, skip_inf, extra=None, /)\n--\n\n"
     "Statistic number `index` of windows along the last axis; NotImplemented for unusual arguments."},
    {"rolling_times", (PyCFunction)(void (*)(void))ext_rolling_times, METH_FASTCALL,
     "rolling_times($module, index, x, times, span, center, closed, min_periods, ddof, skip_inf, extra=None, /)\n--\n\n"
     "Statistic number `index` of windows of a span of time; NotImplemented for unusual arguments."},
    {"rolling_bounds", (PyCFunction)(void (*)(void))ext_rolling_bounds, METH_FASTCALL,
     "rolling_bounds($module, index, x, start, end, min_periods, ddof, skip_inf, extra=None, /)\n--\n\n"
     "Statistic number `index` of the windows [start, end); NotImplemented for unusual arguments."},
    {"rolling_pairs", (PyCFunction)(void (*)(void))ext_rolling_pairs, METH_FASTCALL,
     "rolling_pairs($module, index, x, y, window, min_periods, ddof, center, closed, skip_inf, /)\n--\n\n"
     "Statistic number `index` of each series of x with each of y; NotImplemented for unusual arguments."},
    {"rolling_groups", (PyCFunction)(void (*)(void))ext_rolling_groups, METH_FASTCALL,
     "rolling_groups($module, index, x, offsets, window, center, closed, min_periods, ddof, skip_inf, extra=None, /)\n"
     "--\n\nStatistic number `index` of windows that stay in their group; NotImplemented for unusual arguments."},
    {"rolling_group_times", (PyCFunction)(void (*)(void))ext_rolling_group_times, METH_FASTCALL,
     "rolling_group_times($module, index, x, times, offsets, span, center, closed, min_periods, ddof, skip_inf, "
     "extra=None, /)\n--\n\nThe same for spans of times that are regular in each group, and alike in all."},
    {"move", (PyCFunction)(void (*)(void))ext_move, METH_FASTCALL,
     "move($module, index, a, window, min_count, axis, ddof, backwards, extra, /)\n--\n\n"
     "Statistic number `index` as bottleneck has it; NotImplemented for unusual arguments."},
    {"fixed_bounds", ext_fixed_bounds, METH_VARARGS,
     "fixed_bounds($module, n, window, center, closed, step, /)\n--\n\nBounds of windows with a number of elements."},
    {"time_bounds", ext_time_bounds, METH_VARARGS,
     "time_bounds($module, times, window, center, closed, /)\n--\n\nBounds of windows with a span of time."},
    {"expanding_bounds", ext_expanding_bounds, METH_VARARGS,
     "expanding_bounds($module, n, /)\n--\n\nBounds of windows with all elements so far."},
    {"group_bounds", ext_group_bounds, METH_VARARGS,
     "group_bounds($module, offsets, window, center, closed, /)\n--\n\nBounds of windows that stay in their group."},
    {"group_time_bounds", ext_group_time_bounds, METH_VARARGS,
     "group_time_bounds($module, times, offsets, window, center, closed, /)\n--\n\nThe same for spans of time."},
    {"groups_are_monotonic", ext_groups_are_monotonic, METH_VARARGS,
     "groups_are_monotonic($module, times, order, offsets, /)\n--\n\nWhether times ascend or descend in each group."},
    {"group_rows", ext_group_rows, METH_VARARGS,
     "group_rows($module, groups, count, /)\n--\n\nWhere groups begin, and their rows, None if in order."},
    {"ascending_groups", ext_ascending_groups, METH_VARARGS,
     "ascending_groups($module, keys, /)\n--\n\nWhere groups of equal keys begin, None if keys do not ascend."},
    {"key_groups", ext_key_groups, METH_VARARGS,
     "key_groups($module, keys, /)\n--\n\n"
     "The number of groups of equal keys, where they begin, their rows and keys; None if keys lie far from each "
     "other."},
    {"ascending_texts", ext_ascending_texts, METH_VARARGS,
     "ascending_texts($module, ends, bytes, /)\n--\n\n"
     "The number of groups of equal texts and where they begin, None if texts do not ascend."},
    {"round_of_keys", ext_round_of_keys, METH_VARARGS,
     "round_of_keys($module, keys, /)\n--\n\nAfter how many keys the same ones come again and again, or 0."},
    {"round_of_texts", ext_round_of_texts, METH_VARARGS,
     "round_of_texts($module, ends, bytes, /)\n--\n\nAfter how many texts the same ones come again and again, or 0."},
    {"round_rows", ext_round_rows, METH_VARARGS,
     "round_rows($module, n, first, /)\n--\n\nWhere groups begin, and their rows, of n rows in such rounds."},
    {"common_labels", ext_common_labels, METH_VARARGS,
     "common_labels($module, labels, offsets, /)\n--\n\n"
     "The longest group, and the place of each label among its ascending ones; None if it lacks one."},
    {"get_num_threads", get_num_threads, METH_NOARGS,
     "get_num_threads($module, /)\n--\n\nThe most threads that a call from this thread uses."},
    {"set_num_threads", set_num_threads, METH_O,
     "set_num_threads($module, threads, /)\n--\n\nSets the most threads that a call uses; returns the old number."},
    {"limit_this_thread", limit_this_thread, METH_O,
     "limit_this_thread($module, threads, /)\n--\n\n"
     "The same for calls from this thread only, 0 for no limit of its own; returns the old number."},
    {"config", config, METH_NOARGS, "config($module, /)\n--\n\nHow the module was built and what it runs on."},
    {NULL, NULL, 0, NULL},
};

static int execute(PyObject *Py_UNUSED(module))
{
    ext_watch_signals();
    return PyArray_ImportNumPyAPI();
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)execute},
#ifdef Py_mod_multiple_interpreters
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED}, /* as NumPy */
#endif
#ifdef Py_mod_gil
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "fastroll._core",
    .m_doc = "The C core of fastroll.  Private: use the functions of fastroll.",
    .m_methods = methods,
    .m_slots = slots,
};

PyMODINIT_FUNC PyInit__core(void);

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&definition); }
