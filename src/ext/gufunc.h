/*
 * gufunc.h - the parts of a gufunc: gufunc.c puts together what the other gufunc_*.c make.
 *
 * A statistic of windows has two gufuncs, which differ in how the windows are given, an exponentially weighted one has
 * one.  Operands, in order:
 *   rolling_<name>          inputs (n), window (),           min_periods (), more  ->  outputs (n)
 *   rolling_<name>_bounds   inputs (n), start (m), end (m),  min_periods (), more  ->  outputs (m)
 * one of windows with weights has one:
 *   rolling_weighted_<name> inputs (n), weights (w),         min_periods (), more  ->  outputs (n)
 * and so has an exponentially weighted one:
 *   ewm_<name>              inputs (n), alpha (), adjust (), ignore_na (), min_periods (), more  ->  outputs (n)
 * where `more` depends on the statistic: ddof (), or q (k?), interpolation (), or method (), ascending (), pct (), or
 * bias ().
 * Several quantiles give the outputs one more dimension: (k?,n), (k?,m).
 */
#ifndef FASTROLL_GUFUNC_H
#define FASTROLL_GUFUNC_H

#include "ext.h"

#include <numpy/dtype_api.h>
#include <numpy/ufuncobject.h>

typedef enum { GUFUNC_WINDOW, GUFUNC_BOUNDS, GUFUNC_WEIGHTED, GUFUNC_EWM } gufunc_kind;

/* What a parameter, an operand between inputs and outputs, is. */
typedef enum {
    GUFUNC_LENGTH, /* of the windows */
    GUFUNC_START,
    GUFUNC_END,
    GUFUNC_WEIGHTS,
    GUFUNC_MIN_PERIODS,
    GUFUNC_DDOF,
    GUFUNC_Q,
    GUFUNC_INTERPOLATION,
    GUFUNC_METHOD,
    GUFUNC_ASCENDING,
    GUFUNC_PCT,
    GUFUNC_ALPHA,
    GUFUNC_ADJUST,
    GUFUNC_IGNORE_NA,
    GUFUNC_BIAS
} gufunc_role;

enum {
    GUFUNC_MAX_ARRAYS = 3, /* inputs of a statistic, or outputs */
    GUFUNC_MAX_PARAMETERS = 8,
    GUFUNC_MAX_OPERANDS = 2 * GUFUNC_MAX_ARRAYS + GUFUNC_MAX_PARAMETERS
};

/* The parameters of a gufunc, in order. */
typedef struct {
    int count;
    gufunc_role roles[GUFUNC_MAX_PARAMETERS];
} gufunc_parameters;

gufunc_parameters gufunc_parameters_of(const fr_statistic *what, gufunc_kind kind);

/* What there is to know of a parameter. */
typedef struct {
    const char *name;
    const char *core; /* its core dimensions, "()" */
    const char *doc;
} gufunc_parameter;

const gufunc_parameter *gufunc_describe(gufunc_role role);

/* The name of an input of the statistic. */
const char *gufunc_input_name(int input);

/* What a ufunc that was made here has in `data`: statistic, kind, and NumPy's function that is called. */
enum { GUFUNC_DATA_STATISTIC, GUFUNC_DATA_KIND, GUFUNC_DATA_CALL, GUFUNC_DATA };

static inline const fr_statistic *gufunc_statistic(const PyUFuncObject *ufunc)
{
    return ufunc->data[GUFUNC_DATA_STATISTIC];
}

static inline gufunc_kind gufunc_kind_of(const PyUFuncObject *ufunc)
{
    return *(const gufunc_kind *)ufunc->data[GUFUNC_DATA_KIND];
}

/* The first part of the name of a ufunc. */
const char *gufunc_family(gufunc_kind kind);

/* Whether an operand is an input or output of the statistic; if not, it is a parameter. */
static inline bool gufunc_is_series(const PyUFuncObject *ufunc, int operand)
{
    return operand < gufunc_statistic(ufunc)->inputs || operand >= ufunc->nin;
}

/* The type of an operand, given that of the series. */
PyArray_DTypeMeta *gufunc_type(const PyUFuncObject *ufunc, int operand, PyArray_DTypeMeta *number);

/* Inner loops, for float32 and float64 alike. */
PyArrayMethod_StridedLoop gufunc_loop;

/* Which types are taken for integers, bool among them, and which for other real numbers. */
bool gufunc_is_integer(const PyArray_DTypeMeta *dtype);
bool gufunc_is_float(const PyArray_DTypeMeta *dtype);

/* The name of an input or parameter. */
const char *gufunc_operand_name(const PyUFuncObject *ufunc, int input);

/* How Python enters a ufunc: a vectorcallfunc, which the limited API of Python 3.11 does not name. */
typedef PyObject *gufunc_vectorcall(PyObject *self, PyObject *const *args, size_t flagged_count, PyObject *names);

/* Ours, which goes on to NumPy's. */
gufunc_vectorcall gufunc_entry;

/* Picks the loop for operands that fit none exactly. */
PyArrayMethod_PromoterFunction gufunc_promoter;

/* Docstring, a new str. */
PyObject *gufunc_doc(const fr_statistic *what, gufunc_kind kind, const char *signature);

#endif
