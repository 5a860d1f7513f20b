/*
 * line.h - a line of least squares, shared by regression and trend.
 */
#ifndef FR_LINE_H
#define FR_LINE_H

#include "products.h"

typedef struct {
    vec slope, intercept, r2;
} line;

/* The means of `c` are counted from `about`. */
INLINE line line_through(centered c, anchor about)
{
    vec slope = ratio_or_nan(c.xy, c.xx);
    return (line){slope, (about.y + c.mean_y) - slope * (about.x + c.mean_x), products_r2(c)};
}

#endif
