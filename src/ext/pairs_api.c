/*
 * pairs_api.c - a statistic of each of some series with each of others.
 */
#include "fastcall.h"
#include "pairs.h"

/* The inputs of a call, of which there is one more: y, whose series may be more or fewer than those of x. */
typedef struct {
    fastcall call;
    fr_array y;
    ptrdiff_t second;
} pairs_call;

static bool begin(pairs_call *p, PyObject *const *args)
{
    ptrdiff_t n;
    PyObject *x_twice = PyTuple_Pack(2, args[1], args[1]);
    if (x_twice == NULL) PyErr_Clear();
    bool usual = x_twice != NULL && fastcall_begin(&p->call, args[0], x_twice, args[5], args[8], NULL) &&
                 p->call.what->inputs == 2 && p->call.what->outputs == 1 &&
                 fastcall_input(args[2], &p->y, &p->second, &n) && n == p->call.n && p->y.type == p->call.in[0].type &&
                 fastcall_window(&p->call, args[3], args[4], args[6], args[7]);
    Py_XDECREF(x_twice);
    return usual;
}

/* x and y are kept by the caller. */
PyObject *ext_rolling_pairs(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    if (count != 9) return PyErr_Format(PyExc_TypeError, "rolling_pairs() takes 9 arguments (%zd given)", count);
    pairs_call p;
    if (!begin(&p, args)) return fastcall_not_implemented();
    PyArray_Descr *type = PyArray_DESCR(p.call.like);
    Py_INCREF((PyObject *)type);
    PyObject *made = PyArray_Empty(3, (npy_intp[]){p.call.series, p.call.n, p.second}, type, 0);
    if (made == NULL) return NULL;
    const npy_intp *strides = PyArray_STRIDES((PyArrayObject *)made);
    const fr_pairs out = {PyArray_DATA((PyArrayObject *)made), strides[1], strides[0], p.call.in[0].type};
    int status;
    Py_BEGIN_ALLOW_THREADS status = fr_rolling_pairs(p.call.what, &p.call.in[0], p.call.series, &p.y, p.second,
                                                     args[1] == args[2], p.call.n, &out, &p.call.options);
    Py_END_ALLOW_THREADS if (status == FR_OK) return made;
    Py_DECREF(made);
    ext_fail_status(status, p.call.n);
    return NULL;
}
