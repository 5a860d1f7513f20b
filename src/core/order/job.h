/*
 * job.h - the contract between the walks of order statistics (fixed.c, bounded.c) and their kernels: some consecutive
 * outputs of one series.
 *
 * A walk turns types and strides into contiguous doubles and cuts outputs into jobs.  A kernel needs nothing from
 * another job, and selection is exact, so outputs may be cut anywhere: results do not depend on it, nor on the kernel.
 *
 *   short   fixed windows up to a length that the kernel tells: elements that are not there are NaN in x
 *   across  the same for as many series side by side as a vector has lanes
 *   blocks  windows of any length or with bounds: x has just the elements that are there
 */
#ifndef FR_ORDER_JOB_H
#define FR_ORDER_JOB_H

#include "walk.h"

typedef struct {
    const fr_options *options; /* with `quantiles` results */
    ptrdiff_t needed;          /* valid elements of a window that gives a number */
    double empty;              /* the result of a window without any element */
    ptrdiff_t outputs;
    const double *x;
    ptrdiff_t elements;
    ptrdiff_t apart;            /* across: doubles from one element of a series to its next; series are adjacent */
    ptrdiff_t window, ahead;    /* fixed windows: that of output i ends with x[i + ahead], be it there or not */
    ptrdiff_t last;             /* short: the last element that is there */
    const int64_t *start, *end; /* bounds: window i is [start[i] - origin, end[i] - origin); else NULL */
    ptrdiff_t origin;
    const fr_series *out; /* for each result; across: for each result, that of each series */
    int columns;          /* across: series that are there */
} fr_order_job;

/* Takes its working memory first; does nothing else if there is none to take, so that it is known how much it takes. */
typedef void fr_order_kernel(const fr_order_job *job, fr_memory *memory);

typedef struct fr_order_kernels {
    fr_order_kernel *along, *across, *blocks;       /* `along` and `across` may be NULL */
    ptrdiff_t (*longest_short)(const fr_options *); /* windows that are no longer than that are short */
    void (*understand)(fr_options *);               /* what is asked for as the kernels know it */
    int least;                                      /* valid elements needed whatever min_periods is */
} fr_order_kernels;

#endif
