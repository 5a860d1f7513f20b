/*
 * place.h - where a quantile lies among `count` ordered values, and what it is between two of them.
 *
 * Positions and interpolations are those of pandas: position q * (count - 1), linear low + (high - low) * fraction,
 * midpoint (low + high) / 2, nearest with ties to the even place.  Equal neighbours are the result as they are, even if
 * infinite; where a difference or sum of finite values overflows, halves are used.
 */
#ifndef FR_PLACE_H
#define FR_PLACE_H

#include "fastroll.h"
#include "vec.h"
#include <float.h>

typedef struct {
    uint32_t at;     /* number of values below */
    uint32_t next;   /* 1: between this value and the next, 0: the value itself */
    double fraction; /* of the way to the next value */
} place;

INLINE place place_of(double q, fr_interpolation how, ptrdiff_t count)
{
    double exact = count > 1 ? q * (double)(count - 1) : 0;
    uint32_t at = (uint32_t)exact;
    double fraction = exact - (double)at;
    switch (how) {
    case FR_LOWER: return (place){at, 0, 0};
    case FR_HIGHER: return (place){at + (fraction > 0), 0, 0};
    case FR_NEAREST: return (place){at + (fraction > 0.5 || (fraction == 0.5 && at % 2)), 0, 0};
    default: return (place){at, fraction > 0, fraction};
    }
}

INLINE uint64_t bits_of_double(double a)
{
    union {
        double value;
        uint64_t bits;
    } view = {a};
    return view.bits;
}

INLINE double of_bits(uint64_t bits)
{
    union {
        uint64_t bits;
        double value;
    } view = {bits};
    return view.value;
}

/*
 * Many processors take a hundred times as long to multiply where an operand or the product is denormal.  As integers,
 * denormals are multiples of the least one, which is all that rounding needs: these give the bits of the plain product.
 */
INLINE double tiny_part(double difference, double fraction) /* difference * fraction, 0 < difference < DBL_MIN */
{
    double rounded = fma((double)bits_of_double(difference), fraction, 0x1p52);
    return of_bits(bits_of_double(rounded) - bits_of_double(0x1p52));
}

INLINE double tiny_half(double sum) /* sum / 2, |sum| < 2 DBL_MIN */
{
    const uint64_t sign = (uint64_t)1 << 63;
    uint64_t units = bits_of_double(sum) & ~sign, half = units >> 1;
    return of_bits((half + (units & half & 1)) | (bits_of_double(sum) & sign)); /* a tie goes to the even one */
}

INLINE double part_of_way(double low, double high, double fraction)
{
    double difference = high - low;
    if (difference < DBL_MIN) return low + tiny_part(difference, fraction);
    if (difference > DBL_MAX && low >= -DBL_MAX && high <= DBL_MAX)
        return 2 * (low / 2 + (high / 2 - low / 2) * fraction);
    return low + difference * fraction;
}

INLINE double middle(double low, double high)
{
    double sum = low + high;
    if (fabs(sum) < 2 * DBL_MIN) return tiny_half(sum);
    if (fabs(sum) > DBL_MAX && low >= -DBL_MAX && high <= DBL_MAX) return low / 2 + high / 2;
    return sum / 2;
}

INLINE double between(double low, double high, double fraction, fr_interpolation how)
{
    if (low == high) return low;
    return how == FR_MIDPOINT ? middle(low, high) : part_of_way(low, high, fraction);
}

/* Like tiny_part() and tiny_half(), in all lanes. */
INLINE vec tiny_parts(vec difference, vec fraction)
{
#if defined(__FMA__) && defined(NATIVE)
    vec rounded = NATIVE(fmadd)(whole_numbers(bits_of(difference)), fraction, splat(0x1p52));
    return from_bits(bits_of(rounded) - bits_of(splat(0x1p52)));
#else
    for (int l = 0; l < LANES; l++) difference[l] = tiny_part(difference[l], fraction[l]);
    return difference;
#endif
}

INLINE vec tiny_halves(vec sum)
{
    lane_bits units = bits_of(abs_of(sum)), half = units >> 1;
    return from_bits((half + (units & half & 1)) | (bits_of(sum) & UINT64_C(1) << 63));
}

INLINE vec part_of_ways(vec low, vec high, vec fraction)
{
    vec difference = high - low;
    mask tiny = (difference < DBL_MIN) & (difference != 0);
    if (__builtin_expect(!any(tiny), 1)) return low + difference * fraction;
    vec tiny_ones = choose(tiny, difference, splat(0)), others = choose(tiny, splat(0), difference);
    return low + choose(tiny, tiny_parts(tiny_ones, fraction), others * fraction);
}

INLINE vec middles(vec sum)
{
    mask tiny = (abs_of(sum) < 2 * DBL_MIN) & (sum != 0);
    if (__builtin_expect(!any(tiny), 1)) return sum * 0.5;
    return choose(tiny, tiny_halves(sum), choose(tiny, splat(0), sum) * 0.5);
}

/* The same in all lanes. */
INLINE vec between_lanes(vec low, vec high, vec fraction, fr_interpolation how)
{
    vec sum = low + high, size = how == FR_MIDPOINT ? sum : high - low, result;
    if (__builtin_expect(any(~(abs_of(size) <= DBL_MAX)), 0)) {
        mask infinite = (low < splat(-DBL_MAX)) | (high > splat(DBL_MAX));
        if (any(~((abs_of(size) <= DBL_MAX) | infinite))) {
            for (int l = 0; l < LANES; l++)
                ((double *)&result)[l] =
                    between(((double *)&low)[l], ((double *)&high)[l], ((double *)&fraction)[l], how);
            return result;
        }
    }
    result = how == FR_MIDPOINT ? middles(sum) : part_of_ways(low, high, fraction);
    return choose(low == high, low, result);
}

#endif
