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

/* An element, by a power above 1.  It is a sum of which one part is 0: of a choice between two, compilers compute both,
 * of any element. */
static inline double fr_larger_element(double x, const fr_factors *by)
{
    const uint64_t bits = fr_bits(x), sign = bits & ~(UINT64_MAX >> 1), size = bits ^ sign;
    const bool normal = size >> 52 != 0;
    const double units = fr_of_bits((normal ? 0 : size) | fr_bits(0x1p52)) - 0x1p52;
    const double large = fr_of_bits(sign | (normal ? size : 0)) * by->first * by->second;
    return fr_of_bits(fr_bits(units * by->of_least) | sign) + large;
}

/* An element, by any other power. */
static inline double fr_smaller_element(double x, const fr_factors *by)
{
    return (fabs(x) < by->negligible ? 0 : x) * by->first * by->second;
}

/* A result. */
static inline double fr_scaled_back(double x, const fr_factors *by)
{
    if (!(fabs(x) < by->least_normal)) return x * by->first * by->second;
    const double rounded = fabs(x) * by->units[0] * by->units[1] + 0x1p52;
    return copysign(fr_of_bits(fr_bits(rounded) - fr_bits(0x1p52)), x);
}

#endif
