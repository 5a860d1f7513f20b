/*
 * test_api.c - every rule of fastroll.h: codes for wrong arguments, nothing written on an error, sizes of options,
 * strides and types, overlap, windows placed by center, closed and step, threads.
 */
#include "data.h"
#include "expect.h"
#include "fastroll.h"
#include <string.h>

enum { N = 40, SERIES = 3 };

static double x[N * SERIES], y[N * SERIES], untouched[N * SERIES];

static bool nothing_written(void) { return !memcmp(y, untouched, sizeof y); }

typedef struct {
    const fr_statistic *what;
    fr_array in, out;
    ptrdiff_t series, n;
    fr_options options;
} call;

static call right_call(const char *name)
{
    static const double half = 0.5;
    call c = {fr_find(name), fr_doubles(x), fr_doubles(y), SERIES, N, FR_OPTIONS_INIT};
    c.in.across = c.out.across = N * sizeof(double);
    c.options.window = 5, c.options.q = &half, c.options.quantiles = 1;
    return c;
}

static int run(const call *c) { return fr_rolling(c->what, &c->in, &c->out, c->series, c->n, &c->options); }

/* One change to a call that is right. */
#define WRONG(name, code, change)                                                                                      \
    do {                                                                                                               \
        call c = right_call(name);                                                                                     \
        change;                                                                                                        \
        EXPECT(run(&c) == code);                                                                                       \
        EXPECT(nothing_written());                                                                                     \
        EXPECT(strcmp(fr_strerror(code), fr_strerror(1)));                                                             \
    } while (0)

static void check_codes(void)
{
    const double bad_q[] = {0.5, 1.5};
    WRONG("mean", FR_BAD_STATISTIC, c.what = NULL);
    WRONG("mean", FR_BAD_STATISTIC, c.what = fr_find_ewm("mean"));
    WRONG("mean", FR_BAD_STATISTIC, c.what = (const fr_statistic *)((const char *)c.what + 8));
    WRONG("mean", FR_BAD_OPTIONS, c.options.size = 0);
    WRONG("mean", FR_BAD_OPTIONS, c.options.size -= 4);
    WRONG("mean", FR_BAD_OPTIONS, c.options.size += 8);
    WRONG("mean", FR_BAD_LENGTH, c.n = -1);
    WRONG("mean", FR_BAD_LENGTH, c.series = -1);
    WRONG("mean", FR_BAD_ARRAY, c.in.data = NULL);
    WRONG("mean", FR_BAD_ARRAY, c.out.data = NULL);
    WRONG("mean", FR_BAD_TYPE, c.in.type = (fr_type)2);
    WRONG("mean", FR_BAD_TYPE, c.out.type = (fr_type)-1);
    WRONG("mean", FR_BAD_STRIDE, c.in.along = 12);
    WRONG("mean", FR_BAD_STRIDE, c.in.data = (char *)x + 4);
    WRONG("mean", FR_BAD_STRIDE, c.in.along = PTRDIFF_MAX / 8 * 8);
    WRONG("mean", FR_BAD_STRIDE, c.out.along = 0);
    WRONG("mean", FR_BAD_STRIDE, c.out.across = 0);
    WRONG("mean", FR_BAD_STRIDE, c.out.across = 8);
    WRONG("mean", FR_BAD_WINDOW, c.options.window = -1);
    WRONG("mean", FR_BAD_MIN_PERIODS, c.options.min_periods = -2);
    WRONG("var", FR_BAD_DDOF, c.options.ddof = NAN);
    WRONG("mean", FR_BAD_CLOSED, c.options.closed = (fr_closed)4);
    WRONG("mean", FR_BAD_STEP, c.options.step = -1);
    WRONG("mean", FR_BAD_THREADS, c.options.threads = -1);
    WRONG("quantile", FR_BAD_QUANTILES, c.options.q = NULL);
    WRONG("quantile", FR_BAD_QUANTILES, c.options.quantiles = 0);
    WRONG("quantile", FR_BAD_QUANTILES, c.options.q = bad_q; c.options.quantiles = 2);
    WRONG("quantile", FR_BAD_INTERPOLATION, c.options.interpolation = FR_INTERPOLATIONS);
    WRONG("rank", FR_BAD_TIES, c.options.ties = FR_TIES);
    call c = right_call("mean");
    EXPECT(fr_rolling(c.what, &c.in, &c.out, SERIES, N, NULL) == FR_BAD_OPTIONS);
    EXPECT(fr_rolling(c.what, NULL, &c.out, SERIES, N, &c.options) == FR_BAD_ARRAY);
    EXPECT(fr_rolling(c.what, &c.in, NULL, SERIES, N, &c.options) == FR_BAD_ARRAY);
    EXPECT(nothing_written());
}

