/*
 * walk.h - a fixed window moving over series: what all walks share.
 *
 * Positions.  A window is known by the position of its last element, and so is its output.  The walk computes outputs
 * [first, last), which may reach beyond the series at both ends: elements that are not there are missing.
 */
#ifndef FR_WALK_H
#define FR_WALK_H

#include "kernel.h"
#include "memory.h"
#include "plan.h"
#include "watch.h"
#include <math.h>

typedef struct {
    const fr_isa *isa;
    const fr_kernel *kernel;
    int inputs, results;
    const fr_array *in, *out;
    ptrdiff_t series, n; /* n: elements of a series */
    ptrdiff_t outputs;   /* of a series */
    ptrdiff_t shift;     /* output i is that of the window that ends with element i + shift */
    ptrdiff_t first, last;
    fr_plan plan;
    double ddof, min_periods;
    double cost; /* nanoseconds for an output */
    bool skip_inf;
    fr_watch watch;
} fr_walk;

/* A walk over series of n elements with so many outputs, those whose windows can have enough elements. */
void fr_make_walk(fr_walk *walk, const fr_statistic *what, ptrdiff_t n, ptrdiff_t outputs, const fr_options *options);

/* Computes outputs [first, last), series by series. */
int fr_walk_rows(const fr_walk *walk);

/* The same for series side by side in memory. */
int fr_walk_columns(const fr_walk *walk);

/* The same on the calling thread alone, in memory of fr_columns_room() bytes. */
void fr_walk_columns_in(const fr_walk *walk, void *room);
size_t fr_columns_room(const fr_walk *walk);

/* The same for one series, in memory of fr_row_room() bytes; `in` and `out` of the walk are not used. */
void fr_walk_row(const fr_walk *walk, const fr_series in[FR_MAX_INPUTS], const fr_series out[FR_MAX_OUTPUTS],
                 void *room);
size_t fr_row_room(const fr_walk *walk, ptrdiff_t outputs);

/* All outputs of one series, those of windows that are not full and those that lie outside of [first, last) included;
 * in memory of fr_pieces_room() bytes for so many outputs. */
void fr_walk_pieces(const fr_walk *walk, const fr_series in[FR_MAX_INPUTS], const fr_series out[FR_MAX_OUTPUTS],
                    void *room);
size_t fr_pieces_room(const fr_walk *walk, ptrdiff_t outputs);

/* The outputs to compute, as elements of the output series. */
static inline fr_range fr_outputs(const fr_walk *walk)
{
    return (fr_range){walk->first - walk->shift, walk->last - walk->shift};
}

/* NaN for all other outputs. */
static inline void fr_fill_rest(const fr_walk *walk, fr_series out)
{
    fr_fill(out, 0, walk->first - walk->shift, NAN);
    fr_fill(out, walk->last - walk->shift, walk->outputs, NAN);
}

/* The beginning of the tile that has output `position`; full windows begin with a tile. */
static inline ptrdiff_t fr_tile_begin(const fr_walk *walk, ptrdiff_t position)
{
    ptrdiff_t rows = walk->plan.rows, full = walk->plan.window - 1, from = position - full;
    return full + (from >= 0 ? from / rows : -((rows - 1 - from) / rows)) * rows;
}

/* The first output that is computed. */
static inline ptrdiff_t fr_begin_of(const fr_walk *walk)
{
    return walk->plan.rows && !walk->plan.octets ? fr_tile_begin(walk, walk->first) : walk->first;
}

#endif
