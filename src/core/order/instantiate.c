/*
 * instantiate.c - the kernels of order statistics.  Compiled once for each instruction set with -DFR_ISA=base, avx2 or
 * avx512 and the matching -m options; exports one table, fr_order_<name>, in the order of the list.
 */
#include "job.h"
#include "place.h"
#include "bits.h"
#include "windows.h"
#include "../transpose.h"
#include <string.h>

#include "ranks.inc"
#include "sorted_lanes.inc"
#include "prevailing.inc"
#include "used_words.inc"
#include "block_quantile.inc"
#include "counted_bits.inc"
#include "block_rank.inc"
#include "counted_rank.inc"
#include "block_distinct.inc"
#include "block_mode.inc"

enum {
    QUANTILE_SHORT = LANES == 8 ? 160
    : LANES == 4                ? 100
                                : 60,
    RANK_SHORT = LANES == 8 ? 180
    : LANES == 4            ? 140
                            : 90
};

/* More quantiles cost little in sorted lanes. */
static ptrdiff_t short_for_quantile(const fr_options *o)
{
    ptrdiff_t others = o->quantiles - 1;
    return QUANTILE_SHORT * (5 + (others < 20 ? others : 20)) / 5;
}

static ptrdiff_t short_for_rank(const fr_options *o) { return o->ties == FR_DENSE ? 0 : RANK_SHORT; }
static ptrdiff_t never_short(const fr_options *o) { return (void)o, 0; }

static const double one_half = 0.5;

static void as_asked(fr_options *o) { (void)o; }
static void with_one_result(fr_options *o) { o->quantiles = 1; }

static void as_quantile(fr_options *o)
{
    o->q = &one_half;
    o->quantiles = 1;
    o->interpolation = FR_MIDPOINT;
}

#define JOIN_(a, b) a##_##b
#define JOIN(a, b)  JOIN_(a, b)

const fr_order_kernels JOIN(fr_order, FR_ISA)[] = {
#define FR_KERNELS(...) {__VA_ARGS__},
#include "stats/all.inc"
#undef FR_KERNELS
};
