/*
 * products.h - sums of products of the deviations of pairs from an anchor, shared by what is computed from two series.
 *
 * Scheme.  As in powers.h, for both coordinates: the anchor is a pair of the window, so central sums of products lose
 * at most a factor 1 + n, whatever the offsets of the data; pairs that are all equal give exactly 0.  What is done with
 * x and y is the same if they change places, so the covariance of y and x has the bits of that of x and y.
 */
#ifndef FR_PRODUCTS_H
#define FR_PRODUCTS_H

#include "powers.h"

typedef struct {
    vec x, y, xx, xy, yy;
} products;

INLINE products products_lift(element e) { return (products){e.x, e.y, e.x * e.x, e.x * e.y, e.y * e.y}; }

INLINE products products_merge(products a, products b)
{
    return (products){a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
}

INLINE products products_rebase(products s, vec n, anchor_shift by)
{
    vec dx = by.x, dy = by.y, ndx = n * dx, ndy = n * dy;
    return (products){s.x + ndx, s.y + ndy, s.xx + dx * (2 * s.x + ndx), s.xy + (dx * s.y + dy * s.x + n * (dx * dy)),
                      s.yy + dy * (2 * s.y + ndy)};
}

INLINE anchor products_off_center(products s, vec n)
{
    return (anchor){powers2_off_center((powers2){s.x, s.xx}, n).x, powers2_off_center((powers2){s.y, s.yy}, n).x};
}

/* Sums of products about the means. */
typedef struct {
    vec mean_x, mean_y, xx, xy, yy; /* means less the anchor */
} centered;

/* The sum of products of x and y about the means: a NaN where an element of either is infinite, since then the sum of
 * its deviations is not finite. */
INLINE vec products_xy(products s, finish_info w)
{
    vec xy = s.xy - s.x * s.y * w.per.element;
    return w.tame ? xy : choose((s.x - s.x == 0) & (s.y - s.y == 0), xy, splat(NAN));
}

INLINE centered products_centered(products s, finish_info w)
{
    vec x = s.x * w.per.element, y = s.y * w.per.element;
    return (centered){x, y, max_of(splat(0), s.xx - x * s.x), products_xy(s, w), max_of(splat(0), s.yy - y * s.y)};
}

/* NaN for nothing to divide by: what does not vary. */
INLINE vec ratio_or_nan(vec a, vec b) { return choose(b > 0, a / b, splat(NAN)); }

/* The square of the correlation. */
INLINE vec products_r2(centered c)
{
    vec p = leveller(c.xx), q = leveller(c.yy), xy = c.xy * p * q;
    return min_of(splat(1), ratio_or_nan(xy * xy, (c.xx * p * p) * (c.yy * q * q)));
}

#endif
