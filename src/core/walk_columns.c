/*
 * walk_columns.c - a fixed window down every column of a table, for series that lie side by side in memory.
 *
 * Scheme.  A lane is a column: as many adjacent columns as a vector has lanes form a strip, and positions are rows of
 * the table, read and written in place.  Tiles are bands of rows; a band is finished for all strips of a block before
 * the next begins, so that every cache line is used whole.  Blocks of columns, cut into panels of bands, are the unit
 * of parallel work; a panel first makes the totals of the `back` bands before it.  What is not contiguous doubles, or
 * hangs over an edge of the table, is copied first.
 *
 * Each band is looked through once, row by row, before its strips are: that tells whether the kernel for tame elements
 * will do, and fetches the band from memory in order, which strips would not.
 */
#include "parallel.h"
#include "stop.h"
#include "table.h"

enum { BAND_ELEMENTS = 1 << 15, BAND = 64, PANEL = 1 << 12, SLACK = FR_ROWS };

typedef struct {
    const fr_walk *walk;
    ptrdiff_t band;            /* outputs of one call of a kernel */
    ptrdiff_t begin;           /* the first output; begins a tile */
    ptrdiff_t columns, blocks; /* of a block; of them */
    ptrdiff_t panel, panels;   /* outputs of a panel; of them */
} columns_jobs;

typedef struct {
    const columns_jobs *jobs;
    const fr_walk *walk;
    double *lead[FR_MAX_INPUTS], *trail[FR_MAX_INPUTS], *result[FR_MAX_OUTPUTS], *scratch, *totals;
    ptrdiff_t totals_tile, totals_strip; /* doubles from one tile's to the next, from one strip's to the next */
    double *wild_until;                  /* of each strip: from here on, all elements looked at are tame */
    ptrdiff_t first;                     /* output of the panel */
    ptrdiff_t column, columns;
    ptrdiff_t outputs; /* of the band: fewer in the last one */
} block;

static void lay_out(const columns_jobs *jobs, block *b, fr_memory *memory)
{
    const fr_walk *walk = jobs->walk;
    ptrdiff_t lanes = walk->isa->lanes, back = walk->plan.back, strips = (jobs->columns + lanes - 1) / lanes;
    ptrdiff_t rows = jobs->band + walk->plan.head + SLACK;
    for (int k = 0; k < walk->inputs; k++) {
        b->lead[k] = fr_take_rows(memory, rows + (walk->plan.rows ? 0 : walk->plan.window), lanes);
        b->trail[k] = fr_take_rows(memory, rows, lanes);
    }
    for (int k = 0; k < walk->results; k++) b->result[k] = fr_take_rows(memory, rows, lanes);
    b->scratch = fr_take_rows(memory, walk->plan.rows * lanes, walk->kernel->state_doubles);
    b->wild_until = fr_take(memory, strips);
    b->totals_tile = walk->kernel->total_fields * lanes;
    b->totals_strip = back ? (jobs->panel / jobs->band + 1 + back) * b->totals_tile : 0;
    b->totals = fr_take_rows(memory, b->totals_strip, strips);
}

/* Takes note if any of the rows that begin with position `from` is not tame, or not ordinary. */
static void look_at(const fr_walk *walk, fr_rows in, ptrdiff_t from, ptrdiff_t rows, double *wild_until)
{
    ptrdiff_t first = from < 0 ? -from : 0, last = from + rows < walk->n ? rows : walk->n - from;
    const double *at = in.at + first * in.apart;
    if (first >= last) return;
    const fr_look seen = walk->isa->look(at, 1, in.apart, last - first, *wild_until > 0 && *wild_until >= (double)from);
    if (!fr_is_tame(seen)) *wild_until = (double)(from + last);
    fr_take_note(&walk->watch, seen);
}

