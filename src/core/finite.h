/*
 * finite.h - whether elements are below a limit, without a branch for each.
 *
 * As integers: to calculate with denormals takes many processors a hundred times as long.
 */
#ifndef FR_FINITE_H
#define FR_FINITE_H

#include "vec.h"

/* Negative, as a signed number, where not |a| < limit; the limit is positive. */
INLINE lane_bits unless_below(vec a, double limit) { return bits_of(splat(limit)) - 1 - bits_of(abs_of(a)); }

/* Whether nothing has been found in any lane of what that returns, joined by |. */
INLINE bool found_none(lane_bits found) { return !any((mask)found < 0); }

#endif
