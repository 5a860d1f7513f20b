/*
 * keys_api.c - groups by keys that need not be hashed.
 */
#include "bounds.h"
#include "ext.h"

PyObject *ext_key_groups(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector keys;
    int64_t least;
    ptrdiff_t groups = 0, range;
    bool near;
    int status = FR_NO_MEMORY;
    if (!PyArg_ParseTuple(args, "O&:key_groups", ext_convert_vector, &keys)) return NULL;
    Py_BEGIN_ALLOW_THREADS near = fr_near_keys(keys.data, keys.size, &least, &range);
    Py_END_ALLOW_THREADS if (!near) Py_RETURN_NONE;
    PyObject *made[3] = {PyArray_SimpleNew(1, (npy_intp[]){range + 1}, NPY_INT64),
                         PyArray_SimpleNew(1, &keys.size, NPY_INT64), PyArray_SimpleNew(1, &range, NPY_INT64)};
    if (made[0] != NULL && made[1] != NULL && made[2] != NULL) {
        int64_t *to[3];
        for (int k = 0; k < 3; k++) to[k] = PyArray_DATA((PyArrayObject *)made[k]);
        Py_BEGIN_ALLOW_THREADS status = fr_key_groups(keys.data, keys.size, least, range, to[0], to[1], to[2], &groups);
        Py_END_ALLOW_THREADS
    }
    if (status == FR_OK) return Py_BuildValue("nNNN", groups, made[0], made[1], made[2]);
    for (int k = 0; k < 3; k++) Py_XDECREF(made[k]);
    if (!PyErr_Occurred()) ext_fail_keys(status);
    return NULL;
}

/* Texts as Arrow has them: that of row i are bytes [ends[i], ends[i + 1]). */
static bool get_texts(PyObject *args, const char *format, fr_texts *texts, Py_buffer *bytes)
{
    ext_vector ends;
    if (!PyArg_ParseTuple(args, format, ext_convert_vector, &ends, bytes)) return false;
    *texts = (fr_texts){ends.data, bytes->buf, ends.size - 1, bytes->len};
    if (ends.size > 0 && ends.data[0] >= 0 && ends.data[ends.size - 1] <= bytes->len &&
        fr_never_decrease(ends.data, ends.size))
        return true;
    PyErr_SetString(PyExc_ValueError, "ends must never decrease, and be places in bytes");
    PyBuffer_Release(bytes);
    return false;
}

PyObject *ext_ascending_texts(PyObject *Py_UNUSED(module), PyObject *args)
{
    fr_texts texts;
    Py_buffer bytes;
    if (!get_texts(args, "O&y*:ascending_texts", &texts, &bytes)) return NULL;
    PyObject *begins = PyArray_SimpleNew(1, (npy_intp[]){texts.rows + 1}, NPY_INT64);
    ptrdiff_t groups = -1;
    if (begins != NULL)
        Py_BEGIN_ALLOW_THREADS groups = fr_ascending_texts(&texts, PyArray_DATA((PyArrayObject *)begins));
    Py_END_ALLOW_THREADS PyBuffer_Release(&bytes);
    if (groups >= 0) return Py_BuildValue("nN", groups, begins);
    Py_XDECREF(begins);
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}

PyObject *ext_round_of_texts(PyObject *Py_UNUSED(module), PyObject *args)
{
    fr_texts texts;
    Py_buffer bytes;
    ptrdiff_t round;
    if (!get_texts(args, "O&y*:round_of_texts", &texts, &bytes)) return NULL;
    Py_BEGIN_ALLOW_THREADS round = fr_round_of_texts(&texts);
    Py_END_ALLOW_THREADS PyBuffer_Release(&bytes);
    return PyLong_FromSsize_t(round);
}

PyObject *ext_round_of_keys(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector keys;
    ptrdiff_t round;
    if (!PyArg_ParseTuple(args, "O&:round_of_keys", ext_convert_vector, &keys)) return NULL;
    Py_BEGIN_ALLOW_THREADS round = fr_round_of_keys(keys.data, keys.size);
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(round);
}

PyObject *ext_round_rows(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_ssize_t n;
    ext_vector first;
    if (!PyArg_ParseTuple(args, "nO&:round_rows", &n, ext_convert_vector, &first)) return NULL;
    npy_intp rows = 0;
    for (npy_intp g = 0; g < first.size; g++) {
        if (first.data[g] < 0 || first.data[g] >= first.size || first.size > n)
            return PyErr_Format(PyExc_ValueError, "first rows must lie in a round of no more than %zd rows", n);
        rows += (n - first.data[g] + first.size - 1) / first.size;
    }
    PyObject *offsets = PyArray_SimpleNew(1, (npy_intp[]){first.size + 1}, NPY_INT64);
    PyObject *order = PyArray_SimpleNew(1, &rows, NPY_INT64);
    if (offsets != NULL && order != NULL) {
        int64_t *begins = PyArray_DATA((PyArrayObject *)offsets), *places = PyArray_DATA((PyArrayObject *)order);
        Py_BEGIN_ALLOW_THREADS fr_round_rows(n, first.data, first.size, rows, begins, places);
        Py_END_ALLOW_THREADS return Py_BuildValue("NN", offsets, order);
    }
    Py_XDECREF(offsets);
    Py_XDECREF(order);
    return NULL;
}
