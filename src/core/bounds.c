/*
 * bounds.c - windows as bounds; those of time are in time_bounds.c.
 */
#include "times.h"

void fr_fixed_bounds(ptrdiff_t n, ptrdiff_t window, bool center, fr_closed closed, ptrdiff_t step, int64_t *start,
                     int64_t *end)
{
    /* pandas shifts windows without elements, too, as if centred: it shows when they are closed at both ends. */
    const int64_t offset = window == 0 ? -1 : center ? (window - 1) / 2 : 0;
    fr_moving_bounds(n, step, offset - window + !fr_closed_left(closed), offset - !fr_closed_right(closed), start, end);
}

void fr_expanding_bounds(ptrdiff_t n, int64_t *start, int64_t *end)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        start[i] = 0;
        end[i] = i + 1;
    }
}
