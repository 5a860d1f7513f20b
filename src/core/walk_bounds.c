/*
 * walk_bounds.c - windows [start[i], end[i]) over series.
 *
 * Scheme.  Bounds that amount to one fixed window over the whole series (as regular times do) are handed to
 * fr_rolling(). Others are cut into panels, the unit of parallel work.  Within a panel, stretches of outputs that move
 * like a fixed window over part of the series (groups, regular times with gaps) go to the walk for those; the rest to
 * the scalar kernel, which takes any bounds.  Where stretches are looked for does not depend on the number of threads,
 * nor do the bits.
 */
#include "order/order.h"
#include "parallel.h"
#include "walk.h"

enum { PANEL = 1 << 15, STRETCH = 64 };

typedef struct {
    const fr_statistic *what;
    fr_flip_kernel *flip;
    const fr_array *in, *out;
    ptrdiff_t n;
    const int64_t *start, *end;
    ptrdiff_t outputs, panel, panels;
    const fr_options *options;
    double min_periods;
    ptrdiff_t states; /* doubles of the flip kernel's states */
    size_t flip_room;
} bounds_jobs;

/* A stretch of outputs whose windows are those of a fixed window moving over elements [base, base + n). */
typedef struct {
    ptrdiff_t outputs, base, n, window, shift;
} stretch;

/* The stretch that begins with output i: both ends move by one, but `start` may wait for the window to fill. */
static stretch stretch_from(const bounds_jobs *jobs, ptrdiff_t i, ptrdiff_t last)
{
    const int64_t *start = jobs->start, *end = jobs->end;
    ptrdiff_t base = start[i], k = i + 1;
    while (k < last && start[k] == base && end[k] == end[k - 1] + 1) k++;
    if (k < last && start[k] == base + 1 && end[k] == end[k - 1] + 1)
        while (k < last && start[k] == start[k - 1] + 1 && end[k] == end[k - 1] + 1) k++;
    return (stretch){.outputs = k - i,
                     .base = base,
                     .n = end[k - 1] - base,
                     .window = end[k - 1] - start[k - 1],
                     .shift = end[i] - base - 1};
}

/* A quick look whether there can be a long stretch; most of irregular bounds fail it. */
static bool stretch_likely(const bounds_jobs *jobs, ptrdiff_t i, ptrdiff_t last)
{
    if (last - i < STRETCH) return false;
    ptrdiff_t k = i + STRETCH - 1, moved = jobs->start[k] - jobs->start[i];
    return jobs->end[k] - jobs->end[i] == STRETCH - 1 && moved >= 0 && moved < STRETCH && jobs->start[i] < jobs->end[i];
}

static fr_walk stretch_walk(const bounds_jobs *jobs, stretch s)
{
    fr_options options = *jobs->options;
    options.window = s.window;
    options.shift = s.shift;
    return fr_make_walk(jobs->what, s.n, s.outputs, &options);
}

static void run_stretch(const bounds_jobs *jobs, stretch s, ptrdiff_t series, ptrdiff_t first, void *room)
{
    fr_walk walk = stretch_walk(jobs, s);
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    for (int k = 0; k < walk.inputs; k++) in[k] = fr_part(fr_series_of(&jobs->in[k], series), s.base);
    for (int k = 0; k < walk.results; k++) out[k] = fr_part(fr_series_of(&jobs->out[k], series), first);
    fr_walk_row(&walk, in, out, room);
    for (int k = 0; k < walk.results; k++) fr_fill_rest(&walk, out[k]);
}

static void run_flip(const bounds_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last, void *room)
{
    fr_flip_job job = {.skip_inf = jobs->options->skip_inf,
                       .start = jobs->start + first,
                       .end = jobs->end + first,
                       .outputs = last - first,
                       .ddof = jobs->options->ddof,
                       .min_periods = jobs->min_periods,
                       .counts_rows = jobs->what->counts_rows,
                       .scratch = room,
                       .anchors = (double *)room + jobs->states};
    for (int k = 0; k < jobs->what->inputs; k++) job.in[k] = fr_series_of(&jobs->in[k], series);
    for (int k = 0; k < jobs->what->outputs; k++) job.out[k] = fr_part(fr_series_of(&jobs->out[k], series), first);
    jobs->flip(&job);
}

