/*
 * common.c - what the walks of order statistics share.
 */
#include "common.h"
#include "order.h"

static ptrdiff_t index_of(const fr_statistic *what)
{
    static const int order_statistics = 0
#define FR_LIST(stat) +1
#include "stats/all.inc"
#undef FR_LIST
        ;
    int count;
    return what - fr_statistics(&count) - (count - order_statistics);
}

bool fr_is_order_statistic(const fr_statistic *what) { return index_of(what) >= 0; }

const fr_order_kernels *fr_order_kernels_of(const fr_statistic *what) { return &fr_best_isa()->order[index_of(what)]; }

fr_order_job fr_order_question(const fr_order_kernels *kernels, const fr_options *options)
{
    ptrdiff_t needed = fr_larger(options->min_periods, kernels->least);
    return (fr_order_job){.options = options, .needed = needed, .empty = needed > 0 ? NAN : 0};
}

void fr_order_fill_empty(const fr_statistic *what, const fr_array *out, ptrdiff_t series, ptrdiff_t outputs,
                         const fr_options *options)
{
    const fr_order_kernels *kernels = fr_order_kernels_of(what);
    fr_options o = *options;
    kernels->understand(&o);
    double empty = fr_order_question(kernels, &o).empty;
    for (ptrdiff_t k = 0; k < o.quantiles; k++)
        for (ptrdiff_t s = 0; s < series; s++) fr_fill(fr_series_of(&out[k], s), 0, outputs, empty);
}
