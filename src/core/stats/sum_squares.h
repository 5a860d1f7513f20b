/*
 * sum_squares.h - sum of the squares of a window, in squared units of x.  An empty window sums to 0.
 */
#define STAT     sum_squares
#define SUMMARY  "Sum of the squares of the values in each window."
#define ERROR    "Relative error <= 8 * 2**-53; none for whole numbers, up to 2**53."
#define METHOD   "As :func:`rolling_sum`, of the squares."
#define COST     1.1
#define LEAST    0
#define INPUTS   1
#define SCALES   {2, 2, 0}
#define ANCHORED 0
#define NEUTRAL  0.0
#define STATE    two_fold
#define IDENTITY                                                                                                       \
    (two_fold) { splat(0), splat(0) }
#define LIFT       sum_squares_lift
#define MERGE      two_fold_merge
#define PAIR       two_fold_pair
#define APPEND     two_fold_append
#define PREPEND    two_fold_prepend
#define MERGE_LAST two_fold_merge_last
#define FINISH     sum_squares_finish

#if defined(FR_KERNELS)
#include "two_fold.h"

INLINE two_fold sum_squares_lift(element e) { return (two_fold){e.x * e.x, splat(0)}; }

INLINE vec sum_squares_finish(two_fold s, finish_info w)
{
    return s.high - (w.tame ? s.excess : finite_part(s.excess));
}
#endif

#include "../statistic.inc"
