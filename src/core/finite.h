/*
 * finite.h - whether elements are finite, without a branch for each.
 */
#ifndef FR_FINITE_H
#define FR_FINITE_H

#include "vec.h"

/* 0 where a number is finite, else NaN. */
INLINE vec unless_finite(vec a) { return a - a; }

/* Whether `factor` times each element is finite, of `rows` vectors that are `apart` doubles apart. */
INLINE bool stay_finite(const double *from, ptrdiff_t apart, ptrdiff_t rows, double factor)
{
    vec sum[4] = {{0}};
    ptrdiff_t r = 0;
    for (; r + 3 < rows; r += 4)
        for (int k = 0; k < 4; k++) sum[k] += unless_finite(load(from + (r + k) * apart) * factor);
    for (; r < rows; r++) sum[0] += unless_finite(load(from + r * apart) * factor);
    return !any(is_nan((sum[0] + sum[1]) + (sum[2] + sum[3])));
}

#endif
