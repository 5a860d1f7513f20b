/*
 * ext.h - what the files of the extension module fastroll._core share.
 *
 *   module.c           the module: its functions, the list of statistics, threads, the configuration
 *   gufunc.c           makes the ufuncs; gufunc_operands.c lists their operands, gufunc_promoter.c picks types,
 *                      gufunc_doc.c describes, gufunc_loop.c computes, gufunc_call.c reads its operands,
 *                      gufunc_entry.c is passed first
 *   fastcall.c         the short way for the usual arguments; fastcall_arguments.c reads them
 *   move.c             the same for bottleneck's functions
 *   pairs_api.c        each series with each
 *   bounds_api.c       makers of bounds
 *   offsets.c          copies of offsets of groups
 *   keys_api.c         groups by keys
 *   ewm_api.c          exponentially weighted statistics
 *   elementwise.c      ufuncs of functions of numbers, one by one
 *   weighted_api.c     windows with weights
 *   apply_api.c        functions of others for each window
 *   errors.c           exceptions
 *   signals.c          signals, Ctrl-C first of all, that end long calls
 *
 * Arithmetic is the core's (../core), defaults and keywords are Python's (../../fastroll); here is what is between:
 * types, memory, exceptions and the GIL.
 */
#ifndef FASTROLL_EXT_H
#define FASTROLL_EXT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* Built against any NumPy from 2.0 on, the module runs on all of them. */
#define NPY_TARGET_VERSION    NPY_2_0_API_VERSION
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION

/* One table of NumPy's functions for all files; module.c fills it. */
#define PY_ARRAY_UNIQUE_SYMBOL fastroll_array_api
#ifndef FASTROLL_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

#include "fastroll.h"

/* Functions of the module. */
PyObject *ext_ufuncs(PyObject *module, PyObject *none);
PyObject *ext_elementwise_ufuncs(PyObject *module, PyObject *none);
PyObject *ext_rolling(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_rolling_times(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_rolling_bounds(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_rolling_groups(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_rolling_group_times(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_rolling_pairs(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_groups_are_monotonic(PyObject *module, PyObject *args);
PyObject *ext_move(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *ext_fixed_bounds(PyObject *module, PyObject *args);
PyObject *ext_time_bounds(PyObject *module, PyObject *args);
PyObject *ext_expanding_bounds(PyObject *module, PyObject *args);
PyObject *ext_group_bounds(PyObject *module, PyObject *args);
PyObject *ext_group_time_bounds(PyObject *module, PyObject *args);
PyObject *ext_group_rows(PyObject *module, PyObject *args);
PyObject *ext_ascending_groups(PyObject *module, PyObject *args);
PyObject *ext_key_groups(PyObject *module, PyObject *args);
PyObject *ext_ascending_texts(PyObject *module, PyObject *args);
PyObject *ext_round_of_keys(PyObject *module, PyObject *args);
PyObject *ext_round_of_texts(PyObject *module, PyObject *args);
PyObject *ext_round_rows(PyObject *module, PyObject *args);
PyObject *ext_common_labels(PyObject *module, PyObject *args);
PyObject *ext_ewm(PyObject *module, PyObject *args);
PyObject *ext_weighted(PyObject *module, PyObject *args);
PyObject *ext_apply(PyObject *module, PyObject *args);
PyObject *ext_capsule(PyObject *module, PyObject *capsule);

/* Sets an exception and returns -1; works with and without the GIL. */
int ext_fail(PyObject *type, const char *format, ...);

/* The same with a format of one %R, which stands for the number. */
int ext_fail_number(PyObject *type, const char *format, double number);

/* The same for a status of the core other than FR_OK; n: elements of a series. */
int ext_fail_status(int status, ptrdiff_t n);

/* The same for a status of functions that bring groups together: FR_BAD_BOUNDS says that keys have changed. */
int ext_fail_keys(int status);

/* The place of a str among names, or -1. */
int ext_choice(PyObject *object, const char *const *names, int count);

/* The place of None, 'right', 'left', 'both' or 'neither' in fr_closed, or -1. */
int ext_closed(PyObject *closed);

/* Has long calls end where a signal handler of Python raises an exception. */
void ext_watch_signals(void);

/* For PyArg_ParseTuple: a contiguous array of int64 to a vector. */
typedef struct {
    const int64_t *data;
    npy_intp size;
} ext_vector;
int ext_convert_vector(PyObject *object, void *vector);

/* For PyArg_ParseTuple: the same of offsets of groups, which begin with 0 and never decrease, but a copy: they are used
 * as places in memory, and nobody is to change what was checked.  ext_free_offsets() frees it. */
typedef struct {
    int64_t *begin;
    ptrdiff_t groups;
    npy_intp n; /* elements of all groups */
} ext_offsets;
int ext_convert_offsets(PyObject *object, void *offsets);
void ext_free_offsets(ext_offsets *offsets);

/* A copy of any integers in the elements of such an array, whose memory PyMem_Free() frees; NULL and no exception if
 * it is none, or has no element. */
int64_t *ext_copied_vector(PyObject *object, npy_intp *size);

/* The series of an array of one or two dimensions: those along its last axis. */
fr_array ext_described(PyArrayObject *array);

/* Whether elements of a series are further apart in memory than its neighbours are. */
bool ext_is_by_columns(const fr_array *array);

/* Whether that can be the array of results that would be made `like` another one; NULL and None cannot. */
bool ext_takes_results(PyObject *out, PyArrayObject *like);

/* The elements of a contiguous one-dimensional array of int64, or NULL for any other object. */
const int64_t *ext_int64_vector(PyObject *object, npy_intp *size);

/* More elements than this are worth letting other threads run meanwhile. */
enum { EXT_MUCH_WORK = 500 };

/* Lets other threads of Python run while there is so much work to do, until ext_resume(). */
static inline PyThreadState *ext_release(npy_intp work) { return work > EXT_MUCH_WORK ? PyEval_SaveThread() : NULL; }

static inline void ext_resume(PyThreadState *thread)
{
    if (thread != NULL) PyEval_RestoreThread(thread);
}

#endif
