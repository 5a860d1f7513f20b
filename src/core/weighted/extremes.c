/*
 * extremes.c - weighted windows with elements so large, or so small, that products leave the range of doubles.
 *
 * Kernels tell only that there are such elements.  Windows whose largest magnitude is not ordinary are added up again
 * here, one product after the other: sums with the exponents of products apart, variances in units of a power of two
 * about as large as the elements that have a weight.  Sums whose weights are as large or small have this for all
 * windows.  That takes ten times as long, or more.
 */
#include "walk.h"
#include "../parallel.h"
#include <float.h>
#include <math.h>

enum { LEAST = -440, MOST = 490, MOST_OF_WEIGHTS = 400, NOTHING = -10000 };

fr_watch fr_weighted_watch(bool *found) { return (fr_watch){{FR_SIZE(MOST), FR_SIZE(LEAST), true}, found}; }

/* The elements of a window that have weights: element number k of it is x[k - skipped]. */
typedef struct {
    const fr_weighted_mend *mend;
    fr_series x;
    ptrdiff_t first, last; /* numbers of those that are there */
    ptrdiff_t count;       /* of the valid ones */
    double largest;
} window;

static double weight_of(const window *w, ptrdiff_t k) { return w->mend->options->weights[k]; }

static bool is_valid(const window *w, double x) { return fabs(x) <= (w->mend->options->skip_inf ? DBL_MAX : INFINITY); }

static int exponent_of(double a)
{
    int exponent = NOTHING;
    if (a != 0) (void)frexp(a, &exponent);
    return exponent;
}

/* A sum with what its additions round off (Neumaier 1974). */
typedef struct {
    double sum, missed;
} exact;

static void add(exact *to, double x)
{
    const double sum = to->sum + x;
    to->missed += fabs(to->sum) >= fabs(x) ? (to->sum - sum) + x : (x - sum) + to->sum;
    to->sum = sum;
}

static double value_of(exact a) { return a.sum + a.missed; }

#define FOR_VALID(w, k, value)                                                                                         \
    for (ptrdiff_t k = (w)->first; k < (w)->last; k++)                                                                 \
        for (double value = fr_element((w)->x, k), once = 1; once != 0 && is_valid(w, value); once = 0)

/* The exponents of the largest weight, and of the largest element and product that have a weight. */
typedef struct {
    int weight, element, product;
} exponents;

static exponents exponents_in(const window *w)
{
    exponents e = {NOTHING, NOTHING, 2 * NOTHING};
    FOR_VALID(w, k, x)
    {
        const int of_weight = exponent_of(weight_of(w, k)), of_x = exponent_of(x);
        e.weight = of_weight > e.weight ? of_weight : e.weight;
        if (of_weight == NOTHING) continue;
        e.element = of_x > e.element ? of_x : e.element;
        e.product = of_weight + of_x > e.product ? of_weight + of_x : e.product;
    }
    return e;
}

static double total_of(const window *w, exponents e)
{
    exact total = {0, 0};
    FOR_VALID(w, k, x) add(&total, ldexp(weight_of(w, k), -e.weight));
    return value_of(total);
}

/* What infinities make of a sum of products. */
static double infinite_sum(const window *w)
{
    double sum = 0;
    FOR_VALID(w, k, x) if (isinf(x)) sum += weight_of(w, k) * x;
    return sum;
}

static double sum_or_mean(const window *w, bool mean)
{
    const exponents e = exponents_in(w);
    const double total = mean ? total_of(w, e) : 1;
    exact sum = {0, 0};
    if (total == 0) return NAN;
    if (isinf(w->largest)) return infinite_sum(w) / total;
    FOR_VALID(w, k, x)
    {
        int of_weight, of_x;
        const double product = frexp(weight_of(w, k), &of_weight) * frexp(x, &of_x);
        if (product != 0) add(&sum, ldexp(product, of_weight + of_x - e.product));
    }
    if (value_of(sum) == 0) return 0;
    return ldexp(value_of(sum) / total, e.product - (mean ? e.weight : 0));
}

