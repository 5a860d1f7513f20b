/*
 * oracle.h - what every statistic of a window must be: plain sums over the window, in __float128.
 *
 * ORACLES has a row for each statistic: how to compute it, and how large an error may be, in units of the scale that
 * comes with each expected value.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "fastroll.h"
#include "quad.h"
#include <stdbool.h>
#include <string.h>

enum { MAX_RESULTS = 3, MOST_ELEMENTS = 8192 };

typedef struct {
    double value, scale;
} expected;

/* The valid elements of a window, and where they are, from its first element on. */
typedef struct {
    ptrdiff_t n;
    double x[MOST_ELEMENTS], y[MOST_ELEMENTS], at[MOST_ELEMENTS];
    double ddof;
    bool has_last; /* the last element of the window is among them */
} sample_of;

static inline quad quad_sum(const double *a, ptrdiff_t n)
{
    quad s = 0;
    for (ptrdiff_t i = 0; i < n; i++) s += a[i];
    return s;
}

static inline quad quad_size(const double *a, ptrdiff_t n)
{
    quad s = 0;
    for (ptrdiff_t i = 0; i < n; i++) s += fabs(a[i]);
    return s;
}

static inline double largest_size(const double *a, ptrdiff_t n)
{
    double s = 0;
    for (ptrdiff_t i = 0; i < n; i++) s = fmax(s, fabs(a[i]));
    return s;
}

/* sum (a - mean a)^p (b - mean b)^q */
static inline quad central(const double *a, int p, const double *b, int q, ptrdiff_t n)
{
    quad mean_a = quad_sum(a, n) / n, mean_b = quad_sum(b, n) / n, s = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        quad term = 1;
        for (int k = 0; k < p; k++) term *= a[i] - mean_a;
        for (int k = 0; k < q; k++) term *= b[i] - mean_b;
        s += term;
    }
    return s;
}

static inline void oracle_sum(const sample_of *w, expected *e)
{
    *e = (expected){(double)quad_sum(w->x, w->n), (double)quad_size(w->x, w->n)};
}

static inline void oracle_mean(const sample_of *w, expected *e)
{
    *e = (expected){(double)(quad_sum(w->x, w->n) / w->n), (double)(quad_size(w->x, w->n) / w->n)};
}

static inline quad variance(const sample_of *w)
{
    quad left = w->n - w->ddof;
    return left > 0 ? central(w->x, 2, w->x, 0, w->n) / left : (quad)NAN;
}

static inline void oracle_var(const sample_of *w, expected *e) { e->value = e->scale = (double)variance(w); }
static inline void oracle_std(const sample_of *w, expected *e) { e->value = e->scale = (double)sqrtq(variance(w)); }

static inline void oracle_sem(const sample_of *w, expected *e)
{
    e->value = e->scale = (double)sqrtq(variance(w) / w->n);
}

static inline void oracle_mean_std(const sample_of *w, expected *e)
{
    oracle_mean(w, e);
    oracle_std(w, e + 1);
}

static inline void oracle_skew(const sample_of *w, expected *e)
{
    quad n = w->n, m2 = central(w->x, 2, w->x, 0, w->n), m3 = central(w->x, 3, w->x, 0, w->n);
    double value = m2 > 0 ? (double)(n * sqrtq(n - 1) / (n - 2) * m3 / (m2 * sqrtq(m2))) : NAN;
    *e = (expected){value, fmax(1, fabs(value))};
}

static inline void oracle_kurt(const sample_of *w, expected *e)
{
    quad n = w->n, m2 = central(w->x, 2, w->x, 0, w->n), m4 = central(w->x, 4, w->x, 0, w->n);
    quad ratio = (n - 1) / ((n - 2) * (n - 3)) * (n * (n + 1) * m4 / (m2 * m2) - 3 * (n - 1));
    double value = m2 > 0 ? (double)ratio : NAN;
    *e = (expected){value, fmax(1, fabs(value))};
}

