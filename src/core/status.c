/*
 * status.c - what codes mean, statistics by name, defaults, the version.
 */
#include "fastroll.h"
#include <string.h>

const char *fr_version(void) { return FR_VERSION; }

const char *fr_strerror(int status)
{
    switch (status) {
    case FR_OK: return "no error";
    case FR_NO_MEMORY: return "not enough memory";
    case FR_BAD_BOUNDS: return "start and end must be there and lie in [0, n]";
    case FR_NOT_MONOTONIC: return "times must be monotonic";
    case FR_BAD_STATISTIC: return "there is no such statistic for this function";
    case FR_BAD_OPTIONS: return "options must be there and have a size that this version of the library knows";
    case FR_BAD_LENGTH: return "numbers of elements, series, groups and outputs must be 0 or greater";
    case FR_BAD_ARRAY: return "an array is NULL";
    case FR_BAD_TYPE: return "the type of an array must be FR_FLOAT64 or FR_FLOAT32";
    case FR_BAD_STRIDE: return "elements must be aligned, those of outputs apart, and all in the address space";
    case FR_OVERLAP: return "outputs must not overlap each other";
    case FR_BAD_WINDOW: return "window must be 0 or greater";
    case FR_BAD_MIN_PERIODS: return "min_periods must be 0 or greater";
    case FR_BAD_DDOF: return "ddof must be finite";
    case FR_BAD_CLOSED: return "closed must be an fr_closed";
    case FR_BAD_STEP: return "step must be 0 or greater";
    case FR_BAD_THREADS: return "threads must be 0 or greater";
    case FR_BAD_QUANTILES: return "there must be quantiles, each in [0, 1]";
    case FR_BAD_INTERPOLATION: return "interpolation must be an fr_interpolation";
    case FR_BAD_TIES: return "ties must be an fr_ties";
    case FR_BAD_ALPHA: return "alpha must be in (0, 1]";
    case FR_BAD_STEPS: return "steps must not be NaN";
    case FR_BAD_THRESHOLD: return "threshold must not be NaN";
    case FR_BAD_FUNCTION: return "the function is NULL";
    case FR_BAD_WEIGHTS: return "there must be weights, each finite";
    case FR_FUNCTION_FAILED: return "the function failed";
    case FR_INTERRUPTED: return "the call was interrupted";
    default: return "unknown status";
    }
}

static const fr_statistic *named(const fr_statistic *all, int count, const char *name)
{
    for (int i = 0; name && i < count; i++)
        if (!strcmp(all[i].name, name)) return &all[i];
    return NULL;
}

const fr_statistic *fr_find(const char *name)
{
    int count;
    const fr_statistic *all = fr_statistics(&count);
    return named(all, count, name);
}

const fr_statistic *fr_find_ewm(const char *name)
{
    int count;
    const fr_statistic *all = fr_ewm_statistics(&count);
    return named(all, count, name);
}

const fr_statistic *fr_find_weighted(const char *name)
{
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    return named(all, count, name);
}

/* Writes the beginning of the defaults: what a program knows that was compiled with a lesser struct. */
static int fill(void *options, size_t size, const void *defaults, size_t most)
{
    if (!options || size < sizeof size || size > most || size % sizeof size) return FR_BAD_OPTIONS;
    memcpy(options, defaults, size);
    memcpy(options, &size, sizeof size);
    return FR_OK;
}

int fr_options_init(fr_options *options, size_t size)
{
    static const fr_options defaults = FR_OPTIONS_INIT;
    return fill(options, size, &defaults, sizeof defaults);
}

int fr_ewm_options_init(fr_ewm_options *options, size_t size)
{
    static const fr_ewm_options defaults = FR_EWM_OPTIONS_INIT;
    return fill(options, size, &defaults, sizeof defaults);
}

int fr_weighted_options_init(fr_weighted_options *options, size_t size)
{
    static const fr_weighted_options defaults = FR_WEIGHTED_OPTIONS_INIT;
    return fill(options, size, &defaults, sizeof defaults);
}
