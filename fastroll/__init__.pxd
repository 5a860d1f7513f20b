# fastroll.h for Cython: cimport fastroll.  See docs/native.md.
#
# `check` turns a code into an exception, with and without the GIL.
from libc.stdint cimport int64_t, intptr_t


cdef extern from "fastroll.h" nogil:
    int FR_OK, FR_NO_MEMORY, FR_BAD_BOUNDS, FR_NOT_MONOTONIC, FR_BAD_STATISTIC, FR_BAD_OPTIONS, FR_BAD_LENGTH
    int FR_BAD_ARRAY, FR_BAD_TYPE, FR_BAD_STRIDE, FR_OVERLAP, FR_BAD_WINDOW, FR_BAD_MIN_PERIODS, FR_BAD_DDOF
    int FR_BAD_CLOSED, FR_BAD_STEP, FR_BAD_THREADS, FR_BAD_QUANTILES, FR_BAD_INTERPOLATION, FR_BAD_TIES, FR_BAD_ALPHA
    int FR_BAD_STEPS, FR_BAD_THRESHOLD, FR_BAD_FUNCTION, FR_FUNCTION_FAILED, FR_WHOLE_WINDOW

    ctypedef enum fr_type:
        FR_FLOAT64
        FR_FLOAT32

    ctypedef enum fr_interpolation:
        FR_LINEAR
        FR_LOWER
        FR_HIGHER
        FR_MIDPOINT
        FR_NEAREST

    ctypedef enum fr_ties:
        FR_AVERAGE
        FR_MIN
        FR_MAX
        FR_DENSE
        FR_FIRST

    ctypedef enum fr_closed:
        FR_CLOSED_RIGHT
        FR_CLOSED_LEFT
        FR_CLOSED_BOTH
        FR_CLOSED_NEITHER

    ctypedef struct fr_array:
        void *data
        Py_ssize_t along
        Py_ssize_t across
        fr_type type

    ctypedef struct fr_statistic:
        const char *name
        int inputs
        int outputs

    ctypedef struct fr_options:
        size_t size
        Py_ssize_t window
        Py_ssize_t shift
        Py_ssize_t min_periods
        double ddof
        bint skip_inf
        const double *q
        Py_ssize_t quantiles
        fr_interpolation interpolation
        fr_ties ties
        bint descending
        bint pct
        bint symmetric
        bint center
        bint keep_nan
        fr_closed closed
        Py_ssize_t step
        Py_ssize_t threads

    ctypedef struct fr_ewm_options:
        size_t size
        double alpha
        bint adjust
        bint ignore_na
        bint bias
        Py_ssize_t min_periods
        bint skip_inf
        const double *steps
        Py_ssize_t threads

    ctypedef struct fr_weighted_options:
        size_t size
        const double *weights
        Py_ssize_t window
        Py_ssize_t shift
        Py_ssize_t min_periods
        double ddof
        bint skip_inf
        const int64_t *offsets
        Py_ssize_t groups
        Py_ssize_t threads

    ctypedef bint fr_stop_function() noexcept
    ctypedef int fr_function(double *values, intptr_t n, double *result, void *user_data) noexcept

    const char *fr_version()
    const char *fr_strerror(int status)
    const char *fr_instruction_set()
    int fr_openmp()
    fr_stop_function *fr_stop_when(fr_stop_function *stop)
    fr_array fr_doubles(const double *data)
    fr_array fr_floats(const float *data)
    int fr_options_init(fr_options *options, size_t size)
    int fr_ewm_options_init(fr_ewm_options *options, size_t size)
    int fr_weighted_options_init(fr_weighted_options *options, size_t size)
    const fr_statistic *fr_statistics(int *count)
    const fr_statistic *fr_ewm_statistics(int *count)
    const fr_statistic *fr_find(const char *name)
    const fr_statistic *fr_weighted_statistics(int *count)
    const fr_statistic *fr_find_ewm(const char *name)
    const fr_statistic *fr_find_weighted(const char *name)
    int fr_rolling(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                   Py_ssize_t n, const fr_options *options)
    int fr_rolling_bounds(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                          Py_ssize_t n, const int64_t *start, const int64_t *end, Py_ssize_t outputs,
                          const fr_options *options)
    int fr_rolling_groups(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                          const int64_t *offsets, Py_ssize_t groups, const fr_options *options)
    int fr_rolling_apply(fr_function *function, void *user_data, const fr_array *inputs, const fr_array *out,
                         Py_ssize_t series, Py_ssize_t n, const fr_options *options, Py_ssize_t *failed)
    int fr_rolling_bounds_apply(fr_function *function, void *user_data, const fr_array *inputs, const fr_array *out,
                                Py_ssize_t series, Py_ssize_t n, const int64_t *start, const int64_t *end,
                                Py_ssize_t outputs, const fr_options *options, Py_ssize_t *failed)
    int fr_ewm(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
               Py_ssize_t n, const fr_ewm_options *options)
    int fr_ewm_groups(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                      Py_ssize_t n, const int64_t *offsets, Py_ssize_t groups, const fr_ewm_options *options)
    int fr_ewm_last(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                    Py_ssize_t n, const fr_ewm_options *options)
    int fr_weighted(const fr_statistic *what, const fr_array *inputs, const fr_array *out, Py_ssize_t series,
                    Py_ssize_t n, const fr_weighted_options *options)
    double fast_ema(const double *data, int n, double alpha)
    int process_batch(const double *input, double *output, int n, double threshold)
    int fr_get_num_threads()
    int fr_set_num_threads(int threads)
    int fr_limit_this_thread(int threads)


cdef inline int check(int status) except -1 nogil:
    if status:
        with gil:
            from fastroll.native import check as raise_for
            raise_for(status)
    return 0
