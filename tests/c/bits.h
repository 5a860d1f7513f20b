/*
 * bits.h - comparing results bit for bit, within a run of a program and between runs of it.
 */
#ifndef TESTS_BITS_H
#define TESTS_BITS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The sign and payload of a NaN are nobody's business. */
static inline uint64_t bits_of(double value)
{
    uint64_t bits;
    double a = value != value ? NAN : value;
    memcpy(&bits, &a, sizeof bits);
    return bits;
}

static inline uint64_t hash(uint64_t h, const double *values, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        h = (h ^ bits_of(values[i])) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    return h;
}

static inline bool same_bits(const double *a, ptrdiff_t step_a, const double *b, ptrdiff_t step_b, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (bits_of(a[i * step_a]) != bits_of(b[i * step_b])) return false;
    return true;
}

/* The hash that a run prints; false if it fails. */
static inline bool hash_of(const char *program, const char *isa, int threads, char text[64])
{
    char command[4096];
    snprintf(command, sizeof command, "FASTROLL_ISA=%s '%s' %d", isa, program, threads);
    FILE *run = popen(command, "r");
    if (!run || !fgets(text, 64, run)) return false;
    return pclose(run) == 0;
}

/* Runs the program for each instruction set and for some numbers of threads; 0 if all print the same. */
static inline int compare_runs(const char *program)
{
    static const char *const isas[] = {"base", "avx2", "avx512"};
    char first[64] = "", text[64] = "";
    bool good = true;
    for (int i = 0; i < 3; i++)
        for (int threads = 1; threads <= 3; threads += 2) {
            bool ran = hash_of(program, isas[i], threads, text);
            if (!*first) memcpy(first, text, sizeof first);
            good = good && ran && !strcmp(first, text);
            printf("%s, %d threads: %s", isas[i], threads, text);
        }
    return good ? 0 : 1;
}

#endif
