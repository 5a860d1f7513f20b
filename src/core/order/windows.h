/*
 * windows.h - the way that kernels of blocks go from window to window: elements enter and leave, results are taken.
 *
 * Any order of entering and leaving will do.  So windows with bounds may move to either side, though each element costs
 * its passage; an empty window is passed by.
 */
#ifndef FR_WINDOWS_H
#define FR_WINDOWS_H

#include "job.h"
#include "vec.h"

typedef void fr_pass(void *state, ptrdiff_t element);
typedef void fr_take_result(void *state, ptrdiff_t output, ptrdiff_t newest); /* newest: of an empty window, nothing */

INLINE void for_fixed_windows(const fr_order_job *job, void *state, fr_pass *enter, fr_pass *leave,
                              fr_take_result *take)
{
    ptrdiff_t elements = job->elements, ahead = job->ahead, behind = ahead + 1 - job->window;
    for (ptrdiff_t e = 0; e < ahead && e < elements; e++)
        if (e >= behind) enter(state, e);
    for (ptrdiff_t i = 0; i < job->outputs; i++) {
        ptrdiff_t newest = i + ahead, oldest = i + behind;
        if (newest >= 0 && newest < elements) enter(state, newest);
        take(state, i, newest < elements ? newest : elements - 1);
        if (oldest >= 0 && oldest < elements) leave(state, oldest);
    }
}

INLINE void for_bounds(const fr_order_job *job, void *state, fr_pass *enter, fr_pass *leave, fr_take_result *take)
{
    ptrdiff_t from = 0, to = 0; /* elements of the window */
    for (ptrdiff_t i = 0; i < job->outputs; i++) {
        ptrdiff_t start = job->start[i] - job->origin, end = job->end[i] - job->origin;
        if (start >= end) {
            for (ptrdiff_t k = 0; k < job->options->quantiles; k++) fr_set_element(job->out[k], i, job->empty);
            continue;
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
