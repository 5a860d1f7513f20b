/*
 * rolling.c - fr_rolling(): from what is asked to the walk that does it.  Results of windows with elements that are not
 * ordinary may be wrong: range_rolling.c sees to them.
 */
#include "rolling.h"
#include "order/order.h"
#include "range.h"
#include "unchecked.h"
#include "walk.h"
#include <math.h>

enum { SHORTEST = 64, GROWTH = 4, MOST_OF_OCTETS = 1280 };

/* Where all windows reach over the same end, how far makes no difference: the work should not grow with it. */
static void cut_to_series(ptrdiff_t *window, ptrdiff_t *shift, ptrdiff_t n, ptrdiff_t outputs)
{
    ptrdiff_t over = *shift - n, below = -outputs - *shift;
    if (over > 0) *shift -= over, *window = fr_larger(*window - over, 1); /* all end beyond the last element */
    if (below > 0) *shift += below;                                       /* all end before the first */
}

/* The same for an order statistic. */
static fr_options order_options(const fr_options *options, ptrdiff_t n)
{
    fr_options o = *options;
    cut_to_series(&o.window, &o.shift, n, n);
    return o;
}

/* Windows [position + 1 - window, position] with `needed` elements in [0, n) are those from `first` to `last`. */
static void find_range(fr_walk *walk, ptrdiff_t needed)
{
    ptrdiff_t begin = walk->shift, end = walk->shift + walk->outputs, window = walk->plan.window;
    walk->first = begin, walk->last = needed > 0 ? begin : end;
    if (needed <= 0 || needed > window || needed > walk->n) return;
    walk->first = fr_smaller(fr_larger(begin, needed - 1), end);
    walk->last = fr_larger(fr_smaller(end, walk->n + window - needed), walk->first);
}

void fr_make_walk(fr_walk *walk, const fr_statistic *what, ptrdiff_t n, ptrdiff_t outputs, const fr_options *options)
{
    int count;
    const fr_isa *isa = fr_best_isa();
    const fr_kernel *kernel = isa->kernels[what - fr_statistics(&count)];
    ptrdiff_t window = options->window, shift = options->shift;
    ptrdiff_t needed = fr_larger(options->min_periods, kernel->least);
    cut_to_series(&window, &shift, n, outputs);
    *walk = (fr_walk){.isa = isa,
                      .kernel = kernel,
                      .inputs = what->inputs,
                      .results = what->outputs,
                      .series = 1,
                      .n = n,
                      .outputs = outputs,
                      .shift = shift,
                      .plan = fr_make_plan(window),
                      .ddof = options->ddof,
                      .cost = what->cost,
                      .skip_inf = options->skip_inf,
                      .min_periods = what->counts_rows ? 0 : (double)needed,
                      .watch = fr_watch_for(kernel, NULL)};
    if (kernel->octets[0] && walk->plan.rows && window * (kernel->state_doubles - 1) <= MOST_OF_OCTETS)
        walk->plan.octets = window / FR_ROWS;
    fr_watch_window(&walk->watch, kernel, window);
    find_range(walk, needed);
}

/* What windows without any element give. */
static void fill_empty(const fr_statistic *what, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                       const fr_options *options)
{
    int count;
    if (fr_is_order_statistic(what)) {
        fr_order_fill_empty(what, out, series, n, options);
        return;
    }
    const fr_kernel *kernel = fr_best_isa()->kernels[what - fr_statistics(&count)];
    double value = options->min_periods > 0 || kernel->least > 0 ? NAN : kernel->empty;
    for (int k = 0; k < what->outputs; k++)
        for (ptrdiff_t s = 0; s < series; s++) fr_fill(fr_series_of(&out[k], s), 0, n, value);
}

static int run(const fr_walk *walk)
{
    bool side_by_side = fr_side_by_side(&walk->in[0], walk->series, walk->isa->lanes);
    return side_by_side ? fr_walk_columns(walk) : fr_walk_rows(walk);
}

/*
 * Windows that are not full yet are those of a shorter window, too.  So the first 64, 256, 1024 ... outputs are those
 * of windows of one element more, as long as the true one is twice as long: tiles fit the windows as they grow, and do
 * not depend on the length of the series, which a window longer than it would.
 *
 * Goes to the next such piece of a walk; the first one is that after an empty one.
 */
static bool next_piece(const fr_walk *walk, fr_walk *piece)
{
    const ptrdiff_t window = walk->plan.window;
    ptrdiff_t outputs = SHORTEST;
    piece->first = piece->last;
    piece->plan = walk->plan;
    piece->last = walk->last;
    if (piece->first >= walk->last) return false;
    while (outputs <= piece->first && outputs < window / 2) outputs *= GROWTH;
    if (outputs >= window / 2 || walk->first >= window - 1) return true;
    piece->plan = fr_growing_plan(outputs);
    piece->last = fr_smaller(outputs, walk->last);
    return true;
}

