/*
 * fastroll.h - moving-window statistics of arrays: the C interface of libfastroll.
 *
 * Plain C (and C++), thread-safe, no global state but the number of threads.  A call computes one statistic of a window
 * that moves along each of `series` series of `n` elements.  NaN is missing: skipped, and counted against min_periods;
 * a window with fewer valid elements than min_periods gives NaN.  Infinities are values.  Arithmetic is in double.
 * Results are the same bits for any number of threads, on every instruction set, for any strides.
 *
 *     double x[5] = {1, 2, 6, 3, 5}, mean[5];
 *     fr_options options = FR_OPTIONS_INIT;
 *     options.window = 2;
 *     fr_array in = fr_doubles(x), out = fr_doubles(mean);
 *     int status = fr_rolling(fr_find("mean"), &in, &out, 1, 5, &options);
 *     if (status) fprintf(stderr, "%s\n", fr_strerror(status));
 *
 * Every function checks all of its arguments before it does anything.  Those that return an int return FR_OK or one of
 * the codes below; on an error nothing is written, but that results may be written in part if memory runs out
 * (FR_NO_MEMORY) or the call is interrupted (FR_INTERRUPTED).  Inputs are never written to.  Outputs may overlap inputs
 * (it costs memory for the results), but neither each other nor options, bounds or whatever else is read.
 */
#ifndef FASTROLL_H
#define FASTROLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define FR_API __attribute__((visibility("default")))
#else
#define FR_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header; fr_version() is that of the library that runs, which may be a later one. */
#define FR_VERSION_MAJOR 0
#define FR_VERSION_MINOR 1
#define FR_VERSION_PATCH 0
#define FR_VERSION       "0.1.0"

FR_API const char *fr_version(void);

enum {
    FR_OK = 0,
    FR_NO_MEMORY = -1,
    FR_BAD_BOUNDS = -2,         /* a window begins before the first element or ends after the last; or no bounds */
    FR_NOT_MONOTONIC = -3,      /* times neither ascend nor descend */
    FR_BAD_STATISTIC = -20,     /* not from the list of statistics that the function takes */
    FR_BAD_OPTIONS = -21,       /* no options, or of a size that this library does not know */
    FR_BAD_LENGTH = -22,        /* a negative number of elements, series, groups or outputs */
    FR_BAD_ARRAY = -23,         /* no array, or one without memory */
    FR_BAD_TYPE = -24,          /* neither FR_FLOAT64 nor FR_FLOAT32 */
    FR_BAD_STRIDE = -25,        /* elements not aligned, outputs in the same place, or more memory than there is */
    FR_OVERLAP = -26,           /* outputs that overlap each other */
    FR_BAD_WINDOW = -27,        /* a negative window */
    FR_BAD_MIN_PERIODS = -28,   /* negative, and not FR_WHOLE_WINDOW */
    FR_BAD_DDOF = -29,          /* not finite */
    FR_BAD_CLOSED = -30,        /* no fr_closed */
    FR_BAD_STEP = -31,          /* negative */
    FR_BAD_THREADS = -32,       /* negative */
    FR_BAD_QUANTILES = -33,     /* none, or one that is not in [0, 1] */
    FR_BAD_INTERPOLATION = -34, /* no fr_interpolation */
    FR_BAD_TIES = -35,          /* no fr_ties */
    FR_BAD_ALPHA = -36,         /* not in (0, 1] */
    FR_BAD_STEPS = -37,         /* a step between elements is NaN */
    FR_BAD_THRESHOLD = -38,     /* NaN */
    FR_BAD_FUNCTION = -39,      /* no function to call */
    FR_FUNCTION_FAILED = -40,   /* the function that was called for each window said so */
    FR_BAD_WEIGHTS = -41,       /* none, or one that is not finite */
    FR_INTERRUPTED = -42        /* the function of fr_stop_when() said so */
};

/* What a code means, in English; never NULL. */
FR_API const char *fr_strerror(int status);

typedef enum { FR_FLOAT64, FR_FLOAT32 } fr_type;

/* What a quantile is that falls between two elements of the sorted window. */
typedef enum { FR_LINEAR, FR_LOWER, FR_HIGHER, FR_MIDPOINT, FR_NEAREST, FR_INTERPOLATIONS } fr_interpolation;

/* What the rank of an element is that has equals: the mean, least or greatest of the ranks they share, one more than
 * the number of distinct lesser elements, or its place among them in order of appearance. */
typedef enum { FR_AVERAGE, FR_MIN, FR_MAX, FR_DENSE, FR_FIRST, FR_TIES } fr_ties;

/* Which of its two ends belong to a window. */
typedef enum { FR_CLOSED_RIGHT, FR_CLOSED_LEFT, FR_CLOSED_BOTH, FR_CLOSED_NEITHER } fr_closed;

