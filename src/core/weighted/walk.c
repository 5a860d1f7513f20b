/*
 * walk.c - weighted windows over series: cuts outputs into blocks, and brings the data where kernels want them.
 *
 * A job is a block of outputs of one series, or of as many neighbouring columns as a vector has lanes.  Where groups
 * begin or end in a block, each of them is computed on its own.  Tiles of the kernel are where they are in the group,
 * wherever outputs are cut: a job begins with the tile that its first output is in.
 */
#include "walk.h"
#include "../parallel.h"
#include <math.h>
#include <string.h>

/* Some outputs in one group, and the elements of their windows; both counted from the beginning of the group. */
typedef struct {
    const fr_weighted_walk *walk;
    ptrdiff_t begin, length; /* of the group */
    ptrdiff_t series;        /* the first of these */
    ptrdiff_t columns;       /* of these */
    ptrdiff_t from, to;      /* outputs */
    ptrdiff_t first;         /* output that the kernel begins with: a tile does, there or before `from` */
    ptrdiff_t before;        /* element that its window begins with */
} part;

typedef struct {
    double *x, *out, *scratch;
} rooms;

static ptrdiff_t round_up(ptrdiff_t count, ptrdiff_t unit) { return (count + unit - 1) / unit * unit; }

/* Series in a job. */
static ptrdiff_t width_of(const fr_weighted_walk *walk) { return walk->question.across ? walk->lanes : 1; }

/* Vectors of so many outputs of each series. */
static ptrdiff_t rows_for(const fr_weighted_walk *walk, ptrdiff_t outputs)
{
    return round_up(walk->question.across ? outputs : (outputs + walk->lanes - 1) / walk->lanes, walk->tile);
}

/* Elements of a series that the kernel reads for so many rows. */
static ptrdiff_t elements_for(const fr_weighted_walk *walk, ptrdiff_t rows)
{
    const ptrdiff_t more = walk->question.window - 1;
    return walk->question.across ? rows + more : round_up(rows * walk->lanes + more, walk->lanes);
}

static rooms lay_out(const fr_weighted_walk *walk, fr_memory *memory)
{
    const ptrdiff_t rows = rows_for(walk, walk->block + walk->tile), lanes = walk->lanes;
    rooms r;
    r.x = fr_take_rows(memory, elements_for(walk, rows), width_of(walk));
    r.out = fr_take_rows(memory, rows, lanes);
    r.scratch = fr_take_rows(memory, rows + walk->question.window + lanes, WEIGHTED_PLANES * lanes);
    return r;
}

static fr_series series_of(const part *p, const fr_array *a, ptrdiff_t column)
{
    return fr_part(fr_series_of(a, p->series + column), p->begin);
}

static bool are_adjacent(const part *p, const fr_array *a)
{
    return fr_are_plain_rows(a) && p->columns == p->walk->lanes;
}

/* Where rows [from, from + count) of a table are, if they are all in the range and side by side; else NULL. */
static double *rows_in_place(const part *p, const fr_array *a, fr_range range, ptrdiff_t from, ptrdiff_t count)
{
    if (!are_adjacent(p, a) || from < range.first || from + count > range.last) return NULL;
    return (double *)(void *)fr_part(series_of(p, a, 0), from).at;
}

/* What stands for elements before the first one; 0 where no window that counts has any, since it costs nothing. */
static double beyond(const part *p) { return p->walk->question.needed < (double)p->walk->question.window ? NAN : 0; }

static double *copy_across(const part *p, ptrdiff_t rows, double *room)
{
    const ptrdiff_t lanes = p->walk->lanes;
    const fr_array *in = &p->walk->in;
    const double missing = beyond(p);
    for (ptrdiff_t i = 0; i < rows * lanes; i++) room[i] = i % lanes < p->columns ? missing : 0;
    const ptrdiff_t first = fr_larger(-p->before, 0), last = fr_smaller(rows, p->length - p->before);
    for (ptrdiff_t r = first; r < last && are_adjacent(p, in); r++)
        memcpy(room + r * lanes, fr_part(series_of(p, in, 0), p->before + r).at, (size_t)lanes * sizeof *room);
    for (ptrdiff_t l = 0; l < p->columns && !are_adjacent(p, in); l++) {
        const fr_series s = fr_part(series_of(p, in, l), p->before);
        for (ptrdiff_t r = first; r < last; r++) room[r * lanes + l] = fr_element(s, r);
    }
    return room;
}

static void read_across(const part *p, const rooms *room, fr_weighted_job *job)
{
    const ptrdiff_t rows = elements_for(p->walk, job->rows);
    const double *there = rows_in_place(p, &p->walk->in, (fr_range){0, p->length}, p->before, rows);
    job->x = there ? there : copy_across(p, rows, room->x);
    job->apart = there ? p->walk->in.along / (ptrdiff_t)sizeof(double) : p->walk->lanes;
}

static void write_across(const part *p, const double *results)
{
    const ptrdiff_t lanes = p->walk->lanes;
    const fr_array *out = &p->walk->out;
    for (ptrdiff_t i = p->from; i < p->to && are_adjacent(p, out); i++)
        memcpy(fr_part(series_of(p, out, 0), i).at, results + (i - p->first) * lanes, (size_t)lanes * sizeof *results);
    for (ptrdiff_t l = 0; l < p->columns && !are_adjacent(p, out); l++)
        for (ptrdiff_t i = p->from; i < p->to; i++)
            fr_set_element(series_of(p, out, l), i, results[(i - p->first) * lanes + l]);
}

