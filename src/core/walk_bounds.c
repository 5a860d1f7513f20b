/*
 * walk_bounds.c - windows [start[i], end[i]) over series, or of a span of time.
 *
 * Scheme.  Bounds that amount to one fixed window over the whole series (as regular times do) are handed to
 * fr_rolling(). Others are cut into panels, the unit of parallel work.  Within a panel, stretches of outputs that move
 * like a fixed window over part of the series (groups, regular times with gaps) go to the walk for those; the rest to
 * the flip kernel, which takes any bounds.  Where stretches are looked for does not depend on the number of threads,
 * nor do the bits.
 *
 * The bounds of a span of time are made panel by panel, where they are used: memory for all of them costs more than
 * they do themselves.  Those of the caller are copied (own_bounds.h).  Of several series, a job takes as many as leave
 * enough jobs for all threads.
 */
#include "bounds_jobs.h"
#include "order/order.h"
#include "own_bounds.h"
#include "parallel.h"
#include "unchecked.h"
#include <stdlib.h>
#include <string.h>

enum { PANEL = 1 << 13, STRETCH = 64, JOBS_OF_A_THREAD = 8 };

/* A stretch of outputs whose windows are those of a fixed window moving over elements [base, base + n). */
typedef struct {
    ptrdiff_t outputs, base, n, window, shift;
} stretch;

/* The stretch that begins with output i: both ends move by one, but `start` may wait for the window to fill. */
static stretch stretch_from(const fr_bounds_jobs *jobs, ptrdiff_t i, ptrdiff_t last)
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
static bool stretch_likely(const fr_bounds_jobs *jobs, ptrdiff_t i, ptrdiff_t last)
{
    if (last - i < STRETCH) return false;
    ptrdiff_t k = i + STRETCH - 1, moved = jobs->start[k] - jobs->start[i];
    return jobs->end[k] - jobs->end[i] == STRETCH - 1 && moved >= 0 && moved < STRETCH && jobs->start[i] < jobs->end[i];
}

static void make_stretch_walk(fr_walk *walk, const fr_bounds_jobs *jobs, stretch s)
{
    fr_options options = *jobs->options;
    options.window = s.window;
    options.shift = s.shift;
    fr_make_walk(walk, jobs->what, s.n, s.outputs, &options);
}

static void run_stretch(const fr_bounds_jobs *jobs, stretch s, ptrdiff_t series, ptrdiff_t first, void *room)
{
    fr_walk walk;
    make_stretch_walk(&walk, jobs, s);
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    for (int k = 0; k < walk.inputs; k++) in[k] = fr_part(fr_series_of(&jobs->in[k], series), s.base);
    for (int k = 0; k < walk.results; k++) out[k] = fr_part(fr_series_of(&jobs->out[k], series), jobs->first + first);
    walk.watch.found = jobs->extremes;
    fr_walk_row(&walk, in, out, room);
    for (int k = 0; k < walk.results; k++) fr_fill_rest(&walk, out[k]);
}

static void run_flip(const fr_bounds_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last, void *room)
{
    fr_flip_job job = {.skip_inf = jobs->options->skip_inf,
                       .start = jobs->start + first,
                       .end = jobs->end + first,
                       .steady = jobs->steady,
                       .outputs = last - first,
                       .ddof = jobs->options->ddof,
                       .min_periods = jobs->min_periods,
                       .counts_rows = jobs->what->counts_rows,
                       .longest = jobs->longest,
                       .scratch = room};
    for (int k = 0; k < jobs->what->inputs; k++) job.in[k] = fr_series_of(&jobs->in[k], series);
    for (int k = 0; k < jobs->what->outputs; k++)
        job.out[k] = fr_part(fr_series_of(&jobs->out[k], series), jobs->first + first);
    if (jobs->extremes) fr_watch_windows(jobs, series, first, last);
    jobs->kernel->flip(&job);
}

/* Calls for stretches and for what is between them. */
static void panel(const fr_bounds_jobs *jobs, ptrdiff_t series, void *room)
{
    ptrdiff_t done = 0, i = 0, last = jobs->outputs;
    while (i < last) {
        stretch s = {0};
        if (stretch_likely(jobs, i, last)) s = stretch_from(jobs, i, last);
        if (s.outputs < STRETCH) {
            i = i + STRETCH < last ? i + STRETCH : last;
            continue;
        }
        if (done < i) run_flip(jobs, series, done, i, room);
        run_stretch(jobs, s, series, i, room);
        done = i += s.outputs;
    }
    if (done < last) run_flip(jobs, series, done, last, room);
}

/* Memory for the bounds of a panel. */
static int64_t *take_bounds(const fr_bounds_jobs *jobs, fr_memory *memory)
{
    return (int64_t *)(void *)fr_take_rows(memory, 2, jobs->panel);
}

