/*
 * vec.h - one vector of doubles, as wide as the instruction set allows; the only place with compiler extensions.
 *
 * A `vec` holds LANES doubles: 8 with AVX-512, 4 with AVX2, 2 with SSE2 or NEON; or FR_LANES, if defined.  It is a GNU
 * vector, so that + - * / and comparisons are plain C operators; only min, max, square root and any are intrinsics.
 *
 * Lanes never meet: no statistic ever adds two lanes of one vector.  That is why results do not depend on LANES, and
 * builds for different instruction sets agree bit for bit (compile with -ffp-contract=off).
 */
#ifndef FR_VEC_H
#define FR_VEC_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline, unused))

#if defined(FR_LANES)
#define LANES FR_LANES
#elif defined(__AVX512F__)
#define LANES 8
#elif defined(__AVX2__)
#define LANES 4
#else
#define LANES 2
#endif

typedef double vec __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t mask __attribute__((vector_size(LANES * sizeof(double))));    /* per lane: all ones or all zeros */
typedef vec vec_anywhere __attribute__((aligned(sizeof(double)), may_alias)); /* for unaligned memory */

INLINE vec load(const double *from) { return *(const vec_anywhere *)from; }
INLINE void store(double *to, vec a) { *(vec_anywhere *)to = a; }
INLINE vec splat(double a) { return a - (vec){0}; }
INLINE vec choose(mask m, vec yes, vec no) { return (vec)(((mask)yes & m) | ((mask)no & ~m)); }

typedef uint64_t lane_bits __attribute__((vector_size(LANES * sizeof(double)))); /* the bits of each lane */

INLINE lane_bits bits_of(vec a) { return (lane_bits)a; }
INLINE vec from_bits(lane_bits bits) { return (vec)bits; }
INLINE lane_bits load_bits(const int64_t *from) { return bits_of(load((const double *)from)); }

INLINE lane_bits lane_counts(void)
{
    lane_bits r;
    for (int l = 0; l < LANES; l++) r[l] = (uint64_t)l;
    return r;
}

INLINE vec lane_numbers(void) { return __builtin_convertvector(lane_counts(), vec); }

INLINE lane_bits smaller_of(lane_bits a, lane_bits b) /* as signed numbers */
{
    return bits_of(choose((mask)a < (mask)b, from_bits(a), from_bits(b)));
}

/* Lane l from base[at[l]]. */
INLINE vec lanes_from(const double *base, lane_bits at)
{
    vec r = {0};
    _Pragma("GCC unroll 8") for (int l = 0; l < LANES; l++) r[l] = base[at[l]];
    return r;
}

/* The lanes of a from `lane` on, and then the first ones of b; `lane` is known to the compiler. */
#define FROM_LANE(...) __builtin_shufflevector(a, b, __VA_ARGS__)
INLINE vec from_lane(vec a, vec b, int lane)
{
#if LANES == 8
    switch (lane) {
    case 1: return FROM_LANE(1, 2, 3, 4, 5, 6, 7, 8);
    case 2: return FROM_LANE(2, 3, 4, 5, 6, 7, 8, 9);
    case 3: return FROM_LANE(3, 4, 5, 6, 7, 8, 9, 10);
    case 4: return FROM_LANE(4, 5, 6, 7, 8, 9, 10, 11);
    case 5: return FROM_LANE(5, 6, 7, 8, 9, 10, 11, 12);
    case 6: return FROM_LANE(6, 7, 8, 9, 10, 11, 12, 13);
    case 7: return FROM_LANE(7, 8, 9, 10, 11, 12, 13, 14);
    }
#elif LANES == 4
    switch (lane) {
    case 1: return FROM_LANE(1, 2, 3, 4);
    case 2: return FROM_LANE(2, 3, 4, 5);
    case 3: return FROM_LANE(3, 4, 5, 6);
    }
#else
    if (lane == 1) return FROM_LANE(1, 2);
#endif
    return a;
}
#undef FROM_LANE

/* Left to the vectoriser, a loop over lanes now and then ends up scalar: hence intrinsics where there are any. */
#if defined(__x86_64__) && !defined(FR_LANES)
#include <immintrin.h>
#if LANES == 8
#define NATIVE(operation) _mm512_##operation##_pd
INLINE unsigned lanes_of(mask m) { return _mm512_movepi64_mask((__m512i)m); }
#elif LANES == 4
#define NATIVE(operation) _mm256_##operation##_pd
INLINE unsigned lanes_of(mask m) { return (unsigned)_mm256_movemask_pd((vec)m); }
#else
#define NATIVE(operation) _mm_##operation##_pd
INLINE unsigned lanes_of(mask m) { return (unsigned)_mm_movemask_pd((vec)m); }
#endif
#if LANES == 8
#define NATIVE_WORDS(operation, a, b) ((lane_bits)_mm512_##operation##_epi16((__m512i)(a), (__m512i)(b)))
#elif LANES == 4
#define NATIVE_WORDS(operation, a, b) ((lane_bits)_mm256_##operation##_epi16((__m256i)(a), (__m256i)(b)))
#else
#define NATIVE_WORDS(operation, a, b) ((lane_bits)_mm_##operation##_epi16((__m128i)(a), (__m128i)(b)))
#endif
/* The first 16 bits of each lane are the smaller or larger ones as signed numbers; the others may be anything. */
INLINE lane_bits smaller_words(lane_bits a, lane_bits b) { return NATIVE_WORDS(min, a, b); }
INLINE lane_bits larger_words(lane_bits a, lane_bits b) { return NATIVE_WORDS(max, a, b); }
INLINE vec min_of(vec a, vec b) { return NATIVE(min)(a, b); } /* a < b ? a : b: b if one of them is NaN */
INLINE vec max_of(vec a, vec b) { return NATIVE(max)(a, b); }
INLINE vec square_root(vec a) { return NATIVE(sqrt)(a); }
#else
INLINE unsigned lanes_of(mask m)
{
    unsigned found = 0;
    for (int l = 0; l < LANES; l++) found |= (m[l] != 0) << l;
    return found;
}

