/*
 * fuzz.c - an input of the fuzzer: which family of functions it is for, and the decisions that all families share.
 */
#include "fuzz.h"
#include "memory.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void (*const families[])(decisions *) = {fuzz_rolling, fuzz_apply,  fuzz_pairs,  fuzz_ewm,  fuzz_weighted,
                                                fuzz_numbers, fuzz_bounds, fuzz_groups, fuzz_texts};

/* Rolling functions, which have most kernels, come up as often as all others together. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { FAMILIES = sizeof families / sizeof *families };
    decisions d = {data, data + size};
    const ptrdiff_t choice = one_of(&d, 2 * FAMILIES);
    seed_values(bytes(&d, 2));
    families[choice < FAMILIES ? choice : 0](&d);
    use_isa(0), use_threads(1);
    return 0;
}

ptrdiff_t some_length(decisions *d)
{
    switch (one_of(d, 8)) {
    case 0: return one_of(d, 16);
    case 7: return one_of(d, 3000);
    case 5:
    case 6: return one_of(d, 700);
    default: return one_of(d, 100);
    }
}

int64_t any_integer(decisions *d, ptrdiff_t n)
{
    static const int64_t ends[] = {0,          -1,        INT64_MAX,         INT64_MIN,        INT64_MAX - 1,
                                   INT32_MAX,  INT32_MIN, (int64_t)1 << 32,  (int64_t)1 << 62, -((int64_t)1 << 62),
                                   UINT32_MAX, 1,         INT64_MAX / 4 + 1, INT64_MAX / 2,    INT64_MIN + 1};
    switch (one_of(d, 5)) {
    case 0: return (int64_t)one_of(d, 64) - 16;
    case 1: return n + one_of(d, 9) - 4;
    case 2: return -n + one_of(d, 9) - 4;
    case 3: return ends[one_of(d, sizeof ends / sizeof *ends)];
    default: return (int64_t)bytes(d, 8);
    }
}

ptrdiff_t some_window(decisions *d, ptrdiff_t n)
{
    const int kind = (int)one_of(d, 8);
    if (kind < 5) return one_of(d, kind < 3 ? 24 : n < 600 ? n + 3 : 600);
    const int64_t any = any_integer(d, n);
    return any < 0 ? one_of(d, 2000) : any;
}

void use_any(decisions *d)
{
    use_isa((int)one_of(d, 3));
    use_threads(1 + (int)one_of(d, 3));
}

static char description[512];

void describe(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(description, sizeof description, format, arguments);
    va_end(arguments);
}

void fail(const char *file, int line, const char *condition, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("%s\n%s:%d: %s\n", description, file, line, condition);
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
    abort();
}
