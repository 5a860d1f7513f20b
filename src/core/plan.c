/*
 * plan.c - how a window is cut into tiles.  A function of the window only, so that results do not depend on the length
 * of the series, on the number of threads or on the instruction set.
 *
 * Small windows are added up directly.  Others: a tile has at most w - 1 rows; few rows mean many totals to add up for
 * each output, many rows overflow the first-level cache.
 */
#include "plan.h"
#include <math.h>

enum { LARGEST_DIRECT = FR_ROWS, MOST_ROWS = 128 };

fr_plan fr_make_plan(ptrdiff_t window)
{
    fr_plan plan = {.window = window};
    if (window <= LARGEST_DIRECT) return plan;
    ptrdiff_t most = (ptrdiff_t)fmax(MOST_ROWS, 2 * sqrt((double)window));
    ptrdiff_t parts = (window - 1 + most - 1) / most;
    plan.rows = (window - 1) / parts / FR_ROWS * FR_ROWS;
    plan.back = (window - 1) / plan.rows - 1;
    plan.head = window - 1 - plan.rows * (1 + plan.back);
    return plan;
}
