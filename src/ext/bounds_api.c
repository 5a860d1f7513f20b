/*
 * bounds_api.c - makers of bounds: each returns two new int64 arrays, start and end.
 *
 * Python has already checked the arguments and knows good words for what is wrong with them; here they are only kept
 * from doing harm.
 */
#include "ext.h"

#include "bounds.h"

int ext_choice(PyObject *object, const char *const *names, int count)
{
    if (PyUnicode_Check(object))
        for (int i = 0; i < count; i++)
            if (PyUnicode_CompareWithASCIIString(object, names[i]) == 0) return i;
    return -1;
}

int ext_closed(PyObject *closed)
{
    static const char *const names[] = {"right", "left", "both", "neither"}; /* the order of fr_closed */
    return closed == Py_None ? FR_CLOSED_RIGHT : ext_choice(closed, names, 4);
}

const int64_t *ext_int64_vector(PyObject *object, npy_intp *size)
{
    if (!PyArray_CheckExact(object)) return NULL;
    PyArrayObject *array = (PyArrayObject *)object;
    if (PyArray_TYPE(array) != NPY_INT64 || PyArray_NDIM(array) != 1 || !PyArray_ISCARRAY_RO(array)) return NULL;
    *size = PyArray_DIM(array, 0);
    return PyArray_DATA(array);
}

/* For PyArg_ParseTuple: a str (or None) to fr_closed. */
static int convert_closed(PyObject *object, void *closed)
{
    const int place = ext_closed(object);
    if (place < 0) {
        PyErr_Format(PyExc_ValueError, "closed must be None, 'right', 'left', 'both' or 'neither', got %R", object);
        return 0;
    }
    *(fr_closed *)closed = (fr_closed)place;
    return 1;
}

int ext_convert_vector(PyObject *object, void *to)
{
    ext_vector *made = to;
    made->data = ext_int64_vector(object, &made->size);
    if (made->data == NULL)
        PyErr_Format(PyExc_TypeError, "expected a contiguous one-dimensional array of int64, got %R", object);
    return made->data != NULL;
}

static bool not_negative(const char *name, Py_ssize_t value)
{
    if (value < 0) PyErr_Format(PyExc_ValueError, "%s must be >= 0, got %zd", name, value);
    return value >= 0;
}

static const char wrong_offsets[] = "offsets must begin with 0 and never decrease";

/* The result in the making. */
typedef struct {
    PyObject *arrays[2];
    int64_t *start, *end;
    npy_intp outputs;
} bounds;

static bool allocate(bounds *made, npy_intp outputs)
{
    made->arrays[0] = PyArray_SimpleNew(1, &outputs, NPY_INT64);
    made->arrays[1] = PyArray_SimpleNew(1, &outputs, NPY_INT64);
    if (made->arrays[0] == NULL || made->arrays[1] == NULL) {
        Py_XDECREF(made->arrays[0]);
        Py_XDECREF(made->arrays[1]);
        return false;
    }
    made->outputs = outputs;
    made->start = PyArray_DATA((PyArrayObject *)made->arrays[0]);
    made->end = PyArray_DATA((PyArrayObject *)made->arrays[1]);
    return true;
}

/* `error` says what a status other than FR_OK means. */
static PyObject *result(bounds *made, int status, const char *error)
{
    if (status == FR_OK) return Py_BuildValue("(NN)", made->arrays[0], made->arrays[1]);
    Py_DECREF(made->arrays[0]);
    Py_DECREF(made->arrays[1]);
    if (status == FR_NO_MEMORY || status == FR_INTERRUPTED) ext_fail_status(status, made->outputs);
    else PyErr_SetString(PyExc_ValueError, error);
    return NULL;
}