static void make_bounds(fr_bounds_jobs *jobs, int64_t *start)
{
    int64_t *end = start + jobs->panel;
    const size_t size = (size_t)jobs->outputs * sizeof *start;
    if (jobs->times) fr_some_time_bounds(jobs->times, jobs->first, jobs->first + jobs->outputs, start, end);
    else memcpy(start, jobs->start + jobs->first, size), memcpy(end, jobs->end + jobs->first, size);
    fr_keep_bounds(start, end, jobs->outputs, jobs->n, jobs->longest);
    jobs->steady = jobs->times && fr_end_with_own(jobs->times) && fr_starts_ascend(start, jobs->outputs);
    jobs->start = start, jobs->end = end;
}

static void run_job(const void *context, ptrdiff_t number, void *room)
{
    const fr_bounds_jobs *all = context;
    fr_bounds_jobs jobs = *all;
    const ptrdiff_t panel_number = jobs.begin + number % jobs.panels;
    if (all->extremes) jobs.extremes += panel_number * FR_WATCHED_PARTS / (jobs.begin + jobs.panels);
    jobs.first = panel_number * jobs.panel;
    jobs.outputs = fr_smaller(jobs.panel, all->outputs - jobs.first);
    fr_memory memory = fr_memory_at(room);
    make_bounds(&jobs, take_bounds(&jobs, &memory));
    const ptrdiff_t begin = number / jobs.panels * jobs.together;
    for (ptrdiff_t s = begin; s < begin + jobs.together && s < jobs.series; s++) panel(&jobs, s, fr_rest(&memory));
}

/* Checks the bounds, and finds what there is to know of them.  Differences of bounds are negative where something is
 * wrong, or goes back; signs are all that is looked at, so that the loop has no branches. */
static int check(fr_bounds_jobs *jobs)
{
    const uint64_t n = (uint64_t)jobs->n;
    uint64_t wrong = 0, falls = 0;
    for (ptrdiff_t i = 0; i < jobs->outputs; i++) {
        const uint64_t start = (uint64_t)jobs->start[i], end = (uint64_t)jobs->end[i];
        wrong |= start | end | (n - start) | (n - end);
    }
    if (wrong >> 63) return FR_BAD_BOUNDS;
    for (ptrdiff_t i = 1; i < jobs->outputs; i++) {
        falls |= (uint64_t)(jobs->start[i] - jobs->start[i - 1]) | (uint64_t)(jobs->end[i] - jobs->end[i - 1]);
        jobs->longest = fr_larger(jobs->longest, jobs->end[i] - jobs->start[i]);
    }
    if (jobs->outputs) jobs->longest = fr_larger(jobs->longest, jobs->end[0] - jobs->start[0]);
    jobs->longest = fr_smaller(jobs->longest, jobs->n); /* should the bounds have changed */
    jobs->ordered = !(falls >> 63);
    return FR_OK;
}

/* Whether all windows are those of one fixed window: then options->window and shift are set. */
static bool one_window(const fr_bounds_jobs *jobs, fr_options *options)
{
    if (jobs->outputs != jobs->n || jobs->n == 0 || jobs->start[0] != 0 || jobs->end[0] < 1) return false;
    stretch s = stretch_from(jobs, 0, jobs->outputs);
    const bool grows = s.outputs == jobs->outputs && s.window == jobs->n;
    options->window = grows ? FR_ENDLESS : s.window; /* if it only grows, it is no window of n */
    options->shift = s.shift;
    if (s.window < 0 || s.window > jobs->n || s.shift < -jobs->n || s.shift > jobs->n) return false;
    ptrdiff_t i = s.outputs; /* the window may end before the series does, and then only shrinks */
    while (i < jobs->outputs && jobs->end[i] == jobs->n && jobs->start[i] == i + s.shift + 1 - s.window) i++;
    return i == jobs->outputs && (s.outputs == i || jobs->end[s.outputs - 1] == jobs->n);
}

/* How many series a job takes. */
static ptrdiff_t together(const fr_bounds_jobs *jobs, int threads)
{
    return fr_larger(1, jobs->series * jobs->panels / ((threads == 1 ? 1 : JOBS_OF_A_THREAD) * threads));
}

/* Enough for so many outputs of any window of up to so many elements. */
static size_t most_row_room(const fr_kernel *kernel, ptrdiff_t longest, ptrdiff_t outputs)
{
    const ptrdiff_t rows = fr_most_rows(longest), tiles = (outputs + longest) / (fr_most_rows(0) / 2);
    const fr_walk most = {fr_best_isa(), kernel, FR_MAX_INPUTS, FR_MAX_OUTPUTS, .plan = {.rows = rows, .head = rows}};
    return fr_row_room(&most, 0) + (size_t)((tiles + 4 * FR_MAX_LANES) * kernel->total_fields) * sizeof(double);
}

