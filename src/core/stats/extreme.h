/*
 * extreme.h - the state of min and max: the best element so far.  Exact, and a NaN loses every comparison.
 */
#ifndef FR_EXTREME_H
#define FR_EXTREME_H

#include "../stat.h"

typedef struct {
    vec best;
} extreme;

INLINE extreme extreme_lift(element e) { return (extreme){e.x}; }
INLINE extreme extreme_min(extreme a, extreme b) { return (extreme){min_of(a.best, b.best)}; }
INLINE extreme extreme_max(extreme a, extreme b) { return (extreme){max_of(a.best, b.best)}; }

INLINE vec extreme_finish(extreme s, finish_info w)
{
    (void)w;
    return s.best;
}

#endif
