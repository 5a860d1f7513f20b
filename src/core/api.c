/*
 * api.c - the public functions that compute: they check their arguments, say where windows are, limit threads, and go
 * through memory of their own where results cannot be written as they are made: where outputs may overlap inputs, or
 * where not all of them are wanted.
 */
#include "bounds.h"
#include "check.h"
#include "memory.h"
#include "series.h"
#include "unchecked.h"
#include <limits.h>
#include <stdlib.h>

/* A call whose arguments are right. */
typedef struct call call;
struct call {
    int (*compute)(const call *c, const fr_array *out);
    const fr_statistic *what;
    const fr_array *in;
    fr_sizes sizes;
    const int64_t *start, *end; /* or offsets, for so many groups */
    ptrdiff_t groups;
    fr_time_span span;
    ptrdiff_t step; /* of the elements that are computed, every step-th is a result */
    const fr_options *options;
    const fr_ewm_options *ewm;
    const fr_weighted_options *weighted;
};

/* Arrays of `length` elements for each series, and the memory for them if there is any. */
static fr_array *take_arrays(const call *c, ptrdiff_t length, bool columns, fr_memory *memory)
{
    const ptrdiff_t series = c->sizes.series, word = sizeof(double);
    fr_array *made = fr_take_bytes(memory, (size_t)c->sizes.outputs * sizeof *made);
    for (ptrdiff_t k = 0; k < c->sizes.outputs; k++) {
        double *at = fr_take_rows(memory, series, length);
        if (made) made[k] = (fr_array){at, columns ? series * word : word, columns ? word : length * word, FR_FLOAT64};
    }
    return made;
}

/* Computes `length` elements for each series of an output in memory of their own, and then writes what is wanted. */
static int compute_apart(const call *c, const fr_array *out, ptrdiff_t length)
{
    const bool columns = fr_side_by_side(c->in, c->sizes.series, 2);
    fr_memory memory = {NULL, 0};
    take_arrays(c, length, columns, &memory);
    void *space = fr_allocate(&memory);
    if (!space) return FR_NO_MEMORY;
    memory = fr_memory_at(space);
    fr_array *made = take_arrays(c, length, columns, &memory);
    int status = c->compute(c, made);
    for (ptrdiff_t k = 0; k < c->sizes.outputs && !status; k++)
        for (ptrdiff_t s = 0; s < c->sizes.series; s++) {
            const fr_series from = fr_series_of(&made[k], s), to = fr_series_of(&out[k], s);
            for (ptrdiff_t i = 0; i < c->sizes.results; i++) fr_set_element(to, i, fr_element(from, i * c->step));
        }
    free(space);
    return status;
}

static int run(const call *c, const fr_array *out, ptrdiff_t threads)
{
    bool overlap;
    int before = 0, status = fr_check_arrays(c->in, out, &c->sizes, &overlap);
    if (status || !c->sizes.series || !c->sizes.results) return status;
    if (threads) before = fr_limit_this_thread(threads < INT_MAX ? (int)threads : INT_MAX);
    if (!overlap && c->step == 1) status = c->compute(c, out);
    else status = compute_apart(c, out, c->step > 1 ? c->sizes.elements : c->sizes.results);
    if (threads) fr_limit_this_thread(before);
    return status;
}

static ptrdiff_t outputs_of(const fr_statistic *what, const fr_options *o)
{
    return what->has_q ? what->outputs * o->quantiles : what->outputs;
}

static int check_rolling(const fr_statistic *what, const fr_options *options, fr_options *o)
{
    int count, status = fr_check_options(options, o);
    const fr_statistic *all = fr_statistics(&count);
    if (!status) status = fr_check_statistic(what, all, count);
    return status ? status : fr_check_operands(what, o);
}

static int compute_rolling(const call *c, const fr_array *out)
{
    return fr_rolling_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->options);
}

int fr_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
               const fr_options *options)
{
    fr_options o;
    int status = check_rolling(what, options, &o);
    if (status) return status;
    fr_place_window(&o);
    const ptrdiff_t results = o.step == 1 ? n : n / o.step + (n % o.step != 0);
    const call c = {.compute = compute_rolling,
                    .what = what,
                    .in = in,
                    .sizes = {what->inputs, outputs_of(what, &o), series, n, results},
                    .step = o.step,
                    .options = &o};
    return run(&c, out, o.threads);
}

static int compute_bounds(const call *c, const fr_array *out)
{
    return fr_rolling_bounds_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->start, c->end,
                                       c->sizes.results, c->options);
}

int fr_rolling_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                      const int64_t *start, const int64_t *end, ptrdiff_t outputs, const fr_options *options)
{
    fr_options o;
    int status = check_rolling(what, options, &o);
    if (status) return status;
    if (outputs > 0 && (!start || !end)) return FR_BAD_BOUNDS;
    if (o.min_periods == FR_WHOLE_WINDOW) o.min_periods = 1;
    const call c = {.compute = compute_bounds,
                    .what = what,
                    .in = in,
                    .sizes = {what->inputs, outputs_of(what, &o), series, n, outputs},
                    .start = start,
                    .end = end,
                    .step = 1,
                    .options = &o};
    return run(&c, out, o.threads);
}

