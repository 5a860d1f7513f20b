/*
 * data.h - kinds of data that tell good kernels from bad ones, in arrays of exactly their size.
 */
#ifndef TESTS_DATA_H
#define TESTS_DATA_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { GAUSS, OFFSET, OUTLIERS, STAIRS, NAN_10, NAN_50, NAN_RUNS, INFINITE, INFINITE_NAN, HUGE_VALUES, TINY, KINDS };
static const char *const kind_names[] = {"gauss",       "offset 1e9", "outliers 1e16",
                                         "stairs",      "NaN 10 %",   "NaN 50 %",
                                         "NaN runs",    "infinities", "infinities and NaN",
                                         "1e300 mixed", "denormals"};

static uint64_t random_state = 88172645463325252u;

static inline double uniform(void)
{
    random_state ^= random_state << 13, random_state ^= random_state >> 7, random_state ^= random_state << 17;
    return (double)(random_state >> 11) * 0x1p-53;
}

static inline double gauss(void)
{
    double s = -6;
    for (int k = 0; k < 12; k++) s += uniform();
    return s;
}

static inline double sample(int kind, ptrdiff_t i, double previous)
{
    double g = gauss();
    switch (kind) {
    case OFFSET: return 1e9 + g;
    case OUTLIERS: return i % 97 == 50 ? 1e16 : g;
    case STAIRS: return i % 61 ? previous : floor(g * 10) * 0.1;
    case NAN_10: return uniform() < .1 ? NAN : g;
    case NAN_50: return uniform() < .5 ? NAN : g + 1e6;
    case NAN_RUNS: return i / 70 % 3 == 1 ? NAN : i % 211 ? (previous == previous ? previous : 0.1) : g;
    case INFINITE: return i % 77 == 30 ? INFINITY : i % 199 == 70 ? -INFINITY : g;
    case INFINITE_NAN: return uniform() < .5 ? NAN : i % 77 == 30 ? INFINITY : i % 199 == 70 ? -INFINITY : g;
    case HUGE_VALUES: return i % 50 == 7 ? 1e300 * g : g;
    case TINY: return g * 0x1p-1060;
    default: return g;
    }
}

/* Memory of just this size, so that a sanitizer sees every step over its ends. */
static inline void *exactly(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) abort();
    return memory;
}

static inline double *make_data(int kind, ptrdiff_t n)
{
    double *x = exactly((size_t)n * sizeof *x), previous = 0.5;
    for (ptrdiff_t i = 0; i < n; i++) x[i] = previous = sample(kind, i, previous);
    return x;
}

#endif
