/*
 * ewm_api.c - exponentially weighted statistics of arrays.
 *
 * Series lie along the last axis.  Arrays of more than two dimensions are looked at as if they had two, and copied only
 * if their strides do not allow that; so are arrays that are not of float32 or float64, aligned and in native order.
 */
#include "ext.h"

enum { MAX_INPUTS = 2 };

typedef struct {
    const fr_statistic *what;
    PyArrayObject *arrays[MAX_INPUTS]; /* with one or two dimensions; owned */
    PyArrayObject *steps;              /* or NULL; owned */
    npy_intp shape[NPY_MAXDIMS];       /* of the result */
    int dimensions;                    /* of the result */
    fr_array in[MAX_INPUTS];
    npy_intp series, n;
    int type;         /* NPY_FLOAT or NPY_DOUBLE */
    int64_t *offsets; /* of groups; or NULL; owned */
    npy_intp groups;
    fr_ewm_options options;
} ewm_call;

static bool is_float32(PyObject *object)
{
    return PyArray_Check(object) && PyArray_TYPE((PyArrayObject *)object) == NPY_FLOAT;
}

static PyArrayObject *as_array(PyObject *object, int type)
{
    const int flags = NPY_ARRAY_ALIGNED | NPY_ARRAY_NOTSWAPPED | NPY_ARRAY_FORCECAST | NPY_ARRAY_ENSUREARRAY;
    return (PyArrayObject *)PyArray_FromAny(object, PyArray_DescrFromType(type), 1, 0, flags, NULL);
}

static PyArrayObject *reshaped(PyArrayObject *array, npy_intp *shape, int dimensions)
{
    PyArray_Dims wanted = {shape, dimensions};
    return (PyArrayObject *)PyArray_Newshape(array, &wanted, NPY_CORDER);
}

/* Makes two dimensions of more; steals the array. */
static PyArrayObject *flattened(PyArrayObject *array, npy_intp n)
{
    if (array == NULL || PyArray_NDIM(array) <= 2) return array;
    npy_intp series = 1;
    for (int i = 0; i < PyArray_NDIM(array) - 1; i++) series *= PyArray_DIM(array, i);
    PyArrayObject *flat = reshaped(array, (npy_intp[]){series, n}, 2);
    Py_DECREF((PyObject *)array);
    return flat;
}

/* The shape of the result: that of the array, if `last` without its last axis. */
static void set_shape(ewm_call *call, PyArrayObject *array, bool last)
{
    call->dimensions = PyArray_NDIM(array) - last;
    for (int i = 0; i < call->dimensions; i++) call->shape[i] = PyArray_DIM(array, i);
}

static bool get_input(ewm_call *call, PyObject *object, int place, bool last)
{
    PyArrayObject *array = as_array(object, call->type);
    if (array == NULL) return false;
    const npy_intp n = PyArray_DIM(array, PyArray_NDIM(array) - 1);
    if (place == 0) set_shape(call, array, last);
    call->arrays[place] = array = flattened(array, n);
    if (array == NULL) return false;
    const npy_intp series = PyArray_NDIM(array) > 1 ? PyArray_DIM(array, 0) : 1;
    if (place == 0) call->series = series, call->n = n;
    if (series != call->series || n != call->n) {
        PyErr_SetString(PyExc_ValueError, "x and y must have the same shape");
        return false;
    }
    call->in[place] = ext_described(array);
    return true;
}

static bool get_inputs(ewm_call *call, PyObject *x, bool last)
{
    const int inputs = call->what->inputs;
    if (inputs > 1 && (!PyTuple_Check(x) || PyTuple_Size(x) != inputs)) {
        PyErr_Format(PyExc_TypeError, "%s takes a tuple of %d arrays", call->what->name, inputs);
        return false;
    }
    PyObject *objects[MAX_INPUTS] = {x};
    for (int i = 0; inputs > 1 && i < inputs; i++) objects[i] = PyTuple_GetItem(x, i);
    call->type = NPY_FLOAT;
    for (int i = 0; i < inputs; i++)
        if (!is_float32(objects[i])) call->type = NPY_DOUBLE;
    for (int i = 0; i < inputs; i++)
        if (!get_input(call, objects[i], i, last)) return false;
    return true;
}

