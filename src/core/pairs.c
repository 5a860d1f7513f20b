/*
 * pairs.c - fr_rolling_pairs(): a fixed window over each of some series with each of others.
 *
 * Scheme.  A job is a stretch of time and two blocks of series, small enough for its results to stay in the cache.  It
 * computes each pair along the stretch, and then turns the results, as these lie in memory by time first.  Where there
 * is but one set of series, each two of them are computed once, and written twice.
 */
#include "pairs.h"
#include "check.h"
#include "parallel.h"
#include "rolling.h"
#include "stop.h"
#include "walk.h"

enum {
    STRETCH = 512,      /* outputs */
    ELEMENTS = 1 << 19, /* results of a job, about */
    LEAST_BLOCK = 8,
    MOST_BLOCK = 32,
    LINE = FR_LINE / sizeof(double)
};

typedef struct {
    fr_walk walk;
    const fr_array *x, *y;
    bool mirrored;
    const fr_pairs *out;
    ptrdiff_t first, second;
    ptrdiff_t block;                /* series of a block */
    ptrdiff_t blocks, other_blocks; /* of x, of y */
    ptrdiff_t begin, stretch;       /* the first stretch ends here; outputs of all others */
    ptrdiff_t apart;                /* doubles from a pair's results to the next one's */
} pairs_jobs;

typedef struct {
    const pairs_jobs *jobs;
    ptrdiff_t from, outputs;
    ptrdiff_t i, is, j, js; /* the first series of a block, and how many */
    double *made;           /* [i][j][output] */
} pairs_job;

static double *place_of(const pairs_job *job, ptrdiff_t i, ptrdiff_t j)
{
    return job->made + (i * job->jobs->block + j) * job->jobs->apart;
}

/* Whether both blocks are the same, so that only pairs with i <= j are computed. */
static bool on_diagonal(const pairs_job *job) { return job->jobs->mirrored && job->i == job->j; }

static fr_walk walk_along(const pairs_job *job)
{
    fr_walk walk = job->jobs->walk;
    const ptrdiff_t begin = job->from + walk.shift, end = begin + job->outputs;
    walk.first = fr_smaller(fr_larger(walk.first, begin), end);
    walk.last = fr_larger(fr_smaller(walk.last, end), walk.first);
    walk.shift += job->from;
    walk.outputs = job->outputs;
    return walk;
}

static void compute(const pairs_job *job, void *room)
{
    const fr_walk walk = walk_along(job);
    fr_series in[FR_MAX_INPUTS], out[FR_MAX_OUTPUTS];
    for (ptrdiff_t i = 0; i < job->is && !fr_stopped(); i++) {
        in[0] = fr_series_of(job->jobs->x, job->i + i);
        for (ptrdiff_t j = on_diagonal(job) ? i : 0; j < job->js; j++) {
            in[1] = fr_series_of(job->jobs->y, job->j + j);
            out[0] = (fr_series){(char *)place_of(job, i, j), sizeof(double), FR_FLOAT64};
            fr_walk_pieces(&walk, in, out, room);
        }
    }
}

/* Of so many series, `apart` doubles apart, all results side by side, one time after the other. */
static void turn(const double *made, ptrdiff_t apart, ptrdiff_t series, ptrdiff_t outputs, char *to, ptrdiff_t along,
                 fr_type type)
{
    for (ptrdiff_t t = 0; t < outputs; t++, to += along) {
        if (type == FR_FLOAT64)
            for (ptrdiff_t s = 0; s < series; s++) ((double *)to)[s] = made[s * apart + t];
        else
            for (ptrdiff_t s = 0; s < series; s++) ((float *)to)[s] = (float)made[s * apart + t];
    }
}

/* The other triangle of a block on the diagonal. */
static void complete(const pairs_job *job)
{
    for (ptrdiff_t i = 1; i < job->is; i++)
        for (ptrdiff_t j = 0; j < i; j++) {
            const double *from = place_of(job, j, i);
            double *to = place_of(job, i, j);
            for (ptrdiff_t t = 0; t < job->outputs; t++) to[t] = from[t];
        }
}

/* Where results of series i of x begin, from series j of y on. */
static char *target(const pairs_job *job, ptrdiff_t i, ptrdiff_t j)
{
    const fr_pairs *out = job->jobs->out;
    const ptrdiff_t size = out->type == FR_FLOAT64 ? sizeof(double) : sizeof(float);
    return (char *)out->data + i * out->across + job->from * out->along + j * size;
}

static void write(const pairs_job *job)
{
    const fr_pairs *out = job->jobs->out;
    const ptrdiff_t apart = job->jobs->apart;
    if (on_diagonal(job)) complete(job);
    for (ptrdiff_t i = 0; i < job->is; i++)
        turn(place_of(job, i, 0), apart, job->js, job->outputs, target(job, job->i + i, job->j), out->along, out->type);
    for (ptrdiff_t j = 0; j < job->js && job->jobs->mirrored && !on_diagonal(job); j++)
        turn(place_of(job, 0, j), apart * job->jobs->block, job->is, job->outputs, target(job, job->j + j, job->i),
             out->along, out->type);
}

