/*
 * instantiate.c - the kernels of weighted windows, compiled once for each instruction set.
 *
 * Every output adds up the products of its own window: O(window) for each, but without a branch, and no element leaves
 * anything behind.  Products are added up in blocks of 16, and the blocks' totals in twofold precision, so that the
 * error does not grow with the window.  A variance takes two passes: the mean, from the heaviest element on; then the
 * deviations from it, with the correction for what is wrong with it (Chan, Golub and LeVeque 1983).  Of equal elements
 * all deviations are 0.
 *
 * Where elements are missing they become zeros, with zeros in place of their weights.  That changes no bit of other
 * windows, so it is done only for groups of outputs that need it.
 */
#include "kernel.h"
#include "../stats/two_fold.h"

enum { FEW = WEIGHTED_TOGETHER / 2 }; /* vectors whose variances fit into registers */

/* Elements with zeros for missing ones, all ones or all zeros for those that are there or not, and how many there are
 * before each of them in its lane. */
typedef struct {
    double *x, *present, *counts;
} without_gaps;

INLINE mask is_valid(const fr_weighted_job *job, vec x) { return abs_of(x) <= job->limit; }

static bool has_gaps(const fr_weighted_job *job)
{
    mask all = splat(0) == splat(0);
    for (ptrdiff_t i = 0; i < job->elements; i += LANES) all &= is_valid(job, load(job->x + i));
    return any(~all);
}

static void count_along(const fr_weighted_job *job, double *counts)
{
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i < job->elements; i++) {
        counts[i] = (double)count;
        count += __builtin_fabs(job->x[i]) <= job->limit;
    }
    counts[job->elements] = (double)count;
}

static void count_across(const fr_weighted_job *job, double *counts)
{
    vec count = splat(0);
    for (ptrdiff_t i = 0; i < job->elements; i += LANES) {
        store(counts + i, count);
        count += choose(is_valid(job, load(job->x + i)), splat(1), splat(0));
    }
    store(counts + job->elements, count);
}

static without_gaps fill_gaps(const fr_weighted_job *job)
{
    const without_gaps made = {job->scratch, job->scratch + job->elements, job->scratch + 2 * job->elements};
    const vec all_ones = from_bits(bits_of(splat(0)) - 1);
    for (ptrdiff_t i = 0; i < job->elements; i += LANES) {
        const vec x = load(job->x + i);
        const mask valid = is_valid(job, x);
        store(made.x + i, choose(valid, x, splat(0)));
        store(made.present + i, choose(valid, all_ones, splat(0)));
    }
    if (job->apart == 1) count_along(job, made.counts);
    else count_across(job, made.counts);
    return made;
}

/* Valid elements of windows that begin at `at`. */
INLINE vec count_of(const fr_weighted_job *job, const without_gaps *filled, ptrdiff_t at, ptrdiff_t window)
{
    return load(filled->counts + at + window * job->apart) - load(filled->counts + at);
}

/* Whether any element of a group of outputs is missing. */
static bool group_has_gaps(const fr_weighted_job *job, const without_gaps *filled, ptrdiff_t at)
{
    const ptrdiff_t span = job->window + (WEIGHTED_TOGETHER - 1) * LANES / job->apart;
    return any(count_of(job, filled, at, span) != splat((double)span));
}

/* The weight where the element is there, else 0. */
INLINE vec weight_of(vec weight, const double *present)
{
    return present ? from_bits(bits_of(weight) & bits_of(load(present))) : weight;
}

/* What several vectors of outputs have of their windows. */
#define FOR_EACH(v, count) _Pragma("GCC unroll 8") for (int v = 0; v < (count); v++)

INLINE void add_total(two_fold *sum, vec total, bool is_first)
{
    if (is_first) *sum = (two_fold){total, splat(0)};
    else sum->excess -= two_sum(sum->high, total, &sum->high);
}

INLINE vec value_of(two_fold sum) { return sum.high - finite_part(sum.excess); }

