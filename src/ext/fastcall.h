/*
 * fastcall.h - a fast call: its arguments, and the arrays that it returns.
 *
 * Whatever here returns false has found something that is not usual, and has set no exception.
 */
#ifndef FASTROLL_FASTCALL_H
#define FASTROLL_FASTCALL_H

#include "bounds.h"
#include "ext.h"

enum { FASTCALL_MAX_INPUTS = 2, FASTCALL_FEW = 4 };

typedef struct {
    const fr_statistic *what;
    PyArrayObject *like; /* the first input: results are laid out in memory as it is */
    PyArrayObject *out;  /* the caller's array for the result, or NULL */
    fr_array in[FASTCALL_MAX_INPUTS];
    ptrdiff_t series, n;
    double q;            /* the quantile, if there is one */
    bool many_quantiles; /* then results have one more dimension, in front */
    bool backwards;      /* series, and results with them, go from the last element to the first */
    fr_options options;
} fastcall;

PyObject *fastcall_not_implemented(void);

bool fastcall_integer(PyObject *object, ptrdiff_t *value);
bool fastcall_truth(PyObject *object, bool *value);

/* An array of one series or more, and how many they are, of how many elements. */
bool fastcall_input(PyObject *object, fr_array *at, ptrdiff_t *series, ptrdiff_t *n);

/* What all calls have: statistic, inputs (an array, or a tuple of them), ddof, skip_inf, and what only some statistics
 * take: a tuple (q, interpolation) or (method, ascending, pct), else NULL or None. */
bool fastcall_begin(fastcall *call, PyObject *index, PyObject *x, PyObject *ddof, PyObject *skip_inf, PyObject *extra);

/* The window of so many elements, and min_periods (None: the window). */
bool fastcall_window(fastcall *call, PyObject *window, PyObject *min_periods, PyObject *center, PyObject *closed);

/* The caller's array for a result of the same shape and type as the input; NULL or None: there is none. */
bool fastcall_out(fastcall *call, PyObject *out);

/* Results in the making. */
typedef struct {
    PyObject *object; /* an array, or a tuple of them */
    fr_array *out;    /* of them; in `few` or in memory of their own */
    fr_array few[FASTCALL_FEW];
    double *quantiles; /* a copy, that nobody changes; in `few_quantiles` or in memory of its own */
    double few_quantiles[FASTCALL_FEW];
} fastcall_results;

/* Makes them, with m elements in each series; false and an exception if memory does not suffice.  From then on several
 * quantiles are copies. */
bool fastcall_make_results(fastcall *call, ptrdiff_t m, fastcall_results *results);

/* Has the n elements of each series the other way round. */
void fastcall_turn(fr_array *at, ptrdiff_t n);

/* What to return for windows of so many elements. */
PyObject *fastcall_rolled(fastcall *call);

/* What to return for a status of the core. */
PyObject *fastcall_finish(const fastcall *call, fastcall_results *results, int status);

#endif