/* A set of series in memory, whose elements are aligned; strides may be negative. */
typedef struct {
    void *data;
    ptrdiff_t along;  /* bytes from one element of a series to the next */
    ptrdiff_t across; /* bytes from one series to the next */
    fr_type type;
} fr_array;

/* Elements one after the other; for more than one series set `across`, too. */
static inline fr_array fr_doubles(const double *data)
{
    fr_array array = {(void *)data, (ptrdiff_t)sizeof(double), 0, FR_FLOAT64};
    return array;
}

static inline fr_array fr_floats(const float *data)
{
    fr_array array = {(void *)data, (ptrdiff_t)sizeof(float), 0, FR_FLOAT32};
    return array;
}

/* What there is to know of a statistic; fr_statistics() lists them all. */
typedef struct {
    const char *name;    /* "mean" */
    const char *summary; /* one line, for documentation */
    const char *error;   /* the bound of its error, for documentation */
    const char *method;  /* the algorithm and where it comes from, for documentation */
    const char *results; /* the names of its outputs, "slope, intercept", or "" if there is but one */
    int inputs;          /* series it is computed from */
    int outputs;         /* results for each window; of quantiles: for each q */
    bool has_ddof;       /* it takes delta degrees of freedom */
    bool has_q;          /* it takes quantiles to find, and interpolation */
    bool has_ties;       /* it takes ties, descending and pct */
    bool has_bias;       /* exponentially weighted: it takes bias */
    bool counts_rows;    /* min_periods is compared with the elements of the window, valid or not */
    double cost;         /* nanoseconds for an element, roughly */
} fr_statistic;

/*
 * What is asked of a statistic.  Begin with FR_OPTIONS_INIT or fr_options_init(), which give the defaults in brackets,
 * and set what is to be different.  What a statistic does not take (fr_statistic says) has no effect.  `size` is that
 * of the struct when the program was compiled: later versions of the library, whose struct has more at its end, take
 * the defaults for what is not there.
 */
typedef struct {
    size_t size;           /* sizeof(fr_options) */
    ptrdiff_t window;      /* [0] elements, 0 or more; not used with bounds */
    ptrdiff_t shift;       /* [0] the window of element i ends that many elements later; not used with bounds */
    ptrdiff_t min_periods; /* [FR_WHOLE_WINDOW] valid elements a window needs, 0 or more */
    double ddof;           /* [1] sums of squares are divided by count - ddof */
    bool skip_inf;         /* [false] infinities are missing, too */
    const double *q;       /* [NULL] quantiles to find, each in [0, 1] */
    ptrdiff_t quantiles;   /* [0] of them, each with an output of its own */
    fr_interpolation interpolation; /* [FR_LINEAR] */
    fr_ties ties;                   /* [FR_AVERAGE] */
    bool descending;                /* [false] the greatest element has rank 1 */
    bool pct;                       /* [false] ranks are divided by the greatest that there can be */
    bool symmetric;                 /* [false] or go from -1, the least, to 1, the greatest; 0 if there is but one */
    bool center;                    /* [false] windows end (window - 1) / 2 elements later; not used with bounds */
    bool keep_nan;                  /* [false] the functions of fr_rolling_apply() get missing elements, too, as NaN */
    fr_closed closed;               /* [FR_CLOSED_RIGHT] windows (i - window, i], and so on; not used with bounds */
    ptrdiff_t step;    /* [1] outputs are those of every step-th element, (n + step - 1) / step of them; 0 is 1 */
    ptrdiff_t threads; /* [0] the most threads for this call; 0: those of fr_get_num_threads() */
} fr_options;

enum { FR_WHOLE_WINDOW = -1 }; /* min_periods: as many as the window has elements; with bounds, 1 */

/* clang-format off */
#define FR_OPTIONS_INIT                                                                                                \
    { sizeof(fr_options), 0, 0, FR_WHOLE_WINDOW, 1.0, false, NULL, 0, FR_LINEAR, FR_AVERAGE, false, false, false,      \
      false, false, FR_CLOSED_RIGHT, 1, 0 }
/* clang-format on */

/* The same for those who cannot use a macro; `size` is what they take for sizeof(fr_options).  FR_BAD_OPTIONS if it is
 * not a size that this library knows. */
FR_API int fr_options_init(fr_options *options, size_t size);

/* All statistics, in the order of their list; *count of them. */
FR_API const fr_statistic *fr_statistics(int *count);

/* The one of that name, or NULL. */
FR_API const fr_statistic *fr_find(const char *name);

/* `in` has an array for each input, `out` one for each output; of quantiles: one for each q.
 * Elements of a window that lie before the first or after the last element of a series are not there. */
