/*
 * mean.h - arithmetic mean over a window, in units of x.
 *
 * The two-fold sum divided by the count with one step of correction (Markstein), so that the quotient of high - excess
 * is rounded correctly but for rare ties.  A window of equal values has exactly that value as its mean.
 */
#define STAT    mean
#define SUMMARY "Arithmetic mean of the values in each window."
#define ERROR   "|error| <= 4 * 2**-53 * mean(|x|) over the window; the mean of equal values is exactly that value."
#define METHOD "The sum of :func:`rolling_sum` in twofold precision, divided with one corrective step (Markstein 1990)."
#define COST   1.2
#define LEAST  1
#define INPUTS 1
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
#define MERGE_LAST two_fold_merge_longer
#define BY_LENGTH  1
#define REBASE     two_fold_rebase
#define FINISH     mean_finish

#if defined(FR_KERNELS)
#include "two_fold.h"

INLINE vec mean_finish(two_fold s, finish_info w)
{
    vec reciprocal = 1 / w.count;
    vec quotient = s.high * reciprocal;
    vec rest = exact_rest(s.high, quotient, w.count) - s.excess;
    return quotient + (w.tame ? rest * reciprocal : finite_part(rest * reciprocal));
}
#endif

#include "../statistic.inc"
