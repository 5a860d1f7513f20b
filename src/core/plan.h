/* plan.h - how a window is cut into tiles; see plan.c. */
#ifndef FR_PLAN_H
#define FR_PLAN_H

#include "kernel.h"

fr_plan fr_make_plan(ptrdiff_t window);

/* For the first outputs, a power of four, of a window that has one element more: none is full. */
fr_plan fr_growing_plan(ptrdiff_t outputs);

/* A tile of any window of up to so many elements has no more rows; where it has totals, more than half of them. */
ptrdiff_t fr_most_rows(ptrdiff_t longest);

#endif
