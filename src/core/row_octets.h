/*
 * row_octets.h - a panel of one series by the kernels of kernel_octets.inc, a chunk of tiles at a time.
 *
 * Of the tile before a chunk, windows have eights, rests, and which elements are there: the tile before the first chunk
 * is made ready alone, and what the last tile of a chunk leaves is moved to where that of the next chunk looks.
 */
#ifndef FR_ROW_OCTETS_H
#define FR_ROW_OCTETS_H

#include "row.h"
#include "stop.h"
#include <string.h>

static bool run_kernel(row *r, ptrdiff_t from, ptrdiff_t octets, bool masked)
{
    r->octets.x = read_input(r, 0, from - FR_ROWS, (octets + 1) * FR_ROWS, from, r->trail[0]) + FR_ROWS;
    r->octets.wanted = octets;
    return r->walk->kernel->octets[masked](&r->octets);
}

/* Computes octets of outputs from `from` on.  The kernels look at the elements: the one for finite elements is tried
 * first, unless windows, which begin with element `start`, are known to have others. */
static void run_octets(row *r, ptrdiff_t from, ptrdiff_t octets, ptrdiff_t start, bool reaches_over)
{
    const ptrdiff_t wild_until = r->wild_until, end = from + octets * FR_ROWS;
    if (!reaches_over && wild_until <= start && run_kernel(r, from, octets, false)) return;
    r->wild_until = end; /* for all that is known */
    if (run_kernel(r, from, octets, true)) r->wild_until = wild_until;
}

/* The last tile becomes that before the next chunk. */
static void keep_last_tile(row *r)
{
    const fr_octets_job *job = &r->octets;
    const ptrdiff_t before = job->octets * r->octet, moved = job->wanted * r->octet;
    const size_t size = (size_t)before * sizeof(double);
    memmove(job->eights - before, job->eights - before + moved, size);
    if (job->window % FR_ROWS) memmove(job->rests - before, job->rests - before + moved, size);
    memmove(job->there - job->octets - 1, job->there - job->octets - 1 + job->wanted, (size_t)job->octets + 1);
}

static void octets_chunk(row *r, ptrdiff_t from, ptrdiff_t outputs)
{
    const ptrdiff_t octets = (outputs + FR_ROWS - 1) / FR_ROWS, start = from + 1 - r->walk->plan.window;
    fr_rows out[FR_MAX_OUTPUTS];
    place_results(r, from, outputs, octets * FR_ROWS, 0, out);
    r->octets.out = out[0].at;
    run_octets(r, from, octets, start, reaches_over(r, from, outputs));
    write_results(r, from, outputs, out);
    keep_last_tile(r);
}

/* A bit for each element of an octet. */
static unsigned char valid_bits(const double *x)
{
    unsigned bits = 0;
    for (int l = 0; l < FR_ROWS; l++) bits |= (unsigned)(x[l] == x[l]) << l;
    return (unsigned char)bits;
}

static void octets_panel(row *r, ptrdiff_t first, ptrdiff_t last)
{
    const fr_plan *plan = &r->walk->plan;
    const ptrdiff_t before = first - plan->octets * FR_ROWS, start = before - FR_ROWS;
    r->wild_until = 0;
    r->octets.out = NULL;
    run_octets(r, before, plan->octets, start, start < 0 || first > r->walk->n);
    r->octets.there[-1] = valid_bits(r->octets.x - FR_ROWS);
    keep_last_tile(r);
    for (ptrdiff_t from = first, next; from < last && !fr_stopped(); from = next) {
        next = fr_smaller(from + r->chunk, last);
        octets_chunk(r, from, next - from);
    }
}

#endif
