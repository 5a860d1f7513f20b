/*
 * processors.c - how many threads this process should have by default: what the environment says, or the processors in
 * its affinity mask, capped by the quota of its cgroup (containers often show all processors and allow the time of
 * few).
 */
#define _GNU_SOURCE
#include "processors.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__linux__)
#include <sched.h>
#elif defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

enum { MOST_THREADS = 1 << 16 };

/* A positive number in an environment variable (of a list like "4,2": the first), else 0. */
static int from_environment(const char *name)
{
    const char *text = getenv(name);
    long threads = text ? strtol(text, NULL, 10) : 0;
    return threads < 1 ? 0 : threads > MOST_THREADS ? MOST_THREADS : (int)threads;
}

static int processors(void)
{
#if defined(__linux__)
    cpu_set_t mask;
    if (sched_getaffinity(0, sizeof mask, &mask) == 0) return CPU_COUNT(&mask);
    return 1;
#elif defined(__unix__) || defined(__APPLE__)
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 && online <= MOST_THREADS ? (int)online : 1;
#else
    return 1;
#endif
}

/* Two numbers from a file like "200000 100000" or from two files with one each; false if there is no limit. */
static int read_numbers(const char *format, const char *path, double numbers[2])
{
    FILE *file = fopen(path, "r");
    int found = file ? fscanf(file, format, &numbers[0], &numbers[1]) : 0;
    if (file) fclose(file);
    return found;
}

/* Processors' worth of time that the cgroup allows, rounded up; 0: no limit. */
static int quota(void)
{
    double quota[2] = {0, 0};
    if (read_numbers("%lf %lf", "/sys/fs/cgroup/cpu.max", quota) < 2) {
        double period[2] = {0, 0};
        if (read_numbers("%lf", "/sys/fs/cgroup/cpu/cpu.cfs_quota_us", quota) < 1) return 0;
        if (read_numbers("%lf", "/sys/fs/cgroup/cpu/cpu.cfs_period_us", period) < 1) return 0;
        quota[1] = period[0];
    }
    double allowed = ceil(quota[0] / quota[1]);
    return allowed >= 1 && allowed < MOST_THREADS ? (int)allowed : 0;
}

int fr_usable_processors(void)
{
    int asked = from_environment("FASTROLL_NUM_THREADS");
    if (!asked) asked = from_environment("OMP_NUM_THREADS");
    if (asked) return asked;
    int usable = processors(), allowed = quota();
    return allowed && allowed < usable ? allowed : usable < 1 ? 1 : usable;
}
