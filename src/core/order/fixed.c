/*
 * fixed.c - order statistics of a fixed window that moves over series.
 *
 * Scheme.  Outputs whose windows can have enough elements are cut into blocks of about equal length, and series that
 * lie side by side in memory into bundles, which use whole cache lines.  A bundle's block is a job; where there are
 * few jobs they are made as many as keep all threads busy.
 */
#include "common.h"
#include "order.h"
#include "../parallel.h"

enum { SHORT_OUTPUTS = 8192, SHORT_OUTPUTS_ACROSS = 2048, BUNDLE = 8, SLACK = 64 };

typedef struct {
    const fr_order_kernels *kernels;
    fr_order_kernel *kernel;
    fr_order_job question;
    const fr_array *in, *out;
    ptrdiff_t series, n, shift, window;
    ptrdiff_t first, last; /* outputs to compute */
    ptrdiff_t block, blocks, bundle, bundles;
    int lanes;
    bool is_short, across;
} fixed_jobs;

typedef struct {
    fr_series *out;
    double *room; /* for elements that cannot be read in place */
} fixed_room;

static fixed_room lay_out(const fixed_jobs *jobs, fr_memory *memory)
{
    ptrdiff_t elements = jobs->block + jobs->window - 1 + SLACK, results = jobs->question.options->quantiles;
    fixed_room r;
    r.out = fr_take_bytes(memory, (size_t)(results * (jobs->across ? jobs->lanes : 1)) * sizeof *r.out);
    r.room = fr_take_rows(memory, elements, jobs->across ? jobs->lanes : 1);
    return r;
}

/* A block of one series, from output `first` on. */
static void run_along(const fixed_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last, fixed_room room,
                      fr_memory *memory)
{
    fr_order_job job = jobs->question;
    ptrdiff_t position = first + jobs->shift, from = position + 1 - jobs->window, to = last + jobs->shift;
    fr_view view = {jobs->n, NAN, jobs->question.options->skip_inf};
    if (jobs->is_short) to += SLACK;
    else from = fr_larger(from, 0), to = fr_smaller(to, jobs->n);
    job.outputs = last - first;
    job.window = jobs->window;
    job.elements = fr_larger(to - from, 0);
    job.ahead = position - from;
    job.last = jobs->n - 1 - from;
    job.x = fr_read(fr_series_of(jobs->in, series), &view, from, job.elements, room.room);
    job.out = room.out;
    fr_order_outputs(jobs->out, job.options->quantiles, series, first, room.out);
    jobs->kernel(&job, memory);
}

/* Rows [from, to) of some columns as `lanes` doubles each; those that are not there are NaN. */
static void copy_rows(const fixed_jobs *jobs, ptrdiff_t series, int columns, ptrdiff_t from, ptrdiff_t to, double *room)
{
    for (int l = 0; l < jobs->lanes; l++) {
        fr_series s = fr_series_of(jobs->in, series + (l < columns ? l : 0));
        for (ptrdiff_t r = from; r < to; r++) {
            double value = r < 0 || r >= jobs->n || l >= columns ? NAN : fr_element(s, r);
            room[(r - from) * jobs->lanes + l] = jobs->question.options->skip_inf && isinf(value) ? NAN : value;
        }
    }
}

/* A block of as many series as a vector has lanes. */
static void run_across(const fixed_jobs *jobs, ptrdiff_t series, int columns, ptrdiff_t first, ptrdiff_t last,
                       fixed_room room, fr_memory *memory)
{
    const fr_array *in = jobs->in;
    const ptrdiff_t size = sizeof(double), results = jobs->question.options->quantiles;
    fr_order_job job = jobs->question;
    ptrdiff_t from = first + jobs->shift + 1 - jobs->window, to = last + jobs->shift;
    bool in_place =
        fr_are_plain_rows(in) && columns == jobs->lanes && from >= 0 && to <= jobs->n && !job.options->skip_inf;
    job.outputs = last - first;
    job.window = jobs->window;
    job.columns = columns;
    job.apart = in_place ? in->along / size : jobs->lanes;
    job.x = in_place ? (const double *)((const char *)in->data + from * in->along) + series : room.room;
    if (!in_place) copy_rows(jobs, series, columns, from, to, room.room);
    for (ptrdiff_t k = 0; k < results; k++)
        for (int l = 0; l < columns; l++)
            room.out[k * jobs->lanes + l] = fr_part(fr_series_of(&jobs->out[k], series + l), first);
    job.out = room.out;
    jobs->kernel(&job, memory);
}

