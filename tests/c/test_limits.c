/*
 * test_limits.c - lengths, strides, places and options at the limits of their types: each call computes or returns a
 * code, and nothing overflows on the way (a sanitizer sees that).  Inputs of stride 0 have as many elements as one
 * likes.
 */
#include "data.h"
#include "expect.h"
#include "fastroll.h"
#include <string.h>

enum { N = 37 };

static double x[N], y[N];
static const ptrdiff_t LEAST = PTRDIFF_MIN, MOST = PTRDIFF_MAX;
static const double two = 2;
static const fr_array many = {(void *)&two, 0, 0, FR_FLOAT64};

static fr_options options(ptrdiff_t window)
{
    static const double half = 0.5;
    fr_options o = FR_OPTIONS_INIT;
    o.window = window, o.min_periods = 1, o.q = &half, o.quantiles = 1;
    return o;
}

/* Short windows anywhere among more elements than there are addresses. */
static void check_bounds(void)
{
    const int64_t start[] = {0, MOST - 3, MOST, 5}, end[] = {5, MOST, MOST, 3}, all[] = {MOST};
    const int64_t wrong[][2] = {{INT64_MIN, INT64_MAX}, {INT64_MAX, INT64_MIN}, {INT64_MIN, INT64_MIN}, {0, -1}};
    const char *const names[] = {"sum", "median"};
    const fr_array out = fr_doubles(y);
    fr_options o = options(0);
    for (int k = 0; k < 2; k++) {
        const fr_statistic *what = fr_find(names[k]);
        EXPECT(fr_rolling_bounds(what, &many, &out, 1, MOST, start, end, 4, &o) == FR_OK);
        EXPECT(y[0] == (k ? 2 : 10) && y[1] == (k ? 2 : 6) && isnan(y[2]) && isnan(y[3]));
        EXPECT(fr_rolling_bounds(what, &many, &out, 1, MOST, start, all, 1, &o) == FR_NO_MEMORY);
        for (int i = 0; i < 4; i++)
            EXPECT(fr_rolling_bounds(what, &many, &out, 1, N, &wrong[i][0], &wrong[i][1], 1, &o) == FR_BAD_BOUNDS);
        EXPECT(fr_rolling_bounds(what, &many, &out, 1, LEAST, start, end, 1, &o) == FR_BAD_LENGTH);
        EXPECT(fr_rolling_bounds(what, &many, &out, 1, N, start, end, LEAST, &o) == FR_BAD_LENGTH);
        EXPECT(fr_rolling_bounds(what, &many, &out, LEAST, N, start, end, 1, &o) == FR_BAD_LENGTH);
    }
}

static void check_rolling(void)
{
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    const fr_statistic *sum = fr_find("sum");
    fr_options o = options(MOST);
    o.step = MOST / 2;
    EXPECT(fr_rolling(sum, &many, &out, 1, MOST, &o) == FR_NO_MEMORY);
    o.step = MOST;
    EXPECT(fr_rolling(sum, &many, &out, 1, MOST, &o) == FR_NO_MEMORY);
    o.threads = MOST;
    EXPECT(fr_rolling(sum, &in, &out, 1, N, &o) == FR_OK && y[0] == x[0]);
    EXPECT(fr_rolling(sum, &in, &out, MOST, 0, &o) == FR_OK && fr_rolling(sum, &in, &out, 0, MOST, &o) == FR_OK);
    EXPECT(fr_rolling(sum, &in, &out, LEAST, N, &o) == FR_BAD_LENGTH);
    EXPECT(fr_rolling(sum, &in, &out, 1, LEAST, &o) == FR_BAD_LENGTH);
    EXPECT(fr_rolling(sum, &in, &out, MOST, N, &o) == FR_BAD_STRIDE);
    o = options(3);
    o.closed = FR_CLOSED_BOTH, o.center = true;
    for (int k = 0; k < 4; k++) {
        o.window = k % 2 ? MOST : 3, o.shift = k / 2 ? MOST : LEAST;
        EXPECT(fr_rolling(sum, &in, &out, 1, N, &o) == FR_OK);
        EXPECT(k == 3 || isnan(y[N / 2])); /* windows of MOST elements, MOST later, begin in the middle of the series */
    }
}

