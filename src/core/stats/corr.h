/*
 * corr.h - correlation of two series over a window (Pearson's r): a pure number in [-1, 1].
 *
 * Sums of squares are brought to [1, 4) by powers of two before they are multiplied, so that one root will do.
 */
#define STAT    corr
#define SUMMARY "Correlation (Pearson) of the pairs in each window."
#define ERROR   "|error| <= 1e-11, and |corr| <= 1; NaN where one series does not vary."
#define METHOD                                                                                                         \
    "Two scans of each tile meet (van Herk 1992), over sums of products of deviations from a member of the window; "   \
    "nothing is ever subtracted, so no error outlasts the value that caused it."
#define COST     4.0
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   2
#define SCALES   {2, 0, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    products
#define IDENTITY                                                                                                       \
    (products) { splat(0), splat(0), splat(0), splat(0), splat(0) }
#define LIFT       products_lift
#define MERGE      products_merge
#define REBASE     products_rebase
#define OFF_CENTER products_off_center
#define FINISH     corr_finish

#if defined(FR_KERNELS)
#include "products.h"

INLINE vec corr_finish(products s, finish_info w)
{
    centered c = products_centered(s, w);
    vec p = leveller(c.xx), q = leveller(c.yy);
    vec r = ratio_or_nan(c.xy * p * q, square_root((c.xx * p * p) * (c.yy * q * q)));
    r = choose(abs_of(r) > 1, from_bits((bits_of(r) & UINT64_C(1) << 63) | bits_of(splat(1))), r);
    return choose(w.count > w.ddof, r, splat(NAN));
}
#endif

#include "../statistic.inc"
