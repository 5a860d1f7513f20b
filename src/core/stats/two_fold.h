/*
 * two_fold.h - a sum kept as high - excess, shared by sum, mean and others.
 *
 * Scheme.  What an addition rounds off goes to `excess`: exactly where partial sums are merged (TwoSum), and nearly so
 * where one element is added or the two scans meet (Fast2Sum, which errs by at most 2^-53 |x| where x, thought to be
 * the smaller one, is the larger).  Only pairs are added plainly, in small windows.  So |error of high - excess| <=
 * (2 + w^2 2^-53) 2^-53 sum|x|, whatever the order, and 0 for equal elements and integers.
 *
 * An infinity or an overflow spoils `excess` alone (inf - inf): it is clamped where it is used.  It is the excess and
 * not what is missing because x - 0 is x to a compiler, while x + 0 is not (x may be -0).
 */
#ifndef FR_TWO_FOLD_H
#define FR_TWO_FOLD_H

#include "../stat.h"
#include <float.h>

typedef struct {
    vec high, excess;
} two_fold;

INLINE two_fold two_fold_lift(element e) { return (two_fold){e.x, splat(0)}; }

INLINE two_fold two_fold_merge(two_fold a, two_fold b)
{
    two_fold r;
    vec error = two_sum(a.high, b.high, &r.high);
    r.excess = (a.excess + b.excess) - error;
    return r;
}

/* Exact for equal values, whichever of them are missing. */
INLINE two_fold two_fold_pair(two_fold a, two_fold b) { return (two_fold){a.high + b.high, splat(0)}; }

INLINE two_fold two_fold_append(two_fold s, two_fold x)
{
    two_fold r;
    r.excess = s.excess - fast_two_sum(s.high, x.high, &r.high);
    return r;
}

INLINE two_fold two_fold_prepend(two_fold x, two_fold s) { return two_fold_append(s, x); }

/* Where only the rounded value is wanted. */
INLINE two_fold two_fold_merge_last(two_fold a, two_fold b) { return (two_fold){a.high + b.high, a.excess + b.excess}; }

/* Exact for equal elements: the longer stretch has the larger sum. */
INLINE two_fold two_fold_merge_longer(two_fold a, two_fold b)
{
    two_fold r;
    r.excess = (a.excess + b.excess) - fast_two_sum(a.high, b.high, &r.high);
    return r;
}

INLINE vec finite_part(vec a) { return min_of(max_of(a, splat(-DBL_MAX)), splat(DBL_MAX)); } /* of a NaN: any */

/*
 * The quotient of high - excess and the count, with one step of correction (Markstein): rounded correctly but for rare
 * ties.  A window of equal values has exactly that value as its mean.
 */
INLINE vec two_fold_mean(two_fold s, finish_info w)
{
    vec quotient = s.high * w.per.element;
    vec rest = exact_rest(s.high, quotient, w.count) - s.excess;
    return quotient + (w.tame ? rest * w.per.element : finite_part(rest * w.per.element));
}

#endif
