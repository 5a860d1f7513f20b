/*
 * kernel.h - the contract between the walk of weighted windows and their kernels: some consecutive outputs.
 *
 * A vector holds as many outputs as it has lanes, and its element number k is multiplied with weight number k in every
 * lane.  So the order of additions, and with it every bit, is that of the window alone:
 *
 *   along    lanes are neighbouring outputs of one series: elements are 1 double apart
 *   across   lanes are columns side by side: elements are as many doubles apart as a vector has lanes
 *
 * Either way the next vector of outputs is as many doubles away as it has lanes.
 */
#ifndef FR_WEIGHTED_KERNEL_H
#define FR_WEIGHTED_KERNEL_H

#include "../series.h"

/* In the order of fr_weighted_statistics(). */
enum { WEIGHTED_SUM, WEIGHTED_MEAN, WEIGHTED_VAR, WEIGHTED_STD, WEIGHTED_KINDS };

enum {
    WEIGHTED_TOGETHER = 8, /* vectors of outputs in a group */
    WEIGHTED_BLOCK = 16    /* elements whose products are added up plainly */
};

/* A sum as high - low, see ../stats/two_fold.h. */
typedef struct {
    double high, low;
} fr_weighted_total;

typedef struct {
    const double *weights;   /* of the elements of a window, in their order; finite */
    ptrdiff_t window;        /* of these */
    const ptrdiff_t *places; /* of weights by size, the heaviest first; only for var and std */
    fr_weighted_total total; /* of all weights */
    double needed;           /* valid elements of a window that gives a number, 1 or more */
    double ddof;
    double limit;       /* a valid element is no larger; NaN is none anyway */
    const double *x;    /* the first element of the first window; NaN if it is not there */
    double *out;        /* without gaps */
    ptrdiff_t groups;   /* of outputs */
    ptrdiff_t apart;    /* doubles from an element to the next */
    ptrdiff_t elements; /* doubles in x: those of all windows, and some more up to whole vectors */
    double *scratch;    /* 3 * elements + apart doubles */
} fr_weighted_job;

typedef void fr_weighted_kernel(const fr_weighted_job *job);

#endif
