/*
 * kernel.h - the contract between the walk of weighted windows and their kernels: some consecutive outputs.
 *
 * A vector holds as many outputs as it has lanes, and its element number k is multiplied with weight number k in every
 * lane.  A job has `rows` such vectors:
 *
 *   along    of one series.  Lanes are stretches of it, each `rows` outputs long, that the kernel brings side by side;
 *            or neighbouring outputs, where windows are brief
 *   across   of as many series as there are lanes, side by side
 *
 * So the order of additions, and with it every bit, is that of the window alone; but variances depend on the position
 * of the window as well: outputs of a tile have an anchor in common.
 */
#ifndef FR_WEIGHTED_KERNEL_H
#define FR_WEIGHTED_KERNEL_H

#include "../series.h"

/* In the order of fr_weighted_statistics(). */
enum { WEIGHTED_SUM, WEIGHTED_MEAN, WEIGHTED_VAR, WEIGHTED_STD, WEIGHTED_KINDS };

enum {
    WEIGHTED_TOGETHER = 8,   /* vectors of outputs in a group; jobs have whole groups */
    WEIGHTED_TILE = 32,      /* rows in the largest tile */
    WEIGHTED_BLOCK = 16,     /* elements whose products are added up plainly */
    WEIGHTED_STRETCH = 64,   /* elements whose blocks are added up plainly */
    WEIGHTED_CANCELLED = 64, /* a spread about an origin is no more than so many variances: that costs 6 bits */
    WEIGHTED_PLANES = 5      /* rooms for all elements that a kernel needs */
};

/* Whether there is little to add up, and nothing to gain from any preparation. */
static inline bool fr_weighted_is_brief(int kind, ptrdiff_t window)
{
    return kind <= WEIGHTED_MEAN && window <= WEIGHTED_BLOCK;
}

/* Rows of a tile: all of its windows have an element in common, if they are not too short for that.  Jobs begin and end
 * with a tile. */
static inline ptrdiff_t fr_weighted_tile(int kind, ptrdiff_t window)
{
    ptrdiff_t rows = fr_weighted_is_brief(kind, window) ? WEIGHTED_TOGETHER : WEIGHTED_TILE;
    while (rows > window && rows > WEIGHTED_TOGETHER) rows /= 2;
    return rows;
}

typedef struct {
    const double *weights;   /* of the elements of a window, in their order; finite */
    ptrdiff_t window;        /* of these */
    const ptrdiff_t *places; /* of weights by size, the heaviest first; only for var and std */
    double total;            /* of all weights */
    double share;            /* 1 / total; 0: it is not finite */
    bool has_negative;       /* among the weights */
    bool two_passes;         /* for variances whose windows have origins of their own */
    ptrdiff_t middle;        /* where to look for the anchor of a tile: there, or as little as possible after it */
    double needed;           /* valid elements of a window that gives a number, 1 or more */
    double ddof;
    double limit;    /* a valid element is no larger; NaN is none anyway */
    ptrdiff_t lanes; /* what LANES is */
    bool across;     /* else along */
    const double *x; /* the first element of the first window; NaN if it is not there */
    ptrdiff_t apart; /* across: doubles from one element to the next */
    double *out;
    ptrdiff_t out_apart; /* across: doubles from one output to the next */
    ptrdiff_t rows;      /* vectors of outputs; as many elements as they need, and up to a whole vector, can be read */
    fr_look *seen;       /* of the elements, is left there */
    double *scratch;     /* WEIGHTED_PLANES * (rows + window + lanes) vectors */
} fr_weighted_job;

typedef void fr_weighted_kernel(const fr_weighted_job *job);

#endif