/* Whether all elements of these rows can be used in place and are tame, but for a last strip that is not whole. */
static bool rows_are_tame(const block *b, ptrdiff_t from, ptrdiff_t rows)
{
    const fr_walk *walk = b->walk;
    const ptrdiff_t lanes = walk->isa->lanes, whole = b->columns / lanes, some = fr_larger(8, 64 / fr_larger(whole, 1));
    for (int k = 0; k < walk->inputs; k++) {
        fr_rows in = fr_rows_in_place(walk, &walk->in[k], (fr_range){0, walk->n}, from, rows, b->column, whole * lanes);
        if (!in.at) return false;
        for (ptrdiff_t r = 0; r < rows; r += some) {
            const double *at = in.at + r * in.apart;
            const fr_look seen = walk->isa->look(at, whole, in.apart, fr_smaller(some, rows - r), false);
            if (!fr_is_tame(seen)) return false;
            fr_take_note(&walk->watch, seen);
        }
    }
    return true;
}

/* What a kernel neither reads nor writes has a place, too: it moves along. */
static fr_tile_job tile_job(const block *b, ptrdiff_t from, ptrdiff_t strip)
{
    const fr_walk *walk = b->walk;
    ptrdiff_t number = (from - b->first) / b->jobs->band + walk->plan.back;
    fr_tile_job job = {.plan = &walk->plan,
                       .back = walk->plan.back,
                       .groups = (b->outputs + walk->plan.rows - 1) / walk->plan.rows,
                       .wanted = fr_smaller(b->outputs, walk->plan.rows),
                       .origin = -(double)from,
                       .end = (double)(walk->n - from),
                       .ahead = b->jobs->band,
                       .scratch = b->scratch,
                       .totals = b->totals + strip * b->totals_strip + number * b->totals_tile,
                       .totals_back = b->totals_tile,
                       .totals_field = walk->isa->lanes,
                       .ddof = walk->ddof,
                       .min_periods = walk->min_periods};
    for (int k = 0; k < walk->inputs; k++) job.trail[k] = (fr_rows){b->trail[k], 0};
    for (int k = 0; k < walk->results; k++) job.out[k] = (fr_rows){b->result[k], 0};
    return job;
}

/* Whether the kernel for any elements is needed for outputs whose windows begin with position `start`. */
static bool needs_care(const block *b, ptrdiff_t start, ptrdiff_t from, ptrdiff_t rows, ptrdiff_t strip)
{
    ptrdiff_t wanted = from + rows < b->walk->last ? from + rows : b->walk->last;
    return start < 0 || wanted > b->walk->n || b->wild_until[strip] > (double)start;
}

/* Where a kernel writes a band of outputs: in place, or to memory of ours. */
static void place_results(const block *b, ptrdiff_t to, ptrdiff_t column, fr_rows out[FR_MAX_OUTPUTS])
{
    const fr_walk *walk = b->walk;
    for (int k = 0; k < walk->results; k++) {
        out[k] = fr_rows_in_place(walk, &walk->out[k], fr_outputs(walk), to, b->outputs, column, walk->isa->lanes);
        if (!out[k].at) out[k] = (fr_rows){b->result[k], walk->isa->lanes};
    }
}

/* Copies what was not written in place. */
static void write_results(const block *b, ptrdiff_t to, ptrdiff_t column, const fr_rows out[FR_MAX_OUTPUTS])
{
    for (int k = 0; k < b->walk->results; k++)
        if (out[k].at == b->result[k]) fr_write_rows(b->walk, k, to, b->outputs, column, b->result[k]);
}

/* `tame`: the band has been looked at. */
static void tile(block *b, ptrdiff_t from, ptrdiff_t column, ptrdiff_t strip, bool tame)
{
    const fr_walk *walk = b->walk;
    ptrdiff_t band = b->outputs, start = from + 1 - walk->plan.window, to = from - walk->shift;
    fr_tile_job job = tile_job(b, from, strip);
    for (int k = 0; k < walk->inputs; k++) {
        job.lead[k] = fr_read_rows(walk, k, from, band, column, false, b->lead[k]);
        if (!tame) look_at(walk, job.lead[k], from, band, &b->wild_until[strip]);
    }
    bool care = needs_care(b, start, from, band, strip), skip_inf = care && walk->skip_inf;
    for (int k = 0; k < walk->inputs; k++) {
        if (skip_inf) job.lead[k] = fr_read_rows(walk, k, from, band, column, true, b->lead[k]);
        job.trail[k] = fr_read_rows(walk, k, start, fr_larger(band, walk->plan.rows) + walk->plan.head, column,
                                    skip_inf, b->trail[k]);
    }
    place_results(b, to, column, job.out);
    walk->kernel->tile[FR_ACROSS][care](&job);
    write_results(b, to, column, job.out);
}