static void run_job(const void *context, ptrdiff_t number, void *space)
{
    const fixed_jobs *jobs = context;
    ptrdiff_t first = jobs->first + number % jobs->blocks * jobs->block,
              last = fr_smaller(first + jobs->block, jobs->last);
    ptrdiff_t series = number / jobs->blocks * jobs->bundle, end = fr_smaller(series + jobs->bundle, jobs->series);
    fr_memory memory = fr_memory_at(space);
    fixed_room room = lay_out(jobs, &memory);
    const size_t used = memory.used;
    for (; series < end && first < last; series += jobs->across ? jobs->lanes : 1) {
        memory.used = used;
        int columns = (int)fr_smaller(end - series, jobs->lanes);
        if (jobs->across) run_across(jobs, series, columns, first, last, room, &memory);
        else run_along(jobs, series, first, last, room, &memory);
    }
}

/* Outputs whose windows can have so many elements; `window` is cut to what can be used of it. */
static void find_range(fixed_jobs *jobs)
{
    ptrdiff_t needed = jobs->question.needed, shift = jobs->shift, n = jobs->n;
    jobs->window = fr_smaller(jobs->window, n + fr_larger(shift, 0));
    jobs->first = 0, jobs->last = n;
    if (needed > jobs->window || needed > n) jobs->last = 0;
    if (needed <= 0 || jobs->last == 0) return;
    jobs->first = fr_smaller(fr_larger(needed - 1 - shift, 0), n);
    jobs->last = fr_larger(fr_smaller(n, n + jobs->window - needed - shift), jobs->first);
}

static void choose_kernel(fixed_jobs *jobs)
{
    const fr_order_kernels *kernels = jobs->kernels;
    bool side_by_side = fr_side_by_side(jobs->in, jobs->series, jobs->lanes);
    jobs->is_short = jobs->window <= kernels->longest_short(jobs->question.options);
    jobs->across = jobs->is_short && side_by_side && kernels->across;
    jobs->kernel = jobs->across ? kernels->across : jobs->is_short ? kernels->along : kernels->blocks;
    jobs->bundle = side_by_side ? BUNDLE : 1;
    jobs->bundles = (jobs->series + jobs->bundle - 1) / jobs->bundle;
}

/* The most outputs of a block. */
static ptrdiff_t most_outputs(const fixed_jobs *jobs)
{
    if (jobs->is_short) return jobs->across ? SHORT_OUTPUTS_ACROSS : SHORT_OUTPUTS;
    return fr_block_outputs(jobs->window);
}

/* Cuts outputs into blocks of about equal length. */
static void cut_blocks(fixed_jobs *jobs)
{
    ptrdiff_t total = jobs->last - jobs->first, most = most_outputs(jobs);
    jobs->blocks = (total + most - 1) / most;
    jobs->block = (total + jobs->blocks - 1) / jobs->blocks;
}

/* Cuts more blocks than that if threads would have none; returns how many threads to use. */
static int share_blocks(fixed_jobs *jobs, double cost)
{
    ptrdiff_t total = jobs->last - jobs->first, least = LEAST_OUTPUTS;
    if (!jobs->is_short) least = fr_larger(least, jobs->window);
    ptrdiff_t possible = jobs->bundles * (1 + total / least);
    int threads = fr_threads_for(cost * (double)total * (double)jobs->series, possible);
    if (threads > 1 && jobs->bundles * jobs->blocks < 8 * threads) {
        ptrdiff_t rounds = (jobs->bundles * jobs->blocks + threads - 1) / threads;
        ptrdiff_t wanted = (rounds * threads + jobs->bundles - 1) / jobs->bundles;
        jobs->blocks = fr_smaller(wanted, 1 + total / least);
        jobs->block = (total + jobs->blocks - 1) / jobs->blocks;
    }
    return threads;
}