FR_API int fr_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                      const fr_options *options);

/* The same for groups: group g is the elements [offsets[g], offsets[g + 1]), and a series of its own.
 * FR_BAD_BOUNDS if offsets do not begin with 0 or decrease.  Of options, step says nothing. */
FR_API int fr_rolling_groups(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                             const int64_t *offsets, ptrdiff_t groups, const fr_options *options);

/* Output i of every series is that of its elements [start[i], end[i]), of none if start[i] >= end[i].
 * Fastest where neither start nor end ever decreases.  Of the options, those that place windows say nothing. */
FR_API int fr_rolling_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                             ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                             const fr_options *options);

/*
 * A function of yours for the `n` values of each window: 1 if it has written *result, 0 if it fails.  These are the
 * functions that scipy.ndimage.generic_filter() takes.  The values are a copy that it may change; without missing ones
 * unless options say keep_nan.
 */
typedef int fr_function(double *values, intptr_t n, double *result, void *user_data);

/* Calls it for each window of `in` and writes the results to `out`, an array each; windows with fewer valid elements
 * than min_periods give NaN without a call.  On one thread, window by window, unless options.threads are more: then
 * it is called from that many at the same time.  FR_FUNCTION_FAILED: nothing is written; *failed, if not NULL, is
 * series * outputs + output of the first window for which it failed. */
FR_API int fr_rolling_apply(fr_function *function, void *user_data, const fr_array *in, const fr_array *out,
                            ptrdiff_t series, ptrdiff_t n, const fr_options *options, ptrdiff_t *failed);

/* The same for the windows of fr_rolling_bounds(). */
FR_API int fr_rolling_bounds_apply(fr_function *function, void *user_data, const fr_array *in, const fr_array *out,
                                   ptrdiff_t series, ptrdiff_t n, const int64_t *start, const int64_t *end,
                                   ptrdiff_t outputs, const fr_options *options, ptrdiff_t *failed);

/*
 * Exponentially weighted statistics of all elements so far: the weight of the one before the newest is `decay` = 1 -
 * alpha times the newest one's, and so on.  Missing elements give the result before them again (of "sum", which decays
 * on, a lesser one), and NaN where there have been fewer than min_periods valid elements; a pair with a missing element
 * is missing.  Of unequal steps each has the weight decay^step.  From an infinity on, mean and sum are that infinity,
 * or NaN after infinities of both signs, and all other statistics are NaN.  These are the rules of pandas, whose
 * terms these are, too.
 */
typedef struct {
    size_t size;           /* sizeof(fr_ewm_options) */
    double alpha;          /* in (0, 1] */
    bool adjust;           /* the newest element has weight 1; if not, alpha, and all before it together 1 - alpha */
    bool ignore_na;        /* missing elements do not count as steps */
    bool bias;             /* var, std, cov: no correction for the number of elements, which weights stand for */
    ptrdiff_t min_periods; /* valid elements that a result needs; 0 is 1 */
    bool skip_inf;         /* infinities are missing, too */
    const double *steps;   /* [i]: from element i to element i + 1, of every series, n - 1 of them; NULL: all are 1 */
    ptrdiff_t threads;     /* the most threads for this call; 0: those of fr_get_num_threads() */
} fr_ewm_options;

/* clang-format off */
#define FR_EWM_OPTIONS_INIT { sizeof(fr_ewm_options), 0.5, true, false, false, 0, false, NULL, 0 }
/* clang-format on */

/* The same for those who cannot use a macro, as fr_options_init(). */
FR_API int fr_ewm_options_init(fr_ewm_options *options, size_t size);

/* The statistics for fr_ewm(), in the order of their list; *count of them. */
FR_API const fr_statistic *fr_ewm_statistics(int *count);

/* The one of that name, or NULL. */
FR_API const fr_statistic *fr_find_ewm(const char *name);

/* `in` has an array for each input, `out` is one.  "sum" takes no account of adjust. */
FR_API int fr_ewm(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                  const fr_ewm_options *options);

/* The same of groups: weights begin anew with elements offsets[0], offsets[1], ... offsets[groups - 1] of every series,
 * and the last group ends before offsets[groups].  Steps from group to group have no effect; outputs outside of groups
 * are NaN.  FR_BAD_BOUNDS if offsets descend or do not lie in [0, n]. */
FR_API int fr_ewm_groups(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                         ptrdiff_t n, const int64_t *offsets, ptrdiff_t groups, const fr_ewm_options *options);

/* The last output of every series alone; `out` has series of one element. */
FR_API int fr_ewm_last(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                       const fr_ewm_options *options);

