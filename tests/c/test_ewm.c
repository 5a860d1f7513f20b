/*
 * test_ewm.c - every exponentially weighted statistic, walk, option and kind of data against the oracle
 * (ewm_oracle.h), and the last output alone against the last of all.
 */
#include "data.h"
#include "ewm_oracle.h"
#include "isa.h"

enum { LENGTH = 4300, COLUMNS = 11 };

static const double alphas[] = {0.5, 2.0 / 21, 0.9, 1e-3, 1};
enum { ALPHAS = sizeof alphas / sizeof *alphas, MODES = 16, ROUNDS = 2 };

static long failures, checks;

static double tolerance(const char *name) { return !strcmp(name, "mean") || !strcmp(name, "sum") ? 1e-12 : 1e-10; }

static bool fits(double got, double value, double room)
{
    return (got != got && value != value) || got == value || fabs(got - value) <= room || fabs(got - value) < 0x1p-1060;
}

typedef struct {
    const char *name;
    int kind;
    const fr_ewm_options *options;
} test;

static void check(const test *t, const char *walk, ptrdiff_t i, double got, double value, double scale)
{
    const fr_ewm_options *o = t->options;
    checks++;
    if (fits(got, value, tolerance(t->name) * scale)) return;
    if (failures++ < 20)
        printf("%s, %s, %s, alpha %g adjust %d ignore_na %d bias %d min_periods %td skip_inf %d steps %d: "
               "output %td is %.17g, not %.17g (scale %g)\n",
               t->name, walk, kind_names[t->kind], o->alpha, o->adjust, o->ignore_na, o->bias, o->min_periods,
               o->skip_inf, o->steps != NULL, i, got, value, scale);
}

typedef struct {
    double *x, *y, *table_x, *table_y;
} series;

static void check_one(const fr_statistic *what, int kind, const series *s, const fr_ewm_options *o)
{
    const ptrdiff_t size = sizeof(double), row = COLUMNS * size;
    double *value = exactly(LENGTH * sizeof *value), *scale = exactly(LENGTH * sizeof *scale), last[COLUMNS];
    double *line = exactly(LENGTH * sizeof *line), *table = exactly(LENGTH * (size_t)row);
    const test t = {what->name, kind, o};
    const fr_array in[2] = {{s->x, size, 0, FR_FLOAT64}, {s->y, size, 0, FR_FLOAT64}};
    const fr_array columns[2] = {{s->table_x, row, size, FR_FLOAT64}, {s->table_y, row, size, FR_FLOAT64}};
    const fr_array to_line = {line, size, 0, FR_FLOAT64}, to_table = {table, row, size, FR_FLOAT64};
    const fr_array to_last = {last, size, size, FR_FLOAT64};
    if (fr_ewm(what, in, &to_line, 1, LENGTH, o)) abort();
    if (fr_ewm(what, columns, &to_table, COLUMNS, LENGTH, o)) abort();
    if (fr_ewm_last(what, columns, &to_last, COLUMNS, LENGTH, o)) abort();
    ewm_oracle_expects(what, s->x, s->y, LENGTH, o, value, scale);
    for (ptrdiff_t i = 0; i < LENGTH; i++) {
        check(&t, "row", i, line[i], value[i], scale[i]);
        check(&t, "columns", i, table[i * COLUMNS + i % COLUMNS], line[i], 0);
    }
    for (int c = 0; c < COLUMNS; c++) check(&t, "last", c, last[c], line[LENGTH - 1], 0);
    free(value), free(scale), free(line), free(table);
}

static double *as_table(const double *x)
{
    double *table = exactly(LENGTH * COLUMNS * sizeof *table);
    for (ptrdiff_t i = 0; i < LENGTH * COLUMNS; i++) table[i] = x[i / COLUMNS];
    return table;
}

static double *make_steps(void)
{
    double *steps = exactly((LENGTH - 1) * sizeof *steps);
    for (ptrdiff_t i = 0; i < LENGTH - 1; i++) steps[i] = i % 9 == 3 ? 0 : i % 400 < 200 ? 1 : uniform() * 3;
    return steps;
}

/* Offsets of groups are checked even if there is nothing to compute. */
static void check_offsets(void)
{
    static double x[9], y[9];
    const int64_t early[] = {-1, 7}, late[] = {0, 10}, falling[] = {0, 9, 8}, right[] = {1, 7};
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    const struct {
        const int64_t *offsets;
        ptrdiff_t groups, series, n;
        int code;
    } cases[] = {{early, 1, 0, 9, FR_BAD_BOUNDS},
                 {early, 1, 1, 9, FR_BAD_BOUNDS},
                 {late, 1, 0, 9, FR_BAD_BOUNDS},
                 {falling, 2, 0, 9, FR_BAD_BOUNDS},
                 {falling, 2, 1, 9, FR_BAD_BOUNDS},
                 {NULL, 1, 0, 9, FR_BAD_BOUNDS},
                 {right, 1, 1, 0, FR_BAD_BOUNDS},
                 {right, -1, 0, 9, FR_BAD_LENGTH},
                 {right, 1, 1, -1, FR_BAD_LENGTH},
                 {right, 1, 0, 9, FR_OK},
                 {right, 0, 1, 9, FR_OK}};
    const fr_ewm_options o = FR_EWM_OPTIONS_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int got = fr_ewm_groups(fr_find_ewm("mean"), &in, &out, cases[i].series, cases[i].n, cases[i].offsets,
                                      cases[i].groups, &o);
        checks++;
        if (got == cases[i].code) continue;
        failures++;
        printf("offsets, case %zu: %d, not %d\n", i, got, cases[i].code);
    }
}

int main(int arguments, char **values)
{
    if (!has_wanted_isa()) return SKIPPED;
    check_offsets();
    int count;
    const fr_statistic *statistics = fr_ewm_statistics(&count);
    double *steps = make_steps();
    for (int kind = 0; kind < KINDS; kind++) {
        series s = {.x = make_data(kind, LENGTH), .y = make_data(kind, LENGTH)};
        s.table_x = as_table(s.x), s.table_y = as_table(s.y);
        for (int k = 0; k < count; k++)
            for (int mode = 0; mode < MODES * ROUNDS; mode++) {
                if (!is_its_turn(arguments, values)) continue;
                bool squares = strcmp(statistics[k].name, "mean") && strcmp(statistics[k].name, "sum");
                if (squares && (kind == HUGE_VALUES || kind == TINY)) continue;
                fr_ewm_options o = {.size = sizeof o,
                                    .alpha = alphas[(mode + mode / MODES + kind) % ALPHAS],
                                    .adjust = mode & 1,
                                    .ignore_na = mode & 2,
                                    .bias = mode & 4,
                                    .min_periods = mode * 3 % 7,
                                    .skip_inf = mode & 4,
                                    .steps = mode & 8 ? steps : NULL};
                check_one(&statistics[k], kind, &s, &o);
            }
        free(s.x), free(s.y), free(s.table_x), free(s.table_y);
    }
    free(steps);
    printf("%s: %ld checks, %ld failed\n", fr_instruction_set(), checks, failures);
    return failures != 0;
}