static int compute_times(const call *c, const fr_array *out)
{
    return fr_rolling_times_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, &c->span, c->options);
}

int fr_rolling_times(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const int64_t *times, int64_t window, bool center, fr_closed closed, const fr_options *options)
{
    fr_options o;
    int status = check_rolling(what, options, &o);
    if (status) return status;
    if ((unsigned)closed > FR_CLOSED_NEITHER) return FR_BAD_CLOSED;
    if (n > 0 && !times) return FR_BAD_BOUNDS;
    if (o.min_periods == FR_WHOLE_WINDOW) o.min_periods = 1;
    const call c = {.compute = compute_times,
                    .what = what,
                    .in = in,
                    .sizes = {what->inputs, outputs_of(what, &o), series, n, n},
                    .span = {times, window, center, closed},
                    .step = 1,
                    .options = &o};
    return run(&c, out, o.threads);
}

static int compute_groups(const call *c, const fr_array *out)
{
    return fr_rolling_groups_unchecked(c->what, c->in, out, c->sizes.series, c->start, c->groups, c->options);
}

int fr_rolling_groups(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                      const int64_t *offsets, ptrdiff_t groups, const fr_options *options)
{
    fr_options o;
    int status = check_rolling(what, options, &o);
    if (status) return status;
    if (groups < 0) return FR_BAD_LENGTH;
    if (!offsets || !fr_are_offsets(offsets, groups)) return FR_BAD_BOUNDS;
    fr_place_window(&o);
    const call c = {.compute = compute_groups,
                    .what = what,
                    .in = in,
                    .sizes = {what->inputs, outputs_of(what, &o), series, offsets[groups], offsets[groups]},
                    .start = offsets,
                    .groups = groups,
                    .step = 1,
                    .options = &o};
    return run(&c, out, o.threads);
}

static int compute_ewm(const call *c, const fr_array *out)
{
    return fr_ewm_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->ewm);
}

static int compute_ewm_last(const call *c, const fr_array *out)
{
    return fr_ewm_last_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->ewm);
}

static int compute_ewm_groups(const call *c, const fr_array *out)
{
    return fr_ewm_groups_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->start, c->groups,
                                   c->ewm);
}

/* The rest of a call, whose sizes and groups are given. */
static int run_ewm(call c, const fr_array *out, const fr_ewm_options *options)
{
    fr_ewm_options o;
    int count, status = fr_check_ewm_options(options, &o);
    const fr_statistic *all = fr_ewm_statistics(&count);
    if (!status) status = fr_check_statistic(c.what, all, count);
    if (!status) status = fr_check_weights(&o, c.sizes.elements);
    if (status) return status;
    c.sizes.inputs = c.what->inputs;
    c.step = 1;
    c.ewm = &o;
    return run(&c, out, o.threads);
}

int fr_ewm(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
           const fr_ewm_options *options)
{
    const fr_sizes sizes = {.outputs = 1, .series = series, .elements = n, .results = n};
    return run_ewm((call){.compute = compute_ewm, .what = what, .in = in, .sizes = sizes}, out, options);
}

int fr_ewm_groups(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                  const int64_t *offsets, ptrdiff_t groups, const fr_ewm_options *options)
{
    if (groups < 0 || n < 0) return FR_BAD_LENGTH;
    int status = fr_check_offsets(offsets, groups, n, false);
    if (status) return status;
    const fr_sizes sizes = {.outputs = 1, .series = series, .elements = n, .results = n};
    const call c = {
        .compute = compute_ewm_groups, .what = what, .in = in, .sizes = sizes, .start = offsets, .groups = groups};
    return run_ewm(c, out, options);
}

int fr_ewm_last(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                const fr_ewm_options *options)
{
    const fr_sizes sizes = {.outputs = 1, .series = series, .elements = n, .results = 1};
    return run_ewm((call){.compute = compute_ewm_last, .what = what, .in = in, .sizes = sizes}, out, options);
}

static int compute_weighted(const call *c, const fr_array *out)
{
    return fr_weighted_unchecked(c->what, c->in, out, c->sizes.series, c->sizes.elements, c->weighted);
}

int fr_weighted(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                const fr_weighted_options *options)
{
    fr_weighted_options o;
    int count, status = fr_check_weighted_options(options, &o);
    const fr_statistic *all = fr_weighted_statistics(&count);
    if (!status) status = fr_check_statistic(what, all, count);
    if (!status && o.offsets) status = fr_check_offsets(o.offsets, o.groups, n, true);
    if (status) return status;
    o.shift = fr_larger(fr_smaller(o.shift, FR_ENDLESS), -FR_ENDLESS);
    const call c = {
        .compute = compute_weighted, .what = what, .in = in, .sizes = {1, 1, series, n, n}, .step = 1, .weighted = &o};
    return run(&c, out, o.threads);
}