static size_t room_for(const fixed_jobs *jobs)
{
    fr_memory memory = {NULL, 0};
    fr_order_job job = jobs->question;
    job.outputs = jobs->block;
    job.window = jobs->window;
    job.elements = jobs->is_short ? 0 : fr_smaller(jobs->block + jobs->window - 1, jobs->n);
    lay_out(jobs, &memory);
    jobs->kernel(&job, &memory);
    return memory.used;
}

/* All that there is to know but for the blocks; keeps a pointer to `o`, which are made the options
 * as the kernels know them. */
static fixed_jobs make_jobs(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                            ptrdiff_t n, fr_options *o)
{
    const fr_order_kernels *kernels = fr_order_kernels_of(what);
    kernels->understand(o);
    fixed_jobs jobs = {.kernels = kernels, .in = in, .out = out, .series = series, .n = n};
    jobs.question = fr_order_question(kernels, o);
    jobs.shift = o->shift, jobs.window = o->window, jobs.lanes = fr_best_isa()->lanes;
    find_range(&jobs);
    choose_kernel(&jobs);
    return jobs;
}

static bool has_outputs(const fixed_jobs *jobs)
{
    return jobs->first < jobs->last && jobs->question.options->quantiles > 0;
}

/* NaN for windows that cannot have enough elements. */
static void fill_rest(const fixed_jobs *jobs)
{
    for (ptrdiff_t k = 0; k < jobs->question.options->quantiles; k++)
        for (ptrdiff_t s = 0; s < jobs->series; s++) {
            fr_fill(fr_series_of(&jobs->out[k], s), 0, jobs->first, NAN);
            fr_fill(fr_series_of(&jobs->out[k], s), jobs->last, jobs->n, NAN);
        }
}

int fr_order_rolling(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_options *options)
{
    fr_options o = *options;
    fixed_jobs jobs = make_jobs(what, in, out, series, n, &o);
    int status = FR_OK;
    if (has_outputs(&jobs)) {
        cut_blocks(&jobs);
        int threads = share_blocks(&jobs, what->cost);
        if (!jobs.is_short && jobs.block + jobs.window > FR_MOST_ELEMENTS) return FR_NO_MEMORY;
        status = fr_parallel(jobs.blocks * jobs.bundles, threads, room_for(&jobs), run_job, &jobs);
    }
    if (!status) fill_rest(&jobs);
    return status;
}

/* For as many outputs as a block may have: it does not get less for series that are longer. */
size_t fr_order_room(const fr_statistic *what, const fr_array *in, ptrdiff_t series, ptrdiff_t n,
                     const fr_options *options)
{
    fr_options o = *options;
    fixed_jobs jobs = make_jobs(what, in, NULL, series, n, &o);
    if (!has_outputs(&jobs)) return 0;
    jobs.block = fr_smaller(jobs.last - jobs.first, most_outputs(&jobs));
    return room_for(&jobs);
}

void fr_order_rolling_in(void *room, const fr_statistic *what, const fr_array *in, const fr_array *out,
                         ptrdiff_t series, ptrdiff_t n, const fr_options *options)
{
    fr_options o = *options;
    fixed_jobs jobs = make_jobs(what, in, out, series, n, &o);
    if (has_outputs(&jobs)) {
        cut_blocks(&jobs);
        for (ptrdiff_t number = 0; number < jobs.blocks * jobs.bundles; number++) run_job(&jobs, number, room);
    }
    fill_rest(&jobs);
}
