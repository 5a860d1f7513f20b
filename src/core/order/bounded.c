/*
 * bounded.c - order statistics of windows [start[i], end[i]).
 *
 * Scheme.  Consecutive outputs whose windows together cover not much more than a fixed window's block would are a
 * block, and a job.  Within it a window may be anywhere; going from one to the next costs the elements that enter and
 * leave.
 *
 * The caller's bounds may change after they have been checked.  So each bound is read once wherever it is read, and is
 * brought into the series here, and into the block in the kernels.
 */
#include "common.h"
#include "order.h"
#include "../parallel.h"
#include <stdlib.h>

typedef struct {
    ptrdiff_t first, last; /* outputs */
    int64_t from, to;      /* elements of their windows */
} bounded_block;

typedef struct {
    const fr_order_kernels *kernels;
    fr_order_job question;
    const fr_array *in, *out;
    ptrdiff_t n, outputs;
    const int64_t *start, *end;
    const bounded_block *blocks;
    ptrdiff_t number, most_elements; /* of blocks; of the elements of one */
} bounded_jobs;

/* A bound of a window over n elements. */
static int64_t read_bound(const int64_t *bound, ptrdiff_t n)
{
    return fr_smaller(fr_larger(*(const volatile int64_t *)bound, 0), n);
}

/* The block that begins with output `first`. */
static bounded_block block_from(const bounded_jobs *jobs, ptrdiff_t first)
{
    bounded_block b = {first, first, 0, 0};
    int64_t longest = 0;
    for (; b.last < jobs->outputs; b.last++) {
        int64_t s = read_bound(&jobs->start[b.last], jobs->n), e = read_bound(&jobs->end[b.last], jobs->n);
        if (s >= e) continue;
        int64_t from = b.to == b.from || s < b.from ? s : b.from, to = e > b.to ? e : b.to;
        longest = e - s > longest ? e - s : longest;
        if (b.to > b.from && to - from > fr_block_outputs(longest) + longest) break;
        b.from = from, b.to = to;
    }
    return b;
}

/* The number of blocks, `most` at most; they are written to `blocks` unless it is NULL. */
static ptrdiff_t cut(const bounded_jobs *jobs, bounded_block *blocks, ptrdiff_t most)
{
    ptrdiff_t number = 0;
    for (ptrdiff_t i = 0; i < jobs->outputs && number < most; number++) {
        bounded_block b = block_from(jobs, i);
        if (number + 1 == most) b.last = jobs->outputs;
        if (blocks) blocks[number] = b;
        i = b.last;
    }
    return number;
}

static void run_job(const void *context, ptrdiff_t number, void *space)
{
    const bounded_jobs *jobs = context;
    const bounded_block *b = &jobs->blocks[number % jobs->number];
    ptrdiff_t series = number / jobs->number, results = jobs->question.options->quantiles;
    fr_memory memory = fr_memory_at(space);
    fr_order_job job = jobs->question;
    fr_series *out = fr_take_bytes(&memory, (size_t)results * sizeof *out);
    double *room = fr_take(&memory, jobs->most_elements);
    fr_view view = {b->to, NAN, job.options->skip_inf};
    job.outputs = b->last - b->first;
    job.elements = b->to - b->from;
    job.start = jobs->start + b->first;
    job.end = jobs->end + b->first;
    job.origin = b->from;
    job.x = fr_read(fr_series_of(jobs->in, series), &view, b->from, job.elements, room);
    job.out = out;
    fr_order_outputs(jobs->out, results, series, b->first, out);
    jobs->kernels->blocks(&job, &memory);
}

static size_t room_for(const bounded_jobs *jobs)
{
    fr_memory memory = {NULL, 0};
    fr_order_job job = jobs->question;
    job.elements = jobs->most_elements;
    fr_take_bytes(&memory, (size_t)job.options->quantiles * sizeof(fr_series));
    fr_take(&memory, jobs->most_elements);
    jobs->kernels->blocks(&job, &memory);
    return memory.used;
}

int fr_order_bounds(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                    const int64_t *start, const int64_t *end, ptrdiff_t outputs, const fr_options *options)
{
    fr_options o = *options;
    bounded_jobs jobs = {.kernels = fr_order_kernels_of(what),
                         .in = in,
                         .out = out,
                         .n = n,
                         .outputs = outputs,
                         .start = start,
                         .end = end};
    jobs.kernels->understand(&o);
    jobs.question = fr_order_question(jobs.kernels, &o);
    jobs.number = cut(&jobs, NULL, PTRDIFF_MAX);
    bounded_block *blocks = malloc((size_t)jobs.number * sizeof *blocks);
    if (!blocks) return FR_NO_MEMORY;
    jobs.number = cut(&jobs, blocks, jobs.number); /* fewer, if bounds have changed */
    for (ptrdiff_t b = 0; b < jobs.number; b++)
        jobs.most_elements = fr_larger(jobs.most_elements, blocks[b].to - blocks[b].from);
    jobs.blocks = blocks;
    int threads = fr_threads_for(2 * what->cost * (double)outputs * (double)series, jobs.number * series);
    int status = FR_NO_MEMORY;
    if (jobs.most_elements <= FR_MOST_ELEMENTS)
        status = fr_parallel(jobs.number * series, threads, room_for(&jobs), run_job, &jobs);
    free(blocks);
    return status;
}
