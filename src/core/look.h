/*
 * look.h - how large elements are: what walks want to know of them before kernels run.
 *
 * Without their sign, doubles are in the order of their bits.  The first 16 of these, which processors compare fastest,
 * are enough: zero, the exponent and four bits more.  A number that is one less puts zeros behind all others, since
 * they do not count as small.
 */
#ifndef FR_LOOK_H
#define FR_LOOK_H

#include "seen.h"
#include "vec.h"

typedef struct {
    lane_bits largest, least;
    mask strange; /* infinities and NaN; elements are not finite if it is all that is counted */
} looked;

INLINE looked nothing_looked_at(void)
{
    const lane_bits none = {0};
    return (looked){none, none + INT64_MAX, (mask)none};
}

/* careful: infinities and NaN do not count. */
INLINE looked with_vector(looked so_far, vec x, bool careful)
{
    lane_bits size = bits_of(abs_of(x));
    if (careful) {
        const mask strange = (mask)size > INT64_C(0x7fefffffffffffff);
        so_far.strange |= strange;
        size &= (lane_bits)~strange;
    }
    return (looked){larger_words(so_far.largest, size), smaller_words(so_far.least, size + INT64_MAX), so_far.strange};
}

INLINE fr_look over_lanes(looked a, looked b)
{
    const lane_bits largest = larger_words(a.largest, b.largest), least = smaller_words(a.least, b.least);
    fr_look r = FR_NOTHING_SEEN;
    for (int l = 0; l < LANES; l++) {
        const int large = (int)(largest[l] >> 48), small = (int)(least[l] >> 48) ^ 0x8000;
        r.largest = large > r.largest ? large : r.largest;
        r.least = small < r.least ? small : r.least;
    }
    r.finite = r.largest < FR_SIZE(1024) && !any(a.strange | b.strange);
    return r;
}

/* Some vectors, `apart` doubles apart; two at a time, so that one need not wait for the other. */
INLINE void look_over(looked so_far[2], const double *from, ptrdiff_t apart, ptrdiff_t vectors, bool careful)
{
    ptrdiff_t v = 0;
    for (; v + 1 < vectors; v += 2)
        for (int k = 0; k < 2; k++) so_far[k] = with_vector(so_far[k], load(from + (v + k) * apart), careful);
    if (v < vectors) so_far[0] = with_vector(so_far[0], load(from + v * apart), careful);
}

INLINE fr_look look_at_rows(const double *from, ptrdiff_t vectors, ptrdiff_t apart, ptrdiff_t rows, bool careful)
{
    looked so_far[2] = {nothing_looked_at(), nothing_looked_at()};
    if (vectors == 1) look_over(so_far, from, apart, rows, careful);
    for (ptrdiff_t r = 0; r < rows && vectors > 1; r++) look_over(so_far, from + r * apart, LANES, vectors, careful);
    return over_lanes(so_far[0], so_far[1]);
}

/* What is not finite hides how large the others are: then once more. */
static __attribute__((unused)) fr_look look_at(const double *from, ptrdiff_t vectors, ptrdiff_t apart, ptrdiff_t rows,
                                               bool gaps_expected)
{
    fr_look seen = {.finite = false};
    if (!gaps_expected) seen = look_at_rows(from, vectors, apart, rows, false);
    return seen.finite ? seen : look_at_rows(from, vectors, apart, rows, true);
}

#endif
