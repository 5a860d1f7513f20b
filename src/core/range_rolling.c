/*
 * range_rolling.c - fr_rolling_unchecked(): a fixed window, with elements of any size.
 *
 * Scheme (range.c has that of a part).  Series go in pieces, some series at a time, so that copies stay small.  Of a
 * piece, only outputs from the first to the last one are made again whose windows may hold an element that is not
 * ordinary.  The elements of that part begin where a tile may begin, so that tiles are those of the whole series, and
 * every result has the same bits wherever parts begin.
 */
#include "order/order.h"
#include "parallel.h"
#include "range.h"
#include "rolling.h"
#include "unchecked.h"
#include "walk.h"
#include <stdatomic.h>

enum { PIECE = 1 << 14, TOGETHER = 1 << 17 };

static int again(const fr_mend *mend, const fr_section *part, const fr_statistic *what, const fr_array *in,
                 const fr_array *out, const fr_options *options)
{
    (void)mend;
    const ptrdiff_t n = part->elements.last - part->elements.first;
    return fr_rolling_once(what, in, out, part->series, n, options, NULL);
}

/* Elements of the windows of some outputs. */
static fr_range elements_of(const fr_walk *walk, fr_range outputs)
{
    return (fr_range){fr_larger(outputs.first + walk->shift + 1 - walk->plan.window, 0),
                      fr_smaller(outputs.last + walk->shift, walk->n)};
}

/* Outputs whose windows have any of these elements. */
static fr_range outputs_of(const fr_walk *walk, fr_range elements, fr_range among)
{
    return (fr_range){fr_larger(elements.first - walk->shift, among.first),
                      fr_smaller(elements.last - 1 - walk->shift + walk->plan.window, among.last)};
}

/* The elements of a part with these outputs: with places for as many outputs, and at least `shift` of them, so that the
 * window is cut no other way; from a tile's beginning on. */
static fr_range whole_tiles(const fr_walk *walk, fr_range needed, fr_range wanted)
{
    const ptrdiff_t rows = fr_larger(walk->plan.rows, 1);
    const ptrdiff_t last = fr_smaller(fr_larger(wanted.last, wanted.last + walk->shift), walk->n);
    const ptrdiff_t first = fr_smaller(fr_smaller(needed.first, wanted.first), last - walk->shift);
    return (fr_range){fr_larger(first, 0) / rows * rows, last};
}

static int mend_piece(const fr_mend *mend, const fr_walk *walk, fr_section part)
{
    fr_range extremes;
    part.needed = elements_of(walk, part.wanted);
    if (!mend->first && !fr_find_extremes(mend, &part, &extremes)) return FR_OK;
    if (!mend->first) part.wanted = outputs_of(walk, extremes, part.wanted);
    part.needed = elements_of(walk, part.wanted);
    part.elements = part.outputs = whole_tiles(walk, part.needed, part.wanted);
    return fr_mend_part(mend, &part);
}

static ptrdiff_t series_together(const fr_walk *walk, ptrdiff_t piece)
{
    const ptrdiff_t some = fr_larger(TOGETHER / fr_larger(fr_smaller(piece, walk->n), 1), 1);
    return (some + FR_MAX_LANES - 1) / FR_MAX_LANES * FR_MAX_LANES;
}

/* Pieces of `outputs` outputs of `together` series: those of some series, then those of the next. */
typedef struct {
    const fr_mend *mend;
    const fr_walk *walk;
    ptrdiff_t series, outputs, together, pieces; /* pieces: of a series */
    atomic_int *status;
} piece_jobs;

static void run_piece(const void *context, ptrdiff_t number, void *space)
{
    const piece_jobs *jobs = context;
    const ptrdiff_t s = number / jobs->pieces * jobs->together, i = number % jobs->pieces * jobs->outputs;
    const fr_section part = {.first = s,
                             .series = fr_smaller(jobs->together, jobs->series - s),
                             .wanted = {i, fr_smaller(i + jobs->outputs, jobs->walk->n)}};
    (void)space;
    const int status = mend_piece(jobs->mend, jobs->walk, part);
    if (status) atomic_store(jobs->status, status);
}

/* first: nothing has been computed yet. */
static int make_windows(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                        ptrdiff_t n, const fr_options *options, bool first)
{
    fr_walk walk;
    fr_options o = *options;
    fr_make_walk(&walk, what, n, n, options);
    o.window = walk.plan.window, o.shift = walk.shift;
    const fr_mend mend = {what, in, out, &o, again, NULL, first};
    const ptrdiff_t outputs = PIECE + 16 * fr_smaller(o.window, n), together = series_together(&walk, outputs);
    const ptrdiff_t pieces = (n + outputs - 1) / outputs, all = (series + together - 1) / together * pieces;
    atomic_int status = FR_OK;
    const piece_jobs jobs = {&mend, &walk, series, outputs, together, pieces, &status};
    const int threads = fr_threads_for(walk.cost * (double)n * (double)series, all);
    const int ran = fr_parallel(all, threads, 0, run_piece, &jobs);
    return ran ? ran : atomic_load(&status);
}

int fr_mend_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const fr_options *options)
{
    return make_windows(what, in, out, series, n, options, false);
}

static bool seem_extreme(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                         const fr_options *options)
{
    fr_walk walk;
    if (options->window <= 0 || fr_is_order_statistic(what) || !fr_may_sample(series, n)) return false;
    fr_make_walk(&walk, what, n, n, options);
    return fr_seem_extreme(&walk.watch, in, what->inputs, series, n);
}

int fr_rolling_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                         ptrdiff_t n, const fr_options *options)
{
    bool found = false;
    if (seem_extreme(what, in, series, n, options)) return make_windows(what, in, out, series, n, options, true);
    const int status = fr_rolling_once(what, in, out, series, n, options, &found);
    return status || !found ? status : fr_mend_rolling(what, in, out, series, n, options);
}
