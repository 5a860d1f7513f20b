/*
 * order_oracle.h - what order statistics of the sorted elements of a window must be, bit for bit.
 */
#ifndef TESTS_ORDER_ORACLE_H
#define TESTS_ORDER_ORACLE_H

#include "fastroll.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static inline int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline double between(double low, double high, double part, fr_interpolation how)
{
    bool finite = isfinite(low) && isfinite(high);
    if (low == high) return low;
    if (how == FR_MIDPOINT) return finite && isinf(low + high) ? low / 2 + high / 2 : (low + high) / 2;
    return finite && isinf(high - low) ? 2 * (low / 2 + (high / 2 - low / 2) * part) : low + (high - low) * part;
}

static inline double quantile(const double *sorted, ptrdiff_t count, double q, fr_interpolation how)
{
    double exact = q * (double)(count - 1);
    ptrdiff_t at = (ptrdiff_t)exact;
    double low = sorted[at], part = exact - (double)at, high = part > 0 ? sorted[at + 1] : low;
    if (how == FR_LOWER || part == 0) return low;
    if (how == FR_HIGHER) return high;
    if (how == FR_NEAREST) return part == .5 ? (at % 2 ? high : low) : part < .5 ? low : high;
    return between(low, high, part, how);
}

static inline double rank(const double *sorted, ptrdiff_t count, double own, fr_ties ties, bool descending, bool pct)
{
    ptrdiff_t before = 0, equal = 0, distinct_before = 0, distinct = 0;
    for (ptrdiff_t i = 0; i < count; i++) {
        bool is_before = descending ? sorted[i] > own : sorted[i] < own, is_new = !i || sorted[i] != sorted[i - 1];
        before += is_before, equal += sorted[i] == own;
        distinct_before += is_before && is_new, distinct += is_new;
    }
    double among[] = {(double)(equal + 1) / 2, 1, (double)equal, 1, (double)equal};
    double r = (double)(ties == FR_DENSE ? distinct_before : before) + among[ties];
    return pct ? r / (double)(ties == FR_DENSE ? distinct : count) : r;
}

/* The number of distinct elements; *mode is the most frequent one, the least of several. */
static inline ptrdiff_t distinct_of(const double *sorted, ptrdiff_t count, double *mode)
{
    ptrdiff_t distinct = 0, run = 0, longest = 0;
    for (ptrdiff_t k = 0; k < count; k++) {
        bool is_new = !k || sorted[k] != sorted[k - 1];
        distinct += is_new, run = is_new ? 1 : run + 1;
        if (run > longest) longest = run, *mode = sorted[k];
    }
    return distinct;
}

#endif
