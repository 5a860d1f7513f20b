/*
 * gufunc_operands.c - which operands the gufuncs of a statistic have, their names, types and descriptions.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

static const gufunc_parameter parameters[] = {
    [GUFUNC_LENGTH] = {"window", "()",
                       "window : (...) array_like of int\n"
                       "    Elements in a window, 0 or more.  The window of element i ends with it.\n"},
    [GUFUNC_START] = {"start", "(m)",
                      "start, end : (..., m) array_like of int\n"
                      "    Window i holds the elements from start[i] up to, not including, end[i]; none if start[i] >= "
                      "end[i].\n"
                      "    Both lie in [0, n].\n"},
    [GUFUNC_END] = {"end", "(m)", ""},
    [GUFUNC_WEIGHTS] = {"weights", "(w)",
                        "weights : (..., w) array_like of float\n"
                        "    The weights of the elements of a window, the last one that of the newest; finite.\n"},
    [GUFUNC_MIN_PERIODS] = {"min_periods", "()", ""}, /* depends on the statistic: see gufunc_doc.c */
    [GUFUNC_DDOF] = {"ddof", "()",
                     "ddof : (...) array_like of int\n"
                     "    Delta degrees of freedom, 0 or more: sums of squares are divided by the number of valid "
                     "elements - ddof.\n"},
    [GUFUNC_Q] = {"q", "(k?)",
                  "q : (..., [k]) array_like of float\n"
                  "    The quantiles to find, in [0, 1]: one, or k of them in one pass.\n"},
    [GUFUNC_INTERPOLATION] = {"interpolation", "()",
                              "interpolation : (...) array_like of int\n"
                              "    What a quantile is that falls between two elements: 0 linear, 1 lower, 2 higher, "
                              "3 midpoint, 4 nearest.\n"},
    [GUFUNC_METHOD] = {"method", "()",
                       "method : (...) array_like of int\n"
                       "    What the rank of an element is that has equals: 0 average, 1 min, 2 max, 3 dense, "
                       "4 first.\n"},
    [GUFUNC_ASCENDING] = {"ascending", "()",
                          "ascending : (...) array_like of bool or int\n"
                          "    Whether the least element has rank 1, not the greatest.\n"},
    [GUFUNC_PCT] = {"pct", "()",
                    "pct : (...) array_like of bool or int\n"
                    "    Whether ranks are divided by the greatest that there can be.\n"},
    [GUFUNC_ALPHA] =
        {"alpha", "()",
         "alpha : (...) array_like of float\n"
         "    The smoothing factor, in (0, 1]: an element weighs 1 - alpha times as much as the next one.\n"},
    [GUFUNC_ADJUST] = {"adjust", "()",
                       "adjust : (...) array_like of bool or int\n"
                       "    Whether the newest element has weight 1; if not, alpha, and all before it together 1 - "
                       "alpha.\n"},
    [GUFUNC_IGNORE_NA] = {"ignore_na", "()",
                          "ignore_na : (...) array_like of bool or int\n"
                          "    Whether weights do not decay while elements are missing.\n"},
    [GUFUNC_BIAS] = {"bias", "()",
                     "bias : (...) array_like of bool or int\n"
                     "    Whether there is no correction for the number of elements that weights stand for.\n"},
};

const gufunc_parameter *gufunc_describe(gufunc_role role) { return &parameters[role]; }

static void add(gufunc_parameters *to, gufunc_role role) { to->roles[to->count++] = role; }

gufunc_parameters gufunc_parameters_of(const fr_statistic *what, gufunc_kind kind)
{
    gufunc_parameters made = {0};
    if (kind == GUFUNC_WINDOW) add(&made, GUFUNC_LENGTH);
    if (kind == GUFUNC_BOUNDS) add(&made, GUFUNC_START), add(&made, GUFUNC_END);
    if (kind == GUFUNC_WEIGHTED) add(&made, GUFUNC_WEIGHTS);
    if (kind == GUFUNC_EWM) add(&made, GUFUNC_ALPHA), add(&made, GUFUNC_ADJUST), add(&made, GUFUNC_IGNORE_NA);
    add(&made, GUFUNC_MIN_PERIODS);
    if (what->has_ddof) add(&made, GUFUNC_DDOF);
    if (what->has_q) add(&made, GUFUNC_Q), add(&made, GUFUNC_INTERPOLATION);
    if (what->has_ties) add(&made, GUFUNC_METHOD), add(&made, GUFUNC_ASCENDING), add(&made, GUFUNC_PCT);
    if (what->has_bias) add(&made, GUFUNC_BIAS);
    return made;
}

const char *gufunc_input_name(int input)
{
    static const char *const names[GUFUNC_MAX_ARRAYS] = {"x", "y", "z"};
    return names[input];
}

const char *gufunc_family(gufunc_kind kind)
{
    return kind == GUFUNC_EWM ? "ewm" : kind == GUFUNC_WEIGHTED ? "rolling_weighted" : "rolling";
}

PyArray_DTypeMeta *gufunc_type(const PyUFuncObject *ufunc, int operand, PyArray_DTypeMeta *number)
{
    if (gufunc_is_series(ufunc, operand)) return number;
    const fr_statistic *what = gufunc_statistic(ufunc);
    const gufunc_parameters all = gufunc_parameters_of(what, gufunc_kind_of(ufunc));
    const gufunc_role role = all.roles[operand - what->inputs];
    const bool real = role == GUFUNC_Q || role == GUFUNC_WEIGHTS || role == GUFUNC_ALPHA;
    return real ? &PyArray_DoubleDType : &PyArray_Int64DType;
}
