/*
 * min.h - smallest element of a window, in units of x.
 */
#define STAT     min
#define SUMMARY  "Smallest value in each window."
#define ERROR    "Exact."
#define METHOD   "Two scans of each tile meet (van Herk 1992); the time does not depend on the data."
#define COST     0.8
#define LEAST    1
#define INPUTS   1
#define ANCHORED 0
#define EXACT    1
#define NEUTRAL  (INFINITY)
#define STATE    extreme
#define IDENTITY                                                                                                       \
    (extreme) { splat(INFINITY) }
#define LIFT   extreme_lift
#define MERGE  extreme_min
#define FINISH extreme_finish

#if defined(FR_KERNELS)
#include "extreme.h"
#endif

#include "../statistic.inc"