static void check_strides(void)
{
    const ptrdiff_t strides[] = {LEAST, LEAST + 8, LEAST / 2, MOST - 7};
    const fr_statistic *max = fr_find("max");
    fr_options o = options(3);
    for (size_t k = 0; k < sizeof strides / sizeof *strides; k++) {
        fr_array far = fr_doubles(x), out = fr_doubles(y);
        far.along = strides[k], far.across = strides[k];
        EXPECT(fr_rolling(max, &far, &out, 1, 2, &o) == FR_BAD_STRIDE);
        EXPECT(fr_rolling(max, &out, &far, 1, 2, &o) == FR_BAD_STRIDE);
        EXPECT(fr_rolling(max, &far, &out, 1, 1, &o) == FR_OK && y[0] == x[0]); /* not used */
        EXPECT(fr_elementwise(fr_elementwise_functions(&(int){0}), (fr_array[]){far, out}, &far, 2) == FR_BAD_STRIDE);
    }
}

static void check_groups(void)
{
    const int64_t offsets[] = {0, 5, 5, N}, falling[] = {0, 7, 3}, far[] = {0, MOST};
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    fr_options o = options(3);
    fr_ewm_options e = FR_EWM_OPTIONS_INIT;
    fr_weighted_options w = FR_WEIGHTED_OPTIONS_INIT;
    const fr_statistic *sum = fr_find("sum"), *mean = fr_find_ewm("mean"), *total = fr_find_weighted("sum");
    for (int k = 0; k < 4; k++) {
        o.shift = k % 2 ? LEAST : MOST, o.min_periods = k / 2;
        EXPECT(fr_rolling_groups(sum, &in, &out, 1, offsets, 3, &o) == FR_OK && (k / 2 ? isnan(y[3]) : y[3] == 0));
    }
    EXPECT(fr_rolling_groups(sum, &in, &out, 1, offsets, LEAST, &o) == FR_BAD_LENGTH);
    EXPECT(fr_rolling_groups(sum, &in, &out, 0, falling, 2, &o) == FR_BAD_BOUNDS);
    EXPECT(fr_ewm_groups(mean, &in, &out, 1, N, offsets, LEAST, &e) == FR_BAD_LENGTH);
    EXPECT(fr_ewm_groups(mean, &in, &out, 1, LEAST, offsets, 3, &e) == FR_BAD_LENGTH);
    EXPECT(fr_ewm_groups(mean, &in, &out, 1, N, far, 1, &e) == FR_BAD_BOUNDS);
    w.weights = x, w.window = 3;
    for (int none = 0; none < 2; none++) { /* offsets are looked at, though there are no series or no elements */
        const ptrdiff_t series = none ? 1 : 0, n = none ? 0 : N;
        w.offsets = falling, w.groups = 2;
        EXPECT(fr_ewm_groups(mean, &in, &out, series, n, falling, 2, &e) == FR_BAD_BOUNDS);
        EXPECT(fr_ewm_groups(mean, &in, &out, series, n, NULL, 2, &e) == FR_BAD_BOUNDS);
        EXPECT(fr_weighted(total, &in, &out, series, n, &w) == FR_BAD_BOUNDS);
    }
    w.groups = -1;
    EXPECT(fr_weighted(total, &in, &out, 1, N, &w) == FR_BAD_LENGTH);
    w.groups = 2;
    EXPECT(fr_weighted(total, &in, &out, 1, LEAST, &w) == FR_BAD_LENGTH);
}

