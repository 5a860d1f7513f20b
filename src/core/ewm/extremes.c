/*
 * extremes.c - exponentially weighted statistics of series with elements so large, or so small, that their squares, or
 * differences of such elements, leave the range of doubles.
 *
 * The kernels give wrong results from the first such element on.  If one power of two makes all elements of a series
 * ordinary, the kernels compute the series again, of elements that are multiplied by it.  Otherwise, results are made
 * here, one element after the other with the same algebra: all that is kept of a series is in units of a power of two
 * that follows the size of the elements and of what is left of earlier ones, however large these were.  To change units
 * rounds nothing.
 */
#include "scalar.h"
#include "walk.h"
#include "../parallel.h"
#include "../range_scale.h"
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { FAR = 300, STRETCH = 1024 };

fr_watch fr_ewm_watch_for(int kind, bool *found)
{
    const fr_look ordinary =
        EWM_SPREAD(kind) ? (fr_look){FR_SIZE(490), FR_SIZE(-440), true} : (fr_look){FR_SIZE(960), FR_SIZE(-900), true};
    return (fr_watch){ordinary, found};
}

/* All elements so far: x and y in units of 2^unit[0] and 2^unit[1]. */
typedef struct {
    double_state s;
    int unit[2];
    double pending; /* decay since the last valid element */
    ptrdiff_t count;
    int infinities;
} so_far;

/* The unit for a series: the old one, unless an element, the mean and the spread are far from it. */
static int unit_for(int unit, double element, double mean, double squares)
{
    int of_element = -4 * FAR, of_mean = -4 * FAR, of_squares = -8 * FAR;
    if (element != 0) (void)frexp(element, &of_element), of_element -= unit;
    if (mean != 0) (void)frexp(mean, &of_mean);
    if (squares != 0) (void)frexp(squares, &of_squares);
    const ptrdiff_t largest = fr_larger(fr_larger(of_element, of_mean), of_squares / 2);
    return largest == -4 * FAR || (-FAR < largest && largest < FAR) ? unit : unit + (int)largest;
}

static void change_units(so_far *all, double x, double y, int kind)
{
    double_state *s = &all->s;
    const bool pair = EWM_PAIR(kind);
    const int of_x = unit_for(all->unit[0], x, s->x, s->xx), of_y = pair ? unit_for(all->unit[1], y, s->y, s->yy) : 0;
    const int dx = all->unit[0] - of_x, dy = all->unit[1] - of_y;
    if (dx == 0 && dy == 0) return;
    s->x = ldexp(s->x, dx), s->low_x = ldexp(s->low_x, dx), s->xx = ldexp(s->xx, 2 * dx);
    s->y = ldexp(s->y, dy), s->low_y = ldexp(s->low_y, dy), s->yy = ldexp(s->yy, 2 * dy);
    s->xy = ldexp(s->xy, dx + dy);
    all->unit[0] = of_x, all->unit[1] = of_y;
}

static void add_element(so_far *all, double x, double y, double decay, const fr_ewm_walk *walk)
{
    const int kind = walk->kind;
    double_state *s = &all->s;
    change_units(all, x, y, kind);
    x = ldexp(x, -all->unit[0]), y = ldexp(y, -all->unit[1]);
    if (kind == EWM_SUM) s->x = decay * s->x + x;
    else if (all->count == 0) s->x = x, s->y = y, s->weight = 1;
    else {
        const double_step step = double_step_after(all->pending * decay, &walk->rule);
        *s = double_with_element(*s, step.decay, step.more, x, y, kind);
    }
    all->pending = 1;
    all->count++;
}

static void pass_over(so_far *all, double decay, const fr_ewm_walk *walk)
{
    if (walk->rule.ignore_na) return;
    if (walk->kind == EWM_SUM) all->s.x *= decay;
    else all->pending *= decay;
}

static double correlation(const double_state *s)
{
    const double r = s->xy / (sqrt(s->xx) * sqrt(s->yy));
    return fabs(r) > 1 ? copysign(1, r) : r;
}

static double result_of(const so_far *all, const fr_ewm_walk *walk)
{
    const double_state *s = &all->s;
    const int kind = walk->kind, of_x = all->unit[0], of_y = EWM_PAIR(kind) ? all->unit[1] : of_x;
    if (all->count < walk->min_periods) return NAN;
    if (all->infinities) return fr_ewm_infinite_result(walk, all->infinities);
    if (kind == EWM_CORR) return correlation(s);
    if (!EWM_SPREAD(kind)) return ldexp(s->x, of_x);
    if (!walk->rule.bias && !(s->pairs > 0)) return NAN;
    const double sum = kind == EWM_COV ? s->xy : s->xx;
    const double spread = walk->rule.bias ? sum / s->weight : sum * (s->weight / s->pairs);
    return kind == EWM_STD ? ldexp(sqrt(spread), of_x) : ldexp(spread, of_x + of_y);
}

static bool is_ordinary(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t from, ptrdiff_t to)
{
    bool ordinary = true;
    for (int k = 0; k < walk->inputs; k++)
        ordinary &= fr_is_ordinary(&walk->watch, fr_look_at_series(part->in[k], from, to - from));
    return ordinary;
}

/* The first element, or one of some before it, that is not ordinary. */
static ptrdiff_t first_extreme(const fr_ewm_walk *walk, const fr_ewm_part *part)
{
    ptrdiff_t from = 0;
    while (from < part->n && is_ordinary(walk, part, from, fr_smaller(from + STRETCH, part->n))) from += STRETCH;
    while (from < part->n && is_ordinary(walk, part, from, from + 1)) from++;
    return from;
}

