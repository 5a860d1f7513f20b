/*
 * weighted.c - fr_weighted_unchecked(): from what is asked to the walk that does it.
 */
#include "walk.h"
#include "../unchecked.h"
#include <float.h>
#include <math.h>

/* Outputs of a block; series of longer windows, whose elements are read once for each block, get longer ones. */
enum { BLOCK = 512, LONG_BLOCK = 2048, BLOCK_ACROSS = 64, LONG_BLOCK_ACROSS = 256, LONG_WINDOW = 128 };

/* Weights at the ends of the window that no element ever meets: windows longer than the series should not take longer.
 * At the beginning they are left out by whole stretches of the kernels, and tiles stay as they are, so that no bit
 * changes. */
static void leave_out(const fr_weighted_options *o, ptrdiff_t n, ptrdiff_t *from, ptrdiff_t *to)
{
    const ptrdiff_t before = o->window - o->shift - n, after = o->shift + 1 - n, most = o->window - WEIGHTED_TILE;
    *from = fr_larger(fr_smaller(before, most), 0) / WEIGHTED_STRETCH * WEIGHTED_STRETCH;
    *to = fr_larger(o->window - fr_larger(after, 0), fr_smaller(*from + WEIGHTED_TILE, o->window));
}

static void fill_all(const fr_array *out, ptrdiff_t series, ptrdiff_t n)
{
    for (ptrdiff_t s = 0; s < series; s++) fr_fill(fr_series_of(out, s), 0, n, NAN);
}

/* For weights [from, to). */
static fr_weighted_walk make_walk(int kind, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                                  const fr_weighted_options *o, ptrdiff_t from, ptrdiff_t to)
{
    const fr_isa *isa = fr_best_isa();
    const ptrdiff_t window = to - from;
    const bool across = fr_side_by_side(in, series, isa->lanes), is_long = window >= LONG_WINDOW;
    fr_weighted_walk walk = {.lanes = isa->lanes,
                             .kernel = isa->weighted[kind],
                             .in = *in,
                             .out = *out,
                             .series = series,
                             .n = n,
                             .shift = o->shift - (o->window - to),
                             .offsets = o->offsets,
                             .groups = o->groups,
                             .tile = fr_weighted_tile(kind, window)};
    walk.block = across ? (is_long ? LONG_BLOCK_ACROSS : BLOCK_ACROSS) : (is_long ? LONG_BLOCK : BLOCK);
    walk.blocks = (n + walk.block - 1) / walk.block;
    walk.question = (fr_weighted_job){.window = window,
                                      .needed = (double)fr_larger(o->min_periods, 1),
                                      .ddof = o->ddof,
                                      .limit = o->skip_inf ? DBL_MAX : INFINITY,
                                      .lanes = isa->lanes,
                                      .across = across,
                                      .middle = fr_larger((walk.tile - 1 + o->window - 1) / 2 - from, 0)};
    return walk;
}

int fr_weighted_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_weighted_options *options, bool *extremes)
{
    int count;
    const int kind = (int)(what - fr_weighted_statistics(&count));
    if (n <= 0 || series <= 0) return FR_OK;
    fr_weights made;
    ptrdiff_t from, to;
    leave_out(options, n, &from, &to);
    fr_weighted_walk walk = make_walk(kind, in, out, series, n, options, from, to);
    int status = fr_make_weights(options, from, to - from, kind, &made);
    walk.watch = fr_weighted_watch(extremes);
    walk.question.weights = made.weights;
    walk.question.places = made.places;
    walk.question.total = made.total;
    walk.question.share = isfinite(1 / made.total) ? 1 / made.total : 0;
    walk.question.has_negative = made.has_negative;
    walk.question.two_passes = made.has_negative || options->window >= WEIGHTED_CANCELLED;
    if (!status && (double)(to - from) < walk.question.needed) fill_all(out, series, n);
    else if (!status) status = fr_walk_weighted(&walk, what->cost);
    fr_free_weights(&made);
    return status;
}

int fr_weighted_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                          ptrdiff_t n, const fr_weighted_options *options)
{
    int count;
    bool extremes = false;
    const int kind = (int)(what - fr_weighted_statistics(&count));
    const int status = fr_weighted_once(what, in, out, series, n, options, &extremes);
    const int weights = kind == WEIGHTED_SUM ? fr_size_of_weights(options) : 0;
    const fr_weighted_mend mend = {what, kind, in, out, series, n, options, weights};
    return status || !(extremes || weights) ? status : fr_weighted_mend_all(&mend);
}