/* Sums of weights * x. */
INLINE void add_products(const fr_weighted_job *job, const double *x, two_fold *sums, const int count)
{
    FOR_EACH(v, count) sums[v] = (two_fold){splat(0), splat(0)};
    for (ptrdiff_t from = 0; from < job->window; from += WEIGHTED_BLOCK) {
        const ptrdiff_t to = fr_smaller(from + WEIGHTED_BLOCK, job->window);
        vec block[WEIGHTED_TOGETHER];
        FOR_EACH(v, count) block[v] = splat(0);
        for (ptrdiff_t k = from; k < to; k++) {
            const vec weight = splat(job->weights[k]);
            FOR_EACH(v, count) block[v] += weight * load(x + k * job->apart + v * LANES);
        }
        FOR_EACH(v, count) add_total(&sums[v], block[v], from == 0);
    }
}

/* Sums of the weights of elements that are there. */
INLINE void add_weights(const fr_weighted_job *job, const double *present, two_fold *sums, const int count)
{
    FOR_EACH(v, count) sums[v] = (two_fold){splat(0), splat(0)};
    for (ptrdiff_t from = 0; from < job->window; from += WEIGHTED_BLOCK) {
        const ptrdiff_t to = fr_smaller(from + WEIGHTED_BLOCK, job->window);
        vec block[WEIGHTED_TOGETHER];
        FOR_EACH(v, count) block[v] = splat(0);
        for (ptrdiff_t k = from; k < to; k++) {
            const vec weight = splat(job->weights[k]);
            FOR_EACH(v, count) block[v] += weight_of(weight, present + k * job->apart + v * LANES);
        }
        FOR_EACH(v, count) add_total(&sums[v], block[v], from == 0);
    }
}

/* Sums of weights * (x - origin). */
INLINE void add_deviations(const fr_weighted_job *job, const double *x, const double *present, const vec *origin,
                           vec *sums)
{
    FOR_EACH(v, FEW) sums[v] = splat(0);
    for (ptrdiff_t from = 0; from < job->window; from += WEIGHTED_BLOCK) {
        const ptrdiff_t to = fr_smaller(from + WEIGHTED_BLOCK, job->window);
        vec block[FEW];
        FOR_EACH(v, FEW) block[v] = splat(0);
        for (ptrdiff_t k = from; k < to; k++) {
            const vec weight = splat(job->weights[k]);
            FOR_EACH(v, FEW)
            {
                const ptrdiff_t at = k * job->apart + v * LANES;
                block[v] += weight_of(weight, present ? present + at : NULL) * (load(x + at) - origin[v]);
            }
        }
        FOR_EACH(v, FEW) sums[v] += block[v];
    }
}

/* The same, and sums of weights * (x - origin)^2. */
INLINE void add_squares(const fr_weighted_job *job, const double *x, const double *present, const vec *origin,
                        vec *sums, vec *squares)
{
    FOR_EACH(v, FEW) sums[v] = squares[v] = splat(0);
    for (ptrdiff_t from = 0; from < job->window; from += WEIGHTED_BLOCK) {
        const ptrdiff_t to = fr_smaller(from + WEIGHTED_BLOCK, job->window);
        vec block[FEW], block_squares[FEW];
        FOR_EACH(v, FEW) block[v] = block_squares[v] = splat(0);
        for (ptrdiff_t k = from; k < to; k++) {
            const vec weight = splat(job->weights[k]);
            FOR_EACH(v, FEW)
            {
                const ptrdiff_t at = k * job->apart + v * LANES;
                const vec deviation = load(x + at) - origin[v];
                const vec weighted = weight_of(weight, present ? present + at : NULL) * deviation;
                block[v] += weighted;
                block_squares[v] += weighted * deviation;
            }
        }
        FOR_EACH(v, FEW) sums[v] += block[v], squares[v] += block_squares[v];
    }
}

/* The heaviest element that is there; of windows without any it does not matter. */
INLINE vec heaviest(const fr_weighted_job *job, const double *x, const double *present)
{
    vec found = load(x + job->places[0] * job->apart);
    if (!present) return found;
    lane_bits done = bits_of(load(present + job->places[0] * job->apart));
    for (ptrdiff_t k = 1; k < job->window && any((mask)~done); k++) {
        const ptrdiff_t at = job->places[k] * job->apart;
        found = choose((mask)done, found, load(x + at));
        done |= bits_of(load(present + at));
    }
    return found;
}