static void check_overlap(void)
{
    const double q[] = {0.2, 0.8};
    call c = right_call("quantile");
    fr_array outs[] = {c.out, c.out};
    c.options.q = q, c.options.quantiles = 2;
    EXPECT(fr_rolling(c.what, &c.in, outs, 1, N, &c.options) == FR_OVERLAP);
    outs[1].data = y + N - 1;
    EXPECT(fr_rolling(c.what, &c.in, outs, 1, N, &c.options) == FR_OVERLAP && nothing_written());
    outs[0].along = outs[1].along = 16, outs[1].data = y + 1;
    EXPECT(fr_rolling(c.what, &c.in, outs, 1, N, &c.options) == FR_OK);
    outs[0].along = 8, outs[1].along = 16; /* neither strides nor places in common */
    memcpy(y, untouched, sizeof y);
    EXPECT(fr_rolling(c.what, &c.in, outs, 1, N, &c.options) == FR_OVERLAP && nothing_written());

    c = right_call("mean");
    double expected[N], both[N + 3];
    fr_array out = fr_doubles(expected), in = fr_doubles(both);
    EXPECT(fr_rolling(c.what, &c.in, &out, 1, N, &c.options) == FR_OK);
    for (int shift = 0; shift < 4; shift++) { /* results over their own inputs */
        out.data = both + shift;
        memcpy(both, x, N * sizeof *x);
        EXPECT(fr_rolling(c.what, &in, &out, 1, N, &c.options) == FR_OK);
        EXPECT(!memcmp(both + shift + 4, expected + 4, (N - 4) * sizeof *both));
    }
}

/* Each of the windows that options place is that of the same bounds. */
static void check_windows(void)
{
    for (int kind = 0; kind < 9 * 2 * 4 * 3; kind++) {
        call c = right_call("sum");
        double by_bounds[N], placed[N], narrow[N];
        int64_t start[N], end[N];
        const ptrdiff_t window = kind % 9, step = kind / 72 + 1, outputs = (N + step - 1) / step;
        c.options.window = window, c.options.center = kind / 9 % 2, c.options.closed = (fr_closed)(kind / 18 % 4);
        c.options.step = step, c.options.min_periods = 0;
        const bool left = c.options.closed == FR_CLOSED_LEFT || c.options.closed == FR_CLOSED_BOTH;
        const bool right = c.options.closed == FR_CLOSED_RIGHT || c.options.closed == FR_CLOSED_BOTH;
        for (ptrdiff_t k = 0; k < outputs; k++) {
            ptrdiff_t offset = window == 0 ? -1 : c.options.center ? (window - 1) / 2 : 0;
            ptrdiff_t last = k * step + offset + right, first = k * step + offset - window + !left;
            start[k] = first < 0 ? 0 : first > N ? N : first, end[k] = last < 0 ? 0 : last > N ? N : last;
        }
        fr_array out = fr_doubles(placed), other = fr_doubles(by_bounds), thin = fr_floats((const float *)narrow);
        EXPECT(fr_rolling(c.what, &c.in, &out, 1, N, &c.options) == FR_OK);
        EXPECT(fr_rolling_bounds(c.what, &c.in, &other, 1, N, start, end, outputs, &c.options) == FR_OK);
        EXPECT(!memcmp(placed, by_bounds, (size_t)outputs * sizeof *placed));
        EXPECT(fr_rolling(c.what, &c.in, &thin, 1, N, &c.options) == FR_OK);
        for (ptrdiff_t k = 0; k < outputs; k++) EXPECT(((float *)narrow)[k] == (float)placed[k]);
    }
}

