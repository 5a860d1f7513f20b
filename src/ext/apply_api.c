/*
 * apply_api.c - functions of others for each window of arrays: compiled ones, and Python's.
 *
 * Compiled functions run without the GIL.  A Python function is called by a compiled one, which makes an array of the
 * values of a window; as long as nobody keeps that array, the next window of as many values gets the same one.
 */
#include "ext.h"
#include "unchecked.h"

#include <string.h>

/* What a compiled function needs to call one of Python. */
typedef struct {
    PyObject *function, *args, *kwargs; /* args and kwargs: both or neither NULL */
    PyObject *array;                    /* that of the window before, or NULL */
    PyObject *returned;                 /* what is no number, or NULL */
} python_function;

static bool fits(PyObject *object, npy_intp n)
{
    if (object == NULL || Py_REFCNT(object) != 1) return false;
    PyArrayObject *array = (PyArrayObject *)object;
    return PyArray_TYPE(array) == NPY_DOUBLE && PyArray_NDIM(array) == 1 && PyArray_DIM(array, 0) == n &&
           PyArray_ISCARRAY(array);
}

/* func(array, *args, **kwargs) */
static PyObject *call(const python_function *f)
{
    if (f->args == NULL) return PyObject_CallFunctionObjArgs(f->function, f->array, NULL);
    PyObject *first = PyTuple_Pack(1, f->array);
    PyObject *all = first == NULL ? NULL : PySequence_Concat(first, f->args);
    PyObject *result = all == NULL ? NULL : PyObject_Call(f->function, all, f->kwargs);
    Py_XDECREF(first);
    Py_XDECREF(all);
    return result;
}

static int call_python(double *values, intptr_t n, double *result, void *user_data)
{
    python_function *f = user_data;
    npy_intp size = n;
    if (!fits(f->array, size)) {
        Py_XDECREF(f->array);
        f->array = PyArray_SimpleNew(1, &size, NPY_DOUBLE);
        if (f->array == NULL) return 0;
    }
    memcpy(PyArray_DATA((PyArrayObject *)f->array), values, (size_t)n * sizeof *values);
    if (Py_EnterRecursiveCall(" in a function for windows")) return 0; /* it may call us again, and so on */
    PyObject *returned = call(f);
    Py_LeaveRecursiveCall();
    if (returned == NULL) return 0;
    *result = PyFloat_AsDouble(returned);
    if (*result == -1 && PyErr_Occurred()) f->returned = returned;
    else Py_DECREF(returned);
    return f->returned == NULL;
}

static bool get_series(PyObject *object, fr_array *in, npy_intp *series, npy_intp *n)
{
    PyArrayObject *array = (PyArrayObject *)object;
    const bool right = PyArray_Check(object) &&
                       (PyArray_TYPE(array) == NPY_DOUBLE || PyArray_TYPE(array) == NPY_FLOAT) &&
                       PyArray_ISALIGNED(array) && PyArray_ISNOTSWAPPED(array) &&
                       (PyArray_NDIM(array) == 1 || PyArray_NDIM(array) == 2);
    if (!right) {
        PyErr_SetString(PyExc_TypeError, "expected one or two dimensions of float32 or float64");
        return false;
    }
    const int last = PyArray_NDIM(array) - 1;
    *n = PyArray_DIM(array, last);
    *series = last ? PyArray_DIM(array, 0) : 1;
    *in = (fr_array){.data = PyArray_DATA(array),
                     .along = PyArray_STRIDE(array, last),
                     .across = last ? PyArray_STRIDE(array, 0) : 0,
                     .type = PyArray_TYPE(array) == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64};
    return true;
}

/* A new array with `outputs` elements in each series. */
static PyObject *new_result(PyArrayObject *like, npy_intp series, npy_intp outputs, fr_array *out)
{
    const int dimensions = PyArray_NDIM(like);
    npy_intp shape[2] = {dimensions == 2 ? series : outputs, outputs};
    PyObject *made = PyArray_SimpleNew(dimensions, shape, PyArray_TYPE(like));
    npy_intp length;
    return made != NULL && get_series(made, out, &series, &length) ? made : NULL;
}

/* "row 3", or "row 3 of series 1" if there are several. */
static PyObject *row_text(ptrdiff_t failed, ptrdiff_t outputs, ptrdiff_t series)
{
    if (series == 1) return PyUnicode_FromFormat("row %zd", failed);
    return PyUnicode_FromFormat("row %zd of series %zd", failed % outputs, failed / outputs);
}