static void add(so_far *all, const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t i)
{
    const double x = fr_element(part->in[0], i), y = fr_element(part->in[1], i), limit = walk->rule.limit;
    const double decay = part->decays ? part->decays[i] : walk->rule.decay;
    const bool valid = fabs(x) <= limit && fabs(y) <= limit;
    if (!valid) pass_over(all, decay, walk);
    else if (isinf(x) || isinf(y)) all->count++;
    else add_element(all, x, y, decay, walk);
    all->infinities |= fr_ewm_signs_at(walk, part, i);
}

/* An exponent such that all elements of an input are ordinary times 2^exponent, if there is one. */
static bool find_exponent(const fr_ewm_walk *walk, const fr_ewm_part *part, int input, int *exponent)
{
    enum { MARGIN = 2 }; /* a binary order or two, since sizes are rounded */
    const fr_look seen = fr_look_at_series(part->in[input], 0, part->n), ordinary = walk->watch.ordinary;
    *exponent = 0;
    if (seen.least > seen.largest || fr_is_ordinary(&walk->watch, seen)) return true; /* least: of zeros, nothing */
    const int lowest = seen.least < FR_SIZE(-1022) ? -1074 : seen.least / 16 - 1023;
    *exponent = ordinary.largest / 16 - 1023 - MARGIN - (seen.largest / 16 - 1023);
    return lowest + *exponent >= ordinary.least / 16 - 1023 + MARGIN;
}

static void copy_scaled(fr_series from, ptrdiff_t n, int exponent, double *to)
{
    enum { NONE = -2000 };
    const fr_factors by = fr_power_of_two(exponent, NONE);
    if (fr_is_plain(from)) {
        fr_best_isa()->scale[exponent > 0 ? FR_SCALE_UP : FR_SCALE_DOWN]((const double *)from.at, n, &by, to);
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        to[i] =
            exponent > 0 ? fr_larger_element(fr_element(from, i), &by) : fr_smaller_element(fr_element(from, i), &by);
}

static bool find_exponents(const fr_ewm_walk *walk, const fr_ewm_part *part, int exponent[2])
{
    return find_exponent(walk, part, 0, &exponent[0]) && find_exponent(walk, part, walk->inputs - 1, &exponent[1]);
}

/* Computes a part, of scaled elements, with the kernels, and takes outputs from `first` on. */
static int compute_scaled(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t first, const int exponent[2])
{
    const ptrdiff_t word = sizeof(double), n = part->n, outputs = walk->last_alone ? 1 : n;
    double *copies = malloc((size_t)(walk->inputs + 1) * (size_t)n * sizeof *copies), *made = copies;
    if (!copies) return FR_NO_MEMORY;
    fr_ewm_walk again = *walk;
    for (int k = 0; k < walk->inputs; k++, made += n) {
        copy_scaled(part->in[k], n, exponent[k], made);
        again.in[k] = again.in[1] = (fr_array){made, word, n * word, FR_FLOAT64};
    }
    again.out = (fr_array){made, word, outputs * word, FR_FLOAT64};
    again.series = again.groups = 1, again.n = n;
    again.offsets = (const int64_t[]){0, n}, again.decays = part->decays;
    again.watch.found = NULL;
    const int status = walk->last_alone ? fr_ewm_walk_last(&again) : fr_ewm_walk_rows(&again), kind = walk->kind;
    const int power = kind == EWM_CORR ? 0 : exponent[0] + (kind == EWM_VAR || kind == EWM_COV ? exponent[1] : 0);
    const fr_factors back = fr_power_of_two(-power, 0);
    if (walk->last_alone) first = 0;
    if (!status && fr_is_plain(part->out))
        fr_best_isa()->scale[FR_SCALE_BACK](made + first, outputs - first, &back, (double *)part->out.at + first);
    for (ptrdiff_t i = first; i < outputs && !status && !fr_is_plain(part->out); i++)
        fr_set_element(part->out, i, fr_scaled_back(made[i], &back));
    free(copies);
    return status;
}

typedef struct {
    const fr_ewm_walk *walk;
    bool first;
    atomic_int *status;
} mend_jobs;

static void mend_part(const void *context, ptrdiff_t number, void *space)
{
    const mend_jobs *jobs = context;
    const fr_ewm_walk *walk = jobs->walk;
    const fr_ewm_part part = fr_ewm_part_of(walk, number);
    const ptrdiff_t first = jobs->first ? 0 : first_extreme(walk, &part);
    so_far all = {.pending = 1};
    int exponent[2], status;
    (void)space;
    if (first == part.n) return;
    if (find_exponents(walk, &part, exponent)) {
        if ((status = compute_scaled(walk, &part, first, exponent))) atomic_store(jobs->status, status);
        return;
    }
    for (ptrdiff_t i = 0; i < part.n; i++) {
        add(&all, walk, &part, i);
        if (i >= first && !walk->last_alone) fr_set_element(part.out, i, result_of(&all, walk));
    }
    if (walk->last_alone) fr_set_element(part.out, 0, result_of(&all, walk));
}

int fr_ewm_mend(const fr_ewm_walk *walk, bool first)
{
    atomic_int status = FR_OK;
    const mend_jobs jobs = {walk, first, &status};
    const ptrdiff_t parts = walk->series * walk->groups;
    const int threads = fr_threads_for(walk->cost * (double)walk->n * (double)walk->series, parts);
    const int ran = fr_parallel(parts, threads, 0, mend_part, &jobs);
    return ran ? ran : atomic_load(&status);
}
