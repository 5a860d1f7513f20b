/*
 * transpose.h - blocks of LANES x LANES elements, between LANES streams in memory and rows of lanes.
 *
 * Stream l holds consecutive elements from at + l * apart on; row r has element r of every stream.  Half a stream is
 * fetched at a time, so that half of the exchange costs nothing: it is done by the loads.
 */
#ifndef FR_TRANSPOSE_H
#define FR_TRANSPOSE_H

#include "vec.h"

enum { HALF = LANES / 2 };

typedef double half __attribute__((vector_size(HALF * sizeof(double))));
typedef half half_anywhere __attribute__((aligned(sizeof(double)), may_alias));

/* Transposes HALF x HALF blocks: one in the low halves of the vectors, one in the high halves. */
#if LANES == 2
INLINE vec halves(const double *low, const double *high) { return (vec){*low, *high}; }
INLINE void exchange(vec b[HALF]) { (void)b; }
INLINE vec low_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 0, 2); }
INLINE vec high_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 1, 3); }

#elif LANES == 4
INLINE vec halves(const double *low, const double *high)
{
    return __builtin_shufflevector(*(const half_anywhere *)low, *(const half_anywhere *)high, 0, 1, 2, 3);
}

INLINE void exchange(vec b[HALF])
{
    vec even = __builtin_shufflevector(b[0], b[1], 0, 4, 2, 6);
    b[1] = __builtin_shufflevector(b[0], b[1], 1, 5, 3, 7);
    b[0] = even;
}

INLINE vec low_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 0, 1, 4, 5); }
INLINE vec high_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 2, 3, 6, 7); }

#else
INLINE vec halves(const double *low, const double *high)
{
    return __builtin_shufflevector(*(const half_anywhere *)low, *(const half_anywhere *)high, 0, 1, 2, 3, 4, 5, 6, 7);
}

INLINE void exchange(vec b[HALF])
{
    vec pair[4];
    for (int i = 0; i < 4; i += 2) {
        pair[i] = __builtin_shufflevector(b[i], b[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        pair[i + 1] = __builtin_shufflevector(b[i], b[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 2; i++) {
        b[i] = __builtin_shufflevector(pair[i], pair[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
        b[i + 2] = __builtin_shufflevector(pair[i], pair[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
}

INLINE vec low_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11); }
INLINE vec high_halves(vec a, vec b) { return __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15); }
#endif

/* Vectors wider than the processor's, those of a test, cost the compiler too much time to have this everywhere. */
#if defined(FR_LANES)
#define BLOCKWISE static __attribute__((noinline, unused))
#else
#define BLOCKWISE INLINE
#endif

BLOCKWISE void load_block(const double *at, ptrdiff_t apart, vec row[LANES])
{
    for (int h = 0; h < LANES; h += HALF) {
        for (int i = 0; i < HALF; i++) row[h + i] = halves(at + i * apart + h, at + (i + HALF) * apart + h);
        exchange(row + h);
    }
}

BLOCKWISE void store_block(double *at, ptrdiff_t apart, vec row[LANES])
{
    exchange(row);
    exchange(row + HALF);
    for (int i = 0; i < HALF; i++) {
        store(at + i * apart, low_halves(row[i], row[i + HALF]));
        store(at + (i + HALF) * apart, high_halves(row[i], row[i + HALF]));
    }
}

/* Asks for the cache lines of LANES x LANES elements that will be read, or written; any address will do. */
INLINE void fetch_block(const double *at)
{
    for (int i = 0; i < LANES * LANES; i += 8) __builtin_prefetch(at + i, 0);
}

INLINE void expect_block(const double *at)
{
    for (int i = 0; i < LANES * LANES; i += 8) __builtin_prefetch(at + i, 1);
}

/* The same for rows that are `apart`; what will be read comes no nearer than the second-level cache, since other
 * strips will be read before. */
INLINE void fetch_rows(const double *at, ptrdiff_t apart, int rows)
{
    for (int r = 0; r < rows; r++) __builtin_prefetch(at + r * apart, 0, 2);
}

INLINE void expect_rows(const double *at, ptrdiff_t apart, int rows)
{
    for (int r = 0; r < rows; r++) __builtin_prefetch(at + r * apart, 1);
}

#endif
