/*
 * columns.c - exponentially weighted statistics of series side by side in memory.
 *
 * A lane is a column; a strip is as many columns as there are lanes.  Blocks and panels are those of rows.c, so that
 * results are the same bits.  A job takes some neighbouring strips down the table, block by block, since their rows
 * share pages and cache lines; and many of them where that leaves enough jobs for all threads.  What is not contiguous
 * doubles, or reaches over the edge of the table, is copied.  A group is as a table of its own.
 */
#include "walk.h"
#include "../parallel.h"
#include "../stop.h"
#include <math.h>
#include <string.h>

enum { FEW_STRIPS = 8, MANY_STRIPS = 32 };

/* What a strip carries from block to block. */
typedef struct {
    double *carry, *total;
    int infinities[EWM_MAX_LANES];
    bool gaps; /* there were some in the last block */
} strip;

typedef struct {
    double *scratch, *in[2], *out;
    strip strips[MANY_STRIPS];
} room;

typedef struct {
    const fr_ewm_walk *walk;
    ptrdiff_t group;
    ptrdiff_t begin; /* of the group; positions are counted from there */
    ptrdiff_t first; /* column of the strip */
    ptrdiff_t lanes; /* columns that there are */
    ptrdiff_t from, length;
    ptrdiff_t next_row, next_column; /* from here to what will be wanted next */
} block;

/* Rows of a block that the kernel works on, up to whole multiples of lanes. */
static ptrdiff_t rows_of(const block *b)
{
    const ptrdiff_t lanes = b->walk->isa->lanes;
    return (b->length + lanes - 1) / lanes * lanes;
}

/* Whether a block can be worked on where it is. */
static bool in_place(const block *b, const fr_array *a)
{
    return fr_are_plain_rows(a) && b->length == rows_of(b) && b->lanes == b->walk->isa->lanes;
}

static fr_ewm_rows rows_in_place(const block *b, const fr_array *a)
{
    double *at = (double *)(void *)(fr_series_of(a, b->first).at + (b->begin + b->from) * a->along);
    const ptrdiff_t apart = a->along / (ptrdiff_t)sizeof(double);
    return (fr_ewm_rows){at, apart, b->next_row * apart + b->next_column};
}

static fr_ewm_rows read_block(const block *b, const fr_array *a, double *to)
{
    const ptrdiff_t lanes = b->walk->isa->lanes;
    if (in_place(b, a)) return rows_in_place(b, a);
    for (ptrdiff_t i = 0; i < rows_of(b) * lanes; i++) to[i] = 0;
    for (ptrdiff_t l = 0; l < b->lanes; l++) {
        const fr_series s = fr_part(fr_series_of(a, b->first + l), b->begin);
        for (ptrdiff_t i = 0; i < b->length; i++) to[i * lanes + l] = fr_element(s, b->from + i);
    }
    return (fr_ewm_rows){to, lanes, 0};
}

static void write_block(const block *b, const double *values)
{
    const ptrdiff_t lanes = b->walk->isa->lanes;
    for (ptrdiff_t l = 0; l < b->lanes; l++) {
        const fr_series s = fr_part(fr_series_of(&b->walk->out, b->first + l), b->begin);
        for (ptrdiff_t i = 0; i < b->length; i++) fr_set_element(s, b->from + i, values[i * lanes + l]);
    }
}

static fr_ewm_part part_of(const fr_ewm_walk *walk, ptrdiff_t column, ptrdiff_t group)
{
    return fr_ewm_part_of(walk, column * walk->groups + group);
}

static void set_infinite(const block *b, strip *s, bool here)
{
    for (ptrdiff_t l = 0; l < b->lanes; l++) {
        if (!here && !s->infinities[l]) continue;
        const fr_ewm_part part = part_of(b->walk, b->first + l, b->group);
        s->infinities[l] = fr_ewm_set_infinite(b->walk, &part, b->from, b->from + b->length, s->infinities[l], true);
    }
}

