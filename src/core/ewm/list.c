/*
 * list.c - what there is to know of each exponentially weighted statistic.
 */
#include "kernel.h"

#define METHOD                                                                                                         \
    "Blocks of 64 elements are worked on side by side as if nothing had been before them; then what was before joins " \
    "them, the heavier of two means moving towards the other (Chan, Golub and LeVeque 1979).  Only positive terms "    \
    "are "                                                                                                             \
    "ever added to a sum of squares."

static const fr_statistic statistics[EWM_KINDS] = {
    [EWM_MEAN] = {.name = "mean",
                  .summary = "Exponentially weighted mean.",
                  .error = "|error| <= 1e-12 * weighted mean |x|; equal elements give exactly their value.",
                  .method = METHOD,
                  .results = "",
                  .inputs = 1,
                  .outputs = 1,
                  .cost = 1.8},
    [EWM_SUM] = {.name = "sum",
                 .summary = "Exponentially weighted sum: the newest element has weight 1.",
                 .error = "|error| <= 1e-12 * weighted sum |x|.",
                 .method = "Blocks of 64 elements are worked on side by side as if nothing had been before them; then "
                           "the sum before each of them is added, with its weight.",
                 .results = "",
                 .inputs = 1,
                 .outputs = 1,
                 .cost = 1.4},
    [EWM_VAR] = {.name = "var",
                 .summary = "Exponentially weighted variance.",
                 .error = "|error| <= 1e-10 * var for any offset; equal elements give exactly 0.",
                 .method = METHOD,
                 .results = "",
                 .inputs = 1,
                 .outputs = 1,
                 .has_bias = true,
                 .cost = 3.5},
    [EWM_STD] = {.name = "std",
                 .summary = "Exponentially weighted standard deviation.",
                 .error = "|error| <= 1e-10 * std for any offset; equal elements give exactly 0.",
                 .method = METHOD,
                 .results = "",
                 .inputs = 1,
                 .outputs = 1,
                 .has_bias = true,
                 .cost = 4.5},
    [EWM_COV] = {.name = "cov",
                 .summary = "Exponentially weighted covariance of two series.",
                 .error = "|error| <= 1e-10 * std(x) * std(y) for any offset; 0 where one series does not vary.",
                 .method = METHOD,
                 .results = "",
                 .inputs = 2,
                 .outputs = 1,
                 .has_bias = true,
                 .cost = 4.5},
    [EWM_CORR] = {.name = "corr",
                  .summary = "Exponentially weighted correlation (Pearson) of two series.",
                  .error = "|error| <= 1e-10, and |corr| <= 1; NaN where one series does not vary.",
                  .method = METHOD,
                  .results = "",
                  .inputs = 2,
                  .outputs = 1,
                  .cost = 6},
};

const fr_statistic *fr_ewm_statistics(int *count)
{
    *count = EWM_KINDS;
    return statistics;
}
