/*
 * windows.h - the way that kernels of blocks go from window to window: elements enter and leave, results are taken.
 *
 * Any order of entering and leaving will do.  So windows with bounds may move to either side, though each element costs
 * its passage; an empty window is passed by.
 */
#ifndef FR_WINDOWS_H
#define FR_WINDOWS_H

#include "../stop.h"
#include "job.h"
#include "vec.h"

typedef void fr_pass(void *state, ptrdiff_t element);
typedef void fr_take_result(void *state, ptrdiff_t output, ptrdiff_t newest); /* newest: of an empty window, nothing */

INLINE void for_fixed_windows(const fr_order_job *job, void *state, fr_pass *enter, fr_pass *leave,
                              fr_take_result *take)
{
    ptrdiff_t elements = job->elements, ahead = job->ahead, behind = ahead + 1 - job->window;
    const ptrdiff_t share = fr_larger(FR_LOOK / job->options->quantiles, 1); /* until the next look */
    for (ptrdiff_t e = fr_larger(behind, 0), first = fr_smaller(ahead, elements), until; e < first; e = until) {
        until = fr_smaller(e + share, first);
        for (ptrdiff_t k = e; k < until; k++) enter(state, k);
        if (until < first && fr_stopped()) return;
    }
    for (ptrdiff_t i = 0, until; i < job->outputs && !(i + elements > FR_LOOK && fr_stopped());) {
        until = fr_smaller(i + share, job->outputs);
        for (; i < until; i++) {
            ptrdiff_t newest = i + ahead, oldest = i + behind;
            if (newest >= 0 && newest < elements) enter(state, newest);
            take(state, i, newest < elements ? newest : elements - 1);
            if (oldest >= 0 && oldest < elements) leave(state, oldest);
        }
    }
}

/* A bound as an element of the block.  It is read once and brought into the block: the caller's array may change. */
INLINE ptrdiff_t read_bound(const fr_order_job *job, const int64_t *bound)
{
    const int64_t at = *(const volatile int64_t *)bound;
    return fr_smaller(fr_larger(at, job->origin) - job->origin, job->elements);
}

INLINE void for_bounds(const fr_order_job *job, void *state, fr_pass *enter, fr_pass *leave, fr_take_result *take)
{
    ptrdiff_t from = 0, to = 0;     /* elements of the window */
    ptrdiff_t done = job->elements; /* since the last look whether the call is to end */
    for (ptrdiff_t i = 0; i < job->outputs; i++) {
        const ptrdiff_t start = read_bound(job, &job->start[i]), end = read_bound(job, &job->end[i]);
        if (start >= end) {
            for (ptrdiff_t k = 0; k < job->options->quantiles; k++) fr_set_element(job->out[k], i, job->empty);
            continue;
        }
        done += fr_larger(from - start, start - from) + fr_larger(to - end, end - to) + job->options->quantiles;
        if (done >= FR_LOOK) {
            if (fr_stopped()) return;
            done = 0;
        }
        if (start >= to || end <= from) {
            for (; from < to; from++) leave(state, from);
            from = to = start;
        }
        for (; from < start; from++) leave(state, from);
        while (from > start) enter(state, --from);
        for (; to < end; to++) enter(state, to);
        while (to > end) leave(state, --to);
        take(state, i, end - 1);
    }
}

INLINE void for_windows(const fr_order_job *job, void *state, fr_pass *enter, fr_pass *leave, fr_take_result *take)
{
    if (job->start) for_bounds(job, state, enter, leave, take);
    else for_fixed_windows(job, state, enter, leave, take);
}

#endif
