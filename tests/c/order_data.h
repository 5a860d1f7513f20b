/*
 * order_data.h - kinds of data that are hard on order statistics: ties, runs, presorted, of any magnitude; and such as
 * have short ways of their own.
 */
#ifndef TESTS_ORDER_DATA_H
#define TESTS_ORDER_DATA_H

#include "data.h"
#include <string.h>

enum {
    RANDOM,
    ASCENDING,
    DESCENDING,
    CONSTANT,
    BINARY,
    TEN_VALUES,
    SAWTOOTH,
    ORGAN_PIPE,
    MISSING_10,
    MISSING_50,
    MISSING_RUNS,
    ALL_MISSING,
    INFINITE_10,
    ZEROS,
    DENORMAL,
    ENDS_OF_RANGE,
    SPIKES,
    FINE,
    CLUSTERS,
    ANY_BITS,
    PREVAILING,
    PERIODIC,
    ALTERNATING,
    ORDER_KINDS
};
static const char *const order_kinds[] = {"random",
                                          "ascending",
                                          "descending",
                                          "constant",
                                          "binary",
                                          "10 values",
                                          "sawtooth",
                                          "organ pipe",
                                          "NaN 10 %",
                                          "NaN 50 %",
                                          "NaN runs",
                                          "NaN",
                                          "inf 10 %",
                                          "+-0",
                                          "denormal",
                                          "+-1e308",
                                          "1e9 + 1e-5 noise, 1e300 spikes",
                                          "1e9 + 1e-5 noise",
                                          "64 clusters",
                                          "any bits",
                                          "99 % alike",
                                          "periodic",
                                          "alternating, growing"};

static inline double any_bits(void)
{
    uint64_t bits = (uint64_t)(uniform() * 0x1p53) << 11 ^ (uint64_t)(uniform() * 0x1p53);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline double order_sample(int kind, ptrdiff_t i)
{
    double g = gauss(), u = uniform();
    switch (kind) {
    case ASCENDING: return (double)i;
    case DESCENDING: return -(double)i;
    case CONSTANT: return 3.25;
    case BINARY: return u < .5;
    case TEN_VALUES: return floor(10 * u);
    case SAWTOOTH: return (double)(i % 97);
    case ORGAN_PIPE: return fabs((double)(i % 200) - 100);
    case MISSING_10: return u < .1 ? NAN : g;
    case MISSING_50: return u < .5 ? NAN : g;
    case MISSING_RUNS: return i / 70 % 3 == 1 ? NAN : floor(5 * g);
    case ALL_MISSING: return NAN;
    case INFINITE_10: return u < .05 ? INFINITY : u < .1 ? -INFINITY : floor(20 * g) / 20;
    case ZEROS: return u < .3 ? -0.0 : u < .6 ? 0.0 : g < 0 ? -1 : 1;
    case DENORMAL: return i % 3 ? 1e-310 * g : 0x1p-1074 * floor(9 * g);
    case ENDS_OF_RANGE: return g < 0 ? -1e308 * (1 + u / 2) : 1e308 * (1 + u / 2);
    case SPIKES: return u < 2e-3 ? 1e300 : 1e9 + 1e-5 * g;
    case FINE: return 1e9 + 1e-5 * g;
    case CLUSTERS: return floor(64 * u) + 1e-9 * g;
    case ANY_BITS: return any_bits();
    case PREVAILING: return u < .005 ? -1 : u < .01 ? 3 : 0;
    case PERIODIC: return (double)(i % 8);
    case ALTERNATING: return (double)(i % 2 ? i : -i);
    default: return g;
    }
}

#endif
