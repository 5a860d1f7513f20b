/*
 * skew.h - skewness of a window, without bias (Fisher-Pearson, adjusted): a pure number.
 *
 * With central sums M2, M3 it is n sqrt(n - 1) / (n - 2) * M3 / M2^1.5; a NaN where M2 is 0.
 */
#define STAT    skew
#define SUMMARY "Unbiased skewness of the values in each window."
#define ERROR   "|error| <= 1e-10 * max(1, |skew|), whatever the size of the values; NaN for equal values."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of powers of deviations from a member of the window; "     \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     2.7
#define LEAST    3
#define INPUTS   1
#define SCALES   {3, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    powers3
#define IDENTITY                                                                                                       \
    (powers3) { splat(0), splat(0), splat(0) }
#define LIFT       powers3_lift
#define MERGE      powers3_merge
#define REBASE     powers3_rebase
#define OFF_CENTER powers3_off_center
#define FINISH     skew_finish

#if defined(FR_KERNELS)
#include "powers3.h"

INLINE vec skew_finish(powers3 s, finish_info w)
{
    vec n = w.count, left = (n - 1) * (n - 2), share = 1 / (n * left); /* one division for both 1/n and 1/left */
    vec mean = s.s1 * (share * left);
    vec m2 = s.s2 - mean * s.s1;
    vec m3 = s.s3 - mean * (3 * s.s2 - 2 * mean * s.s1);
    vec ratio = (n - 1) / m2;
    return m3 * ratio * (n * n * share) * square_root(ratio);
}
#endif

#include "../statistic.inc"