PyObject *ext_fixed_bounds(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t n, window, step;
    int center;
    fr_closed closed;
    bounds made;
    if (!PyArg_ParseTuple(args, "nnpO&n:fixed_bounds", &n, &window, &center, convert_closed, &closed, &step))
        return NULL;
    if (!not_negative("n", n) || !not_negative("window", window)) return NULL;
    if (step < 1) return PyErr_Format(PyExc_ValueError, "step must be >= 1, got %zd", step);
    if (!allocate(&made, n / step + (n % step != 0))) return NULL;
    Py_BEGIN_ALLOW_THREADS fr_fixed_bounds(n, window, center, closed, step, made.start, made.end);
    Py_END_ALLOW_THREADS return result(&made, FR_OK, NULL);
}

PyObject *ext_time_bounds(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector times;
    long long window;
    int center, status;
    fr_closed closed;
    bounds made;
    if (!PyArg_ParseTuple(args, "O&LpO&:time_bounds", ext_convert_vector, &times, &window, &center, convert_closed,
                          &closed))
        return NULL;
    if (!allocate(&made, times.size)) return NULL;
    Py_BEGIN_ALLOW_THREADS status =
        fr_time_bounds(times.data, times.size, window, center, closed, made.start, made.end);
    Py_END_ALLOW_THREADS return result(&made, status, "times must be monotonic");
}

PyObject *ext_expanding_bounds(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t n;
    bounds made;
    if (!PyArg_ParseTuple(args, "n:expanding_bounds", &n) || !not_negative("n", n) || !allocate(&made, n)) return NULL;
    Py_BEGIN_ALLOW_THREADS fr_expanding_bounds(n, made.start, made.end);
    Py_END_ALLOW_THREADS return result(&made, FR_OK, NULL);
}

PyObject *ext_group_bounds(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_offsets offsets;
    Py_ssize_t window;
    int center, status = FR_OK;
    fr_closed closed;
    bounds made;
    if (!PyArg_ParseTuple(args, "O&npO&:group_bounds", ext_convert_offsets, &offsets, &window, &center, convert_closed,
                          &closed))
        return NULL;
    const bool fine = not_negative("window", window) && allocate(&made, offsets.n);
    if (fine)
        Py_BEGIN_ALLOW_THREADS status =
            fr_group_bounds(offsets.begin, offsets.groups, window, center, closed, made.start, made.end);
    Py_END_ALLOW_THREADS ext_free_offsets(&offsets);
    return fine ? result(&made, status, wrong_offsets) : NULL;
}

static const char *wrong_times(int status)
{
    return status == FR_NOT_MONOTONIC ? "times must be monotonic in each group" : wrong_offsets;
}

PyObject *ext_group_time_bounds(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector times;
    ext_offsets offsets;
    long long window;
    int center, status = FR_BAD_BOUNDS;
    fr_closed closed;
    bounds made;
    if (!PyArg_ParseTuple(args, "O&O&LpO&:group_time_bounds", ext_convert_vector, &times, ext_convert_offsets, &offsets,
                          &window, &center, convert_closed, &closed))
        return NULL;
    const bool fine = allocate(&made, offsets.n);
    if (fine && offsets.n <= times.size)
        Py_BEGIN_ALLOW_THREADS status = fr_group_time_bounds(times.data, offsets.begin, offsets.groups, window, center,
                                                             closed, made.start, made.end);
    Py_END_ALLOW_THREADS ext_free_offsets(&offsets);
    return fine ? result(&made, status, wrong_times(status)) : NULL;
}

/* order: None, or the place in times of each element. */
PyObject *ext_groups_are_monotonic(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector times, order = {NULL, 0};
    ext_offsets offsets;
    PyObject *given;
    bool monotonic = true;
    if (!PyArg_ParseTuple(args, "O&OO&:groups_are_monotonic", ext_convert_vector, &times, &given, ext_convert_offsets,
                          &offsets))
        return NULL;
    bool fits = given == Py_None || ext_convert_vector(given, &order);
    if (fits) {
        fits = offsets.n <= (given == Py_None ? times.size : order.size);
        for (npy_intp i = 0; i < order.size && fits; i++) fits = order.data[i] >= 0 && order.data[i] < times.size;
        if (!fits) PyErr_Format(PyExc_ValueError, "%s, and order must be places of times", wrong_offsets);
    }
    if (fits)
        Py_BEGIN_ALLOW_THREADS monotonic =
            fr_groups_are_monotonic(times.data, times.size, order.data, offsets.begin, offsets.groups);
    Py_END_ALLOW_THREADS ext_free_offsets(&offsets);
    return fits ? PyBool_FromLong(monotonic) : NULL;
}