static inline ptrdiff_t place_of(const sample_of *w, double sign)
{
    ptrdiff_t best = 0;
    for (ptrdiff_t i = 1; i < w->n; i++) best = sign * w->x[i] < sign * w->x[best] ? i : best;
    return best;
}

static inline void oracle_min(const sample_of *w, expected *e) { *e = (expected){w->x[place_of(w, 1)], 0}; }
static inline void oracle_max(const sample_of *w, expected *e) { *e = (expected){w->x[place_of(w, -1)], 0}; }
static inline void oracle_argmin(const sample_of *w, expected *e) { *e = (expected){w->at[place_of(w, 1)], 0}; }
static inline void oracle_argmax(const sample_of *w, expected *e) { *e = (expected){w->at[place_of(w, -1)], 0}; }

static inline void oracle_ptp(const sample_of *w, expected *e)
{
    *e = (expected){w->x[place_of(w, -1)] - w->x[place_of(w, 1)], 0};
}

static inline void oracle_count(const sample_of *w, expected *e) { *e = (expected){(double)w->n, 0}; }
static inline void oracle_first(const sample_of *w, expected *e) { *e = (expected){w->x[0], 0}; }
static inline void oracle_last(const sample_of *w, expected *e) { *e = (expected){w->x[w->n - 1], 0}; }

/* The exponent is kept apart: it can exceed even that of a __float128. */
static inline void oracle_prod(const sample_of *w, expected *e)
{
    quad product = 1;
    long exponent = 0;
    for (ptrdiff_t i = 0; i < w->n; i++) {
        int power = 0;
        product = frexpq(product * w->x[i], &power);
        exponent += power;
    }
    exponent = exponent > 9000 ? 9000 : exponent < -9000 ? -9000 : exponent;
    double value = (double)ldexpq(product, (int)exponent);
    *e = (expected){value, fabs(value) * (double)(w->n + 1)};
}

static inline void oracle_sum_squares(const sample_of *w, expected *e)
{
    quad s = 0;
    for (ptrdiff_t i = 0; i < w->n; i++) s += (quad)w->x[i] * w->x[i];
    *e = (expected){(double)s, (double)s};
}

static inline void oracle_zscore(const sample_of *w, expected *e)
{
    quad left = w->n - w->ddof, deviation = w->x[w->n - 1] - quad_sum(w->x, w->n) / w->n;
    quad var = central(w->x, 2, w->x, 0, w->n) / left;
    double value = w->has_last && left > 0 && var > 0 ? (double)(deviation / sqrtq(var)) : NAN;
    *e = (expected){value, fmax(1, fabs(value))};
}

static inline void oracle_cov(const sample_of *w, expected *e)
{
    quad left = w->n - w->ddof, xx = central(w->x, 2, w->x, 0, w->n), yy = central(w->y, 2, w->y, 0, w->n);
    double value = left > 0 ? (double)(central(w->x, 1, w->y, 1, w->n) / left) : NAN;
    *e = (expected){value, (double)(sqrtq(xx) * sqrtq(yy) / left)};
}

static inline void oracle_corr(const sample_of *w, expected *e)
{
    quad xx = central(w->x, 2, w->x, 0, w->n), yy = central(w->y, 2, w->y, 0, w->n);
    bool there_is = w->n > w->ddof && xx > 0 && yy > 0;
    *e = (expected){there_is ? (double)(central(w->x, 1, w->y, 1, w->n) / (sqrtq(xx) * sqrtq(yy))) : NAN, 1};
}

/* Slope, intercept and r2 of b as a function of a. */
static inline void line_of(const double *a, const double *b, ptrdiff_t n, expected *e)
{
    quad aa = central(a, 2, a, 0, n), ab = central(a, 1, b, 1, n), bb = central(b, 2, b, 0, n);
    if (!(aa > 0)) {
        for (int k = 0; k < 3; k++) e[k] = (expected){NAN, 1};
        return;
    }
    quad steepest = sqrtq(bb / aa), line = quad_sum(b, n) / n - ab / aa * (quad_sum(a, n) / n);
    e[0] = (expected){(double)(ab / aa), (double)steepest};
    e[1] = (expected){(double)line, (double)(steepest * largest_size(a, n) + largest_size(b, n))};
    e[2] = (expected){bb > 0 ? (double)(ab / aa * (ab / bb)) : NAN, 1};
}

