/*
 * rolling.h - calls of fr_rolling() and of all functions that compute the same of other windows.
 */
#ifndef FUZZ_ROLLING_H
#define FUZZ_ROLLING_H

#include "memory.h"

typedef enum { BY_OPTIONS, BY_BOUNDS, BY_TIMES, BY_GROUPS, WAYS } placing;

enum { MOST_QUANTILES = MOST_OUTPUTS };

typedef struct {
    placing way;
    const fr_statistic *what; /* not used if there is a function */
    fr_function *function;
    void *user_data;
    bool shared; /* the function leaves values as they are */
    ptrdiff_t failed;
    ptrdiff_t series, n, results;
    int64_t *start, *end; /* bounds; or `start` has times, or the offsets of groups */
    ptrdiff_t groups;
    int64_t span;
    fr_options options;
    double q[MOST_QUANTILES];
} rolling_call;

/* A call that is right: where its windows are, and its options. */
rolling_call some_call(decisions *d, placing way, const fr_statistic *what);
void describe_call(const rolling_call *c);
void free_call(rolling_call *c);

int outputs_of(const rolling_call *c);
sizes sizes_of(const rolling_call *c);

int run_rolling(void *call, const fr_array *in, const fr_array *out);

/* Options as the library must understand them, min_periods of a call being a number. */
fr_options complete_options(const rolling_call *c);

/* windows.c: the elements [*from, *to) of the window of output i, none if *from >= *to. */
void window_of(const rolling_call *c, ptrdiff_t i, int64_t *from, int64_t *to);
int64_t *some_times(decisions *d, ptrdiff_t n);
int64_t *some_offsets(decisions *d, ptrdiff_t n, ptrdiff_t *groups);
void some_bounds(decisions *d, ptrdiff_t n, ptrdiff_t outputs, int64_t *start, int64_t *end);

/* wrong.c: makes one thing of a call wrong, and returns the status that must follow; FR_OK if it is still right. */
int spoil(decisions *d, rolling_call *c, arrays *a);
int spoil_arrays(decisions *d, arrays *a);

#endif
