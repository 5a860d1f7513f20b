/*
 * apply.c - functions of others, called for each window.
 *
 * All series are first brought together as doubles, without what is missing (unless it is wanted), and with the number
 * of valid elements before each place: so the values of any window lie in a row, and are counted by a difference.  Jobs
 * are stretches of windows; each copies a window's values to memory of its own before the call, for the function may
 * change them, unless it promises not to.  So it may the bounds of the caller, of which a copy is checked and used.
 * Results are written when all calls have succeeded.
 *
 * Of the windows for which the function fails the first one is told, whatever the number of threads: a job stops where
 * an earlier window has failed.
 */
#include "check.h"
#include "memory.h"
#include "parallel.h"
#include "series.h"
#include "stop.h"
#include "unchecked.h"
#include <limits.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { STRETCH = 256 };

typedef struct {
    fr_function *function;
    void *user_data;
    const fr_options *options;
    bool shared; /* functions leave values as they are */
    fr_sizes sizes;
    const int64_t *start, *end;
    ptrdiff_t min_periods;
    ptrdiff_t longest;        /* elements of a window that is copied */
    ptrdiff_t stretches;      /* in each series */
    double *values;           /* [series][elements], those that functions see in front */
    ptrdiff_t *valid;         /* [series][elements + 1], valid elements before; NULL: all are valid */
    double *results;          /* [series][results] */
    atomic_ptrdiff_t *failed; /* the first window that has failed, or PTRDIFF_MAX */
} apply_jobs;

static void report(atomic_ptrdiff_t *failed, ptrdiff_t window)
{
    ptrdiff_t first = atomic_load(failed);
    while (window < first && !atomic_compare_exchange_weak(failed, &first, window)) continue;
}

static void run_stretch(const void *context, ptrdiff_t number, void *room)
{
    const apply_jobs *jobs = context;
    fr_memory memory = fr_memory_at(room);
    double *const own = fr_take(&memory, jobs->longest);
    const ptrdiff_t series = number / jobs->stretches, elements = jobs->sizes.elements, results = jobs->sizes.results;
    const ptrdiff_t from = number % jobs->stretches * STRETCH, to = fr_smaller(from + STRETCH, results);
    double *values = jobs->values + series * elements;
    const ptrdiff_t *valid = jobs->valid ? jobs->valid + series * (elements + 1) : NULL;
    for (ptrdiff_t i = from; i < to && !fr_stopped(); i++) {
        const ptrdiff_t window = series * results + i, start = jobs->start[i], end = fr_larger(jobs->end[i], start);
        double *result = &jobs->results[window];
        const ptrdiff_t first = valid ? valid[start] : start, last = valid ? valid[end] : end;
        *result = NAN;
        if (last - first < jobs->min_periods) continue;
        if (window > atomic_load_explicit(jobs->failed, memory_order_relaxed)) return;
        const bool all = jobs->options->keep_nan;
        const ptrdiff_t at = all ? start : first, count = all ? end - start : last - first;
        if (!jobs->shared) memcpy(own, values + at, (size_t)count * sizeof *values);
        if (jobs->function(jobs->shared ? values + at : own, count, result, jobs->user_data) != 1) {
            report(jobs->failed, window);
            return;
        }
    }
}

/* Brings one series together; returns whether all of its elements are valid. */
static bool gather(fr_series s, const apply_jobs *jobs, double *values, ptrdiff_t *valid)
{
    const bool keep = jobs->options->keep_nan, skip_inf = jobs->options->skip_inf;
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i < jobs->sizes.elements; i++) {
        double value = fr_element(s, i);
        if (skip_inf && isinf(value)) value = NAN;
        valid[i] = count;
        values[keep ? i : count] = value;
        count += value == value;
    }
    valid[jobs->sizes.elements] = count;
    return count == jobs->sizes.elements;
}

static int check_bounds(apply_jobs *jobs)
{
    jobs->longest = 0;
    for (ptrdiff_t i = 0; i < jobs->sizes.results; i++) {
        const int64_t start = jobs->start[i], end = jobs->end[i];
        if (start < 0 || end < 0 || start > jobs->sizes.elements || end > jobs->sizes.elements) return FR_BAD_BOUNDS;
        if (!jobs->shared) jobs->longest = fr_larger(jobs->longest, end - start);
    }
    return FR_OK;
}

static int call_all(apply_jobs *jobs, const fr_array *in, const fr_array *out, ptrdiff_t *failed)
{
    const fr_sizes *sizes = &jobs->sizes;
    atomic_ptrdiff_t first = PTRDIFF_MAX;
    bool all_valid = true;
    for (ptrdiff_t s = 0; s < sizes->series; s++)
        all_valid &= gather(fr_series_of(in, s), jobs, jobs->values + s * sizes->elements,
                            jobs->valid + s * (sizes->elements + 1));
    if (all_valid) jobs->valid = NULL;
    jobs->failed = &first;
    jobs->stretches = (sizes->results + STRETCH - 1) / STRETCH;
    const ptrdiff_t all = jobs->stretches * sizes->series;
    /* What a call costs is not known: whoever asks for threads gets them. */
    const int threads = jobs->options->threads > 1 ? fr_threads_for(INFINITY, all) : 1;
    fr_memory needed = {NULL, 0};
    fr_take(&needed, jobs->longest);
    int status = fr_parallel(all, threads, needed.used, run_stretch, jobs);
    if (status) return status;
    if (failed) *failed = atomic_load(&first);
    if (atomic_load(&first) < PTRDIFF_MAX) return FR_FUNCTION_FAILED;
    for (ptrdiff_t s = 0; s < sizes->series; s++)
        for (ptrdiff_t i = 0; i < sizes->results; i++)
            fr_set_element(fr_series_of(out, s), i, jobs->results[s * sizes->results + i]);
    return FR_OK;
}

