/*
 * place.h - the state of argmin and argmax: the best element so far and where it is.  A NaN stands for none; of equal
 * elements the earliest stays.
 */
#ifndef FR_STATS_PLACE_H
#define FR_STATS_PLACE_H

#include "../stat.h"

typedef struct {
    vec best, at;
} place;

INLINE place place_lift(element e) { return (place){e.x, e.at}; }

INLINE place place_choose(mask later, place a, place b)
{
    return (place){choose(later, b.best, a.best), choose(later, b.at, a.at)};
}

INLINE place place_min(place a, place b) { return place_choose((b.best < a.best) | is_nan(a.best), a, b); }
INLINE place place_max(place a, place b) { return place_choose((b.best > a.best) | is_nan(a.best), a, b); }

INLINE place place_rebase(place s, vec n, anchor_shift by)
{
    (void)n;
    return (place){s.best, s.at + by.at};
}

INLINE vec place_finish(place s, finish_info w) { return s.at - w.first; }

#endif
