/*
 * walk_groups.c - fr_rolling_groups(): a fixed window over many series that follow each other in memory.
 *
 * Scheme.  A group that is worth several threads goes to fr_rolling().  All others are shared out by their first
 * elements: a job has those that begin in a stretch of JOB elements, and goes from group to group, and in each from
 * series to series.  Memory for the most demanding of these groups is taken once for each thread.
 *
 * Short groups that follow each other are walked side by side, each in a column of a table: alone, what has to be done
 * once for a group would take longer than its few elements.  Windows that end with their element do not see what fills
 * the columns up to the length of the longest.
 */
#include "kernel.h"
#include "memory.h"
#include "order/order.h"
#include "parallel.h"
#include "rolling.h"
#include "series.h"
#include "unchecked.h"
#include <stdlib.h>

enum {
    ABREAST = 32,   /* groups */
    SHORT = 256,    /* elements of a group among them, at most */
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
    bool *extremes;    /* see rolling.h */
    bool abreast;      /* whether short groups may go side by side */
} groups_jobs;

static ptrdiff_t length_of(const groups_jobs *jobs, ptrdiff_t group)
{
    return jobs->offsets[group + 1] - jobs->offsets[group];
}

bool fr_is_long_group(const int64_t *begin, ptrdiff_t series) { return begin[1] - begin[0] >= LONG / series; }

static bool is_long(const groups_jobs *jobs, ptrdiff_t group)
{
    return fr_is_long_group(jobs->offsets + group, jobs->series);
}

/* The arrays from an element on. */
static void find_part(const fr_array *whole, ptrdiff_t count, int64_t from, fr_array *part)
{
    for (ptrdiff_t k = 0; k < count; k++) {
        part[k] = whole[k];
        part[k].data = (char *)whole[k].data + from * whole[k].along;
    }
}

/* Those of a group: inputs, and outputs after them, which are returned. */
static fr_array *find_parts(const groups_jobs *jobs, ptrdiff_t group, fr_array *in)
{
    fr_array *out = in + jobs->what->inputs;
    find_part(jobs->in, jobs->what->inputs, jobs->offsets[group], in);
    find_part(jobs->out, jobs->outputs, jobs->offsets[group], out);
    return out;
}

static fr_array *take_arrays(const groups_jobs *jobs, fr_memory *memory)
{
    return fr_take_bytes(memory, (size_t)(jobs->what->inputs + jobs->outputs) * sizeof(fr_array));
}