/* Where memory for numbers of one word each begins, `count` of them in `series` series; NULL if there is too little. */
static void *words(ptrdiff_t series, ptrdiff_t count)
{
    size_t size;
    if (__builtin_mul_overflow((size_t)series, (size_t)count, &size) || size > PTRDIFF_MAX / sizeof(double))
        return NULL;
    return malloc(size ? size * sizeof(double) : 1);
}

static int apply(fr_function *function, void *user_data, bool shared, const fr_array *in, const fr_array *out,
                 const fr_sizes *sizes, const int64_t *start, const int64_t *end, const fr_options *o,
                 ptrdiff_t *failed)
{
    apply_jobs jobs = {.function = function,
                       .user_data = user_data,
                       .shared = shared,
                       .options = o,
                       .sizes = *sizes,
                       .start = start,
                       .end = end,
                       .min_periods = o->min_periods};
    int status = check_bounds(&jobs);
    if (status) return status;
    double *values = jobs.values = words(sizes->series, sizes->elements);
    ptrdiff_t *valid = jobs.valid = words(sizes->series, sizes->elements + 1);
    jobs.results = words(sizes->series, sizes->results);
    const int before = o->threads > 1 ? fr_limit_this_thread((int)fr_smaller(o->threads, INT_MAX)) : 0;
    status = values && valid && jobs.results ? call_all(&jobs, in, out, failed) : FR_NO_MEMORY;
    if (o->threads > 1) fr_limit_this_thread(before);
    free(values), free(valid), free(jobs.results);
    return status;
}

/* *nothing: whether there are no windows. */
static int check(fr_function *function, const fr_array *in, const fr_array *out, const fr_sizes *sizes, bool *nothing)
{
    bool overlap;
    if (!function) return FR_BAD_FUNCTION;
    *nothing = !sizes->series || !sizes->results;
    const int status = fr_check_arrays(in, out, sizes, &overlap);
    if (status || *nothing) return status;
    return sizes->elements > FR_ENDLESS ? FR_NO_MEMORY : FR_OK; /* copies of all would be more than there can be */
}

static int apply_to_bounds(fr_function *function, void *user_data, bool shared, const fr_array *in, const fr_array *out,
                           ptrdiff_t series, ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                           const fr_options *options, ptrdiff_t *failed)
{
    const fr_sizes sizes = {1, 1, series, n, outputs};
    fr_options o;
    bool nothing;
    int status = fr_check_options(options, &o);
    if (!status) status = check(function, in, out, &sizes, &nothing);
    if (status || nothing) return status;
    if (!start || !end) return FR_BAD_BOUNDS;
    if (o.min_periods == FR_WHOLE_WINDOW) o.min_periods = 1;
    int64_t *bounds = words(2, outputs);
    if (!bounds) return FR_NO_MEMORY;
    memcpy(bounds, start, (size_t)outputs * sizeof *bounds);
    memcpy(bounds + outputs, end, (size_t)outputs * sizeof *bounds);
    status = apply(function, user_data, shared, in, out, &sizes, bounds, bounds + outputs, &o, failed);
    free(bounds);
    return status;
}

int fr_rolling_bounds_apply(fr_function *function, void *user_data, const fr_array *in, const fr_array *out,
                            ptrdiff_t series, ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                            const fr_options *options, ptrdiff_t *failed)
{
    return apply_to_bounds(function, user_data, false, in, out, series, n, start, end, outputs, options, failed);
}

int fr_rolling_bounds_apply_shared(fr_function *function, void *user_data, const fr_array *in, const fr_array *out,
                                   ptrdiff_t series, ptrdiff_t n, const int64_t *start, const int64_t *end,
                                   ptrdiff_t outputs, const fr_options *options, ptrdiff_t *failed)
{
    return apply_to_bounds(function, user_data, true, in, out, series, n, start, end, outputs, options, failed);
}

static void make_bounds(const fr_options *o, ptrdiff_t n, ptrdiff_t outputs, int64_t *start, int64_t *end)
{
    for (ptrdiff_t k = 0; k < outputs; k++) { /* nothing overflows: see fr_place_window() */
        const ptrdiff_t last = k * o->step + o->shift + 1;
        start[k] = fr_larger(fr_smaller(last - o->window, n), 0);
        end[k] = fr_larger(fr_smaller(last, n), 0);
    }
}

int fr_rolling_apply(fr_function *function, void *user_data, const fr_array *in, const fr_array *out, ptrdiff_t series,
                     ptrdiff_t n, const fr_options *options, ptrdiff_t *failed)
{
    fr_options o;
    bool nothing;
    int status = fr_check_options(options, &o);
    if (status) return status;
    const fr_sizes sizes = {1, 1, series, n, n > 0 ? n / o.step + (n % o.step != 0) : n};
    status = check(function, in, out, &sizes, &nothing);
    if (status || nothing) return status;
    fr_place_window(&o);
    int64_t *bounds = words(2, sizes.results);
    if (!bounds) return FR_NO_MEMORY;
    make_bounds(&o, n, sizes.results, bounds, bounds + sizes.results);
    status = apply(function, user_data, false, in, out, &sizes, bounds, bounds + sizes.results, &o, failed);
    free(bounds);
    return status;
}
