/*
 * beta.h - slope of the line of least squares for y as a function of x, over a window: units of y per unit of x.
 */
#define STAT    beta
#define SUMMARY "Slope of the regression line (least squares) of y on x in each window."
#define ERROR   "|error| <= 1e-11 * std(y) / std(x) over the window; NaN where x does not vary."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of products of deviations from a member of the window; "   \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     3.0
#define LEAST    1
#define INPUTS   2
#define SCALES   {2, -1, 1}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    products
#define IDENTITY                                                                                                       \
    (products) { splat(0), splat(0), splat(0), splat(0), splat(0) }
#define LIFT       products_lift
#define MERGE      products_merge
#define REBASE     products_rebase
#define OFF_CENTER products_off_center
#define FINISH     beta_finish

#if defined(FR_KERNELS)
#include "products.h"

INLINE vec beta_finish(products s, finish_info w)
{
    vec mean = s.x * w.per.element;
    return ratio_or_nan(products_xy(s, w), s.xx - mean * s.x);
}
#endif

#include "../statistic.inc"
