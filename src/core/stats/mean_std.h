/*
 * mean_std.h - mean and standard deviation over a window in one pass, in units of x: the bits of `mean` and `std`.
 */
#define STAT     mean_std
#define SUMMARY  "Arithmetic mean and standard deviation of the values in each window."
#define ERROR    "As :func:`rolling_mean` and :func:`rolling_std`, bit for bit."
#define METHOD   "Those of :func:`rolling_mean` and :func:`rolling_std` in one pass."
#define RESULTS  "mean, std"
#define OUTPUTS  2
#define RESULT   mean_and_std
#define COST     2.8
#define LEAST    1
#define HAS_DDOF true
#define INPUTS   1
#define SCALES   {1, 1, 0, true}, {2, 1, 0}
#define ANCHORED 1
#define NEUTRAL  0.0
#define STATE    sum_and_powers
#define IDENTITY                                                                                                       \
    (sum_and_powers)                                                                                                   \
    {                                                                                                                  \
        {splat(0), splat(0)}, { splat(0), splat(0) }                                                                   \
    }
#define LIFT       mean_std_lift
#define MERGE      sum_and_powers_merge
#define PAIR       sum_and_powers_pair
#define APPEND     sum_and_powers_append
#define PREPEND    sum_and_powers_prepend
#define MERGE_LAST sum_and_powers_merge_longer
#define BY_LENGTH  1
#define REBASE     mean_std_rebase
#define OFF_CENTER mean_std_off_center
#define FINISH     mean_std_finish

#if defined(FR_KERNELS)
#include "powers.h"
#include "two_fold.h"

typedef struct {
    two_fold sum;
    powers2 powers;
} sum_and_powers;

typedef struct {
    vec mean, std;
} mean_and_std;

INLINE sum_and_powers mean_std_lift(element e) { return (sum_and_powers){{e.raw, splat(0)}, powers2_lift(e)}; }

#define MEAN_STD_MERGE(name)                                                                                           \
    INLINE sum_and_powers sum_and_powers_##name(sum_and_powers a, sum_and_powers b)                                    \
    {                                                                                                                  \
        return (sum_and_powers){two_fold_##name(a.sum, b.sum), powers2_merge(a.powers, b.powers)};                     \
    }
MEAN_STD_MERGE(merge)
MEAN_STD_MERGE(pair)
MEAN_STD_MERGE(append)
MEAN_STD_MERGE(prepend)
MEAN_STD_MERGE(merge_longer)
#undef MEAN_STD_MERGE

INLINE sum_and_powers mean_std_rebase(sum_and_powers s, vec n, anchor_shift by)
{
    return (sum_and_powers){s.sum, powers2_rebase(s.powers, n, by)};
}

INLINE anchor mean_std_off_center(sum_and_powers s, vec n) { return powers2_off_center(s.powers, n); }

INLINE mean_and_std mean_std_finish(sum_and_powers s, finish_info w)
{
    return (mean_and_std){two_fold_mean(s.sum, w), square_root(per_degree_of_freedom(central2(s.powers, w), w))};
}
#endif

#include "../statistic.inc"
