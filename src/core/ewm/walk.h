/*
 * walk.h - exponentially weighted statistics over series: what both walks share.
 */
#ifndef FR_EWM_WALK_H
#define FR_EWM_WALK_H

#include "../memory.h"
#include "../watch.h"
#include "kernel.h"

typedef struct {
    const fr_isa *isa;
    const fr_ewm_kernel *kernel;
    fr_ewm_rule rule;
    int kind, inputs;
    fr_array in[2], out;
    ptrdiff_t series, n, min_periods;
    const int64_t *offsets; /* groups begin at offsets[0 ...], and end where the next one begins */
    ptrdiff_t groups;
    double cost;          /* nanoseconds for an element */
    const double *decays; /* for each element, 1 for the first of a group, and a panel more; NULL: always the same */
    bool last_alone;      /* only the last output of each series is wanted */
    fr_watch watch;
} fr_ewm_walk;

/* A group of one series: weights begin with its first element.  Parts are numbered series by series. */
typedef struct {
    fr_series in[2], out;
    ptrdiff_t n;
    const double *decays;
} fr_ewm_part;

fr_ewm_part fr_ewm_part_of(const fr_ewm_walk *walk, ptrdiff_t number);

/* Signs of the infinities that a series has had; after them there is only one result. */
enum { FR_EWM_PLUS = 1, FR_EWM_MINUS = 2, FR_EWM_BOTH = 3 };

/* Series one after the other. */
int fr_ewm_walk_rows(const fr_ewm_walk *walk);

/* The last output of each series alone; there are no groups. */
int fr_ewm_walk_last(const fr_ewm_walk *walk);

/* Several parts of up to a panel, [from, to), in the lanes of vectors.  Needs as much memory as that says. */
void fr_ewm_run_abreast(const fr_ewm_walk *walk, ptrdiff_t from, ptrdiff_t to, void *space);
size_t fr_ewm_room_abreast(const fr_ewm_walk *walk);

/* Series side by side in memory. */
int fr_ewm_walk_columns(const fr_ewm_walk *walk);

/* Where outputs begin: with the element that is the min_periods-th valid one. */
ptrdiff_t fr_ewm_first_output(const fr_ewm_walk *walk, const fr_ewm_part *part);

/* NaN for the outputs before that. */
void fr_ewm_fill_before(const fr_ewm_walk *walk, const fr_ewm_part *part);

/* Signs of the infinities of an element. */
int fr_ewm_signs_at(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t i);

/* Which elements kernels can work on. */
fr_watch fr_ewm_watch_for(int kind, bool *found);

/* Makes the results right of series with such elements; first: of all series, nothing has been computed yet. */
int fr_ewm_mend(const fr_ewm_walk *walk, bool first);

/* The result after infinities of these signs. */
double fr_ewm_infinite_result(const fr_ewm_walk *walk, int seen);

/* Takes note of infinities among elements [from, to), after those seen; if `write`, of outputs from the first on. */
int fr_ewm_set_infinite(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t from, ptrdiff_t to, int seen,
                        bool write);

#endif
