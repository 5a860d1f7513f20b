/*
 * walk_groups.c - fr_rolling_groups(): a fixed window over many series that follow each other in memory.
 *
 * Scheme.  A group that is worth several threads goes to fr_rolling().  All others are shared out by their first
 * elements: a job has those that begin in a stretch of JOB elements, and goes from group to group, and in each from
 * series to series.  Memory for the most demanding of these groups is taken once for each thread.
 */
#include "parallel.h"
#include "rolling.h"
#include "series.h"
#include "unchecked.h"
#include <stdlib.h>

enum {
    LONG = 1 << 18, /* elements of all series */
    JOB = 1 << 15,  /* the same */
    FEW = 1024      /* of groups with fewer elements, shorter ones may take more memory than longer ones */
};

typedef struct {
    const fr_statistic *what;
    const fr_array *in, *out;
    ptrdiff_t series;
    const int64_t *offsets;
    ptrdiff_t groups;
    const fr_options *options;
    ptrdiff_t job;     /* elements of a job */
    ptrdiff_t outputs; /* arrays of them */
} groups_jobs;

static ptrdiff_t length_of(const groups_jobs *jobs, ptrdiff_t group)
{
    return jobs->offsets[group + 1] - jobs->offsets[group];
}

static bool is_long(const groups_jobs *jobs, ptrdiff_t group) { return length_of(jobs, group) >= LONG / jobs->series; }

/* The arrays from an element on. */
static void find_part(const fr_array *whole, ptrdiff_t count, int64_t from, fr_array *part)
{
    for (ptrdiff_t k = 0; k < count; k++) {
        part[k] = whole[k];
        part[k].data = (char *)whole[k].data + from * whole[k].along;
    }
}

static size_t room_for_arrays(const groups_jobs *jobs)
{
    const size_t wanted = (size_t)(jobs->what->inputs + jobs->outputs) * sizeof(fr_array), line = 64;
    return (wanted + line - 1) / line * line;
}

/* The first group that begins with that element or a later one. */
static ptrdiff_t group_from(const groups_jobs *jobs, int64_t element)
{
    ptrdiff_t low = 0, high = jobs->groups;
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        if (jobs->offsets[middle] < element) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void run_job(const void *context, ptrdiff_t number, void *space)
{
    const groups_jobs *jobs = context;
    fr_array *in = space, *out = in + jobs->what->inputs;
    void *room = (char *)space + room_for_arrays(jobs);
    ptrdiff_t last = group_from(jobs, (number + 1) * jobs->job);
    for (ptrdiff_t g = group_from(jobs, number * jobs->job); g < last; g++) {
        if (is_long(jobs, g)) continue;
        find_part(jobs->in, jobs->what->inputs, jobs->offsets[g], in);
        find_part(jobs->out, jobs->outputs, jobs->offsets[g], out);
        fr_rolling_in(room, jobs->what, in, out, jobs->series, length_of(jobs, g), jobs->options);
    }
}

static int run_long(const groups_jobs *jobs, ptrdiff_t group)
{
    fr_array *in = malloc(room_for_arrays(jobs));
    if (!in) return FR_NO_MEMORY;
    fr_array *out = in + jobs->what->inputs;
    find_part(jobs->in, jobs->what->inputs, jobs->offsets[group], in);
    find_part(jobs->out, jobs->outputs, jobs->offsets[group], out);
    int status = fr_rolling_unchecked(jobs->what, in, out, jobs->series, length_of(jobs, group), jobs->options);
    free(in);
    return status;
}

/* Of the groups that are not long: how much memory they take.  It grows with their length, as long as windows neither
 * are longer than the group nor reach over it. */
static size_t room_for_groups(const groups_jobs *jobs)
{
    size_t most = 0;
    ptrdiff_t longest = 0;
    bool seen[FEW] = {false};
    for (ptrdiff_t g = 0; g < jobs->groups; g++) {
        ptrdiff_t n = length_of(jobs, g);
        if (is_long(jobs, g) || (n <= longest && n >= FEW && n >= jobs->options->shift)) continue;
        if (n < FEW && seen[n]) continue;
        size_t room = fr_rolling_room(jobs->what, jobs->in, jobs->series, n, jobs->options);
        most = room > most ? room : most;
        longest = fr_larger(n, longest);
        if (n < FEW) seen[n] = true;
    }
    return most;
}

int fr_rolling_groups_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                                const int64_t *offsets, ptrdiff_t groups, const fr_options *options)
{
    groups_jobs jobs = {.what = what,
                        .in = in,
                        .out = out,
                        .series = series,
                        .offsets = offsets,
                        .groups = groups,
                        .options = options,
                        .outputs = what->has_q ? options->quantiles : what->outputs};
    jobs.job = fr_larger(JOB / series, 1);
    const ptrdiff_t n = offsets[groups], number = (n + jobs.job - 1) / jobs.job;
    int threads = fr_threads_for(what->cost * (double)n * (double)series, number);
    int status = fr_parallel(number, threads, room_for_arrays(&jobs) + room_for_groups(&jobs), run_job, &jobs);
    for (ptrdiff_t g = 0; g < groups && !status; g++)
        if (is_long(&jobs, g)) status = run_long(&jobs, g);
    return status;
}