static void check_bounds(void)
{
    call c = right_call("mean");
    int64_t start[] = {0, 2, 5}, end[] = {3, 4, N + 1};
    EXPECT(fr_rolling_bounds(c.what, &c.in, &c.out, 1, N, NULL, end, 3, &c.options) == FR_BAD_BOUNDS);
    EXPECT(fr_rolling_bounds(c.what, &c.in, &c.out, 1, N, start, NULL, 3, &c.options) == FR_BAD_BOUNDS);
    EXPECT(fr_rolling_bounds(c.what, &c.in, &c.out, 1, N, start, end, 3, &c.options) == FR_BAD_BOUNDS);
    EXPECT(fr_rolling_bounds(c.what, &c.in, &c.out, 1, N, start, end, -3, &c.options) == FR_BAD_LENGTH);
    EXPECT(nothing_written());
    EXPECT(fr_rolling_bounds(c.what, &c.in, &c.out, 1, N, start, end, 2, &c.options) == FR_OK);
    EXPECT(y[0] == (x[0] + x[1] + x[2]) / 3 && y[2] == untouched[2]); /* FR_WHOLE_WINDOW: one valid element is enough */
    memcpy(y, untouched, sizeof y);
}

/* Adds one to the count in user_data and gives the number of values; fails for windows that begin with 8. */
static int count_values(double *values, intptr_t n, double *result, void *user_data)
{
    ++*(int *)user_data;
    *result = (double)n;
    for (intptr_t i = 1; i < n; i++) values[i] = NAN;
    return n == 0 || values[0] != 8;
}

static void check_apply(void)
{
    call c = right_call("mean");
    int calls = 0;
    ptrdiff_t failed = -1;
    EXPECT(fr_rolling_apply(NULL, &calls, &c.in, &c.out, 1, N, &c.options, &failed) == FR_BAD_FUNCTION);
    EXPECT(fr_rolling_apply(count_values, &calls, NULL, &c.out, 1, N, &c.options, &failed) == FR_BAD_ARRAY);
    EXPECT(fr_rolling_apply(count_values, &calls, &c.in, &c.out, 1, N, NULL, &failed) == FR_BAD_OPTIONS);
    EXPECT(calls == 0);
    EXPECT(fr_rolling_apply(count_values, &calls, &c.in, &c.out, SERIES, N, &c.options, &failed) == FR_FUNCTION_FAILED);
    EXPECT(failed == 13 && calls == 10 && nothing_written()); /* x[9] is the first 8 */
    const int64_t start[] = {0, 3, 4}, end[] = {2, 3, N};
    c.options.min_periods = 0;
    EXPECT(fr_rolling_bounds_apply(count_values, &calls, &c.in, &c.out, 1, N, start, NULL, 3, &c.options, NULL) ==
           FR_BAD_BOUNDS);
    EXPECT(fr_rolling_bounds_apply(count_values, &calls, &c.in, &c.out, 1, N - 1, start, end, 3, &c.options, NULL) ==
           FR_BAD_BOUNDS);
    EXPECT(fr_rolling_bounds_apply(count_values, &calls, &c.in, &c.out, 1, N, start, end, 3, &c.options, NULL) ==
           FR_OK);
    EXPECT(y[0] == 2 && y[1] == 0 && y[2] == N - 4);
    memcpy(y, untouched, sizeof y);
}

static void check_sizes(void)
{
    call c = right_call("var");
    double expected[N];
    c.out.data = expected;
    EXPECT(fr_rolling(c.what, &c.in, &c.out, 1, N, &c.options) == FR_OK);
    c.options.size = offsetof(fr_options, skip_inf); /* a program that knows no more */
    c.options.step = -7, c.options.threads = -7, c.options.skip_inf = true, c.out.data = y;
    EXPECT(fr_rolling(c.what, &c.in, &c.out, 1, N, &c.options) == FR_OK);
    EXPECT(!memcmp(expected + 4, y + 4, (N - 4) * sizeof *y));
    memcpy(y, untouched, sizeof y);
    fr_options made, defaults = FR_OPTIONS_INIT;
    EXPECT(fr_options_init(&made, sizeof made) == FR_OK && made.min_periods == defaults.min_periods && made.ddof == 1 &&
           made.step == 1 && made.size == sizeof made);
    EXPECT(fr_options_init(NULL, sizeof made) == FR_BAD_OPTIONS && fr_options_init(&made, 1) == FR_BAD_OPTIONS);
    EXPECT(fr_options_init(&made, sizeof made + 8) == FR_BAD_OPTIONS);
}