static size_t room_for_arrays(const groups_jobs *jobs)
{
    fr_memory memory = {NULL, 0};
    take_arrays(jobs, &memory);
    return memory.used;
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

/* Tables with a group in each column. */
static void take_tables(fr_memory *memory, ptrdiff_t count, fr_array *tables)
{
    for (ptrdiff_t k = 0; k < count; k++) {
        double *at = fr_take_rows(memory, SHORT, ABREAST);
        tables[k] = (fr_array){at, ABREAST * sizeof(double), sizeof(double), FR_FLOAT64};
    }
}

static bool is_short(const groups_jobs *jobs, ptrdiff_t group)
{
    return length_of(jobs, group) <= SHORT && !is_long(jobs, group);
}

/* How many groups from this one on go side by side; 0 if that is not worth it. */
static ptrdiff_t groups_abreast(const groups_jobs *jobs, ptrdiff_t group, ptrdiff_t last, ptrdiff_t *longest)
{
    ptrdiff_t count = 0;
    *longest = 0;
    for (; count < ABREAST && group + count < last && is_short(jobs, group + count); count++)
        *longest = fr_larger(*longest, length_of(jobs, group + count));
    const ptrdiff_t elements = jobs->offsets[group + count] - jobs->offsets[group];
    return ABREAST * *longest <= 4 * elements ? count : 0;
}

static void read_table(const groups_jobs *jobs, fr_series from, ptrdiff_t group, ptrdiff_t count, ptrdiff_t rows,
                       double *table)
{
    for (ptrdiff_t i = 0; i < rows * ABREAST; i++) table[i] = 0;
    for (ptrdiff_t g = 0; g < count; g++) {
        const fr_series one = fr_part(from, jobs->offsets[group + g]);
        for (ptrdiff_t i = 0; i < length_of(jobs, group + g); i++) table[i * ABREAST + g] = fr_element(one, i);
    }
}

static void write_table(const groups_jobs *jobs, fr_series to, ptrdiff_t group, ptrdiff_t count, const double *table)
{
    for (ptrdiff_t g = 0; g < count; g++) {
        const fr_series one = fr_part(to, jobs->offsets[group + g]);
        for (ptrdiff_t i = 0; i < length_of(jobs, group + g); i++) fr_set_element(one, i, table[i * ABREAST + g]);
    }
}

static void run_abreast(const groups_jobs *jobs, ptrdiff_t group, ptrdiff_t count, ptrdiff_t rows, void *space)
{
    fr_array in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    fr_memory memory = fr_memory_at(space);
    take_tables(&memory, jobs->what->inputs, in);
    take_tables(&memory, jobs->outputs, out);
    for (ptrdiff_t s = 0; s < jobs->series; s++) {
        for (ptrdiff_t k = 0; k < jobs->what->inputs; k++)
            read_table(jobs, fr_series_of(&jobs->in[k], s), group, count, rows, in[k].data);
        fr_rolling_abreast_in(fr_rest(&memory), jobs->what, in, out, ABREAST, rows, jobs->options, jobs->extremes);
        for (ptrdiff_t k = 0; k < jobs->outputs; k++)
            write_table(jobs, fr_series_of(&jobs->out[k], s), group, count, out[k].data);
    }
}

static size_t room_for_abreast(const groups_jobs *jobs)
{
    if (!jobs->abreast) return 0;
    fr_array tables[FR_MAX_INPUTS + FR_MAX_OUTPUTS];
    fr_memory memory = {NULL, 0};
    take_tables(&memory, jobs->what->inputs + jobs->outputs, tables);
    return memory.used + fr_rolling_abreast_room(jobs->what, ABREAST, SHORT, jobs->options);
}

static void run_alone(const groups_jobs *jobs, ptrdiff_t group, void *space)
{
    fr_memory memory = fr_memory_at(space);
    fr_array *in = take_arrays(jobs, &memory), *out = find_parts(jobs, group, in);
    fr_rolling_in(fr_rest(&memory), jobs->what, in, out, jobs->series, length_of(jobs, group), jobs->options,
                  jobs->extremes);
}

static void run_job(const void *context, ptrdiff_t number, void *space)
{
    const groups_jobs *jobs = context;
    const ptrdiff_t last = group_from(jobs, (number + 1) * jobs->job);
    for (ptrdiff_t g = group_from(jobs, number * jobs->job), longest; g < last;) {
        const ptrdiff_t count = jobs->abreast ? groups_abreast(jobs, g, last, &longest) : 0;
        if (count) run_abreast(jobs, g, count, longest, space);
        else if (!is_long(jobs, g)) run_alone(jobs, g, space);
        g += fr_larger(count, 1);
    }
}

static int run_long(const groups_jobs *jobs, ptrdiff_t group)
{
    fr_array *in = malloc(room_for_arrays(jobs));
    if (!in) return FR_NO_MEMORY;
    fr_array *out = find_parts(jobs, group, in);
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

int fr_rolling_groups_once(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                           const int64_t *offsets, ptrdiff_t groups, const fr_options *options, bool *extremes)
{
    groups_jobs jobs = {.what = what,
                        .in = in,
                        .out = out,
                        .series = series,
                        .offsets = offsets,
                        .groups = groups,
                        .options = options,
                        .extremes = extremes,
                        .outputs = what->has_q ? options->quantiles : what->outputs};
    jobs.abreast = !fr_is_order_statistic(what) && options->window > 0 && options->shift == 0;
    jobs.job = fr_larger(JOB / series, 1);
    const ptrdiff_t n = offsets[groups], number = (n + jobs.job - 1) / jobs.job;
    int threads = fr_threads_for(what->cost * (double)n * (double)series, number);
    const size_t alone = room_for_arrays(&jobs) + room_for_groups(&jobs), abreast = room_for_abreast(&jobs);
    int status = fr_parallel(number, threads, alone > abreast ? alone : abreast, run_job, &jobs);
    for (ptrdiff_t g = 0; g < groups && !status; g++)
        if (is_long(&jobs, g)) status = run_long(&jobs, g);
    return status;
}
