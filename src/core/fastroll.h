/*
 * fastroll.h - moving-window statistics of arrays: the C interface.
 *
 * Plain C (and C++), thread-safe, no global state but the number of threads.  A call computes one statistic of a window
 * that moves along each of `series` series of `n` elements.  NaN is missing: skipped, and counted against min_periods;
 * a window with fewer valid elements than min_periods gives NaN.  Infinities are values.  Arithmetic is in double.
 * Results are the same bits for any number of threads, on every instruction set, for any strides.
 * Inputs and outputs must not overlap.
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

enum {
    FR_OK = 0,
    FR_NO_MEMORY = -1,
    FR_BAD_BOUNDS = -2,   /* a window begins before the first element or ends after the last */
    FR_NOT_MONOTONIC = -3 /* times neither ascend nor descend */
};

typedef enum { FR_FLOAT64, FR_FLOAT32 } fr_type;

/* What a quantile is that falls between two elements of the sorted window. */
typedef enum { FR_LINEAR, FR_LOWER, FR_HIGHER, FR_MIDPOINT, FR_NEAREST, FR_INTERPOLATIONS } fr_interpolation;

/* What the rank of an element is that has equals: the mean, least or greatest of the ranks they share, one more than
 * the number of distinct lesser elements, or its place among them in order of appearance. */
typedef enum { FR_AVERAGE, FR_MIN, FR_MAX, FR_DENSE, FR_FIRST, FR_TIES } fr_ties;

/* A set of series in memory. */
typedef struct {
    void *data;
    ptrdiff_t along;  /* bytes from one element of a series to the next */
    ptrdiff_t across; /* bytes from one series to the next */
    fr_type type;
} fr_array;

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

typedef struct {
    ptrdiff_t window;      /* elements, 0 or more; not used with bounds */
    ptrdiff_t shift;       /* the window of output i ends with element i + shift; not used with bounds */
    ptrdiff_t min_periods; /* valid elements a window needs */
    double ddof;           /* sums of squares are divided by count - ddof */
    bool skip_inf;         /* infinities are missing, too */
    const double *q;       /* quantiles to find, each in [0, 1] */
    ptrdiff_t quantiles;   /* of them, each with an output of its own */
    fr_interpolation interpolation;
    fr_ties ties;
    bool descending; /* the greatest element has rank 1 */
    bool pct;        /* ranks are divided by the greatest that there can be */
    bool symmetric;  /* or go from -1, the least, to 1, the greatest that there can be; 0 if there is but one */
} fr_options;

/* All statistics, in the order of their list; *count of them. */
FR_API const fr_statistic *fr_statistics(int *count);

/* `in` has an array for each input, `out` one for each output.
 * Elements of a window that lie before the first or after the last element of a series are not there. */
FR_API int fr_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                      const fr_options *options);

/* The same for groups: group g is the elements [offsets[g], offsets[g + 1]), and a series of its own.
 * FR_BAD_BOUNDS if offsets do not begin with 0 or decrease. */
FR_API int fr_rolling_groups(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                             const int64_t *offsets, ptrdiff_t groups, const fr_options *options);

/* Output i of every series is that of its elements [start[i], end[i]), of none if start[i] >= end[i].
 * Fastest where neither start nor end ever decreases. */
FR_API int fr_rolling_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                             ptrdiff_t n, const int64_t *start, const int64_t *end, ptrdiff_t outputs,
                             const fr_options *options);

/*
 * Exponentially weighted statistics of all elements so far: the weight of the one before the newest is `decay` = 1 -
 * alpha times the newest one's, and so on.  Missing elements give the result before them again (of "sum", which decays
 * on, a lesser one), and NaN where there have been fewer than min_periods valid elements; a pair with a missing element
 * is missing.  Of unequal steps each has the weight decay^step.  From an infinity on, mean and sum are that infinity,
 * or NaN after infinities of both signs, and all other statistics are NaN.  These are the rules of pandas, whose
 * terms these are, too.
 */
typedef struct {
    double alpha;          /* in (0, 1] */
    bool adjust;           /* the newest element has weight 1; if not, alpha, and all before it together 1 - alpha */
    bool ignore_na;        /* missing elements do not count as steps */
    bool bias;             /* var, std, cov: no correction for the number of elements, which weights stand for */
    ptrdiff_t min_periods; /* valid elements that a result needs; at least 1 */
    bool skip_inf;         /* infinities are missing, too */
    const double *steps;   /* [i]: from element i to element i + 1, of every series, n - 1 of them; NULL: all are 1 */
} fr_ewm_options;

/* The statistics for fr_ewm(), in the order of their list; *count of them. */
FR_API const fr_statistic *fr_ewm_statistics(int *count);

/* `in` has an array for each input, `out` is one.  "sum" takes no account of adjust. */
FR_API int fr_ewm(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                  const fr_ewm_options *options);

/* The same of groups: weights begin anew with elements offsets[0], offsets[1], ... offsets[groups - 1] of every series,
 * and the last group ends before offsets[groups].  Steps from group to group do not matter; outputs outside of groups
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
    const double *weights;  /* of the elements of a window, in their order; finite */
    ptrdiff_t window;       /* of these */
    ptrdiff_t shift;        /* the window of output i ends with element i + shift */
    ptrdiff_t min_periods;  /* valid elements a window needs; at least 1 */
    double ddof;            /* delta degrees of freedom */
    bool skip_inf;          /* infinities are missing, too */
    const int64_t *offsets; /* group g is elements [offsets[g], offsets[g + 1]), and no window reaches from one into
                             * another; offsets[0] is 0, offsets[groups] is n; NULL: there are no groups */
    ptrdiff_t groups;
} fr_weighted_options;

/* The statistics for fr_weighted(), in the order of their list; *count of them. */
FR_API const fr_statistic *fr_weighted_statistics(int *count);

/* `in` and `out` are one array each.  FR_BAD_BOUNDS if offsets decrease, or do not begin with 0 or end with n. */
FR_API int fr_weighted(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                       const fr_weighted_options *options);

/* The most threads that a call from this thread uses: the lesser of the two limits below. */
FR_API int fr_get_num_threads(void);

/* Sets the limit for all threads; returns the old one.  Counts below 1 are taken for 1. */
FR_API int fr_set_num_threads(int threads);

/* Sets the limit for calls from this thread only; returns the old one.  0: no limit of its own. */
FR_API int fr_limit_this_thread(int threads);

/* "base", "avx2" or "avx512": what the kernels in use were compiled for. */
FR_API const char *fr_instruction_set(void);

/* The OpenMP version that the library was built with (_OPENMP, for example 201511), or 0. */
FR_API int fr_openmp(void);

#ifdef __cplusplus
}
#endif

#endif
