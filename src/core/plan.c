/*
 * plan.c - how a window is cut into tiles.  A function of the window only, so that results do not depend on the length
 * of the series, on the number of threads or on the instruction set.
 *
 * Small windows are added up directly.  Others: a tile has at most w - 1 rows; few rows mean many totals to add up for
 * each output, many rows overflow the first-level cache.  Among the tiles of nearly as many rows as are good, those
 * with the least left over are taken.
 *
 * Windows that are not full yet have tiles that begin with the series, four of them or more, to go side by side.
 */
#include "plan.h"
#include <math.h>

enum { LARGEST_DIRECT = FR_ROWS, MOST_ROWS = 256, GROWING_ROWS = 64, CANDIDATES = 16 };

static fr_plan with_rows(ptrdiff_t window, ptrdiff_t rows)
{
    ptrdiff_t tiles = (window - 1) / rows;
    return (fr_plan){.window = window, .rows = rows, .back = tiles - 1, .head = window - 1 - rows * tiles};
}

/* Whether fewer additions are made once a tile, for each of its rows. */
static bool is_cheaper(const fr_plan *a, const fr_plan *b)
{
    return (double)(a->head + a->back) * (double)b->rows < (double)(b->head + b->back) * (double)a->rows;
}

ptrdiff_t fr_most_rows(ptrdiff_t longest) { return (ptrdiff_t)fmax(MOST_ROWS, 2 * sqrt((double)longest)); }

fr_plan fr_growing_plan(ptrdiff_t outputs)
{
    const double good = fmax(GROWING_ROWS, 2 * sqrt((double)outputs));
    return with_rows(outputs + 1, (ptrdiff_t)fmin(good, (double)outputs / 4));
}

fr_plan fr_make_plan(ptrdiff_t window)
{
    if (window <= LARGEST_DIRECT) return (fr_plan){.window = window};
    ptrdiff_t most = fr_most_rows(window);
    ptrdiff_t rows = (most < window - 1 ? most : window - 1) / FR_ROWS * FR_ROWS, least = rows / 2;
    fr_plan best = with_rows(window, rows);
    for (int i = 1; i < CANDIDATES && best.back && rows - i * FR_ROWS > least; i++) {
        fr_plan plan = with_rows(window, rows - i * FR_ROWS);
        if (is_cheaper(&plan, &best)) best = plan;
    }
    return best;
}