/* What there is to know of a function of numbers, one by one; fr_elementwise_functions() lists them all. */
typedef struct {
    const char *name;           /* "gaussian_kernel" */
    const char *summary;        /* one line, for documentation */
    int inputs, outputs;        /* arrays */
    const char *input_names[2]; /* "x", "sigma" */
    const char *input_docs[2];  /* what they are, in a line */
    const char *output_names;   /* "x, y", or "" if there is but one */
    const char *error;          /* the bound of its error */
    const char *method;         /* the algorithm and where it comes from */
    double cost;                /* nanoseconds for an element, roughly */
} fr_elementwise_function;

FR_API const fr_elementwise_function *fr_elementwise_functions(int *count);

/* Element i of the outputs is the function of element i of the inputs; `across` of the arrays has no meaning, and
 * `along` of inputs may be 0.  Outputs may be inputs.  Where all arrays are of floats, so is the accuracy. */
FR_API int fr_elementwise(const fr_elementwise_function *what, const fr_array *in, const fr_array *out, ptrdiff_t n);

/*
 * Windows whose elements have weights: "sum" of weight * x, "mean" that divided by the sum of the weights, "var" the
 * weighted mean of squared deviations from the weighted mean, times count / (count - ddof), "std" its square root.
 * Weights of missing elements do not count.  NaN where the weights of all valid elements add up to 0 (but for "sum").
 */
typedef struct {
    size_t size;            /* sizeof(fr_weighted_options) */
    const double *weights;  /* [NULL] of the elements of a window, in their order; finite */
    ptrdiff_t window;       /* [0] of these */
    ptrdiff_t shift;        /* [0] the window of output i ends with element i + shift */
    ptrdiff_t min_periods;  /* [FR_WHOLE_WINDOW] valid elements a window needs; at least 1 */
    double ddof;            /* [1] delta degrees of freedom */
    bool skip_inf;          /* [false] infinities are missing, too */
    const int64_t *offsets; /* [NULL] group g is elements [offsets[g], offsets[g + 1]), and no window reaches from one
                             * into another; offsets[0] is 0, offsets[groups] is n; NULL: there are no groups */
    ptrdiff_t groups;       /* [0] */
    ptrdiff_t threads;      /* [0] the most threads for this call; 0: those of fr_get_num_threads() */
} fr_weighted_options;

/* clang-format off */
#define FR_WEIGHTED_OPTIONS_INIT                                                                                       \
    { sizeof(fr_weighted_options), NULL, 0, 0, FR_WHOLE_WINDOW, 1.0, false, NULL, 0, 0 }
/* clang-format on */

/* As fr_options_init(). */
FR_API int fr_weighted_options_init(fr_weighted_options *options, size_t size);

/* The statistic of that name, or NULL. */
FR_API const fr_statistic *fr_find_weighted(const char *name);

/* The statistics for fr_weighted(), in the order of their list; *count of them. */
FR_API const fr_statistic *fr_weighted_statistics(int *count);

/* `in` and `out` are one array each.  FR_BAD_BOUNDS if offsets decrease, or do not begin with 0 or end with n. */
FR_API int fr_weighted(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                       const fr_weighted_options *options);

/* The last value of the exponential moving average y = alpha * x + (1 - alpha) * y that begins with the first element.
 * NaN if data is NULL, n < 1, or alpha is not in (0, 1]; NaN is not skipped. */
FR_API double fast_ema(const double *data, int n, double alpha);

/* Copies values, but 0 for those whose magnitude is under the threshold; in place, too.  FR_BAD_ARRAY if input or
 * output is NULL, FR_BAD_LENGTH if n < 0, FR_BAD_THRESHOLD if that is NaN. */
FR_API int process_batch(const double *input, double *output, int n, double threshold);

/* The most threads that a call from this thread uses: the lesser of the two limits below. */
FR_API int fr_get_num_threads(void);

/* Sets the limit for all threads; returns the old one.  Counts below 1 are taken for 1. */
FR_API int fr_set_num_threads(int threads);

/* Sets the limit for calls from this thread only; returns the old one.  0: no limit of its own. */
FR_API int fr_limit_this_thread(int threads);

/* Whether calls are to stop. */
typedef bool fr_stop_function(void);

/* Long calls ask this function, about every 50 ms and from the thread that called, whether they are to stop, and return
 * FR_INTERRUPTED if it says true.  It is one for all calls; returns the old one.  NULL: none is asked. */
FR_API fr_stop_function *fr_stop_when(fr_stop_function *stop);

/* "base", "avx2" or "avx512": what the kernels in use were compiled for. */
FR_API const char *fr_instruction_set(void);

/* The OpenMP version that the library was built with (_OPENMP, for example 201511), or 0. */
FR_API int fr_openmp(void);

#ifdef __cplusplus
}
#endif

#endif
