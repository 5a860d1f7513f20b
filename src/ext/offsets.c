/*
 * offsets.c - copies of offsets of groups.
 *
 * Offsets are used as places in memory, after they have been checked and while other threads of Python run.  Whoever
 * else has the array could change it meanwhile: so the copy is checked, and used.
 */
#include "ext.h"

#include "bounds.h"

#include <string.h>

int64_t *ext_copied_vector(PyObject *object, npy_intp *size)
{
    const int64_t *given = ext_int64_vector(object, size);
    if (given == NULL || *size < 1) return NULL;
    int64_t *copy = PyMem_Malloc((size_t)*size * sizeof *copy);
    if (copy == NULL) PyErr_NoMemory();
    else memcpy(copy, given, (size_t)*size * sizeof *copy);
    return copy;
}

void ext_free_offsets(ext_offsets *offsets)
{
    PyMem_Free(offsets->begin);
    offsets->begin = NULL;
}

int ext_convert_offsets(PyObject *object, void *to)
{
    ext_offsets *made = to;
    ext_vector given;
    if (object == NULL) {
        ext_free_offsets(made);
        return 1;
    }
    if (!ext_convert_vector(object, &given)) return 0;
    npy_intp size;
    made->begin = ext_copied_vector(object, &size);
    made->groups = size - 1;
    if (given.size < 1) PyErr_SetString(PyExc_ValueError, "offsets must not be empty");
    else if (made->begin != NULL && fr_are_offsets(made->begin, made->groups)) {
        made->n = made->begin[made->groups];
        return Py_CLEANUP_SUPPORTED;
    } else if (made->begin != NULL) PyErr_SetString(PyExc_ValueError, "offsets must begin with 0 and never decrease");
    ext_free_offsets(made);
    return 0;
}