static double *take_results(const pairs_jobs *jobs, fr_memory *memory)
{
    return fr_take_rows(memory, jobs->block * jobs->block, jobs->apart);
}

static void run_job(const void *context, ptrdiff_t number, void *room)
{
    const pairs_jobs *jobs = context;
    fr_memory memory = fr_memory_at(room);
    const ptrdiff_t pair = number % (jobs->blocks * jobs->other_blocks);
    const ptrdiff_t i = pair / jobs->other_blocks * jobs->block, j = pair % jobs->other_blocks * jobs->block;
    const ptrdiff_t end = jobs->begin + number / (jobs->blocks * jobs->other_blocks) * jobs->stretch;
    const ptrdiff_t from = fr_larger(end - jobs->stretch, 0);
    const pairs_job job = {.jobs = jobs,
                           .from = from,
                           .outputs = fr_smaller(end, jobs->walk.outputs) - from,
                           .i = i,
                           .is = fr_smaller(jobs->block, jobs->first - i),
                           .j = j,
                           .js = fr_smaller(jobs->block, jobs->second - j),
                           .made = take_results(jobs, &memory)};
    if (jobs->mirrored && i > j) return;
    compute(&job, fr_rest(&memory));
    write(&job);
}

static ptrdiff_t blocks_of(ptrdiff_t series, ptrdiff_t block) { return (series + block - 1) / block; }

/* Stretches are long enough for what a window has before them to be cheap, and begin where groups of tiles do.  Blocks
 * are as large as the cache allows. */
static void cut(pairs_jobs *jobs)
{
    const fr_walk *walk = &jobs->walk;
    const ptrdiff_t long_enough = 4 * fr_smaller(walk->plan.window, walk->n);
    const ptrdiff_t group = walk->plan.rows <= STRETCH ? fr_larger(walk->plan.rows, 1) * walk->isa->lanes : 1;
    jobs->stretch = blocks_of(fr_smaller(fr_larger(STRETCH, long_enough), walk->n), group) * group;
    const ptrdiff_t full = (walk->plan.window - 1 - walk->shift) % jobs->stretch;
    jobs->begin = full > 0 ? full : full + jobs->stretch;
    jobs->apart = blocks_of(jobs->stretch, LINE) * LINE + LINE; /* not all of them in the same lines of the cache */
    const ptrdiff_t fit = (ptrdiff_t)sqrt((double)ELEMENTS / (double)jobs->apart);
    const ptrdiff_t most = fr_smaller(fr_larger(fit, LEAST_BLOCK), MOST_BLOCK),
                    all = fr_larger(jobs->first, jobs->second);
    jobs->block = blocks_of(all, blocks_of(all, most)); /* as equal as can be */
    jobs->blocks = blocks_of(jobs->first, jobs->block);
    jobs->other_blocks = blocks_of(jobs->second, jobs->block);
}

/* Those of series i of x with all of y whose elements are not ordinary. */
static int mend_pairs_of(const pairs_jobs *jobs, const fr_statistic *what, ptrdiff_t i, ptrdiff_t n,
                         const fr_options *options)
{
    const fr_pairs *out = jobs->out;
    fr_array one = *jobs->x, results = {out->data, out->along, 0, out->type};
    one.data = fr_series_of(jobs->x, i).at;
    one.across = 0;
    results.across = out->type == FR_FLOAT64 ? sizeof(double) : sizeof(float);
    results.data = (char *)out->data + i * out->across;
    return fr_mend_rolling(what, (const fr_array[]){one, *jobs->y}, &results, jobs->second, n, options);
}

int fr_rolling_pairs(const fr_statistic *what, const fr_array *x, ptrdiff_t first, const fr_array *y, ptrdiff_t second,
                     bool mirrored, ptrdiff_t n, const fr_pairs *out, const fr_options *options)
{
    if (n == 0 || first == 0 || second == 0) return FR_OK;
    fr_options o = *options;
    fr_place_window(&o);
    if (o.window < 1) o.window = 1, o.min_periods = 2; /* windows without elements give NaN, as any too short for it */
    pairs_jobs jobs = {.x = x, .y = y, .mirrored = mirrored, .out = out, .first = first, .second = second};
    bool extremes = false;
    fr_make_walk(&jobs.walk, what, n, n, &o);
    jobs.walk.watch.found = &extremes;
    cut(&jobs);
    const ptrdiff_t stretches = 1 + blocks_of(fr_larger(n - jobs.begin, 0), jobs.stretch);
    const ptrdiff_t number = stretches * jobs.blocks * jobs.other_blocks;
    const double work = what->cost * (double)n * (double)first * (double)second;
    fr_memory made = {NULL, 0};
    take_results(&jobs, &made);
    int status = fr_parallel(number, fr_threads_for(mirrored ? work / 2 : work, number),
                             made.used + fr_pieces_room(&jobs.walk, jobs.stretch), run_job, &jobs);
    for (ptrdiff_t i = 0; i < first && extremes && !status; i++) status = mend_pairs_of(&jobs, what, i, n, &o);
    return status;
}