static bool get_steps(ewm_call *call, PyObject *steps)
{
    if (steps == Py_None) return true;
    call->steps = (PyArrayObject *)PyArray_FROMANY(steps, NPY_DOUBLE, 1, 1, NPY_ARRAY_CARRAY_RO);
    if (call->steps == NULL) return false;
    if (PyArray_SIZE(call->steps) != (call->n > 0 ? call->n - 1 : 0)) {
        PyErr_Format(PyExc_ValueError, "steps must lie between %zd elements, got %zd", call->n,
                     PyArray_SIZE(call->steps));
        return false;
    }
    call->options.steps = PyArray_DATA(call->steps);
    return true;
}

static bool get_offsets(ewm_call *call, PyObject *offsets)
{
    npy_intp size = 0;
    if (offsets == Py_None) return true;
    call->offsets = ext_copied_vector(offsets, &size);
    call->groups = size - 1;
    if (call->offsets != NULL) return true;
    if (PyErr_Occurred() == NULL)
        PyErr_SetString(PyExc_ValueError, "offsets must be a contiguous array of int64 with one element or more");
    return false;
}

/* A new array with `length` elements in each series, that is laid out in memory as the first input. */
static PyArrayObject *new_result(const ewm_call *call, npy_intp length)
{
    return (PyArrayObject *)PyArray_Empty(2, (npy_intp[]){call->series, length}, PyArray_DescrFromType(call->type),
                                          ext_is_by_columns(&call->in[0]));
}

/* The result in the shape of the input; steals it. */
static PyObject *shaped(ewm_call *call, PyArrayObject *result)
{
    PyArrayObject *made = reshaped(result, call->shape, call->dimensions);
    Py_DECREF((PyObject *)result);
    return (PyObject *)made;
}

static int run(const ewm_call *call, const fr_array *out, bool last)
{
    if (last) return fr_ewm_last(call->what, call->in, out, call->series, call->n, &call->options);
    if (call->offsets == NULL) return fr_ewm(call->what, call->in, out, call->series, call->n, &call->options);
    return fr_ewm_groups(call->what, call->in, out, call->series, call->n, call->offsets, call->groups, &call->options);
}

/* In `given`, if that can take the result, else in a new array. */
static PyObject *computed(ewm_call *call, bool last, PyObject *given)
{
    const bool is_given = !last && ext_takes_results(given, call->arrays[0]);
    PyArrayObject *result = is_given ? (PyArrayObject *)given : new_result(call, last ? 1 : call->n);
    if (result == NULL) return NULL;
    if (is_given) Py_INCREF(given);
    const fr_array out = ext_described(result);
    PyThreadState *thread = ext_release(call->series * call->n);
    const int status = run(call, &out, last);
    ext_resume(thread);
    if (status == FR_OK) return is_given ? given : shaped(call, result);
    Py_DECREF((PyObject *)result);
    if (status == FR_BAD_BOUNDS) PyErr_Format(PyExc_ValueError, "offsets must ascend in [0, n], n = %zd", call->n);
    else ext_fail_status(status, call->n);
    return NULL;
}

PyObject *ext_ewm(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *x, *steps, *offsets = Py_None, *out = NULL, *result = NULL;
    int index, adjust, ignore_na, bias, skip_inf, last, count;
    Py_ssize_t min_periods;
    double alpha;
    if (!PyArg_ParseTuple(args, "iOdpppnOpp|OO:ewm", &index, &x, &alpha, &adjust, &ignore_na, &bias, &min_periods,
                          &steps, &skip_inf, &last, &offsets, &out))
        return NULL;
    const fr_statistic *all = fr_ewm_statistics(&count);
    if (index < 0 || index >= count) return PyErr_Format(PyExc_ValueError, "there is no statistic number %d", index);
    ewm_call call = {.what = &all[index],
                     .options = {.size = sizeof(fr_ewm_options),
                                 .alpha = alpha,
                                 .adjust = adjust,
                                 .ignore_na = ignore_na,
                                 .bias = bias,
                                 .min_periods = min_periods,
                                 .skip_inf = skip_inf}};
    if (get_inputs(&call, x, last) && get_steps(&call, steps) && get_offsets(&call, offsets))
        result = computed(&call, last, out);
    for (int i = 0; i < MAX_INPUTS; i++) Py_XDECREF((PyObject *)call.arrays[i]);
    Py_XDECREF((PyObject *)call.steps);
    PyMem_Free(call.offsets);
    return result;
}
