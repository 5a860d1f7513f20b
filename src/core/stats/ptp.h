/*
 * ptp.h - the range of a window, largest less smallest element (peak to peak), in units of x.
 */
#define STAT     ptp
#define SUMMARY  "Difference of the largest and the smallest value in each window."
#define ERROR    "Rounded correctly: |error| <= 2**-53 * |ptp|."
#define METHOD   "Two scans of each tile meet (van Herk 1992); the time does not depend on the data."
#define COST     1.3
#define LEAST    1
#define INPUTS   1
#define ANCHORED 0
#define EXACT    1
#define NEUTRAL  (INFINITY)
#define STATE    extremes
#define IDENTITY                                                                                                       \
    (extremes) { splat(INFINITY), splat(-INFINITY) }
#define LIFT   ptp_lift
#define MERGE  extremes_merge
#define FINISH ptp_finish

#if defined(FR_KERNELS)
#include "../stat.h"

typedef struct {
    vec low, high;
} extremes;

INLINE extremes ptp_lift(element e) { return (extremes){e.x, choose(e.missing, splat(-INFINITY), e.x)}; }

INLINE extremes extremes_merge(extremes a, extremes b)
{
    return (extremes){min_of(a.low, b.low), max_of(a.high, b.high)};
}

INLINE vec ptp_finish(extremes s, finish_info w)
{
    (void)w;
    return s.high - s.low;
}
#endif

#include "../statistic.inc"
