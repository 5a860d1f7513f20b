/*
 * zscore.h - how many standard deviations the last element of a window is above the mean of the window.
 * The last valid element is remembered; only if it is the last of all, there is a result.
 */
#define STAT    zscore
#define SUMMARY "Standard score of the last element of each window: deviations from the mean per std."
#define ERROR   "|error| <= 1e-11 * max(1, |zscore|); NaN where the values do not vary or the last element is NaN."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of powers of deviations from a member of the window; "     \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     3.0
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   1
#define SCALES   {2, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    powers_and_last
#define IDENTITY                                                                                                       \
    (powers_and_last) { {splat(0), splat(0)}, splat(0), splat(-INFINITY) }
#define LIFT       zscore_lift
#define MERGE      powers_and_last_merge
#define REBASE     zscore_rebase
#define POSITIONED 1
#define OFF_CENTER zscore_off_center
#define FINISH     zscore_finish

#if defined(FR_KERNELS)
#include "powers.h"

typedef struct {
    powers2 powers;
    vec last, at;
} powers_and_last;

INLINE powers_and_last zscore_lift(element e)
{
    return (powers_and_last){powers2_lift(e), e.x, choose(e.missing, splat(-INFINITY), e.at)};
}

INLINE powers_and_last powers_and_last_merge(powers_and_last a, powers_and_last b)
{
    mask later = b.at > -INFINITY;
    return (powers_and_last){powers2_merge(a.powers, b.powers), choose(later, b.last, a.last),
                             choose(later, b.at, a.at)};
}

INLINE powers_and_last zscore_rebase(powers_and_last s, vec n, anchor_shift by)
{
    return (powers_and_last){powers2_rebase(s.powers, n, by), s.last + by.x, s.at + by.at};
}

INLINE anchor zscore_off_center(powers_and_last s, vec n) { return powers2_off_center(s.powers, n); }

INLINE vec zscore_finish(powers_and_last s, finish_info w)
{
    vec variance = per_degree_of_freedom(central2(s.powers, w), w);
    vec deviation = s.last - s.powers.s1 * w.per.element;
    return choose((s.at == w.last) & (variance > 0), deviation / square_root(variance), splat(NAN));
}
#endif

#include "../statistic.inc"