static void direct(block *b, ptrdiff_t from, ptrdiff_t column, ptrdiff_t strip, bool tame)
{
    const fr_walk *walk = b->walk;
    ptrdiff_t band = b->outputs, window = walk->plan.window, start = from + 1 - window, to = from - walk->shift;
    fr_direct_job job = {.window = window,
                         .outputs = band,
                         .way = FR_ACROSS,
                         .origin = -(double)from,
                         .end = (double)(walk->n - from),
                         .ahead = band,
                         .ddof = walk->ddof,
                         .min_periods = walk->min_periods};
    b->wild_until[strip] = 0;
    for (int k = 0; k < walk->inputs; k++) {
        job.in[k] = fr_read_rows(walk, k, start, band + window - 1, column, false, b->lead[k]);
        if (!tame) look_at(walk, job.in[k], start, band + window - 1, &b->wild_until[strip]);
    }
    bool care = needs_care(b, start, from, band, strip);
    for (int k = 0; k < walk->inputs && care && walk->skip_inf; k++)
        job.in[k] = fr_read_rows(walk, k, start, band + window - 1, column, true, b->lead[k]);
    for (int k = 0; k < walk->inputs; k++) job.element[k] = job.in[k].apart;
    place_results(b, to, column, job.out);
    walk->kernel->direct[care](&job);
    write_results(b, to, column, job.out);
}

/* The totals of the bands before the panel, and whether what its first windows have of them is tame. */
static void warm_up(block *b, ptrdiff_t column, ptrdiff_t strip)
{
    const fr_walk *walk = b->walk;
    ptrdiff_t band = b->jobs->band, start = b->first + 1 - walk->plan.window;
    b->wild_until[strip] = 0;
    for (ptrdiff_t from = start < 0 ? 0 : start; from < b->first; from += band)
        for (int k = 0; k < walk->inputs; k++) {
            ptrdiff_t rows = b->first - from < band ? b->first - from : band;
            look_at(walk, fr_read_rows(walk, k, from, rows, column, false, b->lead[k]), from, rows,
                    &b->wild_until[strip]);
        }
    b->outputs = band;
    for (ptrdiff_t number = -walk->plan.back; number < 0; number++) {
        ptrdiff_t from = b->first + number * band;
        bool care = needs_care(b, from, from, band, strip);
        fr_tile_job job = tile_job(b, from, strip);
        for (int k = 0; k < walk->inputs; k++)
            job.lead[k] = fr_read_rows(walk, k, from, band, column, care && walk->skip_inf, b->lead[k]);
        walk->kernel->total[FR_ACROSS][care](&job);
    }
}

/* The outputs of the band that begins with `from`: as many as make whole tiles; of a single one, what kernels take. */
static ptrdiff_t band_outputs(const block *b, ptrdiff_t from)
{
    const ptrdiff_t left = fr_smaller(b->walk->last - from, b->jobs->band), rows = b->walk->plan.rows;
    if (!rows) return left;
    const ptrdiff_t unit = left > rows ? rows : FR_ROWS;
    return (left + unit - 1) / unit * unit;
}

static void band(block *b, ptrdiff_t from)
{
    const fr_walk *walk = b->walk;
    ptrdiff_t lanes = walk->isa->lanes, extra = walk->plan.rows ? 0 : walk->plan.window - 1;
    b->outputs = band_outputs(b, from);
    bool tame = rows_are_tame(b, from - extra, b->outputs + extra);
    for (ptrdiff_t strip = 0; strip * lanes < b->columns; strip++) {
        ptrdiff_t column = b->column + strip * lanes;
        bool known = tame && (strip + 1) * lanes <= b->columns;
        if (walk->plan.rows) tile(b, from, column, strip, known);
        else direct(b, from, column, strip, known);
    }
}