PyObject *ext_group_rows(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector groups;
    Py_ssize_t count;
    bool ascending;
    int status;
    if (!PyArg_ParseTuple(args, "O&n:group_rows", ext_convert_vector, &groups, &count) || !not_negative("count", count))
        return NULL;
    npy_intp places = count + 1;
    PyObject *offsets = PyArray_SimpleNew(1, &places, NPY_INT64);
    if (offsets == NULL) return NULL;
    int64_t *begins = PyArray_DATA((PyArrayObject *)offsets);
    Py_BEGIN_ALLOW_THREADS status = fr_group_offsets(groups.data, groups.size, count, begins, &ascending);
    Py_END_ALLOW_THREADS if (status)
    {
        Py_DECREF(offsets);
        return PyErr_Format(PyExc_ValueError, "groups must lie between -1 and %zd", count - 1);
    }
    if (ascending) return Py_BuildValue("NO", offsets, Py_None);
    npy_intp rows = begins[count];
    PyObject *order = PyArray_SimpleNew(1, &rows, NPY_INT64);
    if (order == NULL) {
        Py_DECREF(offsets);
        return NULL;
    }
    int64_t *places_of_rows = PyArray_DATA((PyArrayObject *)order);
    Py_BEGIN_ALLOW_THREADS status = fr_group_rows(groups.data, groups.size, count, begins, places_of_rows);
    Py_END_ALLOW_THREADS if (status == FR_OK) return Py_BuildValue("NN", offsets, order);
    Py_DECREF(offsets);
    Py_DECREF(order);
    ext_fail_keys(status);
    return NULL;
}

PyObject *ext_ascending_groups(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector keys;
    if (!PyArg_ParseTuple(args, "O&:ascending_groups", ext_convert_vector, &keys)) return NULL;
    ptrdiff_t groups;
    Py_BEGIN_ALLOW_THREADS groups = fr_ascending_groups(keys.data, keys.size);
    Py_END_ALLOW_THREADS if (groups < 0) Py_RETURN_NONE;
    PyObject *offsets = PyArray_SimpleNew(1, (npy_intp[]){groups + 1}, NPY_INT64);
    if (offsets == NULL) return NULL;
    int64_t *begins = PyArray_DATA((PyArrayObject *)offsets);
    Py_BEGIN_ALLOW_THREADS fr_group_begins(keys.data, keys.size, groups, begins);
    Py_END_ALLOW_THREADS return offsets;
}

PyObject *ext_common_labels(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector labels;
    ext_offsets offsets;
    if (!PyArg_ParseTuple(args, "O&O&:common_labels", ext_convert_vector, &labels, ext_convert_offsets, &offsets))
        return NULL;
    const bool fits = offsets.n == labels.size;
    if (!fits) PyErr_Format(PyExc_ValueError, "%s, and end with the number of labels", wrong_offsets);
    PyObject *places = fits ? PyArray_SimpleNew(1, &labels.size, NPY_INT32) : NULL;
    ptrdiff_t longest = -1;
    if (places != NULL) {
        int32_t *to = PyArray_DATA((PyArrayObject *)places);
        Py_BEGIN_ALLOW_THREADS longest = fr_common_labels(labels.data, offsets.begin, offsets.groups, to);
        Py_END_ALLOW_THREADS
    }
    ext_free_offsets(&offsets);
    if (places == NULL) return NULL;
    if (longest >= 0) return Py_BuildValue("nN", longest, places);
    Py_DECREF(places);
    Py_RETURN_NONE;
}
