/*
 * test_values.c - every statistic, walk and kind of data against the oracle (oracle.h).
 */
#include "bounds.h"
#include "data.h"
#include "isa.h"
#include "oracle.h"

enum { LENGTH = 420, COLUMNS = 11 };

static const ptrdiff_t windows[] = {0, 1, 2, 5, 8, 9, 17, 50, 129, 130, 300, 419, 5000};
enum { WINDOWS = sizeof windows / sizeof *windows };

static const char *const shapes[] = {"bounds", "groups", "any bounds"};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static long failures, checks;

static bool fits(const expected *e, double units, double got, bool infinite)
{
    if ((got != got && e->value != e->value) || e->value == got) return true;
    if (infinite && !isfinite(e->value) && !isfinite(got))
        return true; /* an infinity or a NaN: tests/ tell them apart */
    double error = fabs(got - e->value);
    return error <= units * e->scale * 0x1p-53 || error < 0x1p-1070;
}

/* The outputs of one window; got[k] is the place of output k. */
static void check(const fr_statistic *what, const char *walk, int kind, const fr_options *o, ptrdiff_t i,
                  double *const got[MAX_RESULTS], ptrdiff_t at, const expected e[MAX_RESULTS])
{
    for (int k = 0; k < what->outputs; k++) {
        checks++;
        if (fits(&e[k], oracle_of(what)->units[k], got[k][at],
                 (kind == INFINITE || kind == INFINITE_NAN) && !o->skip_inf))
            continue;
        if (failures++ < 20)
            printf(
                "%s, %s, %s, window %td shift %td min_periods %td: output %td [%d] is %.17g, not %.17g (%.3g units)\n",
                what->name, walk, kind_names[kind], o->window, o->shift, o->min_periods, i, k, got[k][at], e[k].value,
                fabs(got[k][at] - e[k].value) / e[k].scale * 0x1p53);
    }
}

static ptrdiff_t clip(ptrdiff_t i) { return i < 0 ? 0 : i > LENGTH ? LENGTH : i; }

/* The two series of a test, and arrays of that shape for the outputs. */
typedef struct {
    double *data[2], *result[MAX_RESULTS];
    fr_array in[2], out[MAX_RESULTS];
} arrays;

static arrays make_arrays(double *x, double *y, ptrdiff_t columns)
{
    const ptrdiff_t size = sizeof(double), count = LENGTH * columns;
    arrays a = {.data = {x, y}};
    for (int k = 0; k < 2; k++) a.in[k] = (fr_array){a.data[k], columns * size, size, FR_FLOAT64};
    for (int k = 0; k < MAX_RESULTS; k++) {
        a.result[k] = exactly((size_t)(count * size));
        a.out[k] = (fr_array){a.result[k], columns * size, size, FR_FLOAT64};
    }
    return a;
}

static void free_results(arrays *a)
{
    for (int k = 0; k < MAX_RESULTS; k++) free(a->result[k]);
}

static double *as_table(const double *x)
{
    double *table = exactly(LENGTH * COLUMNS * sizeof *table);
    for (ptrdiff_t i = 0; i < LENGTH * COLUMNS; i++) table[i] = x[i / COLUMNS];
    return table;
}

