/*
 * test_bits.c - the same bits on every instruction set, for any number of threads, for rows and for columns.
 *
 * Without arguments the program runs itself for each instruction set and for some numbers of threads, and compares the
 * hashes that these runs print.  Row, column, strided and float32 inputs of equal values are compared within each run.
 */
#define _GNU_SOURCE
#include "bits.h"
#include "data.h"
#include "fastroll.h"

enum { LONG = 90000, LENGTH = 1500, COLUMNS = 11, MAX_ARRAYS = 3 };

static const ptrdiff_t windows[] = {1, 7, 8, 9, 20, 50, 130, 1000, 20000};
enum { WINDOWS = sizeof windows / sizeof *windows };

/* Several series are one after the other in memory, `apart` bytes: so are several outputs. */
static void run(const fr_statistic *what, fr_array in, fr_array out, size_t apart, ptrdiff_t series, ptrdiff_t n,
                const fr_options *o)
{
    fr_array ins[MAX_ARRAYS], outs[MAX_ARRAYS];
    for (int k = 0; k < MAX_ARRAYS; k++) {
        ins[k] = in, ins[k].data = (char *)in.data + (size_t)k * apart;
        outs[k] = out, outs[k].data = (char *)out.data + (size_t)k * apart;
    }
    if (fr_rolling(what, ins, outs, series, n, o)) abort();
}

/* Whether all outputs are the same, the second ones `step` elements from each other. */
static bool all_same(const fr_statistic *what, const double *a, const double *b, ptrdiff_t step)
{
    bool agree = true;
    for (int k = 0; k < what->outputs; k++)
        agree = agree && same_bits(a + k * LENGTH, 1, b + k * LENGTH * COLUMNS, step, LENGTH);
    return agree;
}

/* The same series in several layouts. */
static bool layouts_agree(const fr_statistic *what, const double *x, const fr_options *o)
{
    const ptrdiff_t size = sizeof(double), row = COLUMNS * size, plain_apart = LENGTH * size, apart = LENGTH * row;
    double *plain = exactly(MAX_ARRAYS * plain_apart), *table = exactly(MAX_ARRAYS * apart);
    double *out = exactly(MAX_ARRAYS * apart);
    for (ptrdiff_t i = 0; i < MAX_ARRAYS * LENGTH * COLUMNS; i++) table[i] = x[i / COLUMNS];
    fr_array line = {(void *)x, size, 0, FR_FLOAT64}, plain_out = {plain, size, 0, FR_FLOAT64};
    fr_array in = {table, row, size, FR_FLOAT64}, to = {out, row, size, FR_FLOAT64};
    run(what, line, plain_out, plain_apart, 1, LENGTH, o);
    run(what, in, to, apart, COLUMNS, LENGTH, o);
    bool agree = all_same(what, plain, out, COLUMNS) && all_same(what, plain, out + COLUMNS - 1, COLUMNS);
    run(what, in, to, apart, 1, LENGTH, o);
    agree = agree && all_same(what, plain, out, COLUMNS);
    free(plain), free(table), free(out);
    if (!agree) printf("%s: layouts differ, window %td\n", what->name, o->window);
    return agree;
}

/* Of the elementwise functions of pairs from two halves of the data. */
static uint64_t hash_elementwise(uint64_t h, const double *x, double *out)
{
    int count;
    const ptrdiff_t size = sizeof(double);
    const fr_elementwise_function *functions = fr_elementwise_functions(&count);
    const fr_array in[] = {{(void *)x, size, 0, FR_FLOAT64}, {(void *)(x + LONG), size, 0, FR_FLOAT64}};
    const fr_array to[] = {{out, size, 0, FR_FLOAT64}, {out + LONG, size, 0, FR_FLOAT64}};
    for (int f = 0; f < count; f++) {
        if (fr_elementwise(&functions[f], in, to, LONG)) abort();
        h = hash(h, out, functions[f].outputs * LONG);
    }
    return h;
}

