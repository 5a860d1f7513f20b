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
    if (!PyArg_ParseTuple(args, "O&:key_groups", ext_convert_vector, &keys)) return NULL;
    Py_BEGIN_ALLOW_THREADS near = fr_near_keys(keys.data, keys.size, &least, &range);
    Py_END_ALLOW_THREADS if (!near) Py_RETURN_NONE;
    PyObject *made[3] = {PyArray_SimpleNew(1, (npy_intp[]){range + 1}, NPY_INT64),
                         PyArray_SimpleNew(1, &keys.size, NPY_INT64), PyArray_SimpleNew(1, &range, NPY_INT64)};
    if (made[0] != NULL && made[1] != NULL && made[2] != NULL) {
        int64_t *to[3];
        for (int k = 0; k < 3; k++) to[k] = PyArray_DATA((PyArrayObject *)made[k]);
        Py_BEGIN_ALLOW_THREADS groups = fr_key_groups(keys.data, keys.size, least, range, to[0], to[1], to[2]);
        Py_END_ALLOW_THREADS return Py_BuildValue("nNNN", groups, made[0], made[1], made[2]);
    }
    for (int k = 0; k < 3; k++) Py_XDECREF(made[k]);
    return NULL;
}

PyObject *ext_ascending_texts(PyObject *Py_UNUSED(module), PyObject *args)
{
    ext_vector ends;
    Py_buffer bytes;
    if (!PyArg_ParseTuple(args, "O&y*:ascending_texts", ext_convert_vector, &ends, &bytes)) return NULL;
    const bool fits = ends.size > 0 && ends.data[0] >= 0 && ends.data[ends.size - 1] <= bytes.len &&
                      fr_never_decrease(ends.data, ends.size);
    PyObject *begins = fits ? PyArray_SimpleNew(1, &ends.size, NPY_INT64) : NULL;
    ptrdiff_t groups = -1;
    if (!fits) PyErr_SetString(PyExc_ValueError, "ends must never decrease, and be places in bytes");
    else if (begins != NULL)
        Py_BEGIN_ALLOW_THREADS groups =
            fr_ascending_texts(ends.data, bytes.buf, ends.size - 1, PyArray_DATA((PyArrayObject *)begins));
    Py_END_ALLOW_THREADS PyBuffer_Release(&bytes);
    if (groups >= 0) return Py_BuildValue("nN", groups, begins);
    Py_XDECREF(begins);
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}
