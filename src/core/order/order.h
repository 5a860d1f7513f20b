/*
 * order.h - order statistics of moving windows (median, quantile, rank, nunique, mode): their part of fr_rolling() and
 * fr_rolling_bounds().  They do not merge, so they have walks and kernels of their own; see job.h.
 */
#ifndef FR_ORDER_H
#define FR_ORDER_H

#include "fastroll.h"

bool fr_is_order_statistic(const fr_statistic *what);

/* fr_rolling() where options->window > 0 and -n <= options->shift <= n. */
int fr_order_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_options *options);

/* The same as a part of a larger job, on the calling thread alone, and the bytes of memory that it takes. */
size_t fr_order_room(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                     const fr_options *options);
void fr_order_rolling_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out,
                         ptrdiff_t series, ptrdiff_t n, const fr_options *options);

/* fr_rolling_bounds() where the bounds have been checked. */
int fr_order_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const int64_t *start, const int64_t *end, ptrdiff_t outputs, const fr_options *options);

/* Fills all outputs with what windows without any element give. */
void fr_order_fill_empty(const fr_statistic *what, const fr_array *out, ptrdiff_t series, ptrdiff_t outputs,
                         const fr_options *options);

#endif
