/*
 * trend.h - the line of least squares for a window as a function of the position in it, and how well it fits.
 *
 * It is the regression of the window on 0, 1, 2, ..., the positions from its first element on.  Positions are whole
 * numbers, so their sums are exact as long as they are below 2^53: windows of up to 200,000 elements.
 */
#define STAT    trend
#define SUMMARY "Slope, intercept and r2 of the regression line of x on the position in each window."
#define ERROR                                                                                                          \
    "|error of slope| <= 1e-11 * std(x) / std(position); |error of intercept| <= 1e-11 * max(|x|); that of r2 <= "     \
    "1e-11.  NaN for a single value, r2 also where x does not vary."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of products of deviations from a member of the window; "   \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define RESULTS  "slope, intercept, r2"
#define OUTPUTS  3
#define RESULT   line
#define COST     4.5
#define LEAST    1
#define INPUTS   1
#define SCALES   {2, 1, 0}, {2, 1, 0}, {2, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    products
#define IDENTITY                                                                                                       \
    (products) { splat(0), splat(0), splat(0), splat(0), splat(0) }
#define LIFT       trend_lift
#define MERGE      products_merge
#define REBASE     trend_rebase
#define POSITIONED 1
#define OFF_CENTER trend_off_center
#define FINISH     trend_finish

#if defined(FR_KERNELS)
#include "line.h"

/* In the products, x is the position and y the element. */
INLINE products trend_lift(element e)
{
    e.y = e.x;
    e.x = e.at;
    return products_lift(e);
}

INLINE products trend_rebase(products s, vec n, anchor_shift by)
{
    return products_rebase(s, n, (anchor_shift){by.at, by.x, by.at});
}

INLINE anchor trend_off_center(products s, vec n) { return powers2_off_center((powers2){s.y, s.yy}, n); }

INLINE line trend_finish(products s, finish_info w)
{
    return line_through(products_centered(s, w), (anchor){-w.first, w.about.x});
}
#endif

#include "../statistic.inc"
