/*
 * finite.h - whether elements are finite, or below a limit, without a branch for each.
 *
 * As integers: to calculate with denormals takes many processors a hundred times as long.
 */
#ifndef FR_FINITE_H
#define FR_FINITE_H

#include "vec.h"

/* Negative, as a signed number, where not |a| < limit; the limit is positive. */
INLINE lane_bits unless_below(vec a, double limit) { return bits_of(splat(limit)) - 1 - bits_of(abs_of(a)); }
INLINE lane_bits unless_finite(vec a) { return unless_below(a, INFINITY); }

/* Whether nothing has been found in any lane of what those functions return, joined by |. */
INLINE bool found_none(lane_bits found) { return !any((mask)found < 0); }

/* Whether each element is below the limit in size, of `rows` vectors that are `apart` doubles apart. */
INLINE bool stay_below(const double *from, ptrdiff_t apart, ptrdiff_t rows, double limit)
{
    lane_bits found[4] = {{0}};
    ptrdiff_t r = 0;
    for (; r + 3 < rows; r += 4)
        for (int k = 0; k < 4; k++) found[k] |= unless_below(load(from + (r + k) * apart), limit);
    for (; r < rows; r++) found[0] |= unless_below(load(from + r * apart), limit);
    return found_none((found[0] | found[1]) | (found[2] | found[3]));
}

#endif
