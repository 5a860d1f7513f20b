/*
 * regression.h - the line of least squares for y as a function of x, over a window, and how well it fits.
 */
#define STAT    regression
#define SUMMARY "Slope, intercept and r2 of the regression line (least squares) of y on x in each window."
#define ERROR                                                                                                          \
    "As :func:`rolling_beta`; |error of intercept| <= 1e-11 * (std(y) / std(x) * max(|x|) + max(|y|)); that of r2 "    \
    "<= 1e-11.  NaN where x does not vary, r2 also where y does not."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of products of deviations from a member of the window; "   \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define RESULTS  "slope, intercept, r2"
#define OUTPUTS  3
#define RESULT   line
#define COST     5.0
#define LEAST    1
#define INPUTS   2
#define SCALES   {2, -1, 1}, {2, 0, 1}, {2, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    products
#define IDENTITY                                                                                                       \
    (products) { splat(0), splat(0), splat(0), splat(0), splat(0) }
#define LIFT       products_lift
#define MERGE      products_merge
#define REBASE     products_rebase
#define OFF_CENTER products_off_center
#define FINISH     regression_finish

#if defined(FR_KERNELS)
#include "line.h"

INLINE line regression_finish(products s, finish_info w) { return line_through(products_centered(s, w), w.about); }
#endif

#include "../statistic.inc"
