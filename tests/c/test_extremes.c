/*
 * test_extremes.c - every option of the public functions at its extremes: none steps out of memory (a sanitizer sees
 * that), and results are those of a plain way to say the same.
 */
#include "data.h"
#include "fastroll.h"
#include <string.h>

static int failures;

static void expect(bool holds, const char *name, const char *what, const fr_options *o, ptrdiff_t n)
{
    if (holds || failures++ > 20) return;
    printf("%s: %s; n %td, window %td, shift %td, min_periods %td, step %td\n", name, what, n, o->window, o->shift,
           o->min_periods, o->step);
}

static double *whole_numbers(ptrdiff_t n)
{
    double *x = exactly((size_t)n * sizeof *x);
    for (ptrdiff_t i = 0; i < n; i++) x[i] = (double)(i * 7 % 11);
    return x;
}

static int64_t clipped(__int128 place, ptrdiff_t n) { return place < 0 ? 0 : place > n ? n : (int64_t)place; }

/* The windows of options that neither centre nor close them in another way, as bounds. */
static void make_bounds(const fr_options *o, ptrdiff_t n, ptrdiff_t outputs, int64_t *start, int64_t *end)
{
    for (ptrdiff_t k = 0; k < outputs; k++) {
        const __int128 last = (__int128)k * o->step + o->shift + 1;
        start[k] = clipped(last - o->window, n);
        end[k] = clipped(last, n);
    }
}

static bool alike(double a, double b) { return fabs(a - b) <= 1e-9 * (1 + fabs(b)) || (isnan(a) && isnan(b)); }

static void check_rolling(const fr_statistic *what, const fr_options *o, ptrdiff_t n, const double *x)
{
    static const double half = 0.5;
    const ptrdiff_t outputs = n / o->step + (n % o->step != 0);
    double *results[2] = {exactly((size_t)(3 * outputs) * sizeof(double)),
                          exactly((size_t)(3 * outputs) * sizeof(double))};
    int64_t *start = exactly((size_t)outputs * sizeof *start), *end = exactly((size_t)outputs * sizeof *end);
    const fr_array in[] = {fr_doubles(x), fr_doubles(x)};
    fr_options options = *o, bounded = *o;
    options.q = bounded.q = &half, options.quantiles = bounded.quantiles = 1;
    if (bounded.min_periods == FR_WHOLE_WINDOW) bounded.min_periods = o->window;
    make_bounds(o, n, outputs, start, end);
    for (int way = 0; way < 2; way++) {
        fr_array out[3];
        for (int k = 0; k < 3; k++) out[k] = fr_doubles(results[way] + k * outputs);
        const int status = way ? fr_rolling_bounds(what, in, out, 1, n, start, end, outputs, &bounded)
                               : fr_rolling(what, in, out, 1, n, &options);
        expect(status == FR_OK, what->name, fr_strerror(status), o, n);
    }
    for (ptrdiff_t i = 0; i < what->outputs * outputs; i++)
        expect(alike(results[0][i], results[1][i]), what->name, "not that of the same bounds", o, n);
    free(results[0]), free(results[1]), free(start), free(end);
}

/* Windows before, across and behind the series, however far. */
static void check_places(ptrdiff_t n, const ptrdiff_t *windows, size_t count_of_windows)
{
    const ptrdiff_t shifts[] = {0,  1,      -1,      n / 2, -n / 2, n - 1,       1 - n,      n,
                                -n, n + 13, -n - 13, 3 * n, -3 * n, PTRDIFF_MAX, PTRDIFF_MIN};
    const ptrdiff_t needs[] = {FR_WHOLE_WINDOW, 0, 1, PTRDIFF_MAX}, steps[] = {1, 3, PTRDIFF_MAX};
    int count;
    const fr_statistic *all = fr_statistics(&count);
    double *x = whole_numbers(n);
    for (size_t k = 0; k < (size_t)count; k++)
        for (size_t w = 0; w < count_of_windows; w++)
            for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++)
                for (size_t c = 0; c < 4 * 3; c++) {
                    fr_options o = FR_OPTIONS_INIT;
                    o.window = windows[w], o.shift = shifts[s], o.min_periods = needs[c % 4], o.step = steps[c / 4];
                    if (n > 1000 ? c > 1 : n > 100 && (k + w + s + c) % 5) continue; /* some of them: all take long */
                    check_rolling(&all[k], &o, n, x);
                }
    free(x);
}

int main(void)
{
    const ptrdiff_t windows[] = {0, 1, 2, 3, 8, 9, 31, 70, 401, PTRDIFF_MAX}, some[] = {3, 333};
    check_places(0, windows, 10);
    check_places(1, windows, 10);
    check_places(77, windows, 10);
    check_places(403, windows, 10);
    check_places(100000, some, 2);
    printf("%d failures\n", failures);
    return failures > 0;
}