/* In the place of the exception that says that something is no number, one that says what is not. */
static void tell_returned(const python_function *python, PyObject *row)
{
    PyObject *type = PyObject_Type(python->returned), *name = NULL;
    PyErr_Clear();
    if (type != NULL) name = PyObject_GetAttrString(type, "__name__");
    if (name != NULL)
        PyErr_Format(PyExc_TypeError, "must be real number, not %U: func = %R returned %R for %U", name,
                     python->function, python->returned, row);
    Py_XDECREF(name);
    Py_XDECREF(type);
}

static void set_exception(const python_function *python, int status, ptrdiff_t failed, PyArrayObject *result,
                          ptrdiff_t n)
{
    const int last = PyArray_NDIM(result) - 1;
    const ptrdiff_t outputs = PyArray_DIM(result, last), series = last ? PyArray_DIM(result, 0) : 1;
    if (status == FR_INTERRUPTED && PyErr_Occurred()) return;
    if (status != FR_FUNCTION_FAILED) {
        ext_fail_status(status, n);
        return;
    }
    PyObject *raised[3], *row = NULL;
    PyErr_Fetch(&raised[0], &raised[1], &raised[2]);
    row = row_text(failed, outputs, series);
    if (row != NULL) {
        PyErr_Restore(raised[0], raised[1], raised[2]);
        if (!PyErr_Occurred()) PyErr_Format(PyExc_RuntimeError, "func failed for %U", row);
        else if (python->returned != NULL && PyErr_ExceptionMatches(PyExc_TypeError)) tell_returned(python, row);
        Py_DECREF(row);
        return;
    }
    for (int k = 0; k < 3; k++) Py_XDECREF(raised[k]);
}

PyObject *ext_apply(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *x, *starts, *ends;
    python_function python = {0};
    fr_options options = FR_OPTIONS_INIT;
    unsigned long long address = 0, user_data = 0;
    int skip_inf, keep_nan;
    if (!PyArg_ParseTuple(args, "OOOKKOOOnppn:apply", &python.function, &python.args, &python.kwargs, &address,
                          &user_data, &x, &starts, &ends, &options.min_periods, &skip_inf, &keep_nan, &options.threads))
        return NULL;
    if (python.args == Py_None) python.args = python.kwargs = NULL;
    options.skip_inf = skip_inf, options.keep_nan = keep_nan;
    fr_array in, out;
    npy_intp series, n, outputs, outputs_too;
    const int64_t *start = ext_int64_vector(starts, &outputs), *end = ext_int64_vector(ends, &outputs_too);
    if (!get_series(x, &in, &series, &n)) return NULL;
    if (start == NULL || end == NULL || outputs != outputs_too)
        return PyErr_Format(PyExc_TypeError, "start and end must be contiguous vectors of int64 of one length");
    PyObject *result = new_result((PyArrayObject *)x, series, outputs, &out);
    if (result == NULL) return NULL;
    int status;
    ptrdiff_t failed = 0;
    if (address) {
        fr_function *function = (fr_function *)(uintptr_t)address;
        void *data = (void *)(uintptr_t)user_data;
        Py_BEGIN_ALLOW_THREADS status =
            fr_rolling_bounds_apply(function, data, &in, &out, series, n, start, end, outputs, &options, &failed);
        Py_END_ALLOW_THREADS
    } else {
        options.threads = 1;
        status = fr_rolling_bounds_apply_shared(call_python, &python, &in, &out, series, n, start, end, outputs,
                                                &options, &failed);
        Py_XDECREF(python.array);
    }
    if (status == FR_OK) return result;
    set_exception(&python, status, failed, (PyArrayObject *)result, n);
    Py_XDECREF(python.returned);
    Py_DECREF(result);
    return NULL;
}

PyObject *ext_capsule(PyObject *Py_UNUSED(module), PyObject *capsule)
{
    const char *name = PyCapsule_GetName(capsule);
    if (name == NULL && PyErr_Occurred()) return NULL;
    void *pointer = PyCapsule_GetPointer(capsule, name);
    if (pointer == NULL) return NULL;
    void *context = PyCapsule_GetContext(capsule);
    if (context == NULL && PyErr_Occurred()) return NULL;
    return Py_BuildValue("zKK", name, (unsigned long long)(uintptr_t)pointer, (unsigned long long)(uintptr_t)context);
}
