/*
 * powers.h - sums of powers of d = x - anchor, shared by var and std.
 *
 * Scheme.  S_p = sum d^p.  Merging adds; moving the anchor by D = old - new is the binomial theorem.  Because the
 * anchor is a member of the window, (mean - anchor)^2 <= M2, so M2 = S2 - S1^2/n loses at most a factor 1 + n,
 * whatever the offset of the data.  In a window of equal values every d is 0: the variance is exactly 0, without a
 * special case.
 */
#ifndef FR_POWERS_H
#define FR_POWERS_H

#include "../stat.h"

typedef struct {
    vec s1, s2;
} powers2;

INLINE powers2 powers2_lift(element e) { return (powers2){e.x, e.x * e.x}; }
INLINE powers2 powers2_merge(powers2 a, powers2 b) { return (powers2){a.s1 + b.s1, a.s2 + b.s2}; }

/* sum (d + D)^p from the sums of d^p */
INLINE powers2 powers2_rebase(powers2 s, vec n, anchor_shift by)
{
    return (powers2){s.s1 + n * by.x, s.s2 + by.x * (2 * s.s1 + n * by.x)};
}

/* Four standard deviations away cost a digit of precision. */
INLINE anchor powers2_off_center(powers2 s, vec n)
{
    vec mean = s.s1 / n, variance = s.s2 / n - mean * mean;
    vec off = choose(mean * mean > 16 * variance, mean, splat(0));
    return (anchor){off, splat(0)};
}

/* Sum of squares about the mean; a NaN stays NaN. */
INLINE vec central2(powers2 s, finish_info w) { return max_of(splat(0), s.s2 - s.s1 * (s.s1 * w.per.element)); }

/* numerator / (n - ddof), NaN where nothing is left to divide by */
INLINE vec per_degree_of_freedom(vec numerator, finish_info w) { return numerator * w.per.freedom; }

#endif
