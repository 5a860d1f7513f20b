/*
 * test_ewm_bits.c - the same bits of exponentially weighted statistics on every instruction set, for any number of
 * threads, for rows and for columns; and float32.
 *
 * Without arguments the program runs itself for each instruction set and for some numbers of threads, and compares the
 * hashes that these runs print.
 */
#define _GNU_SOURCE
#include "bits.h"
#include "data.h"
#include "fastroll.h"

enum { LONG = 200000, LENGTH = 9000, COLUMNS = 11, MODES = 16 };

typedef struct {
    double *x, *table, *out, *plain, *steps;
    float *narrow, *narrow_out;
} memory;

/* The same pair of series one after the other, in a table, and as a column of one. */
static bool layouts_agree(const fr_statistic *what, const memory *m, const fr_ewm_options *o)
{
    const ptrdiff_t size = sizeof(double), row = COLUMNS * size;
    const fr_array in[2] = {{m->x, size, 0, FR_FLOAT64}, {m->x + LENGTH, size, 0, FR_FLOAT64}};
    const fr_array columns[2] = {{m->table, row, size, FR_FLOAT64},
                                 {m->table + LENGTH * COLUMNS, row, size, FR_FLOAT64}};
    const fr_array plain = {m->plain, size, 0, FR_FLOAT64}, out = {m->out, row, size, FR_FLOAT64};
    if (fr_ewm(what, in, &plain, 1, LENGTH, o) || fr_ewm(what, columns, &out, COLUMNS, LENGTH, o)) abort();
    bool agree = same_bits(m->plain, 1, m->out, COLUMNS, LENGTH);
    agree = agree && same_bits(m->plain, 1, m->out + COLUMNS - 1, COLUMNS, LENGTH);
    if (fr_ewm(what, columns, &out, 1, LENGTH, o)) abort();
    agree = agree && same_bits(m->plain, 1, m->out, COLUMNS, LENGTH);
    if (!agree) printf("%s: layouts differ, alpha %g\n", what->name, o->alpha);
    return agree;
}

/* Results of float32 are those of the same numbers as float64, rounded. */
static bool narrow_agrees(const fr_statistic *what, const memory *m, const fr_ewm_options *o)
{
    const ptrdiff_t size = sizeof(double), small = sizeof(float);
    const fr_array in[2] = {{m->narrow, small, 0, FR_FLOAT32}, {m->narrow + LENGTH, small, 0, FR_FLOAT32}};
    const fr_array out = {m->narrow_out, small, 0, FR_FLOAT32}, wide = {m->plain, size, 0, FR_FLOAT64};
    if (fr_ewm(what, in, &out, 1, LENGTH, o) || fr_ewm(what, in, &wide, 1, LENGTH, o)) abort();
    for (ptrdiff_t i = 0; i < LENGTH; i++)
        if (bits_of(m->narrow_out[i]) != bits_of((float)m->plain[i])) {
            printf("%s: float32 differs\n", what->name);
            return false;
        }
    return true;
}

static uint64_t hash_long(uint64_t h, const fr_statistic *what, const memory *m, const fr_ewm_options *o)
{
    const fr_array in[2] = {{m->x, 8, 8 * LENGTH, FR_FLOAT64}, {m->x + LONG, 8, 8 * LENGTH, FR_FLOAT64}};
    const fr_array out = {m->out, 8, 8 * LENGTH, FR_FLOAT64};
    if (fr_ewm(what, in, &out, 1, LONG, o)) abort();
    h = hash(h, m->out, LONG);
    if (fr_ewm(what, in, &out, LONG / LENGTH, LENGTH, o)) abort();
    return hash(h, m->out, LONG / LENGTH * LENGTH);
}

static memory make_memory(int kind)
{
    memory m = {.x = make_data(kind, 2 * LONG),
                .table = exactly(2 * LENGTH * COLUMNS * sizeof(double)),
                .out = exactly(LONG * sizeof(double)),
                .plain = exactly(LENGTH * sizeof(double)),
                .steps = exactly((LONG - 1) * sizeof(double)),
                .narrow = exactly(2 * LENGTH * sizeof(float)),
                .narrow_out = exactly(LENGTH * sizeof(float))};
    for (ptrdiff_t i = 0; i < 2 * LENGTH * COLUMNS; i++) m.table[i] = m.x[i / COLUMNS];
    for (ptrdiff_t i = 0; i < 2 * LENGTH; i++) m.narrow[i] = (float)m.x[i];
    for (ptrdiff_t i = 0; i < LONG - 1; i++) m.steps[i] = i % 3 ? 1 : uniform();
    return m;
}

static void free_memory(memory *m)
{
    free(m->x), free(m->table), free(m->out), free(m->plain), free(m->steps), free(m->narrow), free(m->narrow_out);
}

static int print_hash(int threads)
{
    if (!has_wanted_isa()) return SKIPPED;
    int count;
    uint64_t h = 0;
    bool agree = true;
    const fr_statistic *statistics = fr_ewm_statistics(&count);
    fr_set_num_threads(threads);
    for (int kind = 0; kind < KINDS; kind++) {
        memory m = make_memory(kind);
        for (int k = 0; k < count; k++)
            for (int mode = (kind + k) % 3; mode < MODES; mode += 3) {
                fr_ewm_options o = {.size = sizeof o,
                                    .alpha = mode % 3 == 0   ? 0.5
                                             : mode % 3 == 1 ? 0.1
                                                             : 1e-4,
                                    .adjust = mode & 1,
                                    .ignore_na = mode & 2,
                                    .bias = mode & 4,
                                    .min_periods = mode % 5,
                                    .skip_inf = kind % 2 == 1,
                                    .steps = mode & 8 ? m.steps : NULL};
                h = hash_long(h, &statistics[k], &m, &o);
                agree = layouts_agree(&statistics[k], &m, &o) && narrow_agrees(&statistics[k], &m, &o) && agree;
            }
        free_memory(&m);
    }
    printf("%016llx\n", (unsigned long long)h);
    return agree ? 0 : 1;
}

int main(int count, char **arguments) { return count > 1 ? print_hash(atoi(arguments[1])) : compare_runs(*arguments); }
