/*
 * test_weighted.c - statistics of windows with weights, in every layout, for all kinds of data, windows, min_periods
 * and shifts, against plain sums in __float128; strides and float32; groups; and codes for wrong arguments.
 */
#define _GNU_SOURCE
#include "bits.h"
#include "data.h"
#include "fastroll.h"
#include "weighted_oracle.h"
#include <stdbool.h>
#include <string.h>

enum { LENGTH = 700, COLUMNS = 11, WINDOWS = 12, MOST = 1500 };

static const int windows[WINDOWS] = {1, 2, 5, 7, 8, 16, 17, 33, 64, 65, 200, 1500};
static long failures, checks;

static void expect(bool holds, const char *what, int line)
{
    checks++;
    if (holds) return;
    if (failures++ < 20) printf("line %d: %s\n", line, what);
}
#define EXPECT(condition) expect(condition, #condition, __LINE__)

static void check(const char *name, int kind, const double *x, const double *got, ptrdiff_t step,
                  const fr_weighted_options *o)
{
    for (ptrdiff_t i = 0; i < LENGTH; i += o->window > 100 ? 7 : 1) {
        double room, value = weighted_oracle(name, x, LENGTH, i, o, &room), result = got[i * step];
        checks++;
        if ((result != result && value != value) || result == value || fabs(result - value) <= room) continue;
        if (failures++ < 20)
            printf("%s, %s, window %td, min_periods %td, shift %td, ddof %g: output %td is %.17g, not %.17g\n", name,
                   kind_names[kind], o->window, o->min_periods, o->shift, o->ddof, i, result, value);
    }
}

typedef struct {
    double *x, *table;   /* a series; as all columns of a table */
    double *line, *wide; /* results */
} memory;

/* The series; the table, and that from its end back to its beginning. */
static void check_layouts(const fr_statistic *what, int kind, const memory *m, const fr_weighted_options *o)
{
    const ptrdiff_t size = sizeof(double), row = COLUMNS * size;
    const fr_array in = {m->x, size, 0, FR_FLOAT64}, out = {m->line, size, 0, FR_FLOAT64};
    const fr_array columns = {m->table, row, size, FR_FLOAT64}, to_columns = {m->wide, row, size, FR_FLOAT64};
    EXPECT(fr_weighted(what, &in, &out, 1, LENGTH, o) == FR_OK);
    check(what->name, kind, m->x, m->line, 1, o);
    EXPECT(fr_weighted(what, &columns, &to_columns, COLUMNS, LENGTH, o) == FR_OK);
    bool same = true;
    for (ptrdiff_t i = 0; i < LENGTH * COLUMNS; i++) same &= bits_of(m->wide[i]) == bits_of(m->line[i / COLUMNS]);
    EXPECT(same);
    const fr_array back = {m->table + (LENGTH - 1) * COLUMNS, -row, size, FR_FLOAT64};
    const fr_array to_back = {m->wide + (LENGTH - 1) * COLUMNS, -row, size, FR_FLOAT64};
    double *reversed = exactly(LENGTH * sizeof *reversed);
    for (ptrdiff_t i = 0; i < LENGTH; i++) reversed[i] = m->x[LENGTH - 1 - i];
    EXPECT(fr_weighted(what, &back, &to_back, COLUMNS, LENGTH, o) == FR_OK);
    EXPECT(fr_weighted(what, &(fr_array){reversed, size, 0, FR_FLOAT64}, &out, 1, LENGTH, o) == FR_OK);
    same = true;
    for (ptrdiff_t i = 0; i < LENGTH; i++)
        same &= bits_of(m->wide[(LENGTH - 1 - i) * COLUMNS + i % COLUMNS]) == bits_of(m->line[i]);
    EXPECT(same);
    free(reversed);
}

