/*
 * test_weighted_bits.c - the same bits of statistics of windows with weights on every instruction set, for any number
 * of threads, and wherever a series ends.
 *
 * Without arguments the program runs itself for each instruction set and for some numbers of threads, and compares the
 * hashes that these runs print.
 */
#define _GNU_SOURCE
#include "bits.h"
#include "data.h"
#include "fastroll.h"

enum { LENGTH = 9000, ROWS = 800, COLUMNS = 11, MOST = 300 };

static const int windows[] = {1, 4, 7, 12, 16, 17, 40, 70, 300};

/* Results of the beginning of a series are the beginning of its results. */
static bool ends_agree(const fr_statistic *what, const double *x, const double *y, const fr_weighted_options *o)
{
    static double beginning[LENGTH];
    const fr_array in = fr_doubles((double *)x), out = fr_doubles(beginning);
    bool agree = true;
    for (ptrdiff_t n = 20; n < LENGTH; n = n * 3 + 1) {
        if (fr_weighted(what, &in, &out, 1, n, o)) abort();
        agree &= same_bits(beginning, 1, y, 1, n);
    }
    if (!agree) printf("%s: the end matters, window %td\n", what->name, o->window);
    return agree;
}

static int print_hash(int threads)
{
    if (!has_wanted_isa()) return SKIPPED;
    static double y[LENGTH], weights[MOST];
    const ptrdiff_t size = sizeof(double);
    int count;
    uint64_t h = 0;
    bool agree = true;
    const fr_statistic *all = fr_weighted_statistics(&count);
    fr_set_num_threads(threads);
    for (int kind = 0; kind < KINDS; kind++) {
        double *x = make_data(kind, LENGTH);
        const fr_array in = fr_doubles(x), out = fr_doubles(y);
        const fr_array columns = {x, COLUMNS * size, size, FR_FLOAT64}, to = {y, COLUMNS * size, size, FR_FLOAT64};
        for (size_t w = 0; w < sizeof windows / sizeof *windows; w++)
            for (int s = 0; s < count; s++) {
                fr_weighted_options o = FR_WEIGHTED_OPTIONS_INIT;
                for (int k = 0; k < windows[w]; k++) weights[k] = sin(3 * (k + 0.5) / windows[w]) - 0.1 * (kind % 2);
                o.weights = weights, o.window = windows[w], o.min_periods = 1 + kind % 3 % windows[w];
                if (fr_weighted(&all[s], &in, &out, 1, LENGTH, &o)) abort();
                h = hash(h, y, LENGTH);
                agree = ends_agree(&all[s], x, y, &o) && agree;
                if (fr_weighted(&all[s], &columns, &to, COLUMNS, ROWS, &o)) abort();
                h = hash(h, y, ROWS * COLUMNS);
            }
        free(x);
    }
    printf("%016llx\n", (unsigned long long)h);
    return agree ? 0 : 1;
}

int main(int count, char **arguments) { return count > 1 ? print_hash(atoi(arguments[1])) : compare_runs(*arguments); }