static fr_walk no_piece(const fr_walk *walk)
{
    fr_walk piece = *walk;
    piece.last = walk->first;
    return piece;
}

static void walk_over(fr_walk *walk, const fr_statistic *what, const fr_array *in, const fr_array *out,
                      ptrdiff_t series, ptrdiff_t n, const fr_options *options)
{
    fr_make_walk(walk, what, n, n, options);
    walk->series = series;
    walk->in = in;
    walk->out = out;
}

static void fill_rests(const fr_walk *walk)
{
    for (int k = 0; k < walk->results; k++)
        for (ptrdiff_t s = 0; s < walk->series; s++) fr_fill_rest(walk, fr_series_of(&walk->out[k], s));
}

int fr_rolling_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const fr_options *options, bool *extremes)
{
    if (options->window <= 0) {
        fill_empty(what, out, series, n, options);
        return FR_OK;
    }
    if (fr_is_order_statistic(what)) {
        const fr_options o = order_options(options, n);
        return fr_order_rolling(what, in, out, series, n, &o);
    }
    fr_walk walk;
    walk_over(&walk, what, in, out, series, n, options);
    walk.watch.found = extremes;
    fr_walk piece = no_piece(&walk);
    int status = FR_OK;
    while (!status && next_piece(&walk, &piece)) status = run(&piece);
    if (!status) fill_rests(&walk);
    return status;
}

size_t fr_rolling_room(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                       const fr_options *options)
{
    if (n <= 0 || options->window <= 0) return 0;
    if (fr_is_order_statistic(what)) {
        const fr_options o = order_options(options, n);
        return fr_order_room(what, in, series, n, &o);
    }
    fr_walk walk;
    fr_make_walk(&walk, what, n, n, options);
    return fr_pieces_room(&walk, n);
}

size_t fr_pieces_room(const fr_walk *walk, ptrdiff_t outputs)
{
    size_t most = 0;
    fr_walk piece = no_piece(walk);
    while (next_piece(walk, &piece)) {
        size_t room = fr_row_room(&piece, outputs + piece.plan.rows);
        most = room > most ? room : most;
    }
    return most;
}

void fr_walk_pieces(const fr_walk *walk, const fr_series in[FR_MAX_INPUTS], const fr_series out[FR_MAX_OUTPUTS],
                    void *room)
{
    fr_walk piece = no_piece(walk);
    while (next_piece(walk, &piece)) fr_walk_row(&piece, in, out, room);
    for (int k = 0; k < walk->results; k++) fr_fill_rest(walk, out[k]);
}

/* Computes one of the series of a walk. */
static void run_series(const fr_walk *walk, ptrdiff_t number, void *room)
{
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    for (int k = 0; k < walk->inputs; k++) in[k] = fr_series_of(&walk->in[k], number);
    for (int k = 0; k < walk->results; k++) out[k] = fr_series_of(&walk->out[k], number);
    fr_walk_pieces(walk, in, out, room);
}

void fr_rolling_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                   ptrdiff_t n, const fr_options *options, bool *extremes)
{
    if (n <= 0) return;
    if (options->window <= 0) {
        fill_empty(what, out, series, n, options);
        return;
    }
    if (fr_is_order_statistic(what)) {
        const fr_options o = order_options(options, n);
        fr_order_rolling_in(room, what, in, out, series, n, &o);
        return;
    }
    fr_walk walk;
    walk_over(&walk, what, in, out, series, n, options);
    walk.watch.found = extremes;
    for (ptrdiff_t s = 0; s < series; s++) run_series(&walk, s, room);
}

size_t fr_rolling_abreast_room(const fr_statistic *what, ptrdiff_t series, ptrdiff_t n, const fr_options *options)
{
    size_t most = 0;
    fr_walk walk;
    fr_make_walk(&walk, what, n, n, options);
    walk.series = series;
    fr_walk piece = no_piece(&walk);
    while (next_piece(&walk, &piece)) {
        const size_t room = fr_columns_room(&piece);
        most = room > most ? room : most;
    }
    return most;
}

void fr_rolling_abreast_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out,
                           ptrdiff_t series, ptrdiff_t n, const fr_options *options, bool *extremes)
{
    fr_walk walk;
    walk_over(&walk, what, in, out, series, n, options);
    walk.watch.found = extremes;
    fr_walk piece = no_piece(&walk);
    while (next_piece(&walk, &piece)) fr_walk_columns_in(&piece, room);
    fill_rests(&walk);
}
