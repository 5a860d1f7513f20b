/*
 * first.h - the first valid element of a window, in units of x.
 */
#define STAT     first
#define SUMMARY  "First valid value in each window."
#define ERROR    "Exact."
#define METHOD   "Two scans of each tile meet (van Herk 1992); the time does not depend on the data."
#define COST     1.0
#define LEAST    1
#define INPUTS   1
#define ANCHORED 0
#define NEUTRAL  (NAN)
#define STATE    chosen
#define IDENTITY                                                                                                       \
    (chosen) { splat(NAN) }
#define LIFT   chosen_lift
#define MERGE  chosen_first
#define FINISH chosen_finish

#if defined(FR_KERNELS)
#include "chosen.h"
#endif

#include "../statistic.inc"
