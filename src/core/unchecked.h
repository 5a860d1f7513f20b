/*
 * unchecked.h - the functions of fastroll.h behind their checks (api.c): arguments are right, options complete, outputs
 * apart from inputs.  And one for the extension module, which is as good as its word.
 */
#ifndef FR_UNCHECKED_H
#define FR_UNCHECKED_H

#include "fastroll.h"

/* Windows, and what lies between them and their elements, are no longer than a few times this.  It is further than any
 * series reaches, and sums and small multiples of it do not overflow. */
#define FR_ENDLESS (PTRDIFF_MAX / 128)

/* The window of element i has options->window elements and ends with element i + options->shift; nothing is said by
 * center, closed and step. */
int fr_rolling_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                         ptrdiff_t n, const fr_options *options);

/* Checks the bounds themselves. */
int fr_rolling_bounds_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                                ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                                const fr_options *options);

/* Windows of a span of time, see fr_time_bounds(). */
typedef struct {
    const int64_t *times;
    int64_t window;
    bool center;
    fr_closed closed;
} fr_time_span;

/* Checks whether times ascend or descend. */
int fr_rolling_times_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                               ptrdiff_t n, const fr_time_span *span, const fr_options *options);

int fr_rolling_groups_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                                const int64_t *offsets, ptrdiff_t groups, const fr_options *options);

int fr_ewm_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_ewm_options *options);

int fr_ewm_groups_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                            ptrdiff_t n, const int64_t *offsets, ptrdiff_t groups, const fr_ewm_options *options);

int fr_ewm_last_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                          ptrdiff_t n, const fr_ewm_options *options);

int fr_weighted_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                          ptrdiff_t n, const fr_weighted_options *options);

/* fr_rolling_bounds_apply(), with its checks, for functions that leave the values as they are: they get no copies. */
FR_API int fr_rolling_bounds_apply_shared(fr_function *function, void *user_data, const fr_array *in,
                                          const fr_array *out, ptrdiff_t series, ptrdiff_t n, const int64_t *start,
                                          const int64_t *end, ptrdiff_t outputs, const fr_options *options,
                                          ptrdiff_t *failed);

/* Asks the function of fr_stop_when() unless that was not long ago: for those who call us again and again. */
FR_API bool fr_is_to_stop(void);

#endif
