/*
 * times.h - windows of a span of time, as bounds of any part of the outputs: fr_time_bounds() without its arrays.
 */
#ifndef FR_TIMES_H
#define FR_TIMES_H

#include "bounds.h"

static inline bool fr_closed_right(fr_closed closed) { return closed == FR_CLOSED_RIGHT || closed == FR_CLOSED_BOTH; }
static inline bool fr_closed_left(fr_closed closed) { return closed == FR_CLOSED_LEFT || closed == FR_CLOSED_BOTH; }

typedef struct {
    const int64_t *times;
    ptrdiff_t n;
    int64_t flip;         /* times ^ flip ascend */
    int64_t older, newer; /* how much older and newer than its own an element of a window may be */
    bool center, closed_right;
    ptrdiff_t most; /* no window has more elements; it may be more by a few hundred */
} fr_time_windows;

/* False if times neither ascend nor descend. */
bool fr_make_time_windows(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed,
                          fr_time_windows *made);

/* The bounds of outputs [first, last). */
void fr_some_time_bounds(const fr_time_windows *w, ptrdiff_t first, ptrdiff_t last, int64_t *start, int64_t *end);

/* Whether windows end with their own element. */
static inline bool fr_end_with_own(const fr_time_windows *w) { return !w->center && w->closed_right; }

/* Whether every window holds all elements up to its own. */
bool fr_all_since_first(const fr_time_windows *w);

/* Window k holds the elements from k * step + first to k * step + last, inclusive, that are there. */
void fr_moving_bounds(ptrdiff_t n, ptrdiff_t step, int64_t first, int64_t last, int64_t *start, int64_t *end);

#endif
