/*
 * walk.h - weighted windows over series: what the parts of the walk share.
 */
#ifndef FR_WEIGHTED_WALK_H
#define FR_WEIGHTED_WALK_H

#include "../walk.h"
#include "kernel.h"

typedef struct {
    int lanes;
    fr_weighted_kernel *kernel;
    fr_weighted_job question; /* all that outputs have in common */
    fr_array in, out;
    ptrdiff_t series, n;
    ptrdiff_t shift;        /* the window of output i ends with element i + shift */
    const int64_t *offsets; /* where groups begin and end; */
    ptrdiff_t groups;       /* none: the series is one */
    ptrdiff_t tile;         /* jobs begin with a window that ends at a multiple of this, and are as many outputs long */
    ptrdiff_t block, blocks; /* outputs that are computed together; of these in a series */
    fr_watch watch;
} fr_weighted_walk;

/* Weights as kernels want them; the memory is the caller's to free. */
typedef struct {
    double *weights;
    ptrdiff_t *places;
    double total;
    bool has_negative;
} fr_weights;

/* Of `window` of the weights that options tell, beginning with number `from`. */
int fr_make_weights(const fr_weighted_options *options, ptrdiff_t from, ptrdiff_t window, int kind, fr_weights *made);
void fr_free_weights(fr_weights *made);

/* A call whose elements, or weights of a sum, are not all ordinary; see extremes.c. */
typedef struct {
    const fr_statistic *what;
    int kind;
    const fr_array *in, *out;
    ptrdiff_t series, n;
    const fr_weighted_options *options;
    int weights; /* these are to be divided by 2^weights */
} fr_weighted_mend;

/* Computes without it; *extremes is set, unless it is NULL, if results may be wrong. */
int fr_weighted_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_weighted_options *options, bool *extremes);

fr_watch fr_weighted_watch(bool *found);

/* The exponent of weights that are not ordinary, else 0. */
int fr_size_of_weights(const fr_weighted_options *options);
int fr_weighted_mend_all(const fr_weighted_mend *mend);

/* Runs all jobs of a walk. */
int fr_walk_weighted(const fr_weighted_walk *walk, double cost);

#endif
