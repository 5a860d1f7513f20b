/*
 * range_scale.h - numbers times powers of two that need not be doubles themselves.
 *
 * Many processors take a hundred times as long to multiply where an operand or the product is denormal.  Denormal
 * elements are turned into whole numbers of the least one by their bits, denormal results made in the same way, and
 * what would become denormal beside an element of the class is as good as 0.
 */
#ifndef FR_RANGE_SCALE_H
#define FR_RANGE_SCALE_H

#include "series.h"
#include <float.h>
#include <math.h>
#include <string.h>

static inline uint64_t fr_bits(double a)
{
    uint64_t bits;
    memcpy(&bits, &a, sizeof bits);
    return bits;
}

static inline double fr_of_bits(uint64_t bits)
{
    double a;
    memcpy(&a, &bits, sizeof a);
    return a;
}

typedef struct {
    double first, second; /* their product is 2^exponent; nothing but the last product is rounded, unless that is 0 */
    double of_least;      /* 2^(exponent - 1074) */
    double units[2];      /* their product is 2^(exponent + 1074) */
    double negligible;    /* smaller elements become 0 */
    double least_normal;  /* smaller ones than that give denormal products; of results */
} fr_factors;

/* 0 or infinite where that is no double. */
static inline fr_factors fr_power_of_two(int exponent, int negligible)
{
    const int half = exponent / 2, units = (exponent + 1074) / 2;
    return (fr_factors){ldexp(1, half),
                        ldexp(1, exponent - half),
                        ldexp(1, exponent - 1074),
                        {ldexp(1, units), ldexp(1, exponent + 1074 - units)},
                        ldexp(1, negligible - exponent),
                        ldexp(1, -1022 - exponent)};
}

/* An element, by a power above 1 or not. */
static inline double fr_larger_element(double x, const fr_factors *by)
{
    const bool denormal = fabs(x) < DBL_MIN;
    const double units = fr_of_bits((fr_bits(x) & (UINT64_MAX >> 12)) | fr_bits(0x1p52)) - 0x1p52;
    return denormal ? copysign(units * by->of_least, x) : (denormal ? 0 : x) * by->first * by->second;
}

static inline double fr_smaller_element(double x, const fr_factors *by)
{
    return (fabs(x) < by->negligible ? 0 : x) * by->first * by->second;
}

static inline void fr_scale_line(const double *restrict from, ptrdiff_t count, const fr_factors *by, bool up,
                                 double *restrict to)
{
    const fr_factors f = *by;
    if (up)
        for (ptrdiff_t i = 0; i < count; i++) to[i] = fr_larger_element(from[i], &f);
    else
        for (ptrdiff_t i = 0; i < count; i++) to[i] = fr_smaller_element(from[i], &f);
}

/* A result. */
static inline double fr_scaled_back(double x, const fr_factors *by)
{
    if (!(fabs(x) < by->least_normal)) return x * by->first * by->second;
    const double rounded = fabs(x) * by->units[0] * by->units[1] + 0x1p52;
    return copysign(fr_of_bits(fr_bits(rounded) - fr_bits(0x1p52)), x);
}

#endif
