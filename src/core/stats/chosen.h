/*
 * chosen.h - the state of first and last: one of the elements; a NaN stands for none.
 */
#ifndef FR_CHOSEN_H
#define FR_CHOSEN_H

#include "../stat.h"

typedef struct {
    vec value;
} chosen;

INLINE chosen chosen_lift(element e) { return (chosen){e.x}; }
INLINE chosen chosen_first(chosen a, chosen b) { return (chosen){choose(is_nan(a.value), b.value, a.value)}; }
INLINE chosen chosen_last(chosen a, chosen b) { return (chosen){choose(is_nan(b.value), a.value, b.value)}; }

INLINE vec chosen_finish(chosen s, finish_info w)
{
    (void)w;
    return s.value;
}

#endif
