/*
 * bounds_jobs.h - what the walk of windows with bounds (walk_bounds.c) and range_bounds.c share.
 */
#ifndef FR_BOUNDS_JOBS_H
#define FR_BOUNDS_JOBS_H

#include "times.h"
#include "walk.h"

enum { FR_WATCHED_PARTS = 64 };

typedef struct {
    const fr_statistic *what;
    const fr_kernel *kernel;
    const fr_array *in, *out;
    ptrdiff_t n;
    const int64_t *start, *end;   /* of the windows; in a panel, of its own, that nobody changes */
    const fr_time_windows *times; /* or where they come from, if not NULL */
    ptrdiff_t first;              /* output of the panel */
    ptrdiff_t outputs, panel;
    ptrdiff_t begin, panels;    /* the first panel to compute, how many */
    ptrdiff_t series, together; /* all series; those of a job */
    const fr_options *options;
    double min_periods;
    ptrdiff_t longest; /* window has no more elements */
    bool steady;       /* in a panel: each window ends with its own element and begins no earlier than the one before */
    bool ordered;      /* neither starts nor ends decrease */
    bool *extremes;    /* whether elements of that part of the panels are not ordinary; NULL: nobody wants to know */
} fr_bounds_jobs;

/* Computes some panels of a call whose windows have up to jobs->longest elements. */
int fr_run_panels(const fr_bounds_jobs *jobs);

/* Takes note of elements that are not ordinary among those of outputs [first, last) of the panel. */
void fr_watch_windows(const fr_bounds_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last);

/* Makes results right of the parts with such elements. */
int fr_mend_bounds(const fr_bounds_jobs *jobs);

#endif