static void check_weights(void)
{
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    fr_ewm_options e = FR_EWM_OPTIONS_INIT;
    fr_weighted_options w = FR_WEIGHTED_OPTIONS_INIT;
    e.steps = x;
    for (int k = 0; k < 6; k++) {
        const fr_statistic *what = &fr_ewm_statistics(&(int){0})[k];
        const fr_array two_series[] = {in, in};
        EXPECT(fr_ewm(what, two_series, &out, 1, LEAST, &e) == FR_BAD_LENGTH);
        EXPECT(fr_ewm_last(what, two_series, &out, 1, LEAST, &e) == FR_BAD_LENGTH);
        EXPECT(fr_ewm(what, two_series, &out, LEAST, N, &e) == FR_BAD_LENGTH);
        e.min_periods = MOST;
        EXPECT(fr_ewm(what, two_series, &out, 1, N, &e) == FR_OK && isnan(y[N - 1]));
    }
    w.weights = x + 1, w.window = 5, w.min_periods = 1;
    for (int k = 0; k < 4; k++) {
        const fr_statistic *what = &fr_weighted_statistics(&(int){0})[k];
        for (int place = 0; place < 2; place++) {
            w.shift = place ? LEAST : MOST;
            EXPECT(fr_weighted(what, &in, &out, 1, N, &w) == FR_OK && isnan(y[0]) && isnan(y[N - 1]));
        }
        w.shift = 0, w.min_periods = MOST;
        EXPECT(fr_weighted(what, &in, &out, 1, N, &w) == FR_OK && isnan(y[N - 1]));
        w.min_periods = 1;
    }
}

static int count_values(double *values, intptr_t n, double *result, void *user_data)
{
    (void)values, (void)user_data;
    *result = (double)n;
    return 1;
}

static void check_apply(void)
{
    const ptrdiff_t limits[] = {LEAST, -N, N, MOST};
    const int64_t start[] = {0, INT64_MIN, INT64_MAX}, end[] = {MOST, INT64_MAX, INT64_MIN};
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    fr_options o = options(MOST);
    o.min_periods = 0;
    for (int k = 0; k < 4; k++) {
        o.shift = limits[k];
        EXPECT(fr_rolling_apply(count_values, NULL, &in, &out, 1, N, &o, NULL) == FR_OK);
        EXPECT(y[1] == (k == 3 ? N - 2 : k == 2 ? N : 0));
    }
    EXPECT(fr_rolling_apply(count_values, NULL, &in, &out, 1, LEAST, &o, NULL) == FR_BAD_LENGTH);
    o.step = MOST / 3;
    EXPECT(fr_rolling_apply(count_values, NULL, &many, &out, 1, MOST, &o, NULL) == FR_NO_MEMORY);
    EXPECT(fr_rolling_bounds_apply(count_values, NULL, &many, &out, 1, MOST, start, end, 1, &o, NULL) == FR_NO_MEMORY);
    for (int k = 1; k < 3; k++)
        EXPECT(fr_rolling_bounds_apply(count_values, NULL, &in, &out, 1, N, &start[k], &end[k], 1, &o, NULL) ==
               FR_BAD_BOUNDS);
}

/* Options that are numbers, of each statistic that takes them. */
static void check_numbers(void)
{
    const double numbers[] = {-1e308, 1e308, 5e-324}, ends[] = {0, 1, 5e-324, 1 - 0x1p-53};
    double results[N * 4];
    fr_array in[] = {fr_doubles(x), fr_doubles(x)}, out[4];
    int count;
    const fr_statistic *all = fr_statistics(&count);
    for (int k = 0; k < 4; k++) out[k] = fr_doubles(results + k * N);
    for (int k = 0; k < count; k++)
        for (int i = 0; i < 3; i++) {
            fr_options o = options(7);
            o.ddof = numbers[i], o.q = ends, o.quantiles = 4, o.min_periods = i ? MOST : 0;
            EXPECT(fr_rolling(&all[k], in, out, 1, N, &o) == FR_OK);
        }
}

int main(void)
{
    for (int i = 0; i < N; i++) x[i] = i * 7 % 11;
    check_bounds();
    check_rolling();
    check_strides();
    check_groups();
    check_weights();
    check_apply();
    check_numbers();
    printf("%d failures\n", failures);
    return failures > 0;
}