static void run_block(const block *b, strip *s, room *work)
{
    const fr_ewm_walk *walk = b->walk;
    const bool direct = in_place(b, &walk->out);
    fr_ewm_job job = {.rule = &walk->rule,
                      .blocks = 1,
                      .rows = rows_of(b),
                      .decays = walk->decays ? walk->decays + b->begin + b->from : NULL,
                      .carry = s->carry,
                      .total = s->total,
                      .scratch = work->scratch,
                      .gaps = s->gaps,
                      .seen = FR_NOTHING_SEEN};
    for (int k = 0; k < walk->inputs; k++) job.in[k] = read_block(b, &walk->in[k], work->in[k]);
    if (walk->inputs == 1) job.in[1] = job.in[0];
    job.out = direct ? rows_in_place(b, &walk->out) : (fr_ewm_rows){work->out, walk->isa->lanes, 0};
    walk->kernel->across(&job);
    s->gaps = job.gaps;
    fr_take_note(&walk->watch, job.seen);
    if (!direct) write_block(b, work->out);
    set_infinite(b, s, job.infinite);
    if ((b->from + EWM_BLOCK) % EWM_PANEL) return;
    walk->kernel->advance_across(&walk->rule, s->carry, s->total);
    fr_ewm_nothing(s->total, walk->isa->lanes);
}

static void begin_strip(const fr_ewm_walk *walk, strip *s)
{
    fr_ewm_nothing(s->carry, walk->isa->lanes);
    fr_ewm_nothing(s->total, walk->isa->lanes);
    memset(s->infinities, 0, sizeof s->infinities);
    s->gaps = false;
}

typedef struct {
    const fr_ewm_walk *walk;
    ptrdiff_t columns, jobs; /* of a job; in a group */
} column_jobs;

static column_jobs jobs_of(const fr_ewm_walk *walk, ptrdiff_t strips)
{
    const ptrdiff_t columns = strips * walk->isa->lanes;
    return (column_jobs){walk, columns, (walk->series + columns - 1) / columns};
}

static void lay_out(const column_jobs *all, room *work, fr_memory *memory)
{
    const ptrdiff_t lanes = all->walk->isa->lanes;
    work->scratch = fr_take_rows(memory, EWM_PLANES * EWM_BLOCK, lanes);
    for (int k = 0; k < 2; k++) work->in[k] = fr_take_rows(memory, EWM_BLOCK, lanes);
    work->out = fr_take_rows(memory, EWM_BLOCK, lanes);
    for (ptrdiff_t k = 0; k < all->columns / lanes; k++) {
        work->strips[k].carry = fr_take_rows(memory, EWM_FIELDS, lanes);
        work->strips[k].total = fr_take_rows(memory, EWM_FIELDS, lanes);
    }
}

static void run_columns(const void *context, ptrdiff_t number, void *space)
{
    const column_jobs *all = context;
    const fr_ewm_walk *walk = all->walk;
    fr_memory memory = fr_memory_at(space);
    room work;
    lay_out(all, &work, &memory);
    const ptrdiff_t lanes = walk->isa->lanes, group = number / all->jobs, first = number % all->jobs * all->columns;
    const ptrdiff_t end = fr_smaller(first + all->columns, walk->series);
    const ptrdiff_t begin = walk->offsets[group], n = walk->offsets[group + 1] - begin;
    for (ptrdiff_t c = first, k = 0; c < end; c += lanes) begin_strip(walk, &work.strips[k++]);
    for (ptrdiff_t from = 0; from < n && !fr_stopped(); from += EWM_BLOCK)
        for (ptrdiff_t c = first, k = 0; c < end; c += lanes, k++) {
            const bool turn = c + lanes >= end;
            block b = {walk,
                       group,
                       begin,
                       c,
                       fr_smaller(lanes, end - c),
                       from,
                       fr_smaller(EWM_BLOCK, n - from),
                       turn ? EWM_BLOCK : 0,
                       turn ? first - c : lanes};
            run_block(&b, &work.strips[k], &work);
        }
    for (ptrdiff_t c = first; c < end; c++) {
        const fr_ewm_part part = part_of(walk, c, group);
        fr_ewm_fill_before(walk, &part);
    }
}

int fr_ewm_walk_columns(const fr_ewm_walk *walk)
{
    column_jobs all = jobs_of(walk, MANY_STRIPS), fine = jobs_of(walk, FEW_STRIPS);
    const double work = walk->cost * (double)walk->n * (double)walk->series;
    const int threads = fr_threads_for(work, fine.jobs * walk->groups);
    if (all.jobs * walk->groups < threads) all = fine;
    fr_memory needed = {NULL, 0};
    room counted;
    lay_out(&all, &counted, &needed);
    return fr_parallel(all.jobs * walk->groups, threads, needed.used, run_columns, &all);
}
