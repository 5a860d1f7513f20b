/*
 * walk_row.c - a fixed window over series, one after the other, each of any stride.
 *
 * Scheme.  Kernels read and write the series in place, some groups of tiles at a time (a chunk).  Chunks are gathered
 * into panels, the unit of parallel work.  A panel first makes the totals of the `back` tiles before it, by the kernel
 * that makes all totals: the bits do not depend on where panels begin.  Tiles are laid out so that the first full
 * window begins one.  Chunks that reach over an end of the series, or are not contiguous doubles, work on copies.
 *
 * Each chunk is looked through once before its kernel runs: that tells whether the kernel for tame elements will do,
 * and fetches the chunk from memory in order, which the several streams of a kernel would not.
 */
#include "parallel.h"
#include "row_octets.h"
#include "stop.h"

enum { PANEL = 1 << 16, SHORT = 256 };

size_t fr_row_room(const fr_walk *walk, ptrdiff_t outputs)
{
    row r;
    fr_memory memory = {NULL, 0};
    prepare(&r, walk, outputs, &memory);
    return memory.used;
}

/* Whether none of the windows is full, and all elements from the series' first on are tame. */
static bool grows(const row *r, ptrdiff_t from, ptrdiff_t outputs)
{
    const ptrdiff_t last = from + outputs;
    return from >= 0 && last < r->walk->plan.window && last <= r->walk->n && r->wild_until == 0;
}

/* Of the tiles that windows reach back to, the nearest that may have elements: in the last lane, if not in others. */
static ptrdiff_t back_of(const row *r, ptrdiff_t number)
{
    const ptrdiff_t there = r->tiles_before + number + r->walk->isa->lanes - 1;
    return fr_smaller(r->walk->plan.back, fr_larger(there, 0));
}

/* What a kernel neither reads nor writes has a place, too: it moves along. */
static fr_tile_job tile_job(const row *r, ptrdiff_t groups, ptrdiff_t number)
{
    const fr_walk *walk = r->walk;
    fr_tile_job job = {.plan = &walk->plan,
                       .groups = groups,
                       .back = back_of(r, number),
                       .wanted = walk->plan.rows,
                       .scratch = r->scratch,
                       .totals = r->totals + walk->plan.back + number,
                       .totals_back = 1,
                       .totals_field = r->totals_field,
                       .ddof = walk->ddof,
                       .min_periods = walk->min_periods};
    for (int k = 0; k < walk->inputs; k++) job.trail[k] = (fr_rows){r->trail[k], 0};
    for (int k = 0; k < walk->results; k++) job.out[k] = (fr_rows){r->result[k], 0};
    return job;
}

/* Elements of a chunk of tiles from `from` on, and how many a lane is from the next one. */
typedef struct {
    ptrdiff_t from, start, leading, trailing, apart; /* start: of the first window */
} span;

/* A single tile is that of all lanes; only what is wanted of it is read. */
static span span_of(const row *r, ptrdiff_t from, ptrdiff_t outputs, ptrdiff_t groups)
{
    const fr_plan *plan = &r->walk->plan;
    const ptrdiff_t start = from + 1 - plan->window, all = groups * r->group;
    if (outputs > plan->rows) return (span){from, start, all, all + plan->head, plan->rows};
    return (span){from, start, (outputs + FR_ROWS - 1) / FR_ROWS * FR_ROWS, plan->rows + plan->head, 0};
}

static void read_leading(row *r, const span *s, ptrdiff_t outputs, fr_tile_job *job)
{
    look_until(r, s->from);
    for (int k = 0; k < r->walk->inputs; k++) {
        job->lead[k] = (fr_rows){read_input(r, k, s->from, s->leading, r->walk->n, r->lead[k]), s->apart};
        look_at_part(r, job->lead[k].at, s->from, outputs);
    }
    r->seen_until = s->from + outputs;
    for (int k = 0; k < r->walk->inputs && r->walk->skip_inf; k++)
        job->lead[k].at = read_input(r, k, s->from, s->leading, s->start, r->lead[k]);
}

