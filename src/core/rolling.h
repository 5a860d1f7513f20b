/*
 * rolling.h - fr_rolling() as a part of a larger job: on the calling thread alone, in memory that it is given.
 */
#ifndef FR_ROLLING_H
#define FR_ROLLING_H

#include "fastroll.h"

/* How many bytes of memory fr_rolling_in() takes for series of n elements. */
size_t fr_rolling_room(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                       const fr_options *options);

/* The same results as those of fr_rolling(), to the bit. */
void fr_rolling_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                   ptrdiff_t n, const fr_options *options);

/* fr_rolling_in() for plain doubles that lie side by side; no statistic of order. */
size_t fr_rolling_abreast_room(const fr_statistic *what, ptrdiff_t series, ptrdiff_t n, const fr_options *options);
void fr_rolling_abreast_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out,
                           ptrdiff_t series, ptrdiff_t n, const fr_options *options);

#endif
