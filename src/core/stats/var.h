/*
 * var.h - variance over a window, in squared units of x.
 */
#define STAT    var
#define SUMMARY "Variance of the values in each window."
#define ERROR   "Relative error <= 1e-12; 0 for equal values, never negative."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of powers of deviations from a member of the window; "     \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     1.4
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   1
#define SCALES   {2, 2, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    powers2
#define IDENTITY                                                                                                       \
    (powers2) { splat(0), splat(0) }
#define LIFT       powers2_lift
#define MERGE      powers2_merge
#define REBASE     powers2_rebase
#define OFF_CENTER powers2_off_center
#define FINISH     var_finish

#if defined(FR_KERNELS)
#include "powers.h"

INLINE vec var_finish(powers2 s, finish_info w) { return per_degree_of_freedom(central2(s, w), w); }
#endif

#include "../statistic.inc"
