/* pairs.h - a statistic of each of some series with each of others. */
#ifndef FASTROLL_PAIRS_H
#define FASTROLL_PAIRS_H

#include "fastroll.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One element of a result for each series of x and each of y; those of y are neighbours in memory. */
typedef struct {
    void *data;
    ptrdiff_t along, across; /* bytes from an element to the next in time, and from a series of x to the next */
    fr_type type;
} fr_pairs;

/* A statistic of two series and one result, of x's number i (of `first`) and y's number j (of `second`), for all i and
 * j, as fr_rolling() computes it with the same options, to the bit.  `mirrored`: x is y, and the result of i and j is
 * that of j and i, too.  step is 1, results lie apart from x and y, and windows without elements give NaN; nothing of
 * this is checked. */
FR_API int fr_rolling_pairs(const fr_statistic *what, const fr_array *x, ptrdiff_t first, const fr_array *y,
                            ptrdiff_t second, bool mirrored, ptrdiff_t n, const fr_pairs *out,
                            const fr_options *options);

#ifdef __cplusplus
}
#endif

#endif