static void check_ewm(void)
{
    const double steps[N] = {1, NAN};
    fr_ewm_options o = FR_EWM_OPTIONS_INIT, bad = o;
    fr_array in = fr_doubles(x), out = fr_doubles(y);
    const fr_statistic *mean = fr_find_ewm("mean");
    EXPECT(fr_ewm(fr_find("mean"), &in, &out, 1, N, &o) == FR_BAD_STATISTIC);
    EXPECT(fr_ewm(mean, &in, &out, 1, N, NULL) == FR_BAD_OPTIONS);
    EXPECT(fr_ewm(mean, &in, &out, 1, -1, &o) == FR_BAD_LENGTH);
    bad.alpha = 0;
    EXPECT(fr_ewm(mean, &in, &out, 1, N, &bad) == FR_BAD_ALPHA);
    bad = o, bad.steps = steps;
    EXPECT(fr_ewm_last(mean, &in, &out, 1, N, &bad) == FR_BAD_STEPS);
    bad = o, bad.min_periods = -1;
    EXPECT(fr_ewm(mean, &in, &out, 1, N, &bad) == FR_BAD_MIN_PERIODS);
    bad = o, bad.threads = -1;
    EXPECT(fr_ewm(mean, &in, &out, 1, N, &bad) == FR_BAD_THREADS);
    EXPECT(nothing_written());
    double last;
    fr_array one = fr_doubles(&last);
    EXPECT(fr_ewm(mean, &in, &out, 1, N, &o) == FR_OK && fr_ewm_last(mean, &in, &one, 1, N, &o) == FR_OK);
    EXPECT(y[0] == x[0] && last == y[N - 1]);
    memcpy(y, untouched, sizeof y);
}

static void check_threads(void)
{
    call c = right_call("mean");
    const int before = fr_limit_this_thread(1);
    c.options.threads = 3;
    EXPECT(run(&c) == FR_OK);
    EXPECT(fr_limit_this_thread(before) == 1);
    memcpy(y, untouched, sizeof y);
}

static void check_batches(void)
{
    const double data[] = {1, 2, 6, 3, 5, -4, 7, 0.5, -0.25, 9};
    double batch[] = {0.5, -0.25, 2, NAN, -INFINITY, 0.25};
    for (int n = 1; n <= 10; n++) {
        double ema = data[0];
        for (int i = 1; i < n; i++) ema = 0.3 * data[i] + 0.7 * ema;
        EXPECT(fabs(fast_ema(data, n, 0.3) - ema) < 1e-14);
    }
    EXPECT(isnan(fast_ema(NULL, 3, 0.5)) && isnan(fast_ema(data, 0, 0.5)) && isnan(fast_ema(data, 3, 0)));
    EXPECT(isnan(fast_ema(data, 3, 1.5)) && isnan(fast_ema(data, 3, NAN)) && fast_ema(data, 3, 1) == 6);
    EXPECT(process_batch(NULL, batch, 3, 1) == FR_BAD_ARRAY && process_batch(data, NULL, 3, 1) == FR_BAD_ARRAY);
    EXPECT(process_batch(batch, batch, -1, 1) == FR_BAD_LENGTH &&
           process_batch(batch, batch, 6, NAN) == FR_BAD_THRESHOLD);
    EXPECT(process_batch(batch, batch, 6, 0.5) == FR_OK);
    EXPECT(batch[0] == 0.5 && batch[1] == 0 && batch[2] == 2 && isnan(batch[3]) && isinf(batch[4]) && batch[5] == 0);
    EXPECT(process_batch(batch, batch + 1, 5, 0) == FR_OK && batch[1] == 0.5 && batch[3] == 2);
}

int main(void)
{
    for (int i = 0; i < N * SERIES; i++) x[i] = i * 7 % 11, y[i] = untouched[i] = -1;
    EXPECT(!strcmp(fr_version(), FR_VERSION) && !fr_find("nonsense") && !fr_find(NULL) && !fr_find_ewm("median"));
    check_codes();
    check_overlap();
    check_windows();
    check_bounds();
    check_apply();
    check_sizes();
    check_ewm();
    check_threads();
    check_batches();
    printf("%d failures\n", failures);
    return failures > 0;
}
