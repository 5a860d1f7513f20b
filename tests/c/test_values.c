/*
 * test_values.c - every statistic, walk and kind of data against a plain reference in extended precision.
 *
 * The reference adds up each window afresh, in __float128.  Errors are measured in units of 2^-53 times the natural
 * scale: sum |x| for sum, sum |x| / count for mean, the value itself for var and std.
 */
#include "data.h"
#include "fastroll.h"
#include <quadmath.h>
#include <string.h>

typedef __float128 quad;

enum { LENGTH = 420, COLUMNS = 11 };

static const ptrdiff_t windows[] = {0, 1, 2, 5, 8, 9, 17, 50, 129, 130, 300, 419, 5000};
enum { WINDOWS = sizeof windows / sizeof *windows };

typedef struct {
    double value, scale;
} expected;

static expected sums(const char *name, quad n, quad sum, quad size, quad squares, double ddof)
{
    if (!strcmp(name, "sum")) return (expected){(double)sum, (double)size};
    if (!strcmp(name, "mean")) return (expected){(double)(sum / n), (double)(size / n)};
    double var = n > ddof ? (double)(squares / (n - ddof)) : NAN;
    return !strcmp(name, "var") ? (expected){var, var} : (expected){(double)sqrtq(squares / (n - ddof)), sqrt(var)};
}

static bool missing(double value, bool skip_inf) { return value != value || (skip_inf && isinf(value)); }

static expected reference(const fr_statistic *what, const double *x, ptrdiff_t from, ptrdiff_t to, const fr_options *o)
{
    quad n = 0, sum = 0, size = 0, squares = 0;
    double low = INFINITY, high = -INFINITY;
    for (ptrdiff_t i = from; i < to; i++) {
        if (missing(x[i], o->skip_inf)) continue;
        n += 1, sum += x[i], size += fabs(x[i]);
        low = fmin(low, x[i]), high = fmax(high, x[i]);
    }
    for (ptrdiff_t i = from; i < to; i++)
        if (!missing(x[i], o->skip_inf)) squares += (x[i] - sum / n) * (x[i] - sum / n);
    double has = what->counts_rows ? (double)(to > from ? to - from : 0) : (double)n;
    bool may_be_empty = !strcmp(what->name, "sum") || !strcmp(what->name, "count");
    if (has < (double)o->min_periods || (n == 0 && !may_be_empty)) return (expected){NAN, 1};
    if (!strcmp(what->name, "count")) return (expected){(double)n, 0};
    if (!strcmp(what->name, "min")) return (expected){low, 0};
    if (!strcmp(what->name, "max")) return (expected){high, 0};
    return sums(what->name, n, sum, size, squares, o->ddof);
}

static double allowed(const fr_statistic *what) { return what->has_ddof ? 1e-12 * 0x1p53 : 4; }

static long failures, checks;

static void check(const fr_statistic *what, const char *walk, int kind, const fr_options *o, ptrdiff_t i, double got,
                  expected e)
{
    checks++;
    if (got != got && e.value != e.value) return;
    if (kind == INFINITE && o->skip_inf == false && !isfinite(e.value) && !isfinite(got))
        return; /* inf or NaN, see below */
    if (e.value == got) return;
    double error = fabs(got - e.value), unit = e.scale * 0x1p-53;
    if (error <= allowed(what) * unit || error < 0x1p-1070) return;
    if (failures++ < 20)
        printf("%s, %s, %s, window %td shift %td min_periods %td: output %td is %.17g, not %.17g (%.3g units)\n",
               what->name, walk, kind_names[kind], o->window, o->shift, o->min_periods, i, got, e.value, error / unit);
}

static ptrdiff_t clip(ptrdiff_t i) { return i < 0 ? 0 : i > LENGTH ? LENGTH : i; }