INLINE vec quotient(vec a, vec total) { return choose(total == 0, splat(NAN), a / total); }

/* The variance of some elements with a sum of weights. */
INLINE vec variance(const fr_weighted_job *job, vec sum, vec squares, vec total, vec count)
{
    const vec spread = quotient(squares - sum * (sum / total), total);
    const vec left = count - job->ddof;
    return choose(left > 0, choose(spread < 0, splat(0), spread) * (count / left), splat(NAN));
}

INLINE void run_variances(const fr_weighted_job *job, const double *x, const double *present, const vec *totals,
                          const vec *counts, vec *results, bool root)
{
    vec origin[FEW], sums[FEW], squares[FEW];
    FOR_EACH(v, FEW) origin[v] = heaviest(job, x + v * LANES, present ? present + v * LANES : NULL);
    add_deviations(job, x, present, origin, sums);
    FOR_EACH(v, FEW) origin[v] += quotient(sums[v], totals[v]);
    add_squares(job, x, present, origin, sums, squares);
    FOR_EACH(v, FEW) results[v] = variance(job, sums[v], squares[v], totals[v], counts[v]);
    FOR_EACH(v, FEW) results[v] = root ? square_root(results[v]) : results[v];
}

/* A group of outputs; `filled` is NULL if no element of theirs is missing. */
INLINE void run_group(const fr_weighted_job *job, const without_gaps *filled, ptrdiff_t at, const int kind)
{
    enum { ALL = WEIGHTED_TOGETHER };
    const double *x = (filled ? filled->x : job->x) + at, *present = filled ? filled->present + at : NULL;
    vec results[ALL], totals[ALL], counts[ALL];
    FOR_EACH(v, ALL)
    {
        counts[v] = filled ? count_of(job, filled, at + v * LANES, job->window) : splat((double)job->window);
        totals[v] = splat(job->total.high - job->total.low);
    }
    if (filled && kind != WEIGHTED_SUM) {
        two_fold sums[ALL];
        add_weights(job, present, sums, ALL);
        FOR_EACH(v, ALL) totals[v] = sums[v].high - sums[v].excess;
    }
    if (kind == WEIGHTED_SUM || kind == WEIGHTED_MEAN) {
        two_fold sums[ALL];
        add_products(job, x, sums, ALL);
        FOR_EACH(v, ALL) results[v] = value_of(sums[v]);
        FOR_EACH(v, ALL) results[v] = kind == WEIGHTED_MEAN ? quotient(results[v], totals[v]) : results[v];
    } else
        for (int v = 0; v < ALL; v += FEW)
            run_variances(job, x + v * LANES, present ? present + v * LANES : NULL, totals + v, counts + v, results + v,
                          kind == WEIGHTED_STD);
    FOR_EACH(v, ALL) store(job->out + at + v * LANES, choose(counts[v] >= job->needed, results[v], splat(NAN)));
}

INLINE void run(const fr_weighted_job *job, const int kind)
{
    const bool gaps = has_gaps(job);
    without_gaps filled = {NULL, NULL, NULL};
    if (gaps) filled = fill_gaps(job);
    for (ptrdiff_t g = 0; g < job->groups; g++) {
        const ptrdiff_t at = g * WEIGHTED_TOGETHER * LANES;
        if (gaps && group_has_gaps(job, &filled, at)) run_group(job, &filled, at, kind);
        else run_group(job, NULL, at, kind);
    }
}

#define KERNEL(name, kind)                                                                                             \
    static void name(const fr_weighted_job *job) { run(job, kind); }
KERNEL(weighted_sum, WEIGHTED_SUM)
KERNEL(weighted_mean, WEIGHTED_MEAN)
KERNEL(weighted_var, WEIGHTED_VAR)
KERNEL(weighted_std, WEIGHTED_STD)

extern fr_weighted_kernel *const JOIN(fr_weighted_kernels, FR_ISA)[];
fr_weighted_kernel *const JOIN(fr_weighted_kernels, FR_ISA)[WEIGHTED_KINDS] = {weighted_sum, weighted_mean,
                                                                               weighted_var, weighted_std};