static void check_values(void)
{
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    double weights[MOST];
    memory m = {.table = exactly(LENGTH * COLUMNS * sizeof(double)),
                .line = exactly(LENGTH * sizeof(double)),
                .wide = exactly(LENGTH * COLUMNS * sizeof(double))};
    for (int kind = 0; kind < KINDS; kind++) {
        if (kind == INFINITE || kind == INFINITE_NAN || kind == HUGE_VALUES || kind == TINY) continue;
        m.x = make_data(kind, LENGTH);
        for (ptrdiff_t i = 0; i < LENGTH * COLUMNS; i++) m.table[i] = m.x[i / COLUMNS];
        for (int w = 0; w < WINDOWS; w++) {
            const int window = windows[w];
            for (int k = 0; k < window; k++) weights[k] = 0.01 + sin(3.14159 * (k + 0.5) / window);
            for (int mode = 0; mode < 3; mode++)
                for (int s = (w + kind + mode) % 2; s < count; s += 2)
                    check_layouts(&all[s], kind, &m,
                                  &(fr_weighted_options){.size = sizeof(fr_weighted_options),
                                                         .weights = weights,
                                                         .window = window,
                                                         .shift = mode == 2 ? (window - 1) / 2 : 0,
                                                         .min_periods = mode ? (window + 2) / 3 : FR_WHOLE_WINDOW,
                                                         .ddof = mode});
        }
        free(m.x);
    }
    free(m.table), free(m.line), free(m.wide);
}

/* Infinities are values of those windows alone that have them, or missing. */
static void check_infinities(void)
{
    static double x[LENGTH], clean[LENGTH], y[LENGTH], desired[LENGTH], weights[40];
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    for (ptrdiff_t i = 0; i < LENGTH; i++) x[i] = clean[i] = gauss();
    for (int k = 0; k < 40; k++) weights[k] = k + 1;
    x[350] = INFINITY, clean[350] = 0;
    const fr_array in = fr_doubles(x), fine = fr_doubles(clean), out = fr_doubles(y), to = fr_doubles(desired);
    for (int s = 0; s < count; s++)
        for (int window = 4; window <= 40; window += 12) {
            fr_weighted_options o = FR_WEIGHTED_OPTIONS_INIT;
            o.weights = weights, o.window = window, o.min_periods = 1;
            EXPECT(!fr_weighted(&all[s], &in, &out, 1, LENGTH, &o) && !fr_weighted(&all[s], &fine, &to, 1, LENGTH, &o));
            for (ptrdiff_t i = 0; i < LENGTH; i++) {
                const bool has = i >= 350 && i < 350 + window;
                EXPECT(!has ? y[i] == desired[i] || i == 0 : s < 2 ? y[i] == INFINITY : y[i] != y[i]);
            }
            clean[350] = NAN, o.skip_inf = true;
            EXPECT(!fr_weighted(&all[s], &in, &out, 1, LENGTH, &o) && !fr_weighted(&all[s], &fine, &to, 1, LENGTH, &o));
            EXPECT(!memcmp(y + 1, desired + 1, sizeof y - sizeof *y));
            clean[350] = 0;
        }
}

/* Results of float32 are rounded ones of float64; each group is a series of its own. */
static void check_types_and_groups(void)
{
    static float narrow[LENGTH], rounded[LENGTH];
    static double x[LENGTH], y[LENGTH], alone[LENGTH], weights[30];
    const int64_t offsets[] = {0, 3, 3, 100, 612, LENGTH};
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    for (ptrdiff_t i = 0; i < LENGTH; i++) x[i] = narrow[i] = i % 40 == 7 ? NAN : (float)gauss();
    for (int k = 0; k < 30; k++) weights[k] = 1 + k % 5;
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    const fr_array in_narrow = {narrow, sizeof(float), 0, FR_FLOAT32},
                   out_narrow = {rounded, sizeof(float), 0, FR_FLOAT32};
    for (int s = 0; s < count; s++)
        for (int window = 6; window <= 30; window += 24) {
            fr_weighted_options o = FR_WEIGHTED_OPTIONS_INIT;
            o.weights = weights, o.window = window, o.min_periods = 2;
            EXPECT(!fr_weighted(&all[s], &in, &out, 1, LENGTH, &o));
            EXPECT(!fr_weighted(&all[s], &in_narrow, &out_narrow, 1, LENGTH, &o));
            for (ptrdiff_t i = 0; i < LENGTH; i++) EXPECT(rounded[i] == (float)y[i] || y[i] != y[i]);
            fr_weighted_options grouped = o;
            grouped.offsets = offsets, grouped.groups = 5;
            EXPECT(!fr_weighted(&all[s], &in, &out, 1, LENGTH, &grouped));
            for (int g = 0; g < 5; g++) {
                const ptrdiff_t from = offsets[g], n = offsets[g + 1] - from;
                const fr_array part = fr_doubles(x + from), to = fr_doubles(alone);
                EXPECT(!fr_weighted(&all[s], &part, &to, 1, n, &o));
                EXPECT(same_bits(alone, 1, y + from, 1, n));
            }
        }
}

