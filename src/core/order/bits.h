/*
 * bits.h - counting and selecting bits of 64-bit words; without popcnt or pdep about a dozen operations each.
 */
#ifndef FR_BITS_H
#define FR_BITS_H

#include "vec.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

INLINE int bits_in(uint64_t word)
{
#if defined(__POPCNT__)
    return __builtin_popcountll(word);
#else
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    return (int)(((word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f) * 0x0101010101010101 >> 56);
#endif
}

INLINE int lowest_bit(uint64_t word) { return __builtin_ctzll(word); }

/* How many bits it takes to write `number`. */
INLINE int bit_width(uint64_t number) { return number ? 64 - __builtin_clzll(number) : 0; }

/* The position of the k-th set bit, counted from 0; there must be one. */
INLINE int select_bit(uint64_t word, int k)
{
#if defined(__BMI2__)
    return lowest_bit(_pdep_u64((uint64_t)1 << k, word));
#else
    for (; k > 0; k--) word &= word - 1;
    return lowest_bit(word);
#endif
}

INLINE void set_bit(uint64_t *words, uint32_t at) { words[at >> 6] |= (uint64_t)1 << (at & 63); }
INLINE void clear_bit(uint64_t *words, uint32_t at) { words[at >> 6] &= ~((uint64_t)1 << (at & 63)); }

/* Set bits of one word, at or below position `at` of them all. */
INLINE int bits_up_to(const uint64_t *words, uint32_t at) { return bits_in(words[at >> 6] << (63 - (at & 63))); }

#endif
