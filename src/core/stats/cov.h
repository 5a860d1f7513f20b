/*
 * cov.h - covariance of two series over a window, in units of x times units of y.
 */
#define STAT    cov
#define SUMMARY "Covariance of the pairs in each window."
#define ERROR   "|error| <= 1e-11 * std(x) * std(y) over the window; 0 where one series does not vary."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of products of deviations from a member of the window; "   \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     2.4
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   2
#define SCALES   {2, 1, 1}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    products
#define IDENTITY                                                                                                       \
    (products) { splat(0), splat(0), splat(0), splat(0), splat(0) }
#define LIFT       products_lift
#define MERGE      products_merge
#define REBASE     products_rebase
#define OFF_CENTER products_off_center
#define FINISH     cov_finish

#if defined(FR_KERNELS)
#include "products.h"

INLINE vec cov_finish(products s, finish_info w) { return per_degree_of_freedom(products_xy(s, w), w); }
#endif

#include "../statistic.inc"