static inline void oracle_regression(const sample_of *w, expected *e) { line_of(w->x, w->y, w->n, e); }
static inline void oracle_trend(const sample_of *w, expected *e) { line_of(w->at, w->x, w->n, e); }

static inline void oracle_beta(const sample_of *w, expected *e)
{
    expected line[3];
    line_of(w->x, w->y, w->n, line);
    *e = line[0];
}

typedef struct {
    const char *name;
    void (*compute)(const sample_of *w, expected *e);
    double units[MAX_RESULTS]; /* of 2^-53 times the scale */
    ptrdiff_t least;           /* valid elements that there must be */
} oracle;

#define UNITS(error) ((error) * 0x1p53)

static const oracle oracles[] = {
    {"sum", oracle_sum, {4}, 0},
    {"mean", oracle_mean, {4}, 1},
    {"var", oracle_var, {UNITS(1e-12)}, 1},
    {"std", oracle_std, {UNITS(1e-12)}, 1},
    {"min", oracle_min, {0}, 1},
    {"max", oracle_max, {0}, 1},
    {"count", oracle_count, {0}, 0},
    {"sem", oracle_sem, {UNITS(1e-12)}, 1},
    {"skew", oracle_skew, {UNITS(1e-10)}, 3},
    {"kurt", oracle_kurt, {UNITS(1e-10)}, 4},
    {"argmin", oracle_argmin, {0}, 1},
    {"argmax", oracle_argmax, {0}, 1},
    {"ptp", oracle_ptp, {0}, 1},
    {"prod", oracle_prod, {1}, 0},
    {"sum_squares", oracle_sum_squares, {8}, 0},
    {"first", oracle_first, {0}, 1},
    {"last", oracle_last, {0}, 1},
    {"cov", oracle_cov, {UNITS(1e-11)}, 1},
    {"corr", oracle_corr, {UNITS(1e-11)}, 1},
    {"beta", oracle_beta, {UNITS(1e-11)}, 1},
    {"regression", oracle_regression, {UNITS(1e-11), UNITS(1e-11), UNITS(1e-11)}, 1},
    {"trend", oracle_trend, {UNITS(1e-11), UNITS(1e-11), UNITS(1e-11)}, 1},
    {"mean_std", oracle_mean_std, {4, UNITS(1e-12)}, 1},
    {"zscore", oracle_zscore, {UNITS(1e-11)}, 1},
};

/* The oracle of a statistic, or NULL. */
static inline const oracle *oracle_of(const fr_statistic *what)
{
    for (size_t i = 0; i < sizeof oracles / sizeof *oracles; i++)
        if (!strcmp(oracles[i].name, what->name)) return &oracles[i];
    return NULL;
}

static inline bool oracle_misses(double value, bool skip_inf) { return value != value || (skip_inf && isinf(value)); }

/* Statistic of elements [from, to). */
static inline void oracle_expects(const fr_statistic *what, const double *x, const double *y, ptrdiff_t from,
                                  ptrdiff_t to, const fr_options *o, expected e[MAX_RESULTS])
{
    static sample_of w;
    const oracle *rule = oracle_of(what);
    w.n = 0, w.ddof = o->ddof, w.has_last = false;
    for (ptrdiff_t i = from; i < to; i++) {
        bool missing = oracle_misses(x[i], o->skip_inf) || (what->inputs == 2 && oracle_misses(y[i], o->skip_inf));
        w.has_last = !missing;
        if (missing) continue;
        w.x[w.n] = x[i], w.y[w.n] = y[i], w.at[w.n++] = (double)(i - from);
    }
    ptrdiff_t has = what->counts_rows ? (to > from ? to - from : 0) : w.n;
    for (int k = 0; k < MAX_RESULTS; k++) e[k] = (expected){NAN, 1};
    if (has >= o->min_periods && w.n >= rule->least) rule->compute(&w, e);
}

#endif
