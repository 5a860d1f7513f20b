/*
 * row.h - a panel of one series: its memory, its elements, whether they are tame, and where its outputs go.
 */
#ifndef FR_ROW_H
#define FR_ROW_H

#include "walk.h"

enum { CHUNK = 1024, CHUNK_OF_OCTETS = 512, SLACK = 2 * FR_MAX_LANES };

typedef struct {
    const fr_walk *walk;
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    ptrdiff_t group, chunk; /* outputs of a group of tiles, of a chunk */
    double *lead[FR_MAX_INPUTS], *trail[FR_MAX_INPUTS], *result[FR_MAX_OUTPUTS], *scratch, *totals;
    fr_octets_job octets;
    ptrdiff_t octet; /* doubles of the states of an octet */
    ptrdiff_t totals_field;
    ptrdiff_t tiles_before; /* the panel, up to the one that has the series' first element */
    ptrdiff_t seen_until;   /* elements before have been looked at ... */
    ptrdiff_t wild_until;   /* ... and from here on they are all tame */
    bool gaps;              /* not all of those looked at last were finite */
} row;

/* A chunk is whole groups of tiles, whole tiles of octets, or anything without tiles. */
static ptrdiff_t chunk_of(const fr_walk *walk)
{
    const ptrdiff_t tile = walk->plan.octets * FR_ROWS, group = walk->plan.rows * walk->isa->lanes;
    if (tile) return tile > CHUNK_OF_OCTETS ? tile : CHUNK_OF_OCTETS / tile * tile;
    return group == 0 ? CHUNK : group > CHUNK ? group : CHUNK / group * group;
}

/* Memory for the octets of a chunk, and for those of a tile before it. */
static fr_octets_job octets_job(const fr_walk *walk, ptrdiff_t octet, ptrdiff_t chunk, fr_memory *memory)
{
    const ptrdiff_t before = walk->plan.octets, octets = before + chunk / FR_ROWS + 1;
    fr_octets_job job = {.window = walk->plan.window, .min_periods = (ptrdiff_t)walk->min_periods, .octets = before};
    job.prefixes = fr_take_rows(memory, before + FR_OCTETS_TOGETHER, octet);
    job.eights = fr_take_rows(memory, octets, octet);
    job.rests = fr_take_rows(memory, octets, octet);
    job.there = fr_take_bytes(memory, (size_t)octets + 1);
    if (!memory->base) return job;
    job.eights += before * octet, job.rests += before * octet, job.there += before + 1;
    return job;
}

/* Makes ready for a panel of so many outputs: sizes and memory. */
static void prepare(row *r, const fr_walk *walk, ptrdiff_t outputs, fr_memory *memory)
{
    const fr_plan *plan = &walk->plan;
    r->walk = walk;
    r->gaps = false;
    r->group = plan->rows * walk->isa->lanes;
    r->chunk = chunk_of(walk);
    ptrdiff_t lanes = walk->isa->lanes, most = r->chunk > CHUNK ? r->chunk : CHUNK;
    for (int k = 0; k < walk->inputs; k++) {
        r->lead[k] = fr_take(memory, most + SLACK);
        r->trail[k] = fr_take(memory, most + plan->head + SLACK);
    }
    for (int k = 0; k < walk->results; k++) r->result[k] = fr_take(memory, most + SLACK);
    if (plan->octets) {
        r->octet = (walk->kernel->state_doubles - 1) * FR_ROWS;
        r->octets = octets_job(walk, r->octet, most, memory);
        return;
    }
    r->scratch = fr_take_rows(memory, r->group, walk->kernel->state_doubles);
    r->totals_field = plan->back ? outputs / plan->rows + plan->back + 2 * lanes + 2 : 0;
    r->totals = fr_take_rows(memory, r->totals_field, walk->kernel->total_fields);
}

/* Elements of an input; infinities as NaN if they are to be skipped, and there can be any from `since` on. */
static double *read_input(const row *r, int input, ptrdiff_t from, ptrdiff_t count, ptrdiff_t since, double *room)
{
    const fr_walk *walk = r->walk;
    fr_view view = {walk->n, walk->last > walk->n ? NAN : 0, walk->skip_inf && r->wild_until > since};
    return fr_read(r->in[input], &view, from, count, room);
}

/* Takes note of elements that are not tame, or not ordinary, among the `count` at x, which are those from `from` on. */
static void look_at(row *r, const double *x, ptrdiff_t from, ptrdiff_t count)
{
    const fr_look seen = fr_look_along(x, count, r->gaps);
    r->gaps = !seen.finite;
    if (!fr_is_tame(seen)) r->wild_until = from + count;
    fr_take_note(&r->walk->watch, seen);
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

#endif
