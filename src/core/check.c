/*
 * check.c - checks of the arguments of public functions; see check.h.
 */
#include "check.h"
#include "bounds.h"
#include "overlap.h"
#include "series.h"
#include "unchecked.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAST_OPTIONS = offsetof(fr_options, skip_inf),
    LEAST_EWM_OPTIONS = offsetof(fr_ewm_options, adjust) + 8,
    LEAST_WEIGHTED_OPTIONS = offsetof(fr_weighted_options, ddof)
};

/* Sizes of structs grow by whole words. */
static bool known_size(size_t size, size_t least, size_t most)
{
    return size >= least && size <= most && size % sizeof(size_t) == 0;
}

static int check_window(fr_options *o)
{
    if (o->window < 0) return FR_BAD_WINDOW;
    if (o->min_periods < FR_WHOLE_WINDOW) return FR_BAD_MIN_PERIODS;
    if (!isfinite(o->ddof)) return FR_BAD_DDOF;
    if ((unsigned)o->closed > FR_CLOSED_NEITHER) return FR_BAD_CLOSED;
    if (o->step < 0) return FR_BAD_STEP;
    if (o->threads < 0) return FR_BAD_THREADS;
    if (o->step == 0) o->step = 1;
    return FR_OK;
}

int fr_check_options(const fr_options *options, fr_options *complete)
{
    if (!options || !known_size(options->size, LEAST_OPTIONS, sizeof *options)) return FR_BAD_OPTIONS;
    if (options->size == sizeof *options) *complete = *options;
    else {
        fr_options_init(complete, sizeof *complete);
        memcpy(complete, options, options->size);
    }
    return check_window(complete);
}

/* The sum, or the end of the range that it lies beyond. */
static ptrdiff_t add_within(ptrdiff_t a, ptrdiff_t b)
{
    ptrdiff_t sum;
    return !__builtin_add_overflow(a, b, &sum) ? sum : b < 0 ? PTRDIFF_MIN : PTRDIFF_MAX;
}

/* Says by window and shift alone which elements center and closed mean. */
static void move_ends(fr_options *o)
{
    const bool left = o->closed == FR_CLOSED_LEFT || o->closed == FR_CLOSED_BOTH;
    const bool right = o->closed == FR_CLOSED_RIGHT || o->closed == FR_CLOSED_BOTH;
    const ptrdiff_t window = fr_smaller(o->window, PTRDIFF_MAX - (left && right)); /* which has one element more then */
    const ptrdiff_t offset = window == 0 ? -1 : o->center ? (window - 1) / 2 : 0;  /* see fr_fixed_bounds() */
    const ptrdiff_t first = offset - window + !left, last = offset - !right;
    o->window = last < first ? 0 : last - first + 1;
    o->shift = add_within(o->shift, last);
}

void fr_place_window(fr_options *o)
{
    if (o->min_periods == FR_WHOLE_WINDOW) o->min_periods = o->window;
    if (o->center || o->closed != FR_CLOSED_RIGHT) move_ends(o);
    if (o->shift > FR_ENDLESS) { /* what is left of a window reaches back as far as all of it */
        o->window = fr_larger(o->window - (o->shift - FR_ENDLESS), o->window > 0);
        o->shift = FR_ENDLESS;
    }
    o->window = fr_smaller(o->window, 2 * FR_ENDLESS);
    o->shift = fr_larger(o->shift, -FR_ENDLESS);
}

int fr_check_ewm_options(const fr_ewm_options *options, fr_ewm_options *complete)
{
    if (!options || !known_size(options->size, LEAST_EWM_OPTIONS, sizeof *options)) return FR_BAD_OPTIONS;
    fr_ewm_options_init(complete, sizeof *complete);
    memcpy(complete, options, options->size);
    if (complete->min_periods < 0) return FR_BAD_MIN_PERIODS;
    return complete->threads < 0 ? FR_BAD_THREADS : FR_OK;
}

int fr_check_weighted_options(const fr_weighted_options *options, fr_weighted_options *complete)
{
    if (!options || !known_size(options->size, LEAST_WEIGHTED_OPTIONS, sizeof *options)) return FR_BAD_OPTIONS;
    fr_weighted_options_init(complete, sizeof *complete);
    memcpy(complete, options, options->size);
    if (complete->window < 0) return FR_BAD_WINDOW;
    complete->shift = fr_larger(fr_smaller(complete->shift, FR_ENDLESS), -FR_ENDLESS);
    if (complete->min_periods == FR_WHOLE_WINDOW) complete->min_periods = complete->window;
    if (complete->min_periods < 0) return FR_BAD_MIN_PERIODS;
    if (!isfinite(complete->ddof)) return FR_BAD_DDOF;
    if (complete->window && !complete->weights) return FR_BAD_WEIGHTS;
    for (ptrdiff_t i = 0; i < complete->window; i++)
        if (!isfinite(complete->weights[i])) return FR_BAD_WEIGHTS;
    return complete->threads < 0 ? FR_BAD_THREADS : FR_OK;
}

