/*
 * argmax.h - where the largest element of a window is, counted from the window's first element: the first of several.
 */
#define STAT     argmax
#define SUMMARY  "Position of the largest value in each window, from its first element; of equal ones the first."
#define ERROR    "Exact."
#define METHOD   "Two scans of each tile meet (van Herk 1992); the time does not depend on the data."
#define COST     1.7
#define LEAST    1
#define INPUTS   1
#define ANCHORED 0
#define NEUTRAL  (NAN)
#define STATE    place
#define IDENTITY                                                                                                       \
    (place) { splat(NAN), splat(0) }
#define LIFT       place_lift
#define MERGE      place_max
#define REBASE     place_rebase
#define POSITIONED 1
#define FINISH     place_finish

#if defined(FR_KERNELS)
#include "place.h"
#endif

#include "../statistic.inc"
