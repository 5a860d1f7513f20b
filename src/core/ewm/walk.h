/*
 * walk.h - exponentially weighted statistics over series: what both walks share.
 */
#ifndef FR_EWM_WALK_H
#define FR_EWM_WALK_H

#include "../kernel.h"
#include "kernel.h"

typedef struct {
    const fr_isa *isa;
    const fr_ewm_kernel *kernel;
    fr_ewm_rule rule;
    int kind, inputs;
    fr_array in[2], out;
    ptrdiff_t series, n, min_periods;
    double cost;          /* nanoseconds for an element */
    const double *decays; /* for each element, and 1 up to the end of its panel; NULL: always the same */
} fr_ewm_walk;

/* Signs of the infinities that a series has had; after them there is only one result. */
enum { FR_EWM_PLUS = 1, FR_EWM_MINUS = 2, FR_EWM_BOTH = 3 };

/* Series one after the other; of `last_only` there is but the last output. */
int fr_ewm_walk_rows(const fr_ewm_walk *walk, bool last_only);

/* Series side by side in memory. */
int fr_ewm_walk_columns(const fr_ewm_walk *walk);

/* Where outputs begin: with the element that is the min_periods-th valid one. */
ptrdiff_t fr_ewm_first_output(const fr_ewm_walk *walk, const fr_series in[2]);

/* NaN for the outputs before that. */
void fr_ewm_fill_before(const fr_ewm_walk *walk, const fr_series in[2], fr_series out);

/* The result after infinities of these signs. */
double fr_ewm_infinite_result(const fr_ewm_walk *walk, int seen);

/* Takes note of infinities among elements [from, to); outputs from the first on, to `out` if that is not NULL. */
int fr_ewm_set_infinite(const fr_ewm_walk *walk, const fr_series in[2], ptrdiff_t from, ptrdiff_t to, int seen,
                        const fr_series *out);

#endif
