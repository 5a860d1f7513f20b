/*
 * elementwise.c - functions of numbers, one by one: what there is, and the way from arrays to kernels.
 *
 * Elements go in blocks that fit into the first-level cache; what is not contiguous doubles is copied there and back.
 * A job is some blocks.
 */
#include "../check.h"
#include "../kernel.h"
#include "../memory.h"
#include "../parallel.h"
#include "kernel.h"

#define ANGLES                                                                                                         \
    "Angles less a multiple of pi/2, in four parts (Cody and Waite 1980), or in integers if they are large (Payne "    \
    "and "                                                                                                             \
    "Hanek 1983); then Taylor series."

static const fr_elementwise_function functions[] = {
    {.name = "gaussian_kernel",
     .summary = "The Gaussian kernel exp(-x**2 / (2 * sigma**2)).",
     .inputs = 2,
     .outputs = 1,
     .input_names = {"x", "sigma"},
     .input_docs = {"Where the kernel is wanted.", "Its width, in the unit of x; its sign does not matter."},
     .output_names = "",
     .error = "Less than 2 units in the last place.",
     .method =
         "The exponent in twofold precision, less a multiple of ln 2 (Cody and Waite 1980); then Taylor's series.",
     .cost = 3},
    {.name = "polar_to_cartesian",
     .summary = "Cartesian coordinates (r * cos(theta), r * sin(theta)) of points in polar ones.",
     .inputs = 2,
     .outputs = 2,
     .input_names = {"r", "theta"},
     .input_docs = {"The distance from the origin.", "The angle from the x-axis in radians, of any size."},
     .output_names = "x, y",
     .error = "Less than 2 units in the last place.",
     .method = ANGLES,
     .cost = 4},
};

enum { BLOCK = 1024, BLOCKS = 8, ARRAYS = FR_ELEMENTWISE_INPUTS + FR_ELEMENTWISE_OUTPUTS };

typedef struct {
    double *of[ARRAYS];
} rooms;

typedef struct {
    const fr_elementwise_function *what;
    fr_elementwise_kernel *kernel;
    fr_series in[FR_ELEMENTWISE_INPUTS], out[FR_ELEMENTWISE_OUTPUTS];
    ptrdiff_t n;
    bool single;
} elementwise_jobs;

const fr_elementwise_function *fr_elementwise_functions(int *count)
{
    *count = sizeof functions / sizeof *functions;
    return functions;
}

static void run_block(const elementwise_jobs *jobs, ptrdiff_t from, ptrdiff_t count, const rooms *work)
{
    const fr_range all = {0, jobs->n};
    const fr_view view = {.n = jobs->n};
    fr_elementwise_job job = {.n = count, .single = jobs->single};
    for (int k = 0; k < jobs->what->inputs; k++) {
        job.step[k] = jobs->in[k].stride != 0;
        job.in[k] = fr_read(jobs->in[k], &view, from, job.step[k] ? count : 1, work->of[k]);
    }
    for (int k = 0; k < jobs->what->outputs; k++) {
        double *in_place = fr_in_place(jobs->out[k], all, from, count);
        job.out[k] = in_place ? in_place : work->of[FR_ELEMENTWISE_INPUTS + k];
    }
    jobs->kernel(&job);
    for (int k = 0; k < jobs->what->outputs; k++)
        if (job.out[k] == work->of[FR_ELEMENTWISE_INPUTS + k]) fr_write(jobs->out[k], all, from, count, job.out[k]);
}

static rooms lay_out(fr_memory *memory)
{
    rooms r;
    for (int k = 0; k < ARRAYS; k++) r.of[k] = fr_take(memory, BLOCK);
    return r;
}

