/*
 * kurt.h - excess kurtosis of a window, without bias (Fisher): a pure number.
 *
 * With central sums M2, M4 it is (n - 1) / ((n - 2) (n - 3)) * (n (n + 1) M4 / M2^2 - 3 (n - 1)); a NaN where M2 is 0.
 */
#define STAT    kurt
#define SUMMARY "Unbiased excess kurtosis of the values in each window."
#define ERROR   "|error| <= 1e-10 * max(1, |kurt|), whatever the size of the values; NaN for equal values."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of powers of deviations from a member of the window; "     \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     2.9
#define LEAST    4
#define INPUTS   1
#define SCALES   {4, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    powers4
#define IDENTITY                                                                                                       \
    (powers4) { splat(0), splat(0), splat(0), splat(0) }
#define LIFT       powers4_lift
#define MERGE      powers4_merge
#define REBASE     powers4_rebase
#define OFF_CENTER powers4_off_center
#define FINISH     kurt_finish

#if defined(FR_KERNELS)
#include "powers4.h"

INLINE vec kurt_finish(powers4 s, finish_info w)
{
    vec n = w.count, mean = s.s1 * w.per.element;
    vec m2 = s.s2 - mean * s.s1;
    vec m4 = s.s4 - mean * (4 * s.s3 - mean * (6 * s.s2 - 3 * mean * s.s1));
    vec squared = m2 * m2;
    return (n - 1) * (n * (n + 1) * m4 - 3 * (n - 1) * squared) / ((n - 2) * (n - 3) * squared);
}
#endif

#include "../statistic.inc"
