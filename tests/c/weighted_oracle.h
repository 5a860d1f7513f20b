/*
 * weighted_oracle.h - what a statistic of a window with weights must be: plain sums over the window, in __float128.
 */
#ifndef TESTS_WEIGHTED_ORACLE_H
#define TESTS_WEIGHTED_ORACLE_H

#include "fastroll.h"
#include "quad.h"
#include <math.h>
#include <string.h>

/* What a window must give, and what that may be wrong by. */
static inline double weighted_oracle(const char *name, const double *x, ptrdiff_t n, ptrdiff_t i,
                                     const fr_weighted_options *o, double *room)
{
    quad product = 0, size = 0, total = 0, moved = 0, squares = 0;
    double origin = 0, most = -1; /* the heaviest element, so that equal ones have no variance */
    ptrdiff_t count = 0;
    for (int pass = 0; pass < 3; pass++)
        for (ptrdiff_t k = 0; k < o->window; k++) {
            const ptrdiff_t at = i + o->shift + 1 - o->window + k;
            if (at < 0 || at >= n || x[at] != x[at] || (o->skip_inf && isinf(x[at]))) continue;
            if (pass == 0 && fabs(o->weights[k]) > most) most = fabs(o->weights[k]), origin = x[at];
            if (pass == 0) continue;
            const quad w = o->weights[k], distance = (quad)x[at] - origin;
            if (pass == 2) squares += w * (distance - moved / total) * (distance - moved / total);
            else product += w * x[at], size += fabsq(w * x[at]), total += w, moved += w * distance, count++;
        }
    const ptrdiff_t needed = o->min_periods == FR_WHOLE_WINDOW ? o->window : o->min_periods;
    *room = 0;
    if (count < (needed > 1 ? needed : 1)) return NAN;
    if (!strcmp(name, "sum")) return *room = (double)(20 * 0x1p-53 * size), (double)product;
    if (!strcmp(name, "mean")) return *room = (double)(50 * 0x1p-53 * size / total), (double)(product / total);
    if ((double)count <= o->ddof) return NAN;
    const quad var = squares / total * count / (count - (quad)o->ddof);
    const double result = (double)(!strcmp(name, "var") ? var : sqrtq(var));
    return *room = 1e-12 * result, result;
}

#endif