/* One pair of series, and tables whose columns are those series. */
static void check_fixed(const fr_statistic *what, int kind, double *x, double *y, const fr_options *o)
{
    double *table_x = as_table(x), *table_y = as_table(y);
    arrays row = make_arrays(x, y, 1), columns = make_arrays(table_x, table_y, COLUMNS);
    if (fr_rolling(what, row.in, row.out, 1, LENGTH, o)) abort();
    if (fr_rolling(what, columns.in, columns.out, COLUMNS, LENGTH, o)) abort();
    for (ptrdiff_t i = 0; i < LENGTH; i += 1 + i % 5) {
        expected e[MAX_RESULTS];
        ptrdiff_t end = i + 1 + o->shift;
        oracle_expects(what, x, y, clip(end - o->window), clip(end), o, e);
        check(what, "row", kind, o, i, row.result, i, e);
        check(what, "columns", kind, o, i, columns.result, i * COLUMNS + i % COLUMNS, e);
    }
    free_results(&row), free_results(&columns);
    free(table_x), free(table_y);
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

static void check_bounds(const fr_statistic *what, int kind, double *x, double *y, const fr_options *o)
{
    int64_t *start = exactly(LENGTH * sizeof *start), *end = exactly(LENGTH * sizeof *end);
    arrays a = make_arrays(x, y, 1);
    for (int shape = 0; shape < SHAPES; shape++) {
        make_bounds(shape, o->window, start, end);
        if (fr_rolling_bounds(what, a.in, a.out, 1, LENGTH, start, end, LENGTH, o)) abort();
        for (ptrdiff_t i = 0; i < LENGTH; i += 5) {
            expected e[MAX_RESULTS];
            oracle_expects(what, x, y, start[i], end[i], o, e);
            check(what, shapes[shape], kind, o, i, a.result, i, e);
        }
    }
    free_results(&a);
    free(start), free(end);
}

/* Spans of irregular times, some of them equal. */
static void check_times(const fr_statistic *what, int kind, double *x, double *y, const fr_options *o)
{
    const size_t size = LENGTH * sizeof(int64_t);
    int64_t *times = exactly(size), *start = exactly(size), *end = exactly(size), time = 0;
    arrays a = make_arrays(x, y, 1);
    for (ptrdiff_t i = 0; i < LENGTH; i++) times[i] = time += (int64_t)(uniform() * 3);
    for (int closed = FR_CLOSED_RIGHT; closed <= FR_CLOSED_NEITHER; closed++) {
        const bool center = o->window % 3 == 0;
        if (fr_time_bounds(times, LENGTH, o->window, center, (fr_closed)closed, start, end)) abort();
        if (fr_rolling_times(what, a.in, a.out, 1, LENGTH, times, o->window, center, (fr_closed)closed, o)) abort();
        for (ptrdiff_t i = 0; i < LENGTH; i += 5) {
            expected e[MAX_RESULTS];
            oracle_expects(what, x, y, start[i], end[i], o, e);
            check(what, "times", kind, o, i, a.result, i, e);
        }
    }
    free_results(&a);
    free(times), free(start), free(end);
}

static void check_statistic(const fr_statistic *what, int kind, double *x, double *y, int count, char **arguments)
{
    if (!oracle_of(what)) return;
    for (int w = 0; w < WINDOWS; w++) {
        if (!is_its_turn(count, arguments)) continue;
        ptrdiff_t window = windows[w];
        fr_options full = {.size = sizeof full, .window = window, .min_periods = window, .ddof = 1};
        fr_options few = {.size = sizeof few,
                          .window = window,
                          .shift = w % 3 ? window / 2 : -1,
                          .min_periods = w % 4,
                          .skip_inf = w % 2 == 1};
        if (few.min_periods > window) few.min_periods = window;
        check_fixed(what, kind, x, y, &full);
        check_fixed(what, kind, x, y, &few);
        if (window > 0) check_bounds(what, kind, x, y, &few);
        if (window > 0) check_times(what, kind, x, y, &few);
    }
}

int main(int arguments, char **values)
{
    if (!has_wanted_isa()) return SKIPPED;
    int count;
    const fr_statistic *statistics = fr_statistics(&count);
    for (int kind = 0; kind < KINDS; kind++) {
        double *x = make_data(kind, LENGTH), *y = make_data(kind, LENGTH);
        for (int s = 0; s < count; s++) check_statistic(&statistics[s], kind, x, y, arguments, values);
        free(x), free(y);
    }
    printf("%s: %ld checks, %ld failed\n", fr_instruction_set(), checks, failures);
    return failures != 0;
}
