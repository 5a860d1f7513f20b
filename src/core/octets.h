/*
 * octets.h - windows with too few elements, for the kernels of kernel_octets.inc.
 *
 * Which elements are there is a bit of each; a byte has those of an octet.  A window has the valid elements of the one
 * that ends before its octet, and those of the octet up to its own end, less those that windows have lost by then.
 */
#ifndef FR_OCTETS_H
#define FR_OCTETS_H

#include "kernel.h"
#include "vec.h"
#include <string.h>

/* Those of the elements that are lost at the places of octet j. */
static inline unsigned fr_lost_octet(const fr_octets_job *job, ptrdiff_t j)
{
    const unsigned char *last = job->there + j - job->octets;
    return ((unsigned)last[0] << 8 | last[-1]) >> (FR_ROWS - job->window % FR_ROWS) & 255;
}

/* Valid elements of the window that ends before the first octet. */
static inline ptrdiff_t fr_valid_before(const fr_octets_job *job)
{
    ptrdiff_t valid = __builtin_popcount(fr_lost_octet(job, 0) & ((1u << job->window % FR_ROWS) - 1));
    for (ptrdiff_t j = -job->octets; j < 0; j++) valid += __builtin_popcount(job->there[j]);
    return valid;
}

/* How many of the first bits are set, up to each of them: a byte for each. */
static inline uint64_t fr_counts_of_bits(unsigned bits)
{
    const uint64_t each = UINT64_C(0x0101010101010101), of_bytes = UINT64_C(0x8040201008040201);
    return (((bits * each & of_bytes) + 0x7f * each) >> 7 & each) * each;
}

/* A bit for each window of an octet that has enough elements, of those before, that come, and that are lost. */
static inline unsigned fr_enough(ptrdiff_t before, unsigned there, unsigned lost, ptrdiff_t min_periods)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    const ptrdiff_t needed = fr_larger(fr_smaller(min_periods - before, 9), -9); /* no more than 8 come or are lost */
    const uint64_t more = fr_counts_of_bits(there) + (uint64_t)(128 - needed) * each - fr_counts_of_bits(lost);
    return (unsigned)((more >> 7 & each) * UINT64_C(0x0102040810204080) >> 56);
}

/* Puts NaN where windows have too few elements. */
static inline void fr_blank_octets(const fr_octets_job *job)
{
    ptrdiff_t before = fr_valid_before(job);
    for (ptrdiff_t j = 0; j < job->wanted; j++) {
        const unsigned there = job->there[j], lost = fr_lost_octet(job, j);
        const ptrdiff_t come = __builtin_popcount(there), gone = __builtin_popcount(lost);
        const bool some = before - gone < job->min_periods && before + come >= job->min_periods;
        const unsigned alike = before >= job->min_periods ? 255 : 0; /* all windows, or none */
        const unsigned enough = some ? fr_enough(before, there, lost, job->min_periods) : alike;
        double *out = job->out + j * FR_ROWS;
        for (int l = 0; l < FR_ROWS && enough != 255; l += LANES)
            store(out + l, choose(lanes_of_bits(enough >> l), load(out + l), splat(NAN)));
        before += come - gone;
    }
}

#endif
