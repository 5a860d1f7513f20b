/*
 * gufunc.h - the parts of a gufunc: gufunc.c puts together what the other gufunc_*.c make.
 *
 * A statistic has two gufuncs, which differ in how the windows are given.  Operands, in order:
 *   rolling_<name>          inputs (n), window (),           min_periods (), [ddof ()]  ->  outputs (n)
 *   rolling_<name>_bounds   inputs (n), start (m), end (m),  min_periods (), [ddof ()]  ->  outputs (m)
 */
#ifndef FASTROLL_GUFUNC_H
#define FASTROLL_GUFUNC_H

#include "ext.h"

#include <numpy/dtype_api.h>
#include <numpy/ufuncobject.h>

typedef enum { GUFUNC_WINDOW, GUFUNC_BOUNDS } gufunc_kind;

enum {
    GUFUNC_MAX_ARRAYS = 3, /* inputs of a statistic, or outputs */
    GUFUNC_MAX_OPERANDS = 2 * GUFUNC_MAX_ARRAYS + 4
};

/* How many operands lie between inputs and outputs. */
static inline int gufunc_parameters(const fr_statistic *what, gufunc_kind kind)
{
    return (kind == GUFUNC_BOUNDS ? 3 : 2) + what->has_ddof;
}

/* The statistic of a ufunc that was made here. */
static inline const fr_statistic *gufunc_statistic(const PyUFuncObject *ufunc) { return ufunc->data[0]; }

/* Whether an operand is an input or output of the statistic; if not, it is a parameter. */
static inline bool gufunc_is_series(const PyUFuncObject *ufunc, int operand)
{
    return operand < gufunc_statistic(ufunc)->inputs || operand >= ufunc->nin;
}

/* Inner loops, for float32 and float64 alike. */
PyArrayMethod_StridedLoop gufunc_window_loop, gufunc_bounds_loop;

/* Picks the loop for operands that fit none exactly. */
PyArrayMethod_PromoterFunction gufunc_promoter;

/* Docstring, a new str. */
PyObject *gufunc_doc(const fr_statistic *what, gufunc_kind kind, const char *signature);

#endif
