/*
 * sum.h - sum over a window, in units of x.  An empty window sums to 0.
 */
#define STAT    sum
#define SUMMARY "Sum of the values in each window."
#define ERROR   "|error| <= 4 * 2**-53 * sum(|x|) over the window; none for whole numbers with sum(|x|) <= 2**53."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), with compensated additions (Dekker 1971, Knuth 1969); nothing is "   \
    "ever subtracted, so no error outlasts the value that caused it."
#define COST     1.0
#define LEAST    0
#define INPUTS   1
#define SCALES   {1, 1, 0}
#define ANCHORED 0
#define NEUTRAL  0.0
#define STATE    two_fold
#define IDENTITY                                                                                                       \
    (two_fold) { splat(0), splat(0) }
#define LIFT       two_fold_lift
#define MERGE      two_fold_merge
#define PAIR       two_fold_pair
#define APPEND     two_fold_append
#define PREPEND    two_fold_prepend
#define MERGE_LAST two_fold_merge_last
#define FINISH     sum_finish

#if defined(FR_KERNELS)
#include "two_fold.h"

INLINE vec sum_finish(two_fold s, finish_info w) { return s.high - (w.tame ? s.excess : finite_part(s.excess)); }
#endif

#include "../statistic.inc"