/* Calls for stretches and for what is between them, or only asks how much memory they take if `room` is NULL. */
static size_t panel(const bounds_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last, void *room)
{
    size_t most = jobs->flip_room;
    ptrdiff_t done = first, i = first;
    while (i < last) {
        stretch s = {0};
        if (stretch_likely(jobs, i, last)) s = stretch_from(jobs, i, last);
        if (s.outputs < STRETCH) {
            i = i + STRETCH < last ? i + STRETCH : last;
            continue;
        }
        if (room) {
            if (done < i) run_flip(jobs, series, done, i, room);
            run_stretch(jobs, s, series, i, room);
        } else {
            fr_walk walk = stretch_walk(jobs, s);
            size_t needed = fr_row_room(&walk, s.outputs + walk.plan.rows);
            most = needed > most ? needed : most;
        }
        done = i += s.outputs;
    }
    if (room && done < last) run_flip(jobs, series, done, last, room);
    return most;
}

static void run_job(const void *context, ptrdiff_t number, void *room)
{
    const bounds_jobs *jobs = context;
    ptrdiff_t first = number % jobs->panels * jobs->panel, last = first + jobs->panel;
    panel(jobs, number / jobs->panels, first, last < jobs->outputs ? last : jobs->outputs, room);
}

/* Checks the bounds; leaves the length of the longest window. */
static int check(const bounds_jobs *jobs, int64_t *longest)
{
    int64_t low = 0, high = 0, most = 0;
    for (ptrdiff_t i = 0; i < jobs->outputs; i++) {
        int64_t start = jobs->start[i], end = jobs->end[i], length = end - start;
        low = start < low ? start : low;
        low = end < low ? end : low;
        high = start > high ? start : high;
        high = end > high ? end : high;
        most = length > most ? length : most;
    }
    *longest = most;
    return low < 0 || high > jobs->n ? FR_BAD_BOUNDS : FR_OK;
}

/* Whether all windows are those of one fixed window: then options->window and shift are set. */
static bool one_window(const bounds_jobs *jobs, fr_options *options)
{
    if (jobs->outputs != jobs->n || jobs->n == 0 || jobs->start[0] != 0 || jobs->end[0] < 1) return false;
    stretch s = stretch_from(jobs, 0, jobs->outputs);
    const bool grows = s.outputs == jobs->outputs && s.window == jobs->n;
    options->window = grows ? PTRDIFF_MAX / 4 : s.window; /* if it only grows, it is no window of n */
    options->shift = s.shift;
    ptrdiff_t i = s.outputs; /* the window may end before the series does, and then only shrinks */
    while (i < jobs->outputs && jobs->end[i] == jobs->n && jobs->start[i] == i + s.shift + 1 - s.window) i++;
    return i == jobs->outputs && (s.outputs == i || jobs->end[s.outputs - 1] == jobs->n);
}

static size_t room_for(const bounds_jobs *jobs)
{
    size_t most = jobs->flip_room;
    for (ptrdiff_t p = 0; p < jobs->panels; p++) {
        ptrdiff_t first = p * jobs->panel, last = first + jobs->panel;
        size_t needed = panel(jobs, 0, first, last < jobs->outputs ? last : jobs->outputs, NULL);
        most = needed > most ? needed : most;
    }
    return most;
}

/* All that is not one fixed window. */
static int run_panels(bounds_jobs *jobs, ptrdiff_t series, int64_t longest)
{
    int count;
    ptrdiff_t index = jobs->what - fr_statistics(&count);
    const fr_kernel *kernel = &fr_best_isa()->kernels[index];
    ptrdiff_t min_periods = jobs->options->min_periods;
    jobs->flip = fr_best_isa()->flips[index];
    jobs->min_periods = min_periods > kernel->least ? (double)min_periods : kernel->least;
    jobs->states = (longest + 1) * kernel->state_doubles;
    jobs->flip_room = (size_t)(jobs->states + (longest / FR_SEGMENT + 1) * FR_MAX_INPUTS) * sizeof(double);
    jobs->panel = 4 * longest > PANEL ? 4 * longest : PANEL;
    jobs->panels = (jobs->outputs + jobs->panel - 1) / jobs->panel;
    int threads = fr_threads_for(5 * jobs->what->cost * (double)jobs->outputs * (double)series, jobs->panels * series);
    return fr_parallel(jobs->panels * series, threads, room_for(jobs), run_job, jobs);
}

int fr_rolling_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                      const int64_t *start, const int64_t *end, ptrdiff_t outputs, const fr_options *options)
{
    int64_t longest;
    fr_options fixed = *options;
    bounds_jobs jobs = {
        .what = what, .in = in, .out = out, .n = n, .start = start, .end = end, .outputs = outputs, .options = options};
    if (check(&jobs, &longest)) return FR_BAD_BOUNDS;
    if (outputs == 0 || series <= 0) return FR_OK;
    if (one_window(&jobs, &fixed)) return fr_rolling(what, in, out, series, n, &fixed);
    if (fr_is_order_statistic(what)) return fr_order_bounds(what, in, out, series, start, end, outputs, options);
    return run_panels(&jobs, series, longest);
}