static void run_blocks(const void *context, ptrdiff_t number, void *space)
{
    const elementwise_jobs *jobs = context;
    fr_memory memory = fr_memory_at(space);
    const rooms work = lay_out(&memory);
    const ptrdiff_t end = fr_smaller((number + 1) * BLOCKS * BLOCK, jobs->n);
    for (ptrdiff_t from = number * BLOCKS * BLOCK; from < end; from += BLOCK)
        run_block(jobs, from, fr_smaller(BLOCK, end - from), &work);
}

/* Whether an input is one of the outputs: element by element it is read before it is written. */
static bool is_output(const fr_array *in, const fr_array *out, int outputs)
{
    bool found = false;
    for (int k = 0; k < outputs; k++)
        found |= in->data == out[k].data && in->along == out[k].along && in->type == out[k].type;
    return found;
}

/* *overlap: whether results may be written over elements that are still to be read. */
static int check(const fr_elementwise_function *what, const fr_array *in, const fr_array *out, ptrdiff_t n,
                 bool *overlap)
{
    fr_array others[FR_ELEMENTWISE_INPUTS];
    fr_sizes sizes = {what->inputs, what->outputs, 1, n, n};
    int status = fr_check_arrays(in, out, &sizes, overlap);
    if (status || !*overlap) return status;
    sizes.inputs = 0;
    for (int k = 0; k < what->inputs; k++)
        if (!is_output(&in[k], out, what->outputs)) others[sizes.inputs++] = in[k];
    return fr_check_arrays(others, out, &sizes, overlap);
}

static int compute(const fr_elementwise_function *what, const fr_array *in, const fr_array *out, ptrdiff_t n)
{
    elementwise_jobs jobs = {.what = what, .kernel = fr_best_isa()->elementwise[what - functions], .n = n};
    jobs.single = true;
    for (int k = 0; k < what->inputs; k++) {
        jobs.in[k] = fr_series_of(&in[k], 0);
        jobs.single = jobs.single && in[k].type == FR_FLOAT32;
    }
    for (int k = 0; k < what->outputs; k++) {
        jobs.out[k] = fr_series_of(&out[k], 0);
        jobs.single = jobs.single && out[k].type == FR_FLOAT32;
    }
    const ptrdiff_t count = (n + BLOCKS * BLOCK - 1) / (BLOCKS * BLOCK);
    fr_memory needed = {NULL, 0};
    lay_out(&needed);
    return fr_parallel(count, fr_threads_for(what->cost * (double)n, count), needed.used, run_blocks, &jobs);
}

/* Results go to memory of their own first. */
static int compute_apart(const fr_elementwise_function *what, const fr_array *in, const fr_array *out, ptrdiff_t n)
{
    fr_array made[FR_ELEMENTWISE_OUTPUTS];
    fr_memory memory = {NULL, 0};
    for (int k = 0; k < what->outputs; k++) fr_take(&memory, n);
    void *space = fr_allocate(&memory);
    if (!space) return FR_NO_MEMORY;
    memory = fr_memory_at(space);
    for (int k = 0; k < what->outputs; k++) {
        made[k] = (fr_array){fr_take(&memory, n), sizeof(double), 0, out[k].type};
        if (out[k].type == FR_FLOAT32) made[k].along = sizeof(float);
    }
    const int status = compute(what, in, made, n);
    for (int k = 0; k < what->outputs && !status; k++)
        for (ptrdiff_t i = 0; i < n; i++)
            fr_set_element(fr_series_of(&out[k], 0), i, fr_element(fr_series_of(&made[k], 0), i));
    free(space);
    return status;
}

int fr_elementwise(const fr_elementwise_function *what, const fr_array *in, const fr_array *out, ptrdiff_t n)
{
    bool overlap;
    const uintptr_t place = (uintptr_t)what - (uintptr_t)functions;
    if (!what || place >= sizeof functions || place % sizeof *functions) return FR_BAD_STATISTIC;
    if (n == 0) return FR_OK;
    const int status = check(what, in, out, n, &overlap);
    if (status) return status;
    return overlap ? compute_apart(what, in, out, n) : compute(what, in, out, n);
}
