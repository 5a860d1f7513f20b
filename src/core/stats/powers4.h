/*
 * powers4.h - sums of powers of d = x - anchor up to the fourth, for kurt; see powers.h.
 */
#ifndef FR_POWERS4_H
#define FR_POWERS4_H

#include "powers.h"

typedef struct {
    vec s1, s2, s3, s4;
} powers4;

INLINE powers4 powers4_lift(element e)
{
    vec square = e.x * e.x;
    return (powers4){e.x, square, square * e.x, square * square};
}

INLINE powers4 powers4_merge(powers4 a, powers4 b)
{
    return (powers4){a.s1 + b.s1, a.s2 + b.s2, a.s3 + b.s3, a.s4 + b.s4};
}

/* sum (d + D)^p from the sums of d^p */
INLINE powers4 powers4_rebase(powers4 s, vec n, anchor_shift by)
{
    vec d = by.x, nd = n * d;
    return (powers4){s.s1 + nd, s.s2 + d * (2 * s.s1 + nd), s.s3 + d * (3 * s.s2 + d * (3 * s.s1 + nd)),
                     s.s4 + d * (4 * s.s3 + d * (6 * s.s2 + d * (4 * s.s1 + nd)))};
}

INLINE anchor powers4_off_center(powers4 s, vec n) { return powers2_off_center((powers2){s.s1, s.s2}, n); }

#endif
