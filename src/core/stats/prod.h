/*
 * prod.h - product over a window, in units of x to the power of the count.  An empty window gives 1.
 *
 * Scheme.  Before it is multiplied, a partial product is brought to [1/2, 1); the power of two that this takes is added
 * up beside, so that no part of a window leaves the range of doubles unless the whole does.  Denormal numbers become
 * normal first, by their bits: to multiply them takes many processors a hundred times as long.  Factors that have no
 * such form (zeros, infinities, NaN) are multiplied apart.
 */
#define STAT    prod
#define SUMMARY "Product of the values in each window."
#define ERROR                                                                                                          \
    "Relative error <= n * 2**-53 for n valid values; overflow and underflow only where the product itself does."
#define METHOD   "Two scans of each tile meet (van Herk 1992); exponents are kept apart."
#define COST     3.0
#define LEAST    0
#define EMPTY    1
#define INPUTS   1
#define ANCHORED 0
#define NEUTRAL  1.0
#define STATE    scaled
#define IDENTITY                                                                                                       \
    (scaled) { splat(1), splat(0), splat(1) }
#define LIFT            prod_lift
#define MERGE           scaled_merge
#define PAIR            scaled_times
#define APPEND          scaled_times
#define PREPEND(one, s) scaled_times(s, one)
#define MERGE_LAST      scaled_times
#define FINISH          prod_finish

#if defined(FR_KERNELS)
#include "../stat.h"
#include <float.h>

/* value * 2^power * others */
typedef struct {
    vec value, power, others;
} scaled;

/* Denormal numbers and those of the least normal exponent: times what level() returns, others are still normal. */
INLINE scaled tiny_lift(vec x)
{
    const mask denormal = abs_of(x) < DBL_MIN;
    const lane_bits sign = bits_of(x) & (UINT64_C(1) << 63);
    const vec units = from_bits(bits_of(whole_numbers(bits_of(abs_of(x)))) | sign); /* of the least number */
    const vec raised = from_bits(bits_of(x) + (UINT64_C(54) << 52));
    return (scaled){choose(denormal, units, raised), choose(denormal, splat(-1074), splat(-54)), splat(1)};
}

INLINE scaled prod_lift(element e)
{
    const mask ordinary = (abs_of(e.x) >= 2 * DBL_MIN) & (abs_of(e.x) <= DBL_MAX);
    scaled s = {e.x, splat(0), splat(1)};
    if (__builtin_expect(any(~ordinary), 0)) {
        const mask tiny = (abs_of(e.x) < 2 * DBL_MIN) & (e.x != 0);
        const scaled lifted = tiny_lift(e.x);
        s.value = choose(ordinary, e.x, choose(tiny, lifted.value, splat(1)));
        s.power = choose(tiny, lifted.power, splat(0));
        s.others = choose(ordinary | tiny, splat(1), e.x);
    }
    return s;
}

/* The same with its value in [1/2, 1). */
INLINE scaled level(scaled s)
{
    return (scaled){with_exponent(s.value, -1), s.power + (exponent_of(s.value) + 1), s.others};
}

INLINE scaled scaled_times(scaled s, scaled x)
{
    s = level(s);
    return (scaled){s.value * x.value, s.power + x.power, s.others * x.others};
}

INLINE scaled scaled_merge(scaled a, scaled b) { return scaled_times(a, level(b)); }

/* In steps, since one power of two might be out of range where the product is not. */
INLINE vec prod_finish(scaled s, finish_info w)
{
    (void)w;
    s = level(s);
    vec power = min_of(max_of(s.power, splat(-2400)), splat(2400)), part = rounded(power * 0.25);
    vec step = power_of_two(part);
    return s.value * s.others * step * step * step * power_of_two(power - 3 * part);
}
#endif

#include "../statistic.inc"