static void read_trailing(row *r, const span *s, fr_tile_job *job)
{
    for (int k = 0; k < r->walk->inputs; k++)
        job->trail[k] = (fr_rows){read_input(r, k, s->start, s->trailing, s->start, r->trail[k]), s->apart};
}

/* Outputs [from, from + outputs), which begin with tile `number` of the panel. */
static void tile_chunk(row *r, ptrdiff_t from, ptrdiff_t outputs, ptrdiff_t number)
{
    const fr_walk *walk = r->walk;
    const ptrdiff_t groups = (outputs + r->group - 1) / r->group;
    const span s = span_of(r, from, outputs, groups);
    fr_tile_job job = tile_job(r, groups, number);
    fr_plan headless = walk->plan;
    headless.head = 0;
    if (!s.apart) job.wanted = s.leading;
    job.origin = -(double)from;
    job.end = (double)(walk->n - from);
    job.ahead = groups * r->group;
    read_leading(r, &s, outputs, &job);
    place_results(r, from, outputs, job.ahead, walk->plan.rows, job.out);
    const bool growing = grows(r, from, outputs);
    if (growing && s.start + s.trailing <= 0) job.plan = &headless; /* none of the elements that trail is there */
    else read_trailing(r, &s, &job);
    if (growing) walk->kernel->growing(&job);
    else walk->kernel->tile[FR_ALONG][reaches_over(r, from, outputs) || r->wild_until > s.start](&job);
    write_results(r, from, outputs, job.out);
}

/* The totals of the tiles before a panel that begins with output `first`.  Lanes that reach into the panel have no tile
 * of theirs: what they read does not matter. */
static void warm_up(row *r, ptrdiff_t first)
{
    const fr_walk *walk = r->walk;
    ptrdiff_t rows = walk->plan.rows, start = first + 1 - walk->plan.window;
    r->wild_until = 0;
    r->seen_until = start > 0 ? start : 0;
    r->tiles_before = fr_larger((first - fr_tile_begin(walk, 0)) / rows, 0);
    for (ptrdiff_t number = -back_of(r, 0); number < 0; number += walk->isa->lanes) {
        ptrdiff_t from = first + number * rows;
        fr_tile_job job = tile_job(r, 1, number);
        ptrdiff_t end = fr_smaller(from + r->group, first);
        look_until(r, end);
        for (int k = 0; k < walk->inputs; k++)
            job.lead[k] = (fr_rows){read_input(r, k, from, r->group, from, r->lead[k]), rows};
        bool care = from < 0 || end > walk->n || r->wild_until > from;
        walk->kernel->total[FR_ALONG][care](&job);
    }
    look_until(r, first);
}

/* Where the chunk that begins with output `from` ends.  Partial windows, and the rest that is no whole group, make
 * chunks of their own: the others need no copies.  Of a short series there is but one. */
static ptrdiff_t chunk_end(const row *r, ptrdiff_t from, ptrdiff_t last)
{
    if (last - from <= SHORT) return last;
    ptrdiff_t end = from + r->chunk, full = r->walk->plan.window - 1;
    if (from < full && end > full) end = full;
    if (end > last) end = from + (last - from) / r->group * r->group;
    return end > from ? end : last;
}

static void tile_panel(row *r, ptrdiff_t first, ptrdiff_t last)
{
    warm_up(r, first);
    for (ptrdiff_t from = first, next; from < last && !fr_stopped(); from = next) {
        next = chunk_end(r, from, last);
        tile_chunk(r, from, next - from, (from - first) / r->walk->plan.rows);
    }
}

