/*
 * check.c - checks of the arguments of public functions; see check.h.
 *
 * Memory is looked at as pieces that repeat: an array whose strides are `outer` (the larger one) and `inner` has pieces
 * of (count - 1) * inner + one element, `outer` bytes apart.  Two arrays with the same outer stride are interleaved,
 * and do not touch, if the pieces of one fit between those of the other.
 */
#include "check.h"
#include "bounds.h"
#include "series.h"
#include "unchecked.h"
#include <math.h>
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
    if (!(o->alpha > 0 && o->alpha <= 1)) return FR_BAD_ALPHA;
    bool right = true; /* no early exit, so that the loop is vectorised */
    for (ptrdiff_t i = 0; o->steps && i < n - 1; i++) right &= o->steps[i] == o->steps[i];
    return right ? FR_OK : FR_BAD_STEPS;
}

int fr_check_offsets(const int64_t *offsets, ptrdiff_t groups, ptrdiff_t n, bool all)
{
    if (!offsets || groups < 0) return FR_BAD_BOUNDS;
    const bool fit = all ? offsets[0] == 0 && offsets[groups] == n : offsets[0] >= 0 && offsets[groups] <= n;
    return fit && fr_never_decrease(offsets, groups + 1) ? FR_OK : FR_BAD_BOUNDS;
}

/* The memory of an array. */
typedef struct {
    uintptr_t low, high; /* the first byte, and the one after the last */
    size_t outer, piece; /* see above */
} extent;

/* What `count` elements, `stride` bytes apart, reach from the first. */
static bool add_reach(ptrdiff_t stride, ptrdiff_t count, ptrdiff_t *below, ptrdiff_t *above)
{
    ptrdiff_t reach;
    if (count < 2) return true;
    if (__builtin_mul_overflow(stride, count - 1, &reach)) return false;
    ptrdiff_t *side = reach < 0 ? below : above;
    return !__builtin_add_overflow(*side, reach, side);
}

static size_t size_of(ptrdiff_t stride) { return stride < 0 ? -(size_t)stride : (size_t)stride; }

static int measure(const fr_array *a, ptrdiff_t series, ptrdiff_t length, extent *e)
{
    if (!a->data) return FR_BAD_ARRAY;
    if ((unsigned)a->type > FR_FLOAT32) return FR_BAD_TYPE;
    const size_t element = a->type == FR_FLOAT64 ? sizeof(double) : sizeof(float);
    const size_t along = length > 1 ? size_of(a->along) : 0, across = series > 1 ? size_of(a->across) : 0;
    if (((uintptr_t)a->data | along | across) % element) return FR_BAD_STRIDE;
    ptrdiff_t below = 0, above = (ptrdiff_t)element;
    if (!add_reach(a->along, length, &below, &above) || !add_reach(a->across, series, &below, &above))
        return FR_BAD_STRIDE;
    const bool rows = across >= along;
    e->low = (uintptr_t)a->data + (uintptr_t)below, e->high = (uintptr_t)a->data + (uintptr_t)above;
    e->outer = rows ? across : along;
    e->piece = element + (rows ? along * (size_t)(length - 1) : across * (size_t)(series - 1));
    return FR_OK;
}

/* Whether every element has a place of its own. */
static bool all_apart(const fr_array *a, ptrdiff_t series, ptrdiff_t length, const extent *e)
{
    if ((length > 1 && !a->along) || (series > 1 && !a->across)) return false;
    return series < 2 || length < 2 || e->piece <= e->outer;
}

static bool apart(const extent *a, const extent *b)
{
    if (a->high <= b->low || b->high <= a->low) return true;
    if (a->outer != b->outer || !a->outer) return false;
    const extent *first = a->low <= b->low ? a : b, *second = first == a ? b : a;
    const size_t from = (second->low - first->low) % a->outer;
    return from >= first->piece && from + second->piece <= a->outer;
}

/* An output, among those before it. */
static int check_output(const fr_array *out, ptrdiff_t place, const fr_sizes *sizes, extent *e)
{
    int status = measure(&out[place], sizes->series, sizes->results, e);
    if (status) return status;
    if (!all_apart(&out[place], sizes->series, sizes->results, e)) return FR_BAD_STRIDE;
    for (ptrdiff_t k = 0; k < place; k++) {
        extent other;
        if (measure(&out[k], sizes->series, sizes->results, &other)) continue;
        if ((other.outer == e->outer || other.low == e->low) && !apart(&other, e)) return FR_OVERLAP;
    }
    return FR_OK;
}

int fr_check_arrays(const fr_array *in, const fr_array *out, const fr_sizes *sizes, bool *overlap)
{
    enum { MAX_INPUTS = 8 };
    extent inputs[MAX_INPUTS], output;
    int status = FR_OK;
    *overlap = false;
    if (sizes->series < 0 || sizes->elements < 0 || sizes->results < 0) return FR_BAD_LENGTH;
    if (!in || !out) return FR_BAD_ARRAY;
    for (ptrdiff_t k = 0; k < sizes->inputs && sizes->series && sizes->elements; k++) {
        status = measure(&in[k], sizes->series, sizes->elements, &inputs[k]);
        if (status) return status;
    }
    for (ptrdiff_t k = 0; k < sizes->outputs && sizes->series && sizes->results; k++) {
        status = check_output(out, k, sizes, &output);
        if (status) return status;
        for (ptrdiff_t i = 0; i < sizes->inputs && sizes->elements; i++) *overlap |= !apart(&inputs[i], &output);
    }
    return FR_OK;
}
