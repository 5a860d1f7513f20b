/*
 * test_walks.c - lengths, windows, gaps, places and numbers of series that are not round, in every walk: of rows,
 * columns, bounds, times, groups and pairs, with weights of any kind and with functions of the caller's.
 *
 * Elements are small whole numbers, so that plain loops over each window are exact.  All memory is of just the size
 * that it must have.
 */
#include "bounds.h"
#include "data.h"
#include "fastroll.h"
#include "isa.h"
#include "pairs.h"

enum { MOST = 700 };

static int failures;
static ptrdiff_t n, series;
static double *x, *results; /* [series][n] */

static ptrdiff_t between(ptrdiff_t least, ptrdiff_t most)
{
    return least + (ptrdiff_t)(uniform() * (double)(most - least + 1));
}

static void draw(void)
{
    n = between(1, MOST), series = between(1, 3) == 1 ? between(2, 40) : 1;
    free(x), free(results);
    x = exactly((size_t)(n * series) * sizeof *x), results = exactly((size_t)(n * series) * sizeof *x);
    for (ptrdiff_t i = 0; i < n * series; i++) x[i] = (double)between(-99, 99);
}

static int compare(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

/* What a statistic of `count` elements is, `apart` doubles apart. */
static double oracle(const char *name, const double *from, ptrdiff_t apart, ptrdiff_t count)
{
    double sum = 0, squares = 0, max = -INFINITY, sorted[MOST];
    for (ptrdiff_t i = 0; i < count; i++) {
        const double value = sorted[i] = from[i * apart];
        sum += value, squares += value * value, max = value > max ? value : max;
    }
    if (count == 0) return NAN;
    if (*name == 's') return sum;
    if (*name == 'v') return count < 2 ? NAN : ((double)count * squares - sum * sum) / (double)(count * (count - 1));
    if (name[1] == 'a') return max;
    qsort(sorted, (size_t)count, sizeof *sorted, compare);
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static void expect(double got, double wanted, const char *walk, const char *name, ptrdiff_t i)
{
    if (fabs(got - wanted) <= 1e-12 * fabs(wanted) || (isnan(got) && isnan(wanted)) || failures++ > 20) return;
    printf("%s of %s: output %td of %td x %td is %.17g, not %.17g\n", name, walk, i, series, n, got, wanted);
}

static const fr_statistic *find(int k)
{
    static const char *const names[] = {"sum", "var", "max", "median"};
    return fr_find(names[k % 4]);
}

static fr_options options(ptrdiff_t window)
{
    static const double half = 0.5;
    fr_options o = FR_OPTIONS_INIT;
    o.window = window, o.min_periods = 1, o.q = &half, o.quantiles = 1;
    return o;
}

static fr_array rows_of(double *data) { return (fr_array){data, 8, n * 8, FR_FLOAT64}; }
static fr_array columns_of(double *data) { return (fr_array){data, series * 8, 8, FR_FLOAT64}; }

static void must(int status)
{
    if (status == FR_OK) return;
    printf("%s\n", fr_strerror(status));
    failures++;
}

static ptrdiff_t clipped(ptrdiff_t i) { return i < 0 ? 0 : i > n ? n : i; }

static void check_fixed(int k)
{
    const fr_statistic *what = find(k);
    const bool across = between(0, 1);
    const fr_array in = across ? columns_of(x) : rows_of(x), out = across ? columns_of(results) : rows_of(results);
    fr_options o = options(between(1, n + 9));
    o.shift = between(0, 2) ? 0 : between(-n, n);
    must(fr_rolling(what, &in, &out, series, n, &o));
    const ptrdiff_t apart = across ? series : 1, next = across ? 1 : n;
    for (ptrdiff_t s = 0; s < series; s++)
        for (ptrdiff_t i = 0; i < n; i++) {
            const ptrdiff_t start = clipped(i + o.shift + 1 - o.window), end = clipped(i + o.shift + 1);
            expect(results[s * next + i * apart], oracle(what->name, x + s * next + start * apart, apart, end - start),
                   across ? "columns" : "rows", what->name, i);
        }
}

/* Outputs [from, to) of each series are those of these windows. */
static void check_windows(const char *walk, const fr_statistic *what, ptrdiff_t from, ptrdiff_t to,
                          const int64_t *start, const int64_t *end)
{
    for (ptrdiff_t s = 0; s < series; s++)
        for (ptrdiff_t i = from; i < to; i++) {
            const ptrdiff_t count = end[i] > start[i] ? end[i] - start[i] : 0;
            expect(results[s * n + i], oracle(what->name, x + s * n + start[i], 1, count), walk, what->name, i);
        }
}

/* As many windows as elements, of bounds that never decrease or of any. */
static void check_bounds(int k)
{
    const fr_array in = rows_of(x), out = rows_of(results);
    const fr_options o = options(0);
    const bool ordered = between(0, 1);
    int64_t *start = exactly((size_t)n * sizeof *start), *end = exactly((size_t)n * sizeof *end);
    for (ptrdiff_t i = 0; i < n; i++) {
        end[i] = ordered ? clipped((i > 0 ? end[i - 1] : 0) + between(0, 2)) : between(0, n);
        start[i] = ordered ? clipped(i > 0 ? start[i - 1] + (between(0, 9) ? between(0, 1) : between(0, 40)) : 0)
                           : between(0, n);
    }
    must(fr_rolling_bounds(find(k), &in, &out, series, n, start, end, n, &o));
    check_windows("bounds", find(k), 0, n, start, end);
    free(start), free(end);
}

/* Regular but for some gaps, or irregular. */
static void draw_times(int64_t *times)
{
    const ptrdiff_t kind = between(0, 2), gap = between(1, 50);
    for (ptrdiff_t i = 0; i < n; i++) {
        const int64_t step = kind == 0 ? (i == n / 2 ? 9 : 1) : kind == 1 ? (i % gap ? 1 : 3) : between(0, 3);
        times[i] = i > 0 ? times[i - 1] + step : 5;
    }
}

static void check_times(int k)
{
    const fr_array in = rows_of(x), out = rows_of(results);
    const fr_options o = options(0);
    const ptrdiff_t span = between(1, between(0, 1) ? 90 : 2 * n);
    int64_t *times = exactly((size_t)n * sizeof *times), *start = exactly((size_t)n * sizeof *start),
            *end = exactly((size_t)n * sizeof *end);
    draw_times(times);
    for (ptrdiff_t i = 0; i < n; i++) {
        end[i] = i + 1, start[i] = i;
        while (start[i] > 0 && times[start[i] - 1] > times[i] - span) start[i]--;
    }
    must(fr_rolling_times(find(k), &in, &out, series, n, times, span, false, FR_CLOSED_RIGHT, &o));
    check_windows("times", find(k), 0, n, start, end);
    free(times), free(start), free(end);
}

static void check_groups(int k)
{
    const fr_array in = rows_of(x), out = rows_of(results);
    const fr_options o = options(between(1, 70));
    const ptrdiff_t most = between(1, 40);
    int64_t *start = exactly((size_t)n * sizeof *start), *end = exactly((size_t)n * sizeof *end);
    int64_t *offsets = exactly((size_t)(n + 1) * sizeof *offsets);
    ptrdiff_t groups = 0;
    for (offsets[0] = 0; offsets[groups] < n && groups < n - 1; groups++)
        offsets[groups + 1] = clipped(offsets[groups] + between(0, most));
    offsets[groups] = n; /* the last one may be long */
    for (ptrdiff_t g = 0; g < groups; g++)
        for (ptrdiff_t i = offsets[g]; i < offsets[g + 1]; i++) {
            end[i] = i + 1;
            start[i] = i + 1 - o.window < offsets[g] ? offsets[g] : i + 1 - o.window;
        }
    must(groups ? fr_rolling_groups(find(k), &in, &out, series, offsets, groups, &o) : FR_OK);
    if (groups) check_windows("groups", find(k), 0, n, start, end);
    free(start), free(end), free(offsets);
}

/* The covariance of x and a multiple of it is that multiple of the variance. */
static void check_pairs(void)
{
    const fr_array in = rows_of(x);
    const fr_options o = options(between(2, 90));
    double *made = exactly((size_t)(series * series * n) * sizeof *made);
    const fr_pairs out = {made, series * 8, n * series * 8, FR_FLOAT64};
    must(fr_rolling_pairs(fr_find("cov"), &in, series, &in, series, between(0, 1), n, &out, &o));
    for (ptrdiff_t s = 0; s < series; s++)
        for (ptrdiff_t i = 0; i < n; i++) {
            const ptrdiff_t start = clipped(i + 1 - o.window);
            expect(made[(s * n + i) * series + s], oracle("var", x + s * n + start, 1, i + 1 - start), "pairs", "cov",
                   i);
        }
    free(made);
}

static int sum_of(double *values, intptr_t count, double *result, void *user_data)
{
    (void)user_data;
    *result = oracle("sum", values, 1, count);
    for (intptr_t i = 0; i < count; i++) values[i] = NAN;
    return 1;
}

static void check_apply(void)
{
    const fr_array in = rows_of(x), out = rows_of(results);
    const fr_options o = options(between(1, n + 9));
    must(fr_rolling_apply(sum_of, NULL, &in, &out, series, n, &o, NULL));
    for (ptrdiff_t i = 0; i < n * series; i++) {
        const ptrdiff_t place = i % n, start = clipped(place + 1 - o.window);
        expect(results[i], oracle("sum", x + i - place + start, 1, place + 1 - start), "apply", "sum", place);
    }
}

/* Sums, exact where all weights are whole; of exponential weights of 1/2, all but exact. */
static void check_weights(void)
{
    const bool across = between(0, 1);
    const fr_array in = across ? columns_of(x) : rows_of(x), out = across ? columns_of(results) : rows_of(results);
    const ptrdiff_t apart = across ? series : 1, next = across ? 1 : n;
    fr_weighted_options w = FR_WEIGHTED_OPTIONS_INIT;
    fr_ewm_options e = FR_EWM_OPTIONS_INIT;
    double *weights;
    w.window = between(1, 150), w.min_periods = 1;
    w.weights = weights = exactly((size_t)w.window * sizeof *weights);
    for (ptrdiff_t k = 0; k < w.window; k++) weights[k] = (double)between(1, 9);
    must(fr_weighted(fr_find_weighted("sum"), &in, &out, series, n, &w));
    for (ptrdiff_t s = 0; s < series; s++)
        for (ptrdiff_t i = 0; i < n; i++) {
            double sum = 0;
            for (ptrdiff_t k = 0; k < w.window && k <= i; k++)
                sum += weights[w.window - 1 - k] * x[s * next + (i - k) * apart];
            expect(results[s * next + i * apart], sum, "weighted", "sum", i);
        }
    must(fr_ewm(fr_find_ewm("sum"), &in, &out, series, n, &e));
    for (ptrdiff_t s = 0; s < series; s++) {
        double sum = 0, sizes = 0;
        for (ptrdiff_t i = 0; i < n; i++) {
            sum = sum / 2 + x[s * next + i * apart], sizes = sizes / 2 + fabs(x[s * next + i * apart]);
            expect(1 + (results[s * next + i * apart] - sum) / (1 + sizes), 1, "ewm", "sum", i);
        }
    }
    free(weights);
}

int main(void)
{
    if (!has_wanted_isa()) return SKIPPED;
    for (int round = 0; round < 200; round++) {
        draw();
        check_fixed(round), check_bounds(round), check_times(round), check_groups(round);
        check_pairs(), check_apply(), check_weights();
    }
    free(x), free(results);
    printf("%d failures\n", failures);
    return failures > 0;
}
