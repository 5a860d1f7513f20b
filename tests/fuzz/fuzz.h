/*
 * fuzz.h - how the fuzzer's programs see an input: as decisions, one after the other, of what is called and how.
 *
 * The first decision picks a family of functions.  Each family makes a call that is right, or one with one wrong
 * argument; it compares results with an oracle, and their bits with those of the same call on plain arrays, on one
 * thread, by other kernels.  An input that has ended decides 0, which is always the plainest choice.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "fastroll.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const uint8_t *at, *end;
} decisions;

static inline uint64_t bytes(decisions *d, int count)
{
    uint64_t number = 0;
    for (int k = 0; k < count && d->at < d->end; k++) number |= (uint64_t)*d->at++ << 8 * k;
    return number;
}

/* One of 0, ..., choices - 1. */
static inline ptrdiff_t one_of(decisions *d, ptrdiff_t choices)
{
    return (ptrdiff_t)(bytes(d, choices > 256 ? 2 : 1) % (uint64_t)choices);
}

/* Seldom true: once in so many times. */
static inline bool seldom(decisions *d, int times) { return one_of(d, times) == times - 1; }

/* A number of elements, mostly small; at most 3,000. */
ptrdiff_t some_length(decisions *d);

/* Any integer: small ones, those near `n`, the ends of ranges. */
int64_t any_integer(decisions *d, ptrdiff_t n);

/* A window or a min_periods for n elements. */
ptrdiff_t some_window(decisions *d, ptrdiff_t n);

/* Says which call is being made, for what goes wrong with it. */
void describe(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What goes wrong ends the program, so that the fuzzer keeps the input. */
_Noreturn void fail(const char *file, int line, const char *condition, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
#define REQUIRE(condition, ...)                                                                                        \
    do {                                                                                                               \
        if (!(condition)) fail(__FILE__, __LINE__, #condition, __VA_ARGS__);                                           \
    } while (0)

/* hooks.c: what the library decides once, or by the size of its work, is decided by the fuzzer for each call. */
void use_isa(int number);      /* 0: "base", 1, 2: better ones, if the machine has them */
void use_threads(int threads); /* so many for any work that can be shared */

/* Lets the library's allocation of that number fail, from 0 on; whether there has been one. */
void fail_allocation(long number);
bool allocation_failed(void);

/* Other kernels than those of plain calls, and other threads. */
void use_any(decisions *d);

/* The families. */
void fuzz_rolling(decisions *d);
void fuzz_apply(decisions *d);
void fuzz_pairs(decisions *d);
void fuzz_ewm(decisions *d);
void fuzz_weighted(decisions *d);
void fuzz_numbers(decisions *d);
void fuzz_bounds(decisions *d);
void fuzz_groups(decisions *d);
void fuzz_texts(decisions *d);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
