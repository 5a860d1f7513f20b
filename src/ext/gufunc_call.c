/*
 * gufunc_call.c - the parameters of the rows of a call: read, compared from row to row, and checked.
 */
#define NO_IMPORT_UFUNC
#include "gufunc_call.h"

#include <string.h>

static int64_t integer(const gufunc_call *c, int operand, ptrdiff_t row)
{
    return *(const int64_t *)gufunc_at(c, operand, row);
}

static double number(const gufunc_call *c, int operand, ptrdiff_t row)
{
    return *(const double *)gufunc_at(c, operand, row);
}

static double quantile(const gufunc_call *c, int operand, ptrdiff_t row, ptrdiff_t which)
{
    const npy_intp along = c->k > 1 ? c->inner[c->first[operand]] : 0;
    return *(const double *)(gufunc_at(c, operand, row) + which * along);
}

static void read_quantiles(const gufunc_call *c, int operand, ptrdiff_t row, fr_options *options)
{
    for (ptrdiff_t i = 0; i < c->k; i++) c->q[i] = quantile(c, operand, row, i);
    options->q = c->q;
    options->quantiles = c->k;
}

static void read_parameter(const gufunc_call *c, gufunc_role role, int operand, ptrdiff_t row, gufunc_options *all)
{
    fr_options *options = &all->window;
    switch (role) {
    case GUFUNC_LENGTH: options->window = integer(c, operand, row); break;
    case GUFUNC_WEIGHTS: options->window = c->w; break;
    case GUFUNC_MIN_PERIODS: options->min_periods = all->ewm.min_periods = integer(c, operand, row); break;
    case GUFUNC_DDOF: options->ddof = (double)integer(c, operand, row); break;
    case GUFUNC_Q: read_quantiles(c, operand, row, options); break;
    case GUFUNC_INTERPOLATION: options->interpolation = (fr_interpolation)integer(c, operand, row); break;
    case GUFUNC_METHOD: options->ties = (fr_ties)integer(c, operand, row); break;
    case GUFUNC_ASCENDING: options->descending = integer(c, operand, row) == 0; break;
    case GUFUNC_PCT: options->pct = integer(c, operand, row) != 0; break;
    case GUFUNC_ALPHA: all->ewm.alpha = number(c, operand, row); break;
    case GUFUNC_ADJUST: all->ewm.adjust = integer(c, operand, row) != 0; break;
    case GUFUNC_IGNORE_NA: all->ewm.ignore_na = integer(c, operand, row) != 0; break;
    case GUFUNC_BIAS: all->ewm.bias = integer(c, operand, row) != 0; break;
    case GUFUNC_START:
    case GUFUNC_END: break; /* no options */
    }
}

gufunc_options gufunc_read(const gufunc_call *c, ptrdiff_t row)
{
    gufunc_options options = {.window.size = sizeof options.window, .ewm.size = sizeof options.ewm};
    for (int i = 0; i < c->parameters.count; i++)
        read_parameter(c, c->parameters.roles[i], c->what->inputs + i, row, &options);
    return options;
}

static bool same_parameter(const gufunc_call *c, gufunc_role role, int operand, ptrdiff_t a, ptrdiff_t b)
{
    if (c->outer[operand] == 0) return true;
    if (role == GUFUNC_START || role == GUFUNC_END || role == GUFUNC_WEIGHTS) return false;
    if (role == GUFUNC_ALPHA) return number(c, operand, a) == number(c, operand, b);
    if (role != GUFUNC_Q) return integer(c, operand, a) == integer(c, operand, b);
    for (ptrdiff_t i = 0; i < c->k; i++)
        if (quantile(c, operand, a, i) != quantile(c, operand, b, i)) return false;
    return true;
}

static bool same_parameters(const gufunc_call *c, ptrdiff_t a, ptrdiff_t b)
{
    for (int i = 0; i < c->parameters.count; i++)
        if (!same_parameter(c, c->parameters.roles[i], c->what->inputs + i, a, b)) return false;
    return true;
}