static size_t room_for(const fr_bounds_jobs *jobs)
{
    fr_memory bounds = {NULL, 0}, flip = {NULL, 0};
    take_bounds(jobs, &bounds);
    fr_lay_out_flip(jobs->what->inputs, jobs->kernel->state_doubles, jobs->longest, fr_best_isa()->lanes, &flip);
    const size_t row = most_row_room(jobs->kernel, jobs->longest, jobs->panel);
    return bounds.used + (flip.used > row ? flip.used : row);
}

int fr_run_panels(const fr_bounds_jobs *given)
{
    const int64_t most = (int64_t)1 << 40; /* elements, of which there are so many only where a stride is 0 */
    int count;
    fr_bounds_jobs jobs = *given;
    const fr_kernel *kernel = fr_best_isa()->kernels[jobs.what - fr_statistics(&count)];
    const ptrdiff_t min_periods = jobs.options->min_periods;
    if (jobs.longest > most) return FR_NO_MEMORY;
    jobs.kernel = kernel;
    jobs.min_periods = min_periods > kernel->least ? (double)min_periods : kernel->least;
    const size_t room = room_for(&jobs);
    const double outputs = (double)jobs.panels * (double)jobs.panel;
    int threads = fr_threads_for(5 * jobs.what->cost * outputs * (double)jobs.series, jobs.panels * jobs.series);
    jobs.together = together(&jobs, threads);
    ptrdiff_t parts = (jobs.series + jobs.together - 1) / jobs.together;
    return fr_parallel(jobs.panels * parts, threads, room, run_job, &jobs);
}

/* All that is not one fixed window. */
static int run_all(fr_bounds_jobs *jobs)
{
    bool extremes[FR_WATCHED_PARTS] = {false};
    if (__builtin_mul_overflow(jobs->longest, 4, &jobs->panel)) return FR_NO_MEMORY;
    jobs->panel = fr_smaller(fr_larger(jobs->panel, PANEL), jobs->outputs);
    jobs->panels = (jobs->outputs + jobs->panel - 1) / jobs->panel;
    jobs->extremes = extremes;
    const int status = fr_run_panels(jobs);
    return status ? status : fr_mend_bounds(jobs);
}

int fr_rolling_bounds_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                                ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                                const fr_options *options)
{
    fr_options fixed = *options;
    fr_bounds_jobs jobs = {.what = what,
                           .in = in,
                           .out = out,
                           .n = n,
                           .start = start,
                           .end = end,
                           .outputs = outputs,
                           .series = series,
                           .options = options};
    if (check(&jobs)) return FR_BAD_BOUNDS;
    if (outputs == 0 || series <= 0) return FR_OK;
    if (one_window(&jobs, &fixed)) return fr_rolling_unchecked(what, in, out, series, n, &fixed);
    if (fr_is_order_statistic(what)) return fr_order_bounds(what, in, out, series, n, start, end, outputs, options);
    return run_all(&jobs);
}

/* By way of the bounds of all windows. */
static int run_whole(const fr_bounds_jobs *jobs)
{
    const ptrdiff_t n = jobs->n;
    int64_t *bounds = malloc((size_t)n * 2 * sizeof *bounds);
    if (!bounds) return FR_NO_MEMORY;
    fr_some_time_bounds(jobs->times, 0, n, bounds, bounds + n);
    int status = fr_rolling_bounds_unchecked(jobs->what, jobs->in, jobs->out, jobs->series, n, bounds, bounds + n, n,
                                             jobs->options);
    free(bounds);
    return status;
}

int fr_rolling_times_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                               ptrdiff_t n, const fr_time_span *span, const fr_options *options)
{
    fr_options fixed = *options;
    fr_time_windows windows;
    if (fr_regular_window(span->times, n, span->window, span->center, span->closed, &fixed.window, &fixed.shift))
        return fr_rolling_unchecked(what, in, out, series, n, &fixed);
    if (!fr_make_time_windows(span->times, n, span->window, span->center, span->closed, &windows))
        return FR_NOT_MONOTONIC;
    if (fr_all_since_first(&windows)) {
        fixed.window = FR_ENDLESS, fixed.shift = 0;
        return fr_rolling_unchecked(what, in, out, series, n, &fixed);
    }
    fr_bounds_jobs jobs = {.what = what,
                           .in = in,
                           .out = out,
                           .n = n,
                           .times = &windows,
                           .outputs = n,
                           .series = series,
                           .options = options,
                           .longest = windows.most,
                           .ordered = true};
    return fr_is_order_statistic(what) ? run_whole(&jobs) : run_all(&jobs);
}
