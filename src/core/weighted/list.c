/*
 * list.c - what there is to know of each statistic of weighted windows.  COST is for one product.
 */
#include "kernel.h"

#define SUMS                                                                                                           \
    "Every window is added up on its own, in blocks of 16 products; the totals of four blocks are kept in twofold "    \
    "precision (Dekker 1971)."
#define SQUARES                                                                                                        \
    "Sums of deviations from an element in the middle, and of their squares; in windows that it is far from, two "     \
    "passes, with deviations from the heaviest element first and from the mean then (Chan, Golub and LeVeque 1983)."

static const fr_statistic statistics[WEIGHTED_KINDS] = {
    [WEIGHTED_SUM] = {.name = "sum",
                      .summary = "Sum of the elements of each window times their weights.",
                      .error = "|error| <= 20 * 2**-53 * weighted sum |x|, of weights without their signs.",
                      .method = SUMS,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .cost = 0.06},
    [WEIGHTED_MEAN] = {.name = "mean",
                       .summary = "Weighted mean of each window.",
                       .error = "|error| <= 50 * 2**-53 * weighted mean of |x|, where no weight is negative.",
                       .method = SUMS,
                       .results = "",
                       .inputs = 1,
                       .outputs = 1,
                       .cost = 0.06},
    [WEIGHTED_VAR] = {.name = "var",
                      .summary = "Weighted variance of each window.",
                      .error = "|error| <= 1e-12 * var for any offset, where no weight is negative; equal elements "
                               "give exactly 0.",
                      .method = SQUARES,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .has_ddof = true,
                      .cost = 0.13},
    [WEIGHTED_STD] = {.name = "std",
                      .summary = "Weighted standard deviation of each window.",
                      .error = "|error| <= 1e-12 * std for any offset, where no weight is negative; equal elements "
                               "give exactly 0.",
                      .method = SQUARES,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .has_ddof = true,
                      .cost = 0.13},
};

const fr_statistic *fr_weighted_statistics(int *count)
{
    *count = WEIGHTED_KINDS;
    return statistics;
}