/* Outputs of a window of few elements. */
static void direct_chunk(row *r, ptrdiff_t from, ptrdiff_t outputs)
{
    const fr_walk *walk = r->walk;
    ptrdiff_t lanes = walk->isa->lanes, window = walk->plan.window, start = from + 1 - window;
    ptrdiff_t vectors = (outputs + lanes - 1) / lanes, span = vectors * lanes + window - 1;
    fr_direct_job job = {.window = window,
                         .outputs = vectors,
                         .element = {1, 1},
                         .way = FR_ALONG,
                         .origin = -(double)from,
                         .end = (double)(walk->n - from),
                         .ddof = walk->ddof,
                         .min_periods = walk->min_periods};
    look_until(r, from + outputs);
    for (int k = 0; k < walk->inputs; k++)
        job.in[k] = (fr_rows){read_input(r, k, start, span, start, r->trail[k]), lanes};
    place_results(r, from, outputs, vectors * lanes, lanes, job.out);
    walk->kernel->direct[reaches_over(r, from, outputs) || r->wild_until > start](&job);
    write_results(r, from, outputs, job.out);
}

static void direct_panel(row *r, ptrdiff_t first, ptrdiff_t last)
{
    ptrdiff_t lanes = r->walk->isa->lanes, full = r->walk->plan.window - 1;
    r->wild_until = 0;
    r->seen_until = first - full > 0 ? first - full : 0;
    for (ptrdiff_t from = first, next; from < last && !fr_stopped(); from = next) {
        next = from + CHUNK;
        if (from < full && next > full) next = full;
        if (next > last) next = last - from > SHORT ? from + (last - from) / lanes * lanes : last;
        direct_chunk(r, from, next - from);
    }
}

static void panel(row *r, const fr_walk *walk, ptrdiff_t first, ptrdiff_t last, void *room)
{
    fr_memory memory = fr_memory_at(room);
    prepare(r, walk, last - first, &memory);
    if (walk->plan.octets) octets_panel(r, first, last);
    else if (walk->plan.rows) tile_panel(r, first, last);
    else direct_panel(r, first, last);
}

void fr_walk_row(const fr_walk *walk, const fr_series in[FR_MAX_INPUTS], const fr_series out[FR_MAX_OUTPUTS],
                 void *room)
{
    row r;
    for (int k = 0; k < walk->results; k++) r.out[k] = out[k];
    for (int k = 0; k < walk->inputs; k++) r.in[k] = in[k];
    if (walk->first < walk->last) panel(&r, walk, fr_begin_of(walk), walk->last, room);
}

typedef struct {
    const fr_walk *walk;
    ptrdiff_t begin, length, panels; /* of each series */
} row_jobs;

static void run_job(const void *context, ptrdiff_t number, void *room)
{
    const row_jobs *jobs = context;
    const fr_walk *walk = jobs->walk;
    ptrdiff_t first = jobs->begin + number % jobs->panels * jobs->length;
    ptrdiff_t last = first + jobs->length < walk->last ? first + jobs->length : walk->last;
    row r;
    for (int k = 0; k < walk->results; k++) r.out[k] = fr_series_of(&walk->out[k], number / jobs->panels);
    for (int k = 0; k < walk->inputs; k++) r.in[k] = fr_series_of(&walk->in[k], number / jobs->panels);
    if (first < last) panel(&r, walk, first, last, room);
}

/* Panels long enough for their warm-up (about a window) to be cheap, yet enough of them for all threads. */
static ptrdiff_t panel_length(const fr_walk *walk, ptrdiff_t total, int threads)
{
    ptrdiff_t wanted = PANEL + 16 * walk->plan.window, fair = total, chunk = chunk_of(walk);
    if (threads > 1) fair = total * walk->series / threads + 1;
    ptrdiff_t length = wanted < fair ? wanted : fair;
    return length < total ? (length + chunk - 1) / chunk * chunk : total;
}

int fr_walk_rows(const fr_walk *walk)
{
    row_jobs jobs = {.walk = walk, .begin = fr_begin_of(walk), .panels = 1};
    ptrdiff_t total = walk->last - jobs.begin;
    int threads =
        fr_threads_for(walk->cost * (double)total * (double)walk->series, total / CHUNK * walk->series + walk->series);
    jobs.length = panel_length(walk, total, threads);
    if (total > jobs.length) jobs.panels = (total + jobs.length - 1) / jobs.length;
    size_t room = fr_row_room(walk, jobs.length);
    return fr_parallel(jobs.panels * walk->series, threads, room, run_job, &jobs);
}
