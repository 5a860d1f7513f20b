/*
 * products.h - sums of products of the deviations of pairs from an anchor, shared by what is computed from two series.
 *
 * Scheme.  As in powers.h, for both coordinates: the anchor is a pair of the window, so central sums of products lose
 * at most a factor 1 + n, whatever the offsets of the data; pairs that are all equal give exactly 0.
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
    vec dx = by.x, dy = by.y, ndx = n * dx;
    return (products){s.x + ndx, s.y + n * dy, s.xx + dx * (2 * s.x + ndx), s.xy + dx * s.y + dy * (s.x + ndx),
                      s.yy + dy * (2 * s.y + n * dy)};
}

INLINE anchor products_off_center(products s, vec n)
{
    return (anchor){powers2_off_center((powers2){s.x, s.xx}, n).x, powers2_off_center((powers2){s.y, s.yy}, n).x};
}

/* Sums of products about the means. */
typedef struct {
    vec mean_x, mean_y, xx, xy, yy; /* means less the anchor */
} centered;

INLINE centered products_centered(products s, vec n)
{
    vec share = 1 / n, x = s.x * share, y = s.y * share;
    return (centered){x, y, max_of(splat(0), s.xx - x * s.x), s.xy - x * s.y, max_of(splat(0), s.yy - y * s.y)};
}

/* NaN for nothing to divide by: what does not vary, or only so little that squares are too small for doubles. */
INLINE vec ratio_or_nan(vec a, vec b) { return choose(b > 0, a / b, splat(NAN)); }

/* The square of the correlation. */
INLINE vec products_r2(centered c)
{
    vec p = leveller(c.xx), q = leveller(c.yy), xy = c.xy * p * q;
    return min_of(splat(1), ratio_or_nan(xy * xy, (c.xx * p * p) * (c.yy * q * q)));
}

#endif
