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
#include "walk.h"

enum { CHUNK = 1024, PANEL = 1 << 16, SLACK = 2 * FR_MAX_LANES, SHORT = 256 };

typedef struct {
    const fr_walk *walk;
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    ptrdiff_t group, chunk; /* outputs of a group of tiles, of a chunk */
    double *lead[FR_MAX_INPUTS], *trail[FR_MAX_INPUTS], *result[FR_MAX_OUTPUTS], *scratch, *totals;
    ptrdiff_t totals_field;
    ptrdiff_t seen_until; /* elements before have been looked at ... */
    ptrdiff_t wild_until; /* ... and from here on they are all tame */
} row;

/* A chunk is whole groups, or anything without tiles. */
static ptrdiff_t chunk_of(const fr_walk *walk)
{
    const ptrdiff_t group = walk->plan.rows * walk->isa->lanes;
    return group == 0 ? CHUNK : group > CHUNK ? group : CHUNK / group * group;
}

/* Makes ready for a panel of so many outputs: sizes and memory. */
static void prepare(row *r, const fr_walk *walk, ptrdiff_t outputs, fr_memory *memory)
{
    const fr_plan *plan = &walk->plan;
    r->walk = walk;
    r->group = plan->rows * walk->isa->lanes;
    r->chunk = chunk_of(walk);
    ptrdiff_t lanes = walk->isa->lanes, most = r->chunk > CHUNK ? r->chunk : CHUNK;
    for (int k = 0; k < walk->inputs; k++) {
        r->lead[k] = fr_take(memory, most + SLACK);
        r->trail[k] = fr_take(memory, most + plan->head + SLACK);
    }
    for (int k = 0; k < walk->results; k++) r->result[k] = fr_take(memory, most + SLACK);
    r->scratch = fr_take(memory, r->group * walk->kernel->state_doubles);
    r->totals_field = plan->back ? outputs / plan->rows + plan->back + 2 * lanes + 2 : 0;
    r->totals = fr_take(memory, r->totals_field * walk->kernel->total_fields);
}

size_t fr_row_room(const fr_walk *walk, ptrdiff_t outputs)
{
    row r;
    fr_memory memory = {NULL, 0};
    prepare(&r, walk, outputs, &memory);
    return (size_t)memory.used * sizeof(double);
}

/* Elements of an input; infinities as NaN if they are to be skipped, and there can be any from `since` on. */
static double *read_input(const row *r, int input, ptrdiff_t from, ptrdiff_t count, ptrdiff_t since, double *room)
{
    const fr_walk *walk = r->walk;
    fr_view view = {walk->n, walk->last > walk->n ? NAN : 0, walk->skip_inf && r->wild_until > since};
    return fr_read(r->in[input], &view, from, count, room);
}

/* Takes note of elements that are not tame among the `count` at x, which are those from `from` on. */
static void look_at(row *r, const double *x, ptrdiff_t from, ptrdiff_t count)
{
    ptrdiff_t lanes = r->walk->isa->lanes;
    if (!r->walk->isa->all_tame(x, lanes, count / lanes)) r->wild_until = from + count;
    for (ptrdiff_t i = count / lanes * lanes; i < count; i++)
        if (!(fabs(x[i]) < FR_TAME)) r->wild_until = from + i + 1;
}

/* The same for those of the `count` elements at x that exist. */
static void look_at_part(row *r, const double *x, ptrdiff_t from, ptrdiff_t count)
{
    ptrdiff_t first = from < 0 ? -from : 0, last = from + count < r->walk->n ? count : r->walk->n - from;
    if (first < last) look_at(r, x + first, from + first, last - first);
}

/* Sees to it that everything before `end` has been looked at. */
static void look_until(row *r, ptrdiff_t end)
{
    end = end < r->walk->n ? end : r->walk->n;
    for (; r->seen_until < end; r->seen_until = r->seen_until + CHUNK < end ? r->seen_until + CHUNK : end) {
        ptrdiff_t from = r->seen_until, count = end - from < CHUNK ? end - from : CHUNK;
        for (int k = 0; k < r->walk->inputs; k++)
            look_at(r, read_input(r, k, from, count, r->walk->n, r->lead[k]), from, count);
    }
}

static bool reaches_over(const row *r, ptrdiff_t from, ptrdiff_t outputs)
{
    ptrdiff_t wanted = from + outputs < r->walk->last ? from + outputs : r->walk->last;
    return from + 1 - r->walk->plan.window < 0 || wanted > r->walk->n;
}

/* Where a kernel writes outputs from `from` on: in place if all that it writes are wanted, else to memory of ours. */
static void place_results(const row *r, ptrdiff_t from, ptrdiff_t wanted, ptrdiff_t written, ptrdiff_t apart,
                          fr_rows out[FR_MAX_OUTPUTS])
{
    const fr_walk *walk = r->walk;
    for (int k = 0; k < walk->results; k++) {
        double *in_place =
            wanted == written ? fr_in_place(r->out[k], fr_outputs(walk), from - walk->shift, wanted) : NULL;
        out[k] = (fr_rows){in_place ? in_place : r->result[k], apart};
    }
}

