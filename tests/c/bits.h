/*
 * bits.h - comparing results bit for bit, within a run of a program and between runs of it.
 */
#ifndef TESTS_BITS_H
#define TESTS_BITS_H

#include "isa.h"
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/wait.h>

#ifdef _OPENMP
enum { MOST_THREADS = 3 };
#else
enum { MOST_THREADS = 1 };
#endif

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

/* The hash that a run prints, nothing where the machine cannot run it; false if it fails. */
static inline bool hash_of(const char *program, const char *isa, int threads, char text[64])
{
    char command[4096];
    snprintf(command, sizeof command, "FASTROLL_ISA=%s '%s' %d", isa, program, threads);
    FILE *run = popen(command, "r");
    if (!run) return false;
    if (!fgets(text, 64, run)) *text = 0;
    const int status = pclose(run);
    return *text ? status == 0 : WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED;
}

/* Runs the program for each instruction set and for some numbers of threads; 0 if all print the same. */
static inline int compare_runs(const char *program)
{
    static const char *const isas[] = {"base", "avx2", "avx512"};
    char first[64] = "", text[64] = "";
    bool good = true;
    for (int i = 0; i < 3; i++)
        for (int threads = 1; threads <= MOST_THREADS; threads += 2) {
            good = good && hash_of(program, isas[i], threads, text);
            if (!*first) memcpy(first, text, sizeof first);
            if (*text) good = good && !strcmp(first, text);
            printf("%s, %d threads: %s", isas[i], threads, *text ? text : "not on this machine\n");
        }
    return good && *first ? 0 : 1;
}

#endif
