/*
 * ewm.c - fr_ewm() and fr_ewm_last(): from what is asked to the walk that does it.
 *
 * Outputs before the min_periods-th valid element are NaN, and those after an infinity are known without computing:
 * both are written over what the kernels made, which know of neither.
 */
#include "walk.h"
#include "../parallel.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { STEPS = 16384 };
static const double COST_OF_STEP = 20; /* nanoseconds: a power */

static bool is_valid(const fr_ewm_walk *walk, const fr_series in[2], ptrdiff_t i)
{
    for (int k = 0; k < walk->inputs; k++)
        if (!(fabs(fr_element(in[k], i)) <= walk->rule.limit)) return false;
    return true;
}

ptrdiff_t fr_ewm_first_output(const fr_ewm_walk *walk, const fr_series in[2])
{
    ptrdiff_t i = 0, count = 0;
    for (; i < walk->n; i++)
        if (is_valid(walk, in, i) && ++count == walk->min_periods) break;
    return i;
}

static int signs_at(const fr_ewm_walk *walk, const fr_series in[2], ptrdiff_t i)
{
    int signs = 0;
    if (!is_valid(walk, in, i)) return 0;
    for (int k = 0; k < walk->inputs; k++)
        if (isinf(fr_element(in[k], i))) signs |= fr_element(in[k], i) > 0 ? FR_EWM_PLUS : FR_EWM_MINUS;
    return signs;
}

void fr_ewm_fill_before(const fr_ewm_walk *walk, const fr_series in[2], fr_series out)
{
    fr_fill(out, 0, fr_ewm_first_output(walk, in), NAN);
}

double fr_ewm_infinite_result(const fr_ewm_walk *walk, int seen)
{
    if ((walk->kind != EWM_MEAN && walk->kind != EWM_SUM) || seen == FR_EWM_BOTH) return NAN;
    return seen == FR_EWM_PLUS ? INFINITY : -INFINITY;
}

int fr_ewm_set_infinite(const fr_ewm_walk *walk, const fr_series in[2], ptrdiff_t from, ptrdiff_t to, int seen,
                        const fr_series *out)
{
    for (ptrdiff_t i = from; i < to; i++) {
        seen |= signs_at(walk, in, i);
        if (seen && out) fr_set_element(*out, i, fr_ewm_infinite_result(walk, seen));
    }
    return seen;
}

typedef struct {
    const double *steps;
    double *decays, decay;
    ptrdiff_t n, room; /* elements, and numbers to write */
} step_jobs;

/* Steps that are alike need but one power. */
static void run_steps(const void *context, ptrdiff_t number, void *space)
{
    const step_jobs *jobs = context;
    ptrdiff_t end = (number + 1) * STEPS < jobs->room ? (number + 1) * STEPS : jobs->room;
    double step = 0, power = 1;
    (void)space;
    for (ptrdiff_t i = number * STEPS; i < end; i++) {
        bool exists = i > 0 && i < jobs->n;
        if (exists && jobs->steps[i - 1] != step) step = jobs->steps[i - 1], power = pow(jobs->decay, step);
        jobs->decays[i] = exists ? power : 1;
    }
}

static int make_decays(const fr_ewm_walk *walk, const double *steps, double **decays)
{
    ptrdiff_t room = (walk->n + EWM_PANEL - 1) / EWM_PANEL * EWM_PANEL, jobs = (room + STEPS - 1) / STEPS;
    *decays = malloc((size_t)room * sizeof **decays);
    if (!*decays) return FR_NO_MEMORY;
    step_jobs all = {steps, *decays, walk->rule.decay, walk->n, room};
    return fr_parallel(jobs, fr_threads_for(COST_OF_STEP * (double)room, jobs), 0, run_steps, &all);
}

static fr_ewm_walk make_walk(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                             ptrdiff_t n, const fr_ewm_options *o)
{
    int count;
    fr_ewm_walk walk = {.isa = fr_best_isa(),
                        .kind = (int)(what - fr_ewm_statistics(&count)),
                        .inputs = what->inputs,
                        .in = {in[0], in[what->inputs - 1]},
                        .out = *out,
                        .series = series,
                        .n = n,
                        .min_periods = fr_larger(o->min_periods, 1),
                        .cost = what->cost};
    walk.kernel = &walk.isa->ewm[walk.kind];
    walk.rule = (fr_ewm_rule){.alpha = o->alpha,
                              .decay = 1 - o->alpha,
                              .adjust = o->adjust || walk.kind == EWM_SUM,
                              .ignore_na = o->ignore_na,
                              .bias = o->bias,
                              .complement = walk.kind == EWM_MEAN && o->alpha == 0.5,
                              .limit = o->skip_inf ? DBL_MAX : INFINITY};
    fr_ewm_fill_table(&walk.rule);
    return walk;
}

static int run(fr_ewm_walk *walk, const double *steps, bool last_only)
{
    double *decays = NULL;
    int status = steps ? make_decays(walk, steps, &decays) : FR_OK;
    bool columns = !last_only && fr_side_by_side(&walk->in[0], walk->series, walk->isa->lanes);
    walk->decays = decays;
    if (!status) status = columns ? fr_ewm_walk_columns(walk) : fr_ewm_walk_rows(walk, last_only);
    free(decays);
    return status;
}

int fr_ewm(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
           const fr_ewm_options *options)
{
    if (n <= 0 || series <= 0) return FR_OK;
    fr_ewm_walk walk = make_walk(what, in, out, series, n, options);
    return run(&walk, options->steps, false);
}

int fr_ewm_last(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                const fr_ewm_options *options)
{
    if (series <= 0) return FR_OK;
    for (ptrdiff_t s = 0; s < series && n <= 0; s++) fr_set_element(fr_series_of(out, s), 0, NAN);
    if (n <= 0) return FR_OK;
    fr_ewm_walk walk = make_walk(what, in, out, series, n, options);
    return run(&walk, options->steps, true);
}