static void run_job(const void *context, ptrdiff_t number, void *room)
{
    const columns_jobs *jobs = context;
    const fr_walk *walk = jobs->walk;
    ptrdiff_t lanes = walk->isa->lanes, column = number % jobs->blocks * jobs->columns, left = walk->series - column;
    block b = {.jobs = jobs,
               .walk = walk,
               .first = jobs->begin + number / jobs->blocks * jobs->panel,
               .column = column,
               .columns = left < jobs->columns ? left : jobs->columns};
    ptrdiff_t last = b.first + jobs->panel < walk->last ? b.first + jobs->panel : walk->last;
    fr_memory memory = fr_memory_at(room);
    lay_out(jobs, &b, &memory);
    for (ptrdiff_t strip = 0; strip * lanes < b.columns && walk->plan.rows && b.first < last; strip++)
        warm_up(&b, column + strip * lanes, strip);
    for (ptrdiff_t from = b.first; from < last && !fr_stopped(); from += jobs->band) band(&b, from);
}

/* Whole cache lines, as many as leave a band in the cache, and enough blocks for all threads. */
static ptrdiff_t block_columns(const columns_jobs *jobs, int threads)
{
    ptrdiff_t series = jobs->walk->series, fair = (series + threads - 1) / threads, most = BAND_ELEMENTS / jobs->band;
    ptrdiff_t columns = fair < most ? fair : most > 1 ? most : 1;
    return (columns + FR_MAX_LANES - 1) / FR_MAX_LANES * FR_MAX_LANES;
}

/* Where windows are short, several tiles. */
static ptrdiff_t band_length(const fr_plan *plan)
{
    if (!plan->rows) return BAND;
    return plan->back || plan->rows > BAND ? plan->rows : BAND / plan->rows * plan->rows;
}

/* Outputs that make warm-ups, of about a window, cheap. */
static ptrdiff_t wanted_panel(const fr_walk *walk) { return PANEL + 16 * walk->plan.window; }

static columns_jobs make_jobs(const fr_walk *walk, int threads)
{
    columns_jobs jobs = {.walk = walk, .band = band_length(&walk->plan), .begin = fr_begin_of(walk)};
    const ptrdiff_t total = walk->last - jobs.begin;
    jobs.columns = block_columns(&jobs, threads);
    jobs.blocks = (walk->series + jobs.columns - 1) / jobs.columns;
    jobs.panel = (wanted_panel(walk) + jobs.band - 1) / jobs.band * jobs.band;
    jobs.panels = total > jobs.panel ? (total + jobs.panel - 1) / jobs.panel : 1;
    return jobs;
}

static size_t room_for(const columns_jobs *jobs)
{
    block b;
    fr_memory memory = {NULL, 0};
    lay_out(jobs, &b, &memory);
    return memory.used;
}

int fr_walk_columns(const fr_walk *walk)
{
    const ptrdiff_t total = walk->last - fr_begin_of(walk);
    const int threads = fr_threads_for(walk->cost * (double)total * (double)walk->series,
                                       walk->series * (1 + total / wanted_panel(walk)));
    const columns_jobs jobs = make_jobs(walk, threads);
    return fr_parallel(jobs.blocks * jobs.panels, threads, room_for(&jobs), run_job, &jobs);
}

size_t fr_columns_room(const fr_walk *walk)
{
    const columns_jobs jobs = make_jobs(walk, 1);
    return room_for(&jobs);
}

void fr_walk_columns_in(const fr_walk *walk, void *room)
{
    const columns_jobs jobs = make_jobs(walk, 1);
    for (ptrdiff_t number = 0; number < jobs.blocks * jobs.panels; number++) run_job(&jobs, number, room);
}