ptrdiff_t gufunc_end_of_run(const gufunc_call *c, ptrdiff_t row)
{
    ptrdiff_t end = row + 1;
    while (end < c->rows && same_parameters(c, row, end)) end++;
    return end;
}

static int check_windows(const gufunc_call *c, const fr_options *options)
{
    const ptrdiff_t window = options->window, min_periods = options->min_periods;
    if (window < 0) return ext_fail(PyExc_ValueError, "window must be an integer 0 or greater, got %zd", window);
    if (min_periods < 0) return ext_fail(PyExc_ValueError, "min_periods must be >= 0, got %zd", min_periods);
    if (options->ddof < 0) return ext_fail_number(PyExc_ValueError, "ddof must be >= 0, got %R", options->ddof);
    if (c->kind != GUFUNC_BOUNDS && min_periods > window)
        return ext_fail(PyExc_ValueError, "min_periods %zd must be <= window %zd", min_periods, window);
    return 0;
}

/* The rules, and words, are those of the functions. */
static int check_ewm(const gufunc_call *c, const fr_ewm_options *options)
{
    if (!(options->alpha > 0 && options->alpha <= 1))
        return ext_fail_number(PyExc_ValueError, "alpha must satisfy: 0 < alpha <= 1, got %R", options->alpha);
    if (options->min_periods < 0)
        return ext_fail(PyExc_ValueError, "min_periods must be >= 0, got %zd", options->min_periods);
    if (!options->adjust && !strcmp(c->what->name, "sum"))
        return ext_fail(PyExc_NotImplementedError, "sum is not implemented with adjust=False");
    return 0;
}

static int check_choice(const gufunc_call *c, gufunc_role role, int operand, ptrdiff_t row, int choices)
{
    const int64_t value = integer(c, operand, row);
    if (value >= 0 && value < choices) return 0;
    return ext_fail(PyExc_ValueError, "%s must be an integer from 0 to %d, got %lld", gufunc_describe(role)->name,
                    choices - 1, (long long)value);
}

static int check_quantiles(const gufunc_call *c, const fr_options *options)
{
    for (ptrdiff_t i = 0; i < c->k; i++)
        if (!(options->q[i] >= 0 && options->q[i] <= 1))
            return ext_fail_number(PyExc_ValueError, "quantile value %R not in [0, 1]", options->q[i]);
    return 0;
}

static int check_weights(const gufunc_call *c, int operand, ptrdiff_t row)
{
    const npy_intp along = c->inner[c->first[operand]];
    for (ptrdiff_t k = 0; k < c->w; k++) {
        const double weight = *(const double *)(gufunc_at(c, operand, row) + k * along);
        if (weight - weight != 0) return ext_fail_number(PyExc_ValueError, "weights must be finite, got %R", weight);
    }
    return 0;
}

static int check_row(const gufunc_call *c, ptrdiff_t row)
{
    const gufunc_options options = gufunc_read(c, row);
    int status = c->kind == GUFUNC_EWM ? check_ewm(c, &options.ewm) : check_windows(c, &options.window);
    for (int i = 0; status == 0 && i < c->parameters.count; i++) {
        const gufunc_role role = c->parameters.roles[i];
        const int operand = c->what->inputs + i;
        if (role == GUFUNC_WEIGHTS) status = check_weights(c, operand, row);
        if (role == GUFUNC_Q) status = check_quantiles(c, &options.window);
        if (role == GUFUNC_INTERPOLATION) status = check_choice(c, role, operand, row, FR_INTERPOLATIONS);
        if (role == GUFUNC_METHOD) status = check_choice(c, role, operand, row, FR_TIES);
    }
    return status;
}

int gufunc_check(const gufunc_call *c)
{
    for (ptrdiff_t row = 0; row < c->rows; row = gufunc_end_of_run(c, row))
        if (check_row(c, row) < 0) return -1;
    return 0;
}