INLINE lane_bits smaller_words(lane_bits a, lane_bits b) { return smaller_of(a, b); }
INLINE lane_bits larger_words(lane_bits a, lane_bits b) { return ~smaller_of(~a, ~b); }
INLINE vec min_of(vec a, vec b) { return choose(a < b, a, b); }
INLINE vec max_of(vec a, vec b) { return choose(a > b, a, b); }

INLINE vec square_root(vec a)
{
    vec r;
    for (int l = 0; l < LANES; l++) r[l] = __builtin_sqrt(a[l]);
    return r;
}
#endif

/* Bit l tells of lane l. */
INLINE mask lanes_of_bits(unsigned bits)
{
    const lane_bits all = {0};
    return (mask)((((all + bits) >> lane_counts()) & 1) != 0);
}

INLINE bool any(mask m) { return lanes_of(m) != 0; } /* lanes_of: bit l tells of lane l */
INLINE mask is_nan(vec a) { return a != a; }
INLINE vec upper_half(vec a) { return from_bits(bits_of(a) & -(UINT64_C(1) << 27)); } /* without the last 27 bits */

INLINE vec abs_of(vec a) { return from_bits(bits_of(a) & ~(UINT64_C(1) << 63)); }

INLINE vec without_inf(vec a) { return choose(abs_of(a) == INFINITY, splat(NAN), a); }

/* The nearest whole number, for |a| < 2^51. */
INLINE vec rounded(vec a) { return (a + 0x1.8p52) - 0x1.8p52; }

INLINE vec whole_numbers(lane_bits a) { return from_bits(a | bits_of(splat(0x1p52))) - 0x1p52; } /* a < 2^52 */

/* 2^e for whole numbers e of normal powers. */
INLINE vec power_of_two(vec e) { return from_bits(bits_of(e + (0x1p52 + 1023)) << 52); }

/* The exponent e of a normal number, 2^e <= |a| < 2^(e+1); and the number with another. */
INLINE vec exponent_of(vec a)
{
    return from_bits((bits_of(a) >> 52 & 2047) | bits_of(splat(0x1p52))) - (0x1p52 + 1023);
}

INLINE vec with_exponent(vec a, int e)
{
    return from_bits((bits_of(a) & ~(UINT64_C(2047) << 52)) | (uint64_t)(1023 + e) << 52);
}

/* The power of two p that brings p * p * a into [1, 4), for positive normal a; for others some power of two. */
INLINE vec leveller(vec a) { return from_bits((2046 - (((bits_of(a) >> 52) + 1023) >> 1)) << 52); }

/* Knuth's TwoSum: a + b == *sum + returned error, exactly. */
INLINE vec two_sum(vec a, vec b, vec *sum)
{
    vec s = a + b, b_part = s - a;
    *sum = s;
    return (a - (s - b_part)) + (b - b_part);
}

/*
 * a - quotient * n, exactly, where quotient is a / n to a few units in the last place and n a whole number.  Without
 * FMA the quotient is split: both halves times an n of up to 26 bits are exact.
 */
INLINE vec exact_rest(vec a, vec quotient, vec n)
{
#if defined(__FMA__) && defined(NATIVE)
    return NATIVE(fnmadd)(quotient, n, a);
#else
    if (any(n > 0x1p26)) {
        vec r = a;
        for (int l = 0; l < LANES; l++)
            ((double *)&r)[l] = fma(-((double *)&quotient)[l], ((double *)&n)[l], ((double *)&a)[l]);
        return r;
    }
    vec high = upper_half(quotient);
    return (a - high * n) - (quotient - high) * n;
#endif
}

/*
 * 1 / n, rounded correctly, for whole numbers n > 0.  Newton's iteration from an estimate, whose last step rounds
 * correctly if the estimate is within one unit in the last place (Markstein 1990); it leaves the unit that divides and
 * takes roots, of which a processor has but one, to others.
 */
INLINE vec one_over(vec n)
{
#if defined(__FMA__) && defined(NATIVE) && LANES >= 4
#if LANES == 8
    vec r = _mm512_rcp14_pd(n);
#else
    vec r = _mm256_cvtps_pd(_mm_rcp_ps(_mm256_cvtpd_ps(n)));
    r = NATIVE(fmadd)(r, NATIVE(fnmadd)(n, r, splat(1)), r);
#endif
    for (int i = 0; i < 3; i++) r = NATIVE(fmadd)(r, NATIVE(fnmadd)(n, r, splat(1)), r);
    return r;
#else
    return 1 / n;
#endif
}

/* Dekker's Fast2Sum: the same if |a| >= |b|; otherwise the error is itself off by up to 2^-53 |b|. */
INLINE vec fast_two_sum(vec a, vec b, vec *sum)
{
    vec s = a + b;
    *sum = s;
    return b - (s - a);
}

#endif
