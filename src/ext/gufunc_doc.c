/*
 * gufunc_doc.c - the docstrings of the gufuncs, from what the core tells of a statistic.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

/* The names of one, two or three inputs. */
static const char *const input_names[] = {"", "x", "x, y", "x, y, z"};

static const char window_text[] = "window : (...) array_like of int\n"
                                  "    Elements in a window, 0 or more.  The window of element i ends with it.\n";

static const char bounds_text[] =
    "start, end : (..., m) array_like of int\n"
    "    Window i holds the elements from start[i] up to, not including, end[i]; none if start[i] >= end[i].\n"
    "    Both lie in [0, n].\n";

static const char ddof_text[] =
    "ddof : (...) array_like of int\n"
    "    Delta degrees of freedom: sums of squares are divided by the number of valid elements - ddof.\n";

/* Pieces: summary, name, signature, inputs, windows, elements that count, their limit, ddof, outputs' length, number of
 * outputs, errors, accuracy, algorithm. */
static const char template[] =
    "%s\n\n"
    "The generalized ufunc behind `fastroll.rolling_%s`, with core signature ``%s``.\n"
    "Every operand must be given.  All operands broadcast, so that several windows can be computed in one call.\n\n"
    "Parameters\n"
    "----------\n"
    "%s : (..., n) array_like of real numbers\n"
    "    The series.  NaN is missing; infinities are values.\n"
    "%s"
    "min_periods : (...) array_like of int\n"
    "    %s that a window needs, 0 %s; with fewer the result is NaN.\n"
    "%s"
    "out : optional\n"
    "    Where to write the result; may be an input.\n"
    "**kwargs\n"
    "    Those of every generalized ufunc (axis, axes, casting, order, dtype, signature, subok).\n\n"
    "Returns\n"
    "-------\n"
    "ndarray, (..., %s)%s\n"
    "    float32 if every series is float32, else float64.\n\n"
    "Raises\n"
    "------\n"
    "TypeError\n"
    "    If a series is not float64, float32, float16, integer or bool, or another operand not integer.\n"
    "ValueError\n"
    "    If %s.\n\n"
    "Notes\n"
    "-----\n"
    "Accuracy: %s\n\n"
    "Algorithm: %s\n";

PyObject *gufunc_doc(const fr_statistic *what, gufunc_kind kind, const char *signature)
{
    const bool bounds = kind == GUFUNC_BOUNDS;
    return PyUnicode_FromFormat(template, what->summary, what->name, signature, input_names[what->inputs],
                                bounds ? bounds_text : window_text,
                                what->counts_rows ? "Elements, valid or not," : "Valid (not NaN) elements",
                                bounds ? "or more" : "to window", what->has_ddof ? ddof_text : "", bounds ? "m" : "n",
                                what->outputs > 1 ? ", a tuple of them" : "",
                                bounds ? "start, end or min_periods is out of range"
                                       : "window or min_periods is negative or min_periods exceeds window",
                                what->error, what->method);
}