/* One series, and a table whose columns are that series. */
static void check_fixed(const fr_statistic *what, int kind, const double *x, const fr_options *o)
{
    double *row = exactly(LENGTH * sizeof *row), *table = exactly(LENGTH * COLUMNS * sizeof *table), *columns;
    columns = exactly(LENGTH * COLUMNS * sizeof *columns);
    for (ptrdiff_t i = 0; i < LENGTH * COLUMNS; i++) table[i] = x[i / COLUMNS];
    const ptrdiff_t size = sizeof(double);
    fr_array in = {(void *)x, size, 0, FR_FLOAT64}, out = {row, size, 0, FR_FLOAT64};
    fr_array in_table = {table, COLUMNS * size, size, FR_FLOAT64},
             out_table = {columns, COLUMNS * size, size, FR_FLOAT64};
    if (fr_rolling(what, &in, &out, 1, LENGTH, o) || fr_rolling(what, &in_table, &out_table, COLUMNS, LENGTH, o))
        abort();
    for (ptrdiff_t i = 0; i < LENGTH; i += 1 + i % 5) {
        ptrdiff_t end = i + 1 + o->shift;
        expected e = reference(what, x, clip(end - o->window), clip(end), o);
        check(what, "row", kind, o, i, row[i], e);
        check(what, "columns", kind, o, i, columns[i * COLUMNS + i % COLUMNS], e);
    }
    free(row), free(table), free(columns);
}

/* Irregular bounds, groups, or bounds in no order. */
static void make_bounds(int shape, ptrdiff_t window, int64_t *start, int64_t *end)
{
    int64_t low = 0, high = 0;
    for (ptrdiff_t i = 0; i < LENGTH; i++) {
        ptrdiff_t group = i / 100 * 100;
        high += (int64_t)(uniform() * 3);
        high = high < LENGTH ? high : LENGTH;
        low = low < high - window ? high - window : low;
        start[i] = shape == 0   ? low
                   : shape == 1 ? (i + 1 - window < group ? group : i + 1 - window)
                                : (int64_t)(uniform() * LENGTH);
        end[i] = shape == 0 ? high : shape == 1 ? i + 1 : (int64_t)(uniform() * (LENGTH + 1));
    }
}

static void check_bounds(const fr_statistic *what, int kind, const double *x, const fr_options *o)
{
    int64_t *start = exactly(LENGTH * sizeof *start), *end = exactly(LENGTH * sizeof *end);
    double *result = exactly(LENGTH * sizeof *result);
    fr_array in = {(void *)x, sizeof(double), 0, FR_FLOAT64}, out = {result, sizeof(double), 0, FR_FLOAT64};
    for (int shape = 0; shape < 3; shape++) {
        make_bounds(shape, o->window, start, end);
        if (fr_rolling_bounds(what, &in, &out, 1, LENGTH, start, end, LENGTH, o)) abort();
        for (ptrdiff_t i = 0; i < LENGTH; i += 5)
            check(what,
                  shape == 0   ? "bounds"
                  : shape == 1 ? "groups"
                               : "any bounds",
                  kind, o, i, result[i], reference(what, x, start[i], end[i], o));
    }
    free(start), free(end), free(result);
}

int main(void)
{
    int count;
    const fr_statistic *statistics = fr_statistics(&count);
    for (int kind = 0; kind < KINDS; kind++) {
        double *x = make_data(kind, LENGTH);
        for (int s = 0; s < count; s++)
            for (int w = 0; w < WINDOWS; w++) {
                ptrdiff_t window = windows[w];
                bool squares = statistics[s].has_ddof && (kind == HUGE_VALUES || kind == TINY); /* out of range */
                fr_options full = {window, 0, window, 1, false},
                           few = {window, w % 3 ? window / 2 : -1, w % 4, 0, w % 2 == 1};
                if (few.min_periods > window) few.min_periods = window;
                if (squares) continue;
                check_fixed(&statistics[s], kind, x, &full);
                check_fixed(&statistics[s], kind, x, &few);
                if (window > 0) check_bounds(&statistics[s], kind, x, &few);
            }
        free(x);
    }
    printf("%s: %ld checks, %ld failed\n", fr_instruction_set(), checks, failures);
    return failures != 0;
}
