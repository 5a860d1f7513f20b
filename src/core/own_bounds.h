/*
 * own_bounds.h - bounds that nobody changes, of the windows of a panel.
 *
 * Bounds are used as places in memory, and those of the caller may change after they have been checked: another thread
 * writes to them.  So a panel has its own, which are brought back to what the check has found, if need be.
 */
#ifndef FR_OWN_BOUNDS_H
#define FR_OWN_BOUNDS_H

#include "series.h"

/* Has all windows lie in [0, n], and none have more than `longest` elements. */
static inline void fr_keep_bounds(int64_t *start, int64_t *end, ptrdiff_t count, int64_t n, int64_t longest)
{
    uint64_t wrong = 0; /* the sign of any number that should not be negative */
    for (ptrdiff_t i = 0; i < count; i++) {
        const uint64_t s = (uint64_t)start[i], e = (uint64_t)end[i];
        wrong |= s | e | ((uint64_t)n - s) | ((uint64_t)n - e) | ((uint64_t)longest - (e - s));
    }
    for (ptrdiff_t i = 0; i < count && (int64_t)wrong < 0; i++) {
        end[i] = fr_smaller(fr_larger(end[i], 0), n);
        start[i] = fr_smaller(fr_larger(start[i], fr_larger(end[i] - longest, 0)), n);
    }
}

/* Whether starts never decrease. */
static inline bool fr_starts_ascend(const int64_t *start, ptrdiff_t count)
{
    int64_t signs = 0;
    for (ptrdiff_t i = 1; i < count; i++) signs |= start[i] - start[i - 1];
    return signs >= 0;
}

#endif
