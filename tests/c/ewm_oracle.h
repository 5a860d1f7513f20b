/*
 * ewm_oracle.h - what exponentially weighted statistics must be: plain recurrences over the elements, in __float128.
 *
 * Every element seen so far has a weight; all weights decay with each step.  The moments are taken about the weighted
 * mean of the moment, by Welford's recurrences, whose terms are positive.
 */
#ifndef TESTS_EWM_ORACLE_H
#define TESTS_EWM_ORACLE_H

#include "fastroll.h"
#include "quad.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
    const fr_ewm_options *options;
    bool is_sum, is_mean;
    ptrdiff_t count;
    quad old, weight, pairs;          /* decay since the last valid element; as in the library */
    quad x, y, xx, xy, yy, sum, size; /* means, mean products of deviations, weighted sum and mean of sizes */
} ewm_oracle;

static inline ewm_oracle new_ewm_oracle(const fr_statistic *what, const fr_ewm_options *o)
{
    return (ewm_oracle){.options = o, .is_sum = !strcmp(what->name, "sum"), .is_mean = !strcmp(what->name, "mean")};
}

static inline void ewm_oracle_decay(ewm_oracle *e, double step)
{
    const double one = 1 - e->options->alpha;
    quad decay = step == 1 ? one : powq(one, step);
    e->old *= decay;
    if (e->is_sum) e->sum *= decay, e->size *= decay;
}

static inline void ewm_oracle_add(ewm_oracle *e, double x, double y)
{
    const double alpha = e->options->alpha;
    quad more = e->options->adjust ? 1 : e->is_mean && alpha == 0.5 ? 1 - e->old : alpha;
    if (e->count++ == 0) {
        *e = (ewm_oracle){.options = e->options, .is_sum = e->is_sum, .is_mean = e->is_mean, .count = 1};
        e->old = e->weight = 1, e->x = e->sum = x, e->y = y, e->size = fabs(x);
        return;
    }
    quad kept = e->weight * e->old, total = kept + more, dx = x - e->x, dy = y - e->y, a = kept / total,
         b = more / total;
    if (e->is_sum) {
        e->sum += x, e->size += fabs(x);
        return;
    }
    e->pairs = e->pairs * e->old * e->old + 2 * kept * more;
    e->xx = a * e->xx + a * b * dx * dx;
    e->xy = a * e->xy + a * b * dx * dy;
    e->yy = a * e->yy + a * b * dy * dy;
    e->x = a > b ? e->x + b * dx : x - a * dx;
    e->y = a > b ? e->y + b * dy : y - a * dy;
    e->size = a * e->size + b * fabs(x);
    e->weight = e->options->adjust ? total : 1;
    if (!e->options->adjust) e->pairs /= total * total;
    e->old = 1;
}

/* The result, and the unit of its error. */
static inline double ewm_oracle_result(const ewm_oracle *e, const char *name, double *scale)
{
    quad unbiased = e->options->bias ? 1 : e->weight * e->weight / e->pairs;
    *scale = (double)e->size;
    if (e->count < e->options->min_periods || e->count == 0) return NAN;
    if (e->is_sum) return (double)e->sum;
    if (e->is_mean) return (double)e->x;
    if (!strcmp(name, "corr")) {
        *scale = 1;
        return e->xx > 0 && e->yy > 0 ? (double)(e->xy / (sqrtq(e->xx) * sqrtq(e->yy))) : NAN;
    }
    if (!e->options->bias && !(e->pairs > 0)) return NAN;
    *scale = (double)(unbiased * (!strcmp(name, "cov") ? sqrtq(e->xx) * sqrtq(e->yy) : e->xx));
    if (!strcmp(name, "cov")) return (double)(unbiased * e->xy);
    if (!strcmp(name, "std")) return *scale = (double)sqrtq(unbiased * e->xx);
    return (double)(unbiased * e->xx);
}

static inline bool ewm_is_valid(double x, const fr_ewm_options *o) { return x == x && !(o->skip_inf && isinf(x)); }

/* Results after infinities: that infinity of a mean or sum, otherwise NaN. */
static inline double ewm_after_infinities(const fr_statistic *what, bool plus, bool minus)
{
    bool linear = !strcmp(what->name, "mean") || !strcmp(what->name, "sum");
    return !linear || (plus && minus) ? NAN : plus ? INFINITY : -INFINITY;
}

/* All results of a series. */
static inline void ewm_oracle_expects(const fr_statistic *what, const double *x, const double *y, ptrdiff_t n,
                                      const fr_ewm_options *o, double *values, double *scales)
{
    ewm_oracle e = new_ewm_oracle(what, o);
    bool plus = false, minus = false;
    for (ptrdiff_t i = 0; i < n; i++) {
        bool valid = ewm_is_valid(x[i], o) && (what->inputs == 1 || ewm_is_valid(y[i], o));
        if (valid || !o->ignore_na) ewm_oracle_decay(&e, i == 0 ? 0 : o->steps ? o->steps[i - 1] : 1);
        for (int k = 0; k < what->inputs && valid; k++) {
            double v = k == 0 ? x[i] : y[i];
            plus = plus || v == INFINITY, minus = minus || v == -INFINITY;
        }
        if (valid) ewm_oracle_add(&e, x[i], y ? y[i] : 0);
        values[i] = ewm_oracle_result(&e, what->name, &scales[i]);
        if ((plus || minus) && e.count >= o->min_periods) values[i] = ewm_after_infinities(what, plus, minus);
    }
}

#endif
