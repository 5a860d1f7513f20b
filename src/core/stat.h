/*
 * stat.h - what a statistic is, to the kernels.
 *
 * A mergeable statistic is a monoid with an ending.  Its header (stats/NAME.h) defines, for whole vectors of
 * independent lanes:
 *
 *   STAT       its name
 *   INPUTS     1 or 2 series (x, y)
 *   ANCHORED   1: elements arrive as deviations from an anchor, a member of the window;  0: as they are
 *   NEUTRAL    what stands in for an element that is missing (0 for anything made of sums)
 *   STATE      a struct of nothing but vecs: the partial result over a stretch of elements
 *   IDENTITY   the STATE of the empty stretch
 *   LIFT       (element) -> STATE of one element
 *   MERGE      (STATE of the earlier stretch, STATE of the later) -> STATE of both
 *   FINISH     (STATE, finish_info) -> the output: a vec, or a RESULT
 *   LEAST      the fewest valid elements that give a number
 *
 * Optional, where a cheaper operation will do:
 *
 *   PAIR       (STATE of one element, STATE of the next) -> STATE of both
 *   APPEND     (STATE, STATE of one element or PAIR after it) -> STATE of both
 *   PREPEND    (STATE of one element, STATE after it) -> STATE of both
 *   MERGE_LAST the MERGE before FINISH
 *   BY_LENGTH  1: MERGE_LAST takes the stretch with more valid elements first;  0 (default): the earlier one
 *   EXACT      1: merging rounds nothing, so that its order makes no difference; rows may have kernel_octets.inc
 *   POSITIONED 1: the STATE holds positions; 0 (default): it does not
 *   REBASE     (STATE, count, anchor_shift) -> the same STATE about another anchor; for those that are ANCHORED or
 *              POSITIONED
 *   RESULT     a struct of OUTPUTS vecs, for more than one output; RESULTS are their names
 *   EMPTY      the output of a window without elements, where LEAST is 0; 0 (default)
 *   SCALES     for each output {p, x, y}: the highest power p of elements, or of their deviations, that it is made of;
 *              and that it is multiplied by a^x b^y if all x are multiplied by a, and all y by b; a fourth is true of a
 *              sum over the count.  With these range.c makes the results right of windows whose powers leave the range
 *              of doubles.  Not for results that cannot leave it: elements, places and counts
 *   OFF_CENTER (STATE, count) -> an anchor: how far the mean is from the anchor, 0 where that is near enough for
 *              precision; ANCHORED only
 *
 * and, for the list (statistic.inc): SUMMARY, ERROR and METHOD, one text each, COST, HAS_DDOF, COUNTS_ROWS.
 *
 * Nothing else: NaN, min_periods, partial windows, strides, threads and instruction sets are the walks' business.
 */
#ifndef FR_STAT_H
#define FR_STAT_H

#include "vec.h"

typedef struct {
    vec x, y;
} anchor;

typedef struct {
    vec x, y;     /* values, less the anchor if ANCHORED; NEUTRAL if missing */
    vec raw;      /* x as it is; 0 if missing */
    vec at;       /* position in the series, from one that all windows of a kernel's tile share; 0 if missing */
    mask missing; /* x, or y, is */
} element;

typedef struct {
    vec x, y; /* old anchor - new anchor */
    vec at;   /* old row 0 - new row 0 */
} anchor_shift;

/* What to multiply by, instead of a division for each window: many have as many elements as the one before. */
typedef struct {
    vec element; /* 1 / count; of no elements, anything */
    vec freedom; /* 1 / (count - ddof), NaN where nothing is left to divide by */
} shares;

INLINE shares shares_of(vec count, double ddof)
{
    const vec left = count - ddof;
    const vec of_left = ddof == floor(ddof) ? one_over(left) : 1 / left;
    return (shares){one_over(count), choose(left > 0, of_left, splat(NAN))};
}

typedef struct {
    vec count;    /* valid elements in the window */
    anchor about; /* what the STATE is about */
    vec first;    /* positions of the window's first element ... */
    vec last;     /* ... and of its last one */
    double ddof;
    bool tame; /* all elements of the window are less than FR_TAME: nothing overflows */
    shares per;
} finish_info;

/* Which of two stretches has more valid elements; EITHER: their counts tell, lane by lane. */
typedef enum { EARLIER_LONGER, LATER_LONGER, EITHER_LONGER } longer;

INLINE anchor near_enough(void) { return (anchor){splat(0), splat(0)}; }
INLINE anchor no_anchor(void) { return (anchor){splat(NAN), splat(NAN)}; }
INLINE mask is_missing(anchor a) { return is_nan(a.x) | is_nan(a.y); }

/* `a` where it is an anchor already, else `b`. */
INLINE anchor or_else(anchor a, anchor b)
{
    mask take = is_missing(a);
    return (anchor){choose(take, b.x, a.x), choose(take, b.y, a.y)};
}

INLINE anchor zero_if_missing(anchor a) { return or_else(a, (anchor){splat(0), splat(0)}); }

#define JOIN_(a, b)   a##_##b
#define JOIN(a, b)    JOIN_(a, b)
#define STAT_FN(name) JOIN(STAT, name) /* a function of this statistic */

#endif
