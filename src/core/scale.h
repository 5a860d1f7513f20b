/*
 * scale.h - lines of numbers times powers of two, in vectors; range_scale.h has the single number, with the same bits.
 *
 * Lanes are blanked by their bits before they are multiplied: a choice after that would be too late, since it is the
 * multiplication of denormal numbers that takes long.
 */
#ifndef FR_SCALE_H
#define FR_SCALE_H

#include "range_scale.h"
#include "vec.h"

INLINE vec larger_elements(vec x, const fr_factors *by)
{
    const lane_bits sign = bits_of(x) & ~(UINT64_MAX >> 1), size = bits_of(x) ^ sign;
    const lane_bits normal = (lane_bits)((mask)size > INT64_C(0x000fffffffffffff));
    const vec units = whole_numbers(size & ~normal) * by->of_least;
    return from_bits(bits_of(units) | sign) + from_bits((size & normal) | sign) * by->first * by->second;
}

INLINE vec smaller_elements(vec x, const fr_factors *by)
{
    const mask dropped = abs_of(x) < by->negligible;
    return from_bits(bits_of(x) & ~(lane_bits)dropped) * by->first * by->second;
}

INLINE vec scaled_back(vec x, const fr_factors *by)
{
    const lane_bits small = (lane_bits)(abs_of(x) < by->least_normal), sign = bits_of(x) & ~(UINT64_MAX >> 1);
    const vec large = from_bits(bits_of(x) & ~small) * by->first * by->second;
    const vec rounded = from_bits(bits_of(abs_of(x)) & small) * by->units[0] * by->units[1] + 0x1p52;
    return choose((mask)small, from_bits((bits_of(rounded) - bits_of(splat(0x1p52))) | sign), large);
}

#define SCALE_LINE(name, of_lanes, of_one)                                                                             \
    static void name(const double *from, ptrdiff_t count, const fr_factors *by, double *to)                            \
    {                                                                                                                  \
        const fr_factors f = *by;                                                                                      \
        ptrdiff_t i = 0;                                                                                               \
        for (; i + LANES <= count; i += LANES) store(to + i, of_lanes(load(from + i), &f));                            \
        for (; i < count; i++) to[i] = of_one(from[i], &f);                                                            \
    }
SCALE_LINE(scale_up, larger_elements, fr_larger_element)
SCALE_LINE(scale_down, smaller_elements, fr_smaller_element)
SCALE_LINE(scale_back, scaled_back, fr_scaled_back)
#undef SCALE_LINE

#endif
