/*
 * mean.h - arithmetic mean over a window, in units of x.
 */
#define STAT    mean
#define SUMMARY "Arithmetic mean of the values in each window."
#define ERROR   "|error| <= 4 * 2**-53 * mean(|x|) over the window; the mean of equal values is exactly that value."
#define METHOD "The sum of :func:`rolling_sum` in twofold precision, divided with one corrective step (Markstein 1990)."
#define COST   1.2
#define LEAST  1
#define INPUTS 1
#define SCALES {1, 1, 0, true}
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
#define FINISH     two_fold_mean

#if defined(FR_KERNELS)
#include "two_fold.h"

#endif

#include "../statistic.inc"