static void compute_across(const part *p, const rooms *room, fr_weighted_job *job)
{
    double *there = rows_in_place(p, &p->walk->out, (fr_range){p->from, p->to}, p->first, job->rows);
    job->out = there ? there : room->out;
    job->out_apart = there ? p->walk->out.along / (ptrdiff_t)sizeof(double) : p->walk->lanes;
    read_across(p, room, job);
    p->walk->kernel(job);
    if (!there) write_across(p, job->out);
}

/* Elements beyond the last matter only to windows that reach there. */
static const double *read_along(const part *p, ptrdiff_t count, double *room)
{
    const fr_view view = {p->length, p->walk->shift > 0 ? beyond(p) : 0, false};
    double *x = fr_read(series_of(p, &p->walk->in, 0), &view, p->before, count, room);
    for (ptrdiff_t i = 0; i < -p->before; i++) x[i] = beyond(p);
    return x;
}

static void compute_along(const part *p, const rooms *room, fr_weighted_job *job)
{
    const ptrdiff_t outputs = job->rows * p->walk->lanes;
    const fr_range all = {p->from, p->to};
    const fr_series out = series_of(p, &p->walk->out, 0);
    double *there = fr_in_place(out, all, p->first, outputs);
    job->out = there ? there : room->out;
    job->x = read_along(p, elements_for(p->walk, job->rows), room->x);
    p->walk->kernel(job);
    if (!there) fr_write(out, all, p->first, outputs, job->out);
}

/* Back to where a tile begins. */
static ptrdiff_t tile_before(const fr_weighted_walk *walk, ptrdiff_t output)
{
    const ptrdiff_t over = (output + walk->shift) % walk->tile;
    return output - (over < 0 ? over + walk->tile : over);
}

static void compute(part *p, const rooms *room)
{
    fr_weighted_job job = p->walk->question;
    p->first = tile_before(p->walk, p->from);
    p->before = p->first + p->walk->shift + 1 - job.window;
    job.rows = rows_for(p->walk, p->to - p->first);
    fr_look seen;
    job.scratch = room->scratch;
    job.seen = &seen;
    if (job.across) compute_across(p, room, &job);
    else compute_along(p, room, &job);
    fr_take_note(&p->walk->watch, seen);
}

/* Only windows that can have enough elements are computed, the others are NaN. */
static void run_part(part *p, const rooms *room)
{
    const ptrdiff_t from = p->from, to = p->to, shift = p->walk->shift, window = p->walk->question.window;
    const double needed = p->walk->question.needed;
    ptrdiff_t first = to, last = to;
    if (needed <= (double)fr_smaller(window, p->length)) {
        first = fr_smaller(fr_larger(from, (ptrdiff_t)needed - 1 - shift), to);
        last = fr_larger(fr_smaller(to, p->length + window - (ptrdiff_t)needed - shift), first);
    }
    p->from = first, p->to = last;
    if (first < last) compute(p, room);
    for (ptrdiff_t l = 0; l < p->columns; l++) {
        const fr_series out = series_of(p, &p->walk->out, l);
        fr_fill(out, from, first, NAN);
        fr_fill(out, last, to, NAN);
    }
}

/* The group that an element is in. */
static ptrdiff_t group_of(const fr_weighted_walk *walk, ptrdiff_t element)
{
    ptrdiff_t low = 0, high = walk->groups - 1;
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        if (walk->offsets[middle + 1] <= element) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void run_job(const void *context, ptrdiff_t number, void *space)
{
    const fr_weighted_walk *walk = context;
    fr_memory memory = fr_memory_at(space);
    const rooms room = lay_out(walk, &memory);
    const ptrdiff_t series = number / walk->blocks * width_of(walk);
    const ptrdiff_t columns = fr_smaller(width_of(walk), walk->series - series);
    ptrdiff_t from = number % walk->blocks * walk->block;
    const ptrdiff_t end = fr_smaller(from + walk->block, walk->n);
    for (ptrdiff_t g = walk->offsets ? group_of(walk, from) : 0; from < end; g++) {
        const ptrdiff_t begin = walk->offsets ? walk->offsets[g] : 0;
        const ptrdiff_t length = (walk->offsets ? walk->offsets[g + 1] : walk->n) - begin;
        const ptrdiff_t to = fr_smaller(begin + length, end);
        part p = {.walk = walk,
                  .begin = begin,
                  .length = length,
                  .series = series,
                  .columns = columns,
                  .from = from - begin,
                  .to = to - begin};
        if (from < to) run_part(&p, &room);
        from = fr_larger(from, to);
    }
}

int fr_walk_weighted(const fr_weighted_walk *walk, double cost)
{
    const ptrdiff_t bundles = (walk->series + width_of(walk) - 1) / width_of(walk);
    const double work = (1 + cost * (double)walk->question.window) * (double)walk->n * (double)walk->series;
    fr_memory needed = {NULL, 0};
    lay_out(walk, &needed);
    return fr_parallel(bundles * walk->blocks, fr_threads_for(work, bundles * walk->blocks), needed.used, run_job,
                       walk);
}