/* Groups of any length give what each of them gives alone. */
static bool groups_agree(const fr_statistic *what, const double *x, const fr_options *o, uint64_t *h)
{
    static const int64_t offsets[] = {0, 0, 3, 103, 203, 268, 2000, 40000, 40001, LONG};
    enum { GROUPS = sizeof offsets / sizeof *offsets - 1, SERIES = 2 };
    const ptrdiff_t size = sizeof(double), apart = LONG * size, all = SERIES * apart;
    double *together = exactly((size_t)(MAX_ARRAYS * all)), *alone = exactly((size_t)(MAX_ARRAYS * all));
    fr_array in[MAX_ARRAYS], out[MAX_ARRAYS], one_in[MAX_ARRAYS], one_out[MAX_ARRAYS];
    for (int k = 0; k < MAX_ARRAYS; k++) {
        in[k] = (fr_array){(void *)(x + k), size, apart, FR_FLOAT64};
        out[k] = (fr_array){together + k * SERIES * LONG, size, apart, FR_FLOAT64};
    }
    if (fr_rolling_groups(what, in, out, SERIES, offsets, GROUPS, o)) abort();
    for (int g = 0; g < GROUPS; g++) {
        for (int k = 0; k < MAX_ARRAYS; k++) {
            one_in[k] = in[k], one_in[k].data = (double *)in[k].data + offsets[g];
            one_out[k] = out[k], one_out[k].data = alone + k * SERIES * LONG + offsets[g];
        }
        if (fr_rolling(what, one_in, one_out, SERIES, offsets[g + 1] - offsets[g], o)) abort();
    }
    bool agree = true;
    for (int k = 0; k < what->outputs; k++) {
        *h = hash(*h, together + k * SERIES * LONG, SERIES * LONG);
        agree = agree && same_bits(together + k * SERIES * LONG, 1, alone + k * SERIES * LONG, 1, SERIES * LONG);
    }
    free(together), free(alone);
    if (!agree) printf("%s: groups differ, window %td\n", what->name, o->window);
    return agree;
}

static int print_hash(int threads)
{
    if (!has_wanted_isa()) return SKIPPED;
    int count;
    uint64_t h = 0;
    bool agree = true;
    const size_t apart = LONG * sizeof(double);
    const fr_statistic *statistics = fr_statistics(&count);
    fr_set_num_threads(threads);
    for (int kind = 0; kind < KINDS; kind++) {
        double *x = make_data(kind, MAX_ARRAYS * LONG), *out = exactly(MAX_ARRAYS * apart);
        for (int s = 0; s < count; s++)
            for (int w = 0; w < WINDOWS; w++) {
                const double q = 0.3;
                fr_options o = {.size = sizeof o,
                                .window = windows[w],
                                .shift = w % 3 == 2 ? 3 : 0,
                                .min_periods = w % 2 ? windows[w] : 1,
                                .ddof = 1,
                                .skip_inf = kind % 2 == 1,
                                .q = &q,
                                .quantiles = 1};
                fr_array in = {x, 8, 8 * LENGTH, FR_FLOAT64}, to = {out, 8, 8 * LENGTH, FR_FLOAT64};
                run(&statistics[s], in, to, apart, 1, LONG, &o);
                for (int k = 0; k < statistics[s].outputs; k++) h = hash(h, out + k * LONG, LONG);
                run(&statistics[s], in, to, apart, LONG / LENGTH, LENGTH, &o);
                for (int k = 0; k < statistics[s].outputs; k++) h = hash(h, out + k * LONG, LONG);
                agree = layouts_agree(&statistics[s], x, &o) && agree;
                if (w % 2 == 0) agree = groups_agree(&statistics[s], x, &o, &h) && agree;
            }
        h = hash_elementwise(h, x, out);
        free(x), free(out);
    }
    printf("%016llx\n", (unsigned long long)h);
    return agree ? 0 : 1;
}

int main(int count, char **arguments) { return count > 1 ? print_hash(atoi(arguments[1])) : compare_runs(*arguments); }
