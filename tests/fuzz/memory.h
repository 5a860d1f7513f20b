/*
 * memory.h - arrays for a call of the fuzzer: values, layouts of any kind, and a look afterwards at every byte.
 *
 * Values of a series are made in plain arrays.  The same values also go to odd arrays: of either type, with strides of
 * any sign, gaps, elements that share a place; outputs lie apart, between each other's elements, or over an input.  All
 * memory is as large as what it holds, so that the sanitizer sees every step over its ends.
 */
#ifndef FUZZ_MEMORY_H
#define FUZZ_MEMORY_H

#include "fuzz.h"

enum { MOST_INPUTS = 2, MOST_OUTPUTS = 5, MOST_ELEMENTS_OF_CALL = 20000 };

/* How much there is of what. */
typedef struct {
    int inputs, outputs;
    ptrdiff_t series, n, results; /* elements and results of each series */
} sizes;

typedef struct {
    unsigned char *bytes, *before;
    size_t size;
} block;

/* The arrays of a call, and the memory that they lie in. */
typedef struct {
    sizes sizes;
    fr_array in[MOST_INPUTS], out[MOST_OUTPUTS];
    block blocks[MOST_INPUTS + MOST_OUTPUTS];
    int blocks_used;
} arrays;

void seed_values(uint64_t seed);

/* Numbers of some kind: random, equal, huge, with ties, with missing and infinite ones. */
void make_values(decisions *d, double *values, ptrdiff_t n);

/* What the values of all inputs are like. */
typedef struct {
    bool infinite;
    double largest, least; /* magnitudes of finite elements that are not 0 */
} magnitudes;
magnitudes magnitudes_of(const arrays *plain);

/* How many series of `n` elements a call has. */
ptrdiff_t some_series(decisions *d, ptrdiff_t n);

/* Series one after the other, of doubles. */
arrays plain_arrays(decisions *d, const sizes *s);

/* Layouts of any kind for the same values, which are changed in `plain` to those that an odd array can have. */
arrays odd_arrays(decisions *d, arrays *plain);

double element_of(const fr_array *a, ptrdiff_t number, ptrdiff_t i);

void require_ok(int status);

/* Nothing was written. */
void require_untouched(const arrays *a);

/* A call, given what else it takes. */
typedef int run_call(void *call, const fr_array *in, const fr_array *out);

/* Each allocation that the call makes fails in turn: its status says so, and nothing but results is written. */
void require_memory_errors(run_call *run, void *call, const arrays *odd);

/* The results are those of plain arrays, to the bit, and nothing else was written. */
void require_same(const arrays *odd, const arrays *plain);

void free_arrays(arrays *a);

#endif
