/*
 * walk.c - weighted windows over series: cuts outputs into blocks, and brings the data where kernels want them.
 *
 * A job is a block of outputs of one series, or of as many neighbouring columns as a vector has lanes.  Where groups
 * begin or end in a block, each of them is computed on its own.  Every output is that of its window alone, so outputs
 * may be cut anywhere.
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
    ptrdiff_t rows, before;  /* elements of a series to read, from number `before` on */
} part;

typedef struct {
    double *x, *out, *scratch;
} rooms;

static ptrdiff_t round_up(ptrdiff_t count, ptrdiff_t unit) { return (count + unit - 1) / unit * unit; }

/* Outputs of a group of a kernel, in one series. */
static ptrdiff_t group_rows(const fr_weighted_walk *walk)
{
    return WEIGHTED_TOGETHER * (walk->across ? 1 : walk->lanes);
}

/* Elements of a series that the kernel reads for so many outputs. */
static ptrdiff_t rows_for(const fr_weighted_walk *walk, ptrdiff_t outputs)
{
    const ptrdiff_t rows = round_up(outputs, group_rows(walk)) + walk->question.window - 1;
    return walk->across ? rows : round_up(rows, walk->lanes);
}

static rooms lay_out(const fr_weighted_walk *walk, fr_memory *memory)
{
    const ptrdiff_t width = walk->question.apart, elements = rows_for(walk, walk->block) * width;
    return (rooms){fr_take(memory, elements), fr_take(memory, walk->block * width),
                   fr_take(memory, 3 * elements + width)};
}

static fr_series series_of(const part *p, const fr_array *a, ptrdiff_t column)
{
    return fr_part(fr_series_of(a, p->series + column), p->begin);
}

static bool is_adjacent(const part *p, const fr_array *a)
{
    return a->type == FR_FLOAT64 && a->across == sizeof(double) && p->columns == p->walk->lanes;
}

static const double *read_across(const part *p, double *room)
{
    const ptrdiff_t lanes = p->walk->lanes;
    const fr_array *in = &p->walk->in;
    for (ptrdiff_t i = 0; i < p->rows * lanes; i++) room[i] = NAN;
    const ptrdiff_t first = fr_larger(-p->before, 0), last = fr_smaller(p->rows, p->length - p->before);
    for (ptrdiff_t r = first; r < last && is_adjacent(p, in); r++)
        memcpy(room + r * lanes, fr_part(series_of(p, in, 0), p->before + r).at, (size_t)lanes * sizeof *room);
    for (ptrdiff_t l = 0; l < p->columns && !is_adjacent(p, in); l++)
        for (ptrdiff_t r = first; r < last; r++) room[r * lanes + l] = fr_element(series_of(p, in, l), p->before + r);
    return room;
}

static void write_across(const part *p, const double *results)
{
    const ptrdiff_t lanes = p->walk->lanes;
    const fr_array *out = &p->walk->out;
    for (ptrdiff_t i = p->from; i < p->to && is_adjacent(p, out); i++)
        memcpy(fr_part(series_of(p, out, 0), i).at, results + (i - p->from) * lanes, (size_t)lanes * sizeof *results);
    for (ptrdiff_t l = 0; l < p->columns && !is_adjacent(p, out); l++)
        for (ptrdiff_t i = p->from; i < p->to; i++)
            fr_set_element(series_of(p, out, l), i, results[(i - p->from) * lanes + l]);
}

/* Elements beyond the last matter only to windows that reach there. */
static const double *read_along(const part *p, double *room)
{
    const fr_view view = {p->length, p->walk->shift > 0 ? NAN : 0, false};
    return fr_read(series_of(p, &p->walk->in, 0), &view, p->before, p->rows, room);
}

static void compute(const part *p, const rooms *room)
{
    const fr_weighted_walk *walk = p->walk;
    const ptrdiff_t outputs = p->to - p->from, whole = round_up(outputs, group_rows(walk));
    const fr_range all = {p->from, p->to};
    const fr_series out = series_of(p, &walk->out, 0);
    double *in_place = walk->across ? NULL : fr_in_place(out, all, p->from, whole);
    fr_weighted_job job = walk->question;
    job.x = walk->across ? read_across(p, room->x) : read_along(p, room->x);
    job.out = in_place ? in_place : room->out;
    job.groups = whole / group_rows(walk);
    job.elements = p->rows * job.apart;
    job.scratch = room->scratch;
    walk->kernel(&job);
    if (walk->across) write_across(p, job.out);
    else if (!in_place) fr_write(out, all, p->from, outputs, job.out);
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
    p->before = first + shift + 1 - window;
    p->rows = rows_for(p->walk, last - first);
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
    fr_memory memory = {space, 0};
    const rooms room = lay_out(walk, &memory);
    const ptrdiff_t series = number / walk->blocks * walk->question.apart;
    const ptrdiff_t columns = fr_smaller(walk->question.apart, walk->series - series);
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
    const ptrdiff_t bundles = (walk->series + walk->question.apart - 1) / walk->question.apart;
    const double work = (1 + cost * (double)walk->question.window) * (double)walk->n * (double)walk->series;
    fr_memory needed = {NULL, 0};
    lay_out(walk, &needed);
    return fr_parallel(bundles * walk->blocks, fr_threads_for(work, bundles * walk->blocks),
                       (size_t)needed.used * sizeof(double), run_job, walk);
}
