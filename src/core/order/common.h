/*
 * common.h - what the walks of order statistics share.
 */
#ifndef FR_ORDER_COMMON_H
#define FR_ORDER_COMMON_H

#include "job.h"

/* Blocks of 8 windows are ranked 9 / 8 times; of longer windows 2, so that a block stays in the cache.  Bits of ranks
 * fill words only in part where windows are very short: these cost less to move in than small blocks to set up. */
enum { LEAST_OUTPUTS = 2048, LONG_WINDOW = 4096, TIMES = 8, LONG_TIMES = 2 };
#define FR_MOST_ELEMENTS ((ptrdiff_t)1 << 30) /* of a block: an index takes 31 of 64 bits beside the key */

/* Outputs of a block with windows of that length. */
static inline ptrdiff_t fr_block_outputs(ptrdiff_t window)
{
    return fr_larger(window * (window < LONG_WINDOW ? TIMES : LONG_TIMES), LEAST_OUTPUTS);
}

const fr_order_kernels *fr_order_kernels_of(const fr_statistic *what);

/* A job as far as it depends on the options alone; keeps a pointer to them. */
fr_order_job fr_order_question(const fr_order_kernels *kernels, const fr_options *options);

/* The results of one series from an output on. */
static inline void fr_order_outputs(const fr_array *out, ptrdiff_t results, ptrdiff_t series, ptrdiff_t from,
                                    fr_series *to)
{
    for (ptrdiff_t k = 0; k < results; k++) to[k] = fr_part(fr_series_of(&out[k], series), from);
}

#endif
