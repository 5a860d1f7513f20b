/*
 * powers3.h - sums of powers of d = x - anchor up to the third, for skew; see powers.h.
 */
#ifndef FR_POWERS3_H
#define FR_POWERS3_H

#include "powers.h"

typedef struct {
    vec s1, s2, s3;
} powers3;

INLINE powers3 powers3_lift(element e)
{
    vec square = e.x * e.x;
    return (powers3){e.x, square, square * e.x};
}

INLINE powers3 powers3_merge(powers3 a, powers3 b) { return (powers3){a.s1 + b.s1, a.s2 + b.s2, a.s3 + b.s3}; }

/* sum (d + D)^p from the sums of d^p */
INLINE powers3 powers3_rebase(powers3 s, vec n, anchor_shift by)
{
    vec d = by.x, nd = n * d;
    return (powers3){s.s1 + nd, s.s2 + d * (2 * s.s1 + nd), s.s3 + d * (3 * s.s2 + d * (3 * s.s1 + nd))};
}

INLINE anchor powers3_off_center(powers3 s, vec n) { return powers2_off_center((powers2){s.s1, s.s2}, n); }

#endif