int fr_check_statistic(const fr_statistic *what, const fr_statistic *all, int count)
{
    const uintptr_t place = (uintptr_t)what - (uintptr_t)all;
    return what && place < count * sizeof *all && place % sizeof *all == 0 ? FR_OK : FR_BAD_STATISTIC;
}

int fr_check_operands(const fr_statistic *what, const fr_options *o)
{
    if (what->has_ties && (unsigned)o->ties >= FR_TIES) return FR_BAD_TIES;
    if (!what->has_q) return FR_OK;
    if ((unsigned)o->interpolation >= FR_INTERPOLATIONS) return FR_BAD_INTERPOLATION;
    if (!o->q || o->quantiles < 1) return FR_BAD_QUANTILES;
    for (ptrdiff_t i = 0; i < o->quantiles; i++)
        if (!(o->q[i] >= 0 && o->q[i] <= 1)) return FR_BAD_QUANTILES;
    return FR_OK;
}

int fr_check_weights(const fr_ewm_options *o, ptrdiff_t n)
{
    if (n < 0) return FR_BAD_LENGTH;
    if (!(o->alpha > 0 && o->alpha <= 1)) return FR_BAD_ALPHA;
    bool right = true; /* no early exit, so that the loop is vectorised */
    for (ptrdiff_t i = 0; o->steps && i < n - 1; i++) right &= o->steps[i] == o->steps[i];
    return right ? FR_OK : FR_BAD_STEPS;
}

int fr_check_offsets(const int64_t *offsets, ptrdiff_t groups, ptrdiff_t n, bool all)
{
    if (groups < 0 || n < 0) return FR_BAD_LENGTH;
    if (!offsets) return FR_BAD_BOUNDS;
    const bool fit = all ? offsets[0] == 0 && offsets[groups] == n : offsets[0] >= 0 && offsets[groups] <= n;
    return fit && fr_never_decrease(offsets, groups + 1) ? FR_OK : FR_BAD_BOUNDS;
}

/* The memory of the inputs; nothing is said of arrays without elements. */
static int measure_inputs(const fr_array *in, const fr_sizes *sizes, fr_extent *extents)
{
    int status = FR_OK;
    for (ptrdiff_t k = 0; k < sizes->inputs && !status; k++)
        status = fr_measure(&in[k], sizes->series, sizes->elements, &extents[k]);
    return status;
}

static int measure_outputs(const fr_array *out, const fr_sizes *sizes, fr_extent *extents)
{
    for (ptrdiff_t k = 0; k < sizes->outputs; k++) {
        const int status = fr_measure(&out[k], sizes->series, sizes->results, &extents[k]);
        if (status) return status;
        if (!fr_all_apart(&extents[k])) return FR_BAD_STRIDE;
    }
    return FR_OK;
}

int fr_check_arrays(const fr_array *in, const fr_array *out, const fr_sizes *sizes, bool *overlap)
{
    enum { MAX_INPUTS = 8, FEW = 4 };
    fr_extent inputs[MAX_INPUTS], few[FEW], *outputs = few;
    int status = FR_OK;
    *overlap = false;
    if (sizes->series < 0 || sizes->elements < 0 || sizes->results < 0) return FR_BAD_LENGTH;
    if (!in || !out) return FR_BAD_ARRAY;
    const bool has_inputs = sizes->series && sizes->elements, has_outputs = sizes->series && sizes->results;
    if (has_inputs) status = measure_inputs(in, sizes, inputs);
    if (status || !has_outputs) return status;
    if (sizes->outputs > FEW) outputs = malloc((size_t)sizes->outputs * sizeof *outputs);
    if (!outputs) return FR_NO_MEMORY;
    status = measure_outputs(out, sizes, outputs);
    if (!status && fr_any_overlap(outputs, sizes->outputs)) status = FR_OVERLAP;
    for (ptrdiff_t k = 0; k < sizes->outputs && !status; k++)
        for (ptrdiff_t i = 0; i < sizes->inputs && has_inputs && !*overlap; i++)
            *overlap = fr_overlap(&inputs[i], &outputs[k]);
    if (outputs != few) free(outputs);
    return status;
}
