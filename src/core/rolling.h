/*
 * rolling.h - fr_rolling() as a part of a larger job: on the calling thread alone, in memory that it is given.
 */
#ifndef FR_ROLLING_H
#define FR_ROLLING_H

#include "fastroll.h"

/* fr_rolling_unchecked(), but for results of elements so large or small that their powers may leave the range of
 * doubles: where there are any, *extremes is set, unless it is NULL, and those results may be wrong.  So are those
 * below. */
int fr_rolling_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const fr_options *options, bool *extremes);

/* Makes them right. */
int fr_mend_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const fr_options *options);

/* fr_rolling_groups_unchecked(), in the same way, but that groups which are worth several threads are right. */
int fr_rolling_groups_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                           const int64_t *offsets, ptrdiff_t groups, const fr_options *options, bool *extremes);

/* Whether a group of so many series is one of those: it ends where the next one begins. */
bool fr_is_long_group(const int64_t *begin, ptrdiff_t series);

/* How many bytes of memory fr_rolling_in() takes for series of n elements. */
size_t fr_rolling_room(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                       const fr_options *options);

/* The same results as those of fr_rolling(), to the bit. */
void fr_rolling_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                   ptrdiff_t n, const fr_options *options, bool *extremes);

/* fr_rolling_in() for plain doubles that lie side by side; no statistic of order. */
size_t fr_rolling_abreast_room(const fr_statistic *what, ptrdiff_t series, ptrdiff_t n, const fr_options *options);
void fr_rolling_abreast_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out,
                           ptrdiff_t series, ptrdiff_t n, const fr_options *options, bool *extremes);

#endif
