/*
 * gufunc_doc.c - the docstrings of the gufuncs, from what the core tells of a statistic.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

/* The names of one, two or three inputs. */
static const char *const input_names[] = {"", "x", "x, y", "x, y, z"};

/* The descriptions of the parameters, a new str. */
static PyObject *describe_parameters(const fr_statistic *what, gufunc_kind kind)
{
    const gufunc_parameters parameters = gufunc_parameters_of(what, kind);
    PyObject *text = PyUnicode_FromString("");
    for (int i = 0; text != NULL && i < parameters.count; i++) {
        const bool least = parameters.roles[i] == GUFUNC_MIN_PERIODS;
        PyObject *before = text;
        text = least ? PyUnicode_FromFormat("%Umin_periods : (...) array_like of int\n"
                                            "    %s that a %s needs, 0 %s; with fewer the result is NaN.\n",
                                            before,
                                            what->counts_rows ? "Elements, valid or not," : "Valid (not NaN) elements",
                                            kind == GUFUNC_EWM ? "result" : "window",
                                            kind == GUFUNC_WINDOW ? "to window" : "or more")
                     : PyUnicode_FromFormat("%U%s", before, gufunc_describe(parameters.roles[i])->doc);
        Py_DECREF(before);
    }
    return text;
}

/* What makes a call fail, whatever the statistic. */
static const char *const out_of_range[] = {
    [GUFUNC_WINDOW] = "window or min_periods is negative or min_periods exceeds window",
    [GUFUNC_BOUNDS] = "start, end or min_periods is out of range",
    [GUFUNC_WEIGHTED] = "weights are not finite, or min_periods negative or exceeds them",
    [GUFUNC_EWM] = "alpha is not in (0, 1] or min_periods is negative",
};

/* Pieces: summary, family, name, signature, inputs, parameters, outputs' dimensions, number of outputs, errors,
 * accuracy, algorithm. */
static const char template[] =
    "%s\n\n"
    "The generalized ufunc behind `fastroll.%s_%s`, with core signature ``%s``.\n"
    "Every operand must be given.  All operands broadcast, so that several %s can be computed in one call.\n\n"
    "Parameters\n"
    "----------\n"
    "%s : (..., n) array_like of real numbers\n"
    "    The series.  NaN is missing; infinities are values.\n"
    "%U"
    "out : optional\n"
    "    Where to write the result; may be an input.\n"
    "**kwargs\n"
    "    Those of every generalized ufunc (axis, axes, casting, order, dtype, signature, subok).\n\n"
    "Returns\n"
    "-------\n"
    "ndarray, (..., %s%s)%s%s\n"
    "    float32 if every series is float32, else float64.\n\n"
    "Raises\n"
    "------\n"
    "TypeError\n"
    "    If a series is not float64, float32, float16, integer or bool, or another operand of a wrong type.\n"
    "ValueError\n"
    "    If %s%s.\n\n"
    "Notes\n"
    "-----\n"
    "Accuracy: %s\n\n"
    "Algorithm: %s\n";

PyObject *gufunc_doc(const fr_statistic *what, gufunc_kind kind, const char *signature)
{
    const bool bounds = kind == GUFUNC_BOUNDS;
    PyObject *parameters = describe_parameters(what, kind);
    if (parameters == NULL) return NULL;
    PyObject *doc =
        PyUnicode_FromFormat(template, what->summary, gufunc_family(kind), what->name, signature,
                             kind == GUFUNC_EWM ? "alphas" : "windows", input_names[what->inputs], parameters,
                             what->has_q ? "[k], " : "", bounds ? "m" : "n",
                             what->outputs > 1 ? ", a tuple of them: " : "", what->results, out_of_range[kind],
                             what->has_q      ? ", or q or interpolation out of range"
                             : what->has_ties ? ", or method out of range"
                                              : "",
                             what->error, what->method);
    Py_DECREF(parameters);
    return doc;
}
