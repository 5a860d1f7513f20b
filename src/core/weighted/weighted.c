/*
 * weighted.c - fr_weighted_unchecked(): from what is asked to the walk that does it.
 */
#include "walk.h"
#include "../unchecked.h"
#include <float.h>
#include <math.h>

enum { BLOCK = 512, BLOCK_ACROSS = 64 };

/* Weights at the ends of the window that no element ever meets: windows longer than the series should not take longer.
 * At the beginning they are left out by whole blocks of the kernels, so that no bit changes. */
static void leave_out(const fr_weighted_options *o, ptrdiff_t n, ptrdiff_t *from, ptrdiff_t *to)
{
    const ptrdiff_t before = o->window - o->shift - n, after = o->shift + 1 - n;
    *from = fr_smaller(fr_larger(before, 0), o->window) / WEIGHTED_BLOCK * WEIGHTED_BLOCK;
    *to = fr_larger(o->window - fr_larger(after, 0), *from);
}

static void fill_all(const fr_array *out, ptrdiff_t series, ptrdiff_t n)
{
    for (ptrdiff_t s = 0; s < series; s++) fr_fill(fr_series_of(out, s), 0, n, NAN);
}

static fr_weighted_walk make_walk(int kind, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                                  const fr_weighted_options *o)
{
    const fr_isa *isa = fr_best_isa();
    fr_weighted_walk walk = {.lanes = isa->lanes,
                             .kernel = isa->weighted[kind],
                             .in = *in,
                             .out = *out,
                             .series = series,
                             .n = n,
                             .shift = o->shift,
                             .offsets = o->offsets,
                             .groups = o->groups,
                             .across = fr_side_by_side(in, series, isa->lanes)};
    walk.question = (fr_weighted_job){.needed = (double)fr_larger(o->min_periods, 1),
                                      .ddof = o->ddof,
                                      .limit = o->skip_inf ? DBL_MAX : INFINITY,
                                      .apart = walk.across ? isa->lanes : 1};
    walk.block = walk.across ? BLOCK_ACROSS : BLOCK;
    walk.blocks = (n + walk.block - 1) / walk.block;
    return walk;
}

static bool are_groups(const fr_weighted_options *o, ptrdiff_t n)
{
    if (!o->offsets) return true;
    if (o->groups < 1 || o->offsets[0] != 0 || o->offsets[o->groups] != n) return false;
    for (ptrdiff_t g = 0; g < o->groups; g++)
        if (o->offsets[g + 1] < o->offsets[g]) return false;
    return true;
}

int fr_weighted_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                          ptrdiff_t n, const fr_weighted_options *options)
{
    int count;
    const int kind = (int)(what - fr_weighted_statistics(&count));
    if (n <= 0 || series <= 0) return FR_OK;
    if (!are_groups(options, n)) return FR_BAD_BOUNDS;
    fr_weighted_walk walk = make_walk(kind, in, out, series, n, options);
    fr_weights made;
    ptrdiff_t from, to;
    leave_out(options, n, &from, &to);
    int status = fr_make_weights(options, from, to - from, kind, &made);
    walk.shift -= options->window - to;
    walk.question.weights = made.weights;
    walk.question.places = made.places;
    walk.question.total = made.total;
    walk.question.window = to - from;
    if (!status && (double)(to - from) < walk.question.needed) fill_all(out, series, n);
    else if (!status) status = fr_walk_weighted(&walk, what->cost);
    fr_free_weights(&made);
    return status;
}
