/*
 * list.c - what there is to know of each statistic of weighted windows.  COST is for one product.
 */
#include "kernel.h"

#define SUMS                                                                                                           \
    "Every window is added up on its own, in blocks of 16 products whose totals are kept in twofold precision "        \
    "(Dekker 1971)."
#define SQUARES                                                                                                        \
    "Two passes over every window, with deviations from its heaviest element first and from the mean then (Chan, "     \
    "Golub and LeVeque 1983)."

static const fr_statistic statistics[WEIGHTED_KINDS] = {
    [WEIGHTED_SUM] = {.name = "sum",
                      .summary = "Sum of the elements of each window times their weights.",
                      .error = "|error| <= 20 * 2**-53 * weighted sum |x|, of weights without their signs.",
                      .method = SUMS,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .cost = 0.08},
    [WEIGHTED_MEAN] = {.name = "mean",
                       .summary = "Weighted mean of each window.",
                       .error = "|error| <= 50 * 2**-53 * weighted mean of |x|, where no weight is negative.",
                       .method = SUMS,
                       .results = "",
                       .inputs = 1,
                       .outputs = 1,
                       .cost = 0.08},
    [WEIGHTED_VAR] = {.name = "var",
                      .summary = "Weighted variance of each window.",
                      .error = "|error| <= 1e-12 * var for any offset, where no weight is negative; equal elements "
                               "give exactly 0.",
                      .method = SQUARES,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .has_ddof = true,
                      .cost = 0.3},
    [WEIGHTED_STD] = {.name = "std",
                      .summary = "Weighted standard deviation of each window.",
                      .error = "|error| <= 1e-12 * std for any offset, where no weight is negative; equal elements "
                               "give exactly 0.",
                      .method = SQUARES,
                      .results = "",
                      .inputs = 1,
                      .outputs = 1,
                      .has_ddof = true,
                      .cost = 0.3},
};

const fr_statistic *fr_weighted_statistics(int *count)
{
    *count = WEIGHTED_KINDS;
    return statistics;
}