/* The weighted sum of (x - origin)^power, in units of weights and elements. */
static double sum_of_powers(const window *w, exponents e, double origin, int power)
{
    exact sum = {0, 0};
    FOR_VALID(w, k, x)
    {
        const double weight = ldexp(weight_of(w, k), -e.weight), deviation = ldexp(x, -e.element) - origin;
        if (weight != 0) add(&sum, weight * (power == 2 ? deviation * deviation : deviation));
    }
    return value_of(sum);
}

static double heaviest(const window *w, exponents e)
{
    double most = 0, found = 0;
    FOR_VALID(w, k, x)
    if (fabs(weight_of(w, k)) > most) most = fabs(weight_of(w, k)), found = ldexp(x, -e.element);
    return found;
}

static double variance(const window *w, bool root)
{
    exponents e = exponents_in(w);
    if (e.element == NOTHING) e.element = 0;
    const double total = total_of(w, e), left = (double)w->count - w->mend->options->ddof;
    if (total == 0 || !(left > 0) || isinf(w->largest)) return NAN;
    double origin = heaviest(w, e);
    origin += sum_of_powers(w, e, origin, 1) / total;
    const double rest = sum_of_powers(w, e, origin, 1);
    const double spread = fmax((sum_of_powers(w, e, origin, 2) - rest * rest / total) / total, 0);
    const double result = spread * ((double)w->count / left);
    return root ? ldexp(sqrt(result), e.element) : ldexp(result, 2 * e.element);
}

static void mend_window(const fr_weighted_mend *mend, window *w, fr_series out, ptrdiff_t i)
{
    w->count = 0, w->largest = 0;
    FOR_VALID(w, k, x) w->count++, w->largest = fmax(w->largest, fabs(x));
    const bool ordinary = w->largest == 0 || (w->largest >= ldexp(1, LEAST) && w->largest < ldexp(1, MOST));
    if ((ordinary && !mend->all) || w->count < fr_larger(mend->options->min_periods, 1)) return;
    const bool sum = mend->kind == WEIGHTED_SUM || mend->kind == WEIGHTED_MEAN;
    fr_set_element(out, i, sum ? sum_or_mean(w, mend->kind == WEIGHTED_MEAN) : variance(w, mend->kind == WEIGHTED_STD));
}

static bool is_extreme(double x)
{
    return x != 0 && fabs(x) <= DBL_MAX && (fabs(x) < ldexp(1, LEAST) || fabs(x) >= ldexp(1, MOST));
}

/* A group of a series. */
static void mend_part(const void *context, ptrdiff_t number, void *space)
{
    const fr_weighted_mend *mend = context;
    const fr_weighted_options *o = mend->options;
    const ptrdiff_t group = number % mend->groups, begin = o->offsets ? o->offsets[group] : 0;
    const ptrdiff_t n = (o->offsets ? o->offsets[group + 1] : mend->n) - begin;
    const fr_series x = fr_part(fr_series_of(mend->in, number / mend->groups), begin);
    const fr_series out = fr_part(fr_series_of(mend->out, number / mend->groups), begin);
    ptrdiff_t seen = 0, extreme = -1; /* elements looked at; the last of them that is extreme */
    (void)space;
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t first = i + o->shift + 1 - o->window;
        for (; seen < n && seen <= i + o->shift; seen++)
            if (is_extreme(fr_element(x, seen))) extreme = seen;
        window w = {.mend = mend, .x = fr_part(x, first)};
        w.first = fr_larger(-first, 0), w.last = fr_smaller(o->window, n - first);
        if (mend->all || (extreme >= 0 && extreme >= first)) mend_window(mend, &w, out, i);
    }
}

bool fr_are_extreme_weights(const fr_weighted_options *options)
{
    int most = NOTHING;
    for (ptrdiff_t k = 0; k < options->window; k++) {
        const int exponent = exponent_of(options->weights[k]);
        most = exponent > most ? exponent : most;
    }
    return most != NOTHING && (most < -MOST_OF_WEIGHTS || most > MOST_OF_WEIGHTS);
}

int fr_weighted_mend_all(const fr_weighted_mend *mend, double cost)
{
    const ptrdiff_t parts = mend->series * mend->groups;
    const double work = cost * (double)mend->options->window * (double)mend->n * (double)mend->series;
    return fr_parallel(parts, fr_threads_for(work, parts), 0, mend_part, mend);
}