/* Copies what was not written in place. */
static void write_results(const row *r, ptrdiff_t from, ptrdiff_t count, const fr_rows out[FR_MAX_OUTPUTS])
{
    const fr_walk *walk = r->walk;
    for (int k = 0; k < walk->results; k++)
        if (out[k].at == r->result[k]) fr_write(r->out[k], fr_outputs(walk), from - walk->shift, count, r->result[k]);
}

static fr_tile_job tile_job(const row *r, ptrdiff_t groups, ptrdiff_t number)
{
    const fr_walk *walk = r->walk;
    return (fr_tile_job){.plan = &walk->plan,
                         .groups = groups,
                         .wanted = walk->plan.rows,
                         .scratch = r->scratch,
                         .totals = r->totals + walk->plan.back + number,
                         .totals_back = 1,
                         .totals_field = r->totals_field,
                         .ddof = walk->ddof,
                         .min_periods = walk->min_periods};
}

/* Outputs [from, from + outputs), which begin with tile `number` of the panel.  If that is the only tile, all lanes
 * have its elements, and only those that are wanted are read. */
static void tile_chunk(row *r, ptrdiff_t from, ptrdiff_t outputs, ptrdiff_t number)
{
    const fr_walk *walk = r->walk;
    ptrdiff_t rows = walk->plan.rows, groups = (outputs + r->group - 1) / r->group;
    ptrdiff_t start = from + 1 - walk->plan.window, span = groups * r->group;
    ptrdiff_t apart = rows, leading = span, trailing = span + walk->plan.head;
    fr_tile_job job = tile_job(r, groups, number);
    if (outputs <= rows) {
        apart = 0, trailing = rows + walk->plan.head;
        job.wanted = leading = (outputs + FR_ROWS - 1) / FR_ROWS * FR_ROWS;
    }
    look_until(r, from);
    for (int k = 0; k < walk->inputs; k++) {
        job.lead[k] = (fr_rows){read_input(r, k, from, leading, walk->n, r->lead[k]), apart};
        look_at_part(r, job.lead[k].at, from, outputs);
    }
    r->seen_until = from + outputs;
    for (int k = 0; k < walk->inputs; k++) {
        if (walk->skip_inf) job.lead[k].at = read_input(r, k, from, leading, start, r->lead[k]);
        job.trail[k] = (fr_rows){read_input(r, k, start, trailing, start, r->trail[k]), apart};
    }
    place_results(r, from, outputs, span, rows, job.out);
    job.origin = -(double)from;
    job.end = (double)(walk->n - from);
    job.ahead = span;
    walk->kernel->tile[FR_ALONG][reaches_over(r, from, outputs) || r->wild_until > start](&job);
    write_results(r, from, outputs, job.out);
}

/* The totals of the tiles before a panel that begins with output `first`.  Lanes that reach into the panel have no tile
 * of theirs: what they read does not matter. */
static void warm_up(row *r, ptrdiff_t first)
{
    const fr_walk *walk = r->walk;
    ptrdiff_t rows = walk->plan.rows, back = walk->plan.back, start = first + 1 - walk->plan.window;
    r->wild_until = 0;
    r->seen_until = start > 0 ? start : 0;
    for (ptrdiff_t number = -back; number < 0; number += walk->isa->lanes) {
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
    for (ptrdiff_t from = first, next; from < last; from = next) {
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
    for (ptrdiff_t from = first, next; from < last; from = next) {
        next = from < full ? full : from + CHUNK;
        if (next > last) next = last - from > SHORT ? from + (last - from) / lanes * lanes : last;
        direct_chunk(r, from, next - from);
    }
}

static void panel(row *r, const fr_walk *walk, ptrdiff_t first, ptrdiff_t last, double *room)
{
    fr_memory memory = {room, 0};
    prepare(r, walk, last - first, &memory);
    if (walk->plan.rows) tile_panel(r, first, last);
    else direct_panel(r, first, last);
}

static ptrdiff_t panels_begin(const fr_walk *walk)
{
    return walk->plan.rows ? fr_tile_begin(walk, walk->first) : walk->first;
}

void fr_walk_row(const fr_walk *walk, const fr_series in[FR_MAX_INPUTS], const fr_series out[FR_MAX_OUTPUTS],
                 void *room)
{
    row r;
    for (int k = 0; k < walk->results; k++) r.out[k] = out[k];
    for (int k = 0; k < walk->inputs; k++) r.in[k] = in[k];
    if (walk->first < walk->last) panel(&r, walk, panels_begin(walk), walk->last, room);
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
    row_jobs jobs = {.walk = walk, .begin = panels_begin(walk), .panels = 1};
    ptrdiff_t total = walk->last - jobs.begin;
    int threads =
        fr_threads_for(walk->cost * (double)total * (double)walk->series, total / CHUNK * walk->series + walk->series);
    jobs.length = panel_length(walk, total, threads);
    if (total > jobs.length) jobs.panels = (total + jobs.length - 1) / jobs.length;
    size_t room = fr_row_room(walk, jobs.length);
    return fr_parallel(jobs.panels * walk->series, threads, room, run_job, &jobs);
}