/* Weights that add up to 0, all of them or those of the elements that are there, give no mean. */
static void check_no_weight(void)
{
    static double x[60], y[60];
    const double weights[18] = {1, -1, [17] = 1};
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    for (int window = 2; window <= 18; window += 8) /* all but the longest begin with 1 and -1, and end with 0 */
        for (int gap = 0; gap < 2; gap++) {
            fr_weighted_options o = FR_WEIGHTED_OPTIONS_INIT;
            o.weights = weights, o.window = window, o.min_periods = 1;
            for (int i = 0; i < 60; i++) x[i] = gap && i == 40 ? NAN : i % 7 + 1;
            EXPECT(!fr_weighted(fr_find_weighted("mean"), &in, &out, 1, 60, &o));
            for (int i = 20; i < 60; i++) {
                const bool without_first = gap && i == 40 + window - 1, without_second = gap && i == 40 + window - 2;
                const bool none = window < 18 ? !without_first && !without_second : (gap && i == 40) || without_first;
                EXPECT((y[i] != y[i]) == none);
            }
        }
}

/* Checked whether or not there is anything to compute; nothing is written. */
static void check_codes(void)
{
    static double x[9], y[9];
    const double weights[] = {1, 2}, infinite[] = {1, INFINITY};
    const int64_t right[] = {0, 4, 9}, late[] = {1, 9}, early[] = {0, 8}, falling[] = {0, 5, 4, 9}, none[] = {0};
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    const fr_statistic *mean = fr_find_weighted("mean");
    const fr_weighted_options good = {
        .size = sizeof good, .weights = weights, .window = 2, .min_periods = 1, .ddof = 1};
    for (ptrdiff_t series = 0; series < 2; series++) {
#define CODE(code, change)                                                                                             \
    do {                                                                                                               \
        fr_weighted_options o = good;                                                                                  \
        change;                                                                                                        \
        EXPECT(fr_weighted(mean, &in, &out, series, 9, &o) == code);                                                   \
        for (int i = 0; i < 9; i++) EXPECT(y[i] == 0);                                                                 \
    } while (0)
        CODE(FR_BAD_OPTIONS, o.size = 3);
        CODE(FR_BAD_WINDOW, o.window = -1);
        CODE(FR_BAD_MIN_PERIODS, o.min_periods = -2);
        CODE(FR_BAD_DDOF, o.ddof = NAN);
        CODE(FR_BAD_WEIGHTS, o.weights = NULL);
        CODE(FR_BAD_WEIGHTS, o.weights = infinite);
        CODE(FR_BAD_THREADS, o.threads = -1);
        CODE(FR_BAD_BOUNDS, (o.offsets = late, o.groups = 1));
        CODE(FR_BAD_BOUNDS, (o.offsets = early, o.groups = 1));
        CODE(FR_BAD_BOUNDS, (o.offsets = falling, o.groups = 3));
        CODE(FR_BAD_LENGTH, (o.offsets = right, o.groups = -1));
        CODE(FR_BAD_BOUNDS, (o.offsets = none, o.groups = 0));
    }
    fr_weighted_options o = good;
    EXPECT(fr_weighted(fr_find("mean"), &in, &out, 1, 9, &o) == FR_BAD_STATISTIC);
    EXPECT(fr_weighted(mean, NULL, &out, 1, 9, &o) == FR_BAD_ARRAY);
    EXPECT(fr_weighted(mean, &in, &out, 1, -1, &o) == FR_BAD_LENGTH);
    o.offsets = none;
    EXPECT(fr_weighted(mean, &in, &out, 1, 0, &o) == FR_OK);
    o.offsets = late, o.groups = 1;
    EXPECT(fr_weighted(mean, &in, &out, 1, 0, &o) == FR_BAD_BOUNDS);
    o.offsets = right, o.groups = 2;
    EXPECT(fr_weighted(mean, &in, &in, 1, 9, &o) == FR_OK);
}

int main(void)
{
    if (!has_wanted_isa()) return SKIPPED;
    check_codes();
    check_no_weight();
    check_values();
    check_infinities();
    check_types_and_groups();
    printf("%s: %ld checks, %ld failed\n", fr_instruction_set(), checks, failures);
    return failures != 0;
}
