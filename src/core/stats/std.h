/*
 * std.h - standard deviation over a window, in units of x.
 */
#define STAT     std
#define SUMMARY  "Standard deviation of the values in each window."
#define ERROR    "Relative error <= 1e-12; 0 for equal values."
#define METHOD   "The square root of :func:`rolling_var`."
#define COST     2.0
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   1
#define SCALES   {2, 1, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    powers2
#define IDENTITY                                                                                                       \
    (powers2) { splat(0), splat(0) }
#define LIFT       powers2_lift
#define MERGE      powers2_merge
#define REBASE     powers2_rebase
#define OFF_CENTER powers2_off_center
#define FINISH     std_finish

#if defined(FR_KERNELS)
#include "powers.h"

INLINE vec std_finish(powers2 s, finish_info w) { return square_root(per_degree_of_freedom(central2(s, w), w)); }
#endif

#include "../statistic.inc"
