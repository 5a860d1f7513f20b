/*
 * instantiate.c - the kernels of weighted windows, compiled once for each instruction set.
 *
 * Every output adds up the products of its own window: O(window) for each, but without a branch, and no element leaves
 * anything behind.  Where elements are missing they become zeros, with zeros in place of their weights.  That changes
 * no bit of other windows, so it is done only for tiles of outputs that need it.
 */
#include "kernel.h"
#include "../look.h"
#include "../stop.h"
#include "../stats/two_fold.h"
#include "../transpose.h"

#include "elements.inc"
#include "sums.inc"
#include "brief.inc"
#include "variances.inc"

/* The results of a tile, with gaps or without. */
INLINE void compute(const fr_weighted_job *job, const elements *e, ptrdiff_t rows, vec *results, const int kind,
                    const bool gaps)
{
    valid room[WEIGHTED_TILE], *there = gaps ? room : NULL;
    vec weights[WEIGHTED_TILE];
    if (there && kind != WEIGHTED_SUM) add_up(job, e->present, rows, weights);
    for (ptrdiff_t r = 0; r < rows && there; r++)
        there[r] = (valid){count_of(e, r, job->window), kind != WEIGHTED_SUM ? weights[r] : splat(0)};
    if (kind <= WEIGHTED_MEAN) add_up(job, e->x, rows, results);
    else variances(job, e, rows, there, results);
    for (ptrdiff_t r = 0; r < rows; r++) {
        if (kind == WEIGHTED_MEAN) results[r] = mean_of(job, results[r], there ? there + r : NULL);
        if (kind == WEIGHTED_STD) results[r] = square_root(results[r]);
        if (there) results[r] = choose(there[r].count >= job->needed, results[r], splat(NAN));
    }
}

INLINE void run_tiles(const fr_weighted_job *job, const int kind)
{
    const ptrdiff_t rows = fr_weighted_tile(kind, job->window);
    const elements e = elements_of(job);
    for (ptrdiff_t row = 0; row < job->rows; row += rows) {
        vec results[WEIGHTED_TILE];
        const elements part = from_row(job, &e, row, rows);
        if (part.present) compute(job, &part, rows, results, kind, true);
        else compute(job, &part, rows, results, kind, false);
        for (ptrdiff_t r = 0; r < rows && job->across; r++) store(job->out + (row + r) * job->out_apart, results[r]);
        for (ptrdiff_t r = 0; r < rows && !job->across; r += LANES)
            store_block(job->out + row + r, job->rows, results + r);
    }
}

INLINE void run(const fr_weighted_job *job, const int kind)
{
    if (fr_weighted_is_brief(kind, job->window)) run_brief(job, kind);
    else run_tiles(job, kind);
}

#define KERNEL(name, kind)                                                                                             \
    static void name(const fr_weighted_job *job) { run(job, kind); }
KERNEL(weighted_sum, WEIGHTED_SUM)
KERNEL(weighted_mean, WEIGHTED_MEAN)
KERNEL(weighted_var, WEIGHTED_VAR)
KERNEL(weighted_std, WEIGHTED_STD)

extern fr_weighted_kernel *const JOIN(fr_weighted_kernels, FR_ISA)[];
fr_weighted_kernel *const JOIN(fr_weighted_kernels, FR_ISA)[WEIGHTED_KINDS] = {weighted_sum, weighted_mean,
                                                                               weighted_var, weighted_std};
