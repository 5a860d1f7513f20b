/*
 * gufunc_call.h - one call of an inner loop, and its parameters.
 */
#ifndef FASTROLL_GUFUNC_CALL_H
#define FASTROLL_GUFUNC_CALL_H

#include "gufunc.h"

typedef struct {
    const fr_statistic *what;
    gufunc_kind kind;
    gufunc_parameters parameters;
    fr_type type;
    ptrdiff_t rows, n, m;  /* m: elements of an output */
    ptrdiff_t w;           /* weights */
    ptrdiff_t k;           /* quantiles; 1 for statistics without */
    char *const *data;     /* of each operand */
    const npy_intp *outer; /* bytes from row to row, of each operand */
    const npy_intp *inner; /* bytes from element to element, along each core dimension of each operand */
    const int *first;      /* of its core dimensions, for each operand */
    double *q;             /* room for the quantiles of a row */
    fr_array *out;         /* room for the description of what a row writes to */
} gufunc_call;

/* Where an operand has its data for a row. */
static inline char *gufunc_at(const gufunc_call *c, int operand, ptrdiff_t row)
{
    return c->data[operand] + row * c->outer[operand];
}

/* The parameters of a row, as the core takes them, for the two lists of statistics. */
typedef struct {
    fr_options window;
    fr_ewm_options ewm;
} gufunc_options;

/* Reads them; the quantiles are in c->q until the next call of this. */
gufunc_options gufunc_read(const gufunc_call *c, ptrdiff_t row);

/* The end of the run of rows with the same parameters that begins with `row`. */
ptrdiff_t gufunc_end_of_run(const gufunc_call *c, ptrdiff_t row);

/* -1 and an exception if a parameter of any row is out of range. */
int gufunc_check(const gufunc_call *c);

#endif
