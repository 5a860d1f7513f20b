/*
 * count.h - how many elements of a window are valid.  The kernels count anyway: there is nothing to add up.
 */
#define STAT        count
#define SUMMARY     "Number of valid values in each window."
#define ERROR       "Exact."
#define METHOD      "Two scans of each tile meet (van Herk 1992)."
#define COST        0.6
#define LEAST       0
#define COUNTS_ROWS true
#define INPUTS      1
#define ANCHORED    0
#define NEUTRAL     0.0
#define STATE       tally
#define IDENTITY                                                                                                       \
    (tally) { splat(0) }
#define LIFT   tally_lift
#define MERGE  tally_merge
#define FINISH tally_finish

#if defined(FR_KERNELS)
#include "../stat.h"

typedef struct {
    vec unused;
} tally;

INLINE tally tally_lift(element e)
{
    (void)e;
    return IDENTITY;
}

INLINE tally tally_merge(tally a, tally b)
{
    (void)b;
    return a;
}

INLINE vec tally_finish(tally s, finish_info w)
{
    (void)s;
    return w.count;
}
#endif

#include "../statistic.inc"
