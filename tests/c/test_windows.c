/*
 * test_windows.c - windows and shifts at the ends of their range, and fr_rolling_times(), which checks its arguments as
 * all others do.
 */
#include "bounds.h"
#include "data.h"
#include "fastroll.h"
#include <string.h>

enum { N = 37 };

static int failures;
static double x[N], y[N], untouched[N];
static int64_t times[N];

static void expect(bool holds, const char *what, int line, int number)
{
    if (holds) return;
    printf("line %d: case %d: %s\n", line, number, what);
    failures++;
}
#define EXPECT(condition, number) expect(condition, #condition, __LINE__, number)

static int count_values(double *values, intptr_t n, double *result, void *user_data)
{
    (void)values, (void)user_data;
    *result = (double)n;
    return 1;
}

/* The window of element i is elements i + from to i + to, those that are there. */
typedef struct {
    ptrdiff_t window, shift, from, to;
    bool center;
    fr_closed closed;
} place;

static void check_place(const place *p, int number)
{
    double counts[N], applied[N];
    const fr_array in = fr_doubles(x), out = fr_doubles(counts), other = fr_doubles(applied);
    fr_options o = FR_OPTIONS_INIT;
    o.window = p->window, o.shift = p->shift, o.center = p->center, o.closed = p->closed, o.min_periods = 0;
    EXPECT(fr_rolling(fr_find("count"), &in, &out, 1, N, &o) == FR_OK, number);
    EXPECT(fr_rolling_apply(count_values, NULL, &in, &other, 1, N, &o, NULL) == FR_OK, number);
    for (ptrdiff_t i = 0; i < N; i++) {
        const ptrdiff_t from = i + p->from, to = i + p->to + 1;
        const ptrdiff_t first = from < 0 ? 0 : from, last = to > N ? N : to, count = first < last ? last - first : 0;
        EXPECT(counts[i] == (double)count, number);
        EXPECT(applied[i] == (double)count, number);
    }
}

static void check_far_windows(void)
{
    const ptrdiff_t most = PTRDIFF_MAX, least = PTRDIFF_MIN;
    const place places[] = {{most, 0, -N, 0, false, FR_CLOSED_RIGHT},
                            {most, most, 1, N, false, FR_CLOSED_RIGHT},
                            {most, most / 2, -N, N, false, FR_CLOSED_BOTH},
                            {most, 0, -N, N, true, FR_CLOSED_RIGHT},
                            {most / 3 * 2, least + 1, N, N, true, FR_CLOSED_BOTH},
                            {5, least, N, N, false, FR_CLOSED_LEFT},
                            {5, most, N, N, true, FR_CLOSED_NEITHER},
                            {5, N - 3, N - 7, N - 3, false, FR_CLOSED_RIGHT},
                            {19, N + 4, N - 14, N + 4, false, FR_CLOSED_RIGHT}};
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) check_place(&places[k], (int)k);
}

static int by_times(const fr_array *in, const fr_array *out, ptrdiff_t series, const int64_t *at, fr_closed closed,
                    const fr_options *o)
{
    return fr_rolling_times(fr_find("sum"), in, out, series, N, at, 9, false, closed, o);
}

/* Of options, those of windows say nothing. */
static void check_codes(void)
{
    const fr_array in = fr_doubles(x), out = fr_doubles(y), none = fr_doubles(NULL);
    fr_array odd = out;
    fr_options o = FR_OPTIONS_INIT, wrong = o;
    odd.along = 0;
    wrong.threads = -1;
    EXPECT(by_times(&in, &out, 1, NULL, FR_CLOSED_RIGHT, &o) == FR_BAD_BOUNDS, 0);
    EXPECT(by_times(&in, &out, 1, times, (fr_closed)4, &o) == FR_BAD_CLOSED, 1);
    EXPECT(by_times(&in, &out, -1, times, FR_CLOSED_RIGHT, &o) == FR_BAD_LENGTH, 2);
    EXPECT(by_times(&none, &out, 1, times, FR_CLOSED_RIGHT, &o) == FR_BAD_ARRAY, 3);
    EXPECT(by_times(&in, &odd, 1, times, FR_CLOSED_RIGHT, &o) == FR_BAD_STRIDE, 4);
    EXPECT(by_times(&in, &out, 1, times, FR_CLOSED_RIGHT, NULL) == FR_BAD_OPTIONS, 5);
    EXPECT(by_times(&in, &out, 1, times, FR_CLOSED_RIGHT, &wrong) == FR_BAD_THREADS, 6);
    EXPECT(!memcmp(y, untouched, sizeof y), 7);
}

/* min_periods is 1 unless options say another; results may go over the series. */
static void check_times(void)
{
    double expected[N], both[N + 1];
    const fr_array in = fr_doubles(x), out = fr_doubles(expected), from = fr_doubles(both), over = fr_doubles(both + 1);
    fr_options o = FR_OPTIONS_INIT;
    EXPECT(by_times(&in, &out, 1, times, FR_CLOSED_RIGHT, &o) == FR_OK, 0);
    for (ptrdiff_t i = 0; i < N; i++) {
        double sum = 0;
        for (ptrdiff_t k = 0; k <= i; k++) sum += times[k] > times[i] - 9 ? x[k] : 0;
        EXPECT(expected[i] == sum, (int)i);
    }
    memcpy(both, x, sizeof x);
    EXPECT(by_times(&from, &over, 1, times, FR_CLOSED_RIGHT, &o) == FR_OK, 0);
    EXPECT(!memcmp(both + 1, expected, sizeof expected), 0);
}

/* Weights that no element meets. */
static void check_far_weights(void)
{
    const ptrdiff_t shifts[] = {PTRDIFF_MAX, PTRDIFF_MIN, PTRDIFF_MIN + 1, N + 1, -N - 1};
    const double weights[] = {1, 2, 3};
    double means[N];
    const fr_array in = fr_doubles(x), out = fr_doubles(means);
    fr_weighted_options o = FR_WEIGHTED_OPTIONS_INIT;
    o.weights = weights, o.window = 3, o.min_periods = 1;
    for (int k = 0; k < 5; k++) {
        o.shift = shifts[k];
        EXPECT(fr_weighted(fr_find_weighted("mean"), &in, &out, 1, N, &o) == FR_OK, k);
        for (ptrdiff_t i = 0; i < N; i++)
            EXPECT((means[i] != means[i]) == (k < 3 || i + o.shift - 2 >= N || i + o.shift < 0), k);
    }
}

int main(void)
{
    for (int i = 0; i < N; i++) x[i] = i * 7 % 11, y[i] = untouched[i] = -1, times[i] = i * 3 + i % 4;
    check_far_windows();
    check_far_weights();
    check_codes();
    check_times();
    printf("%d failures\n", failures);
    return failures > 0;
}
