/*
 * ewm.c - fr_ewm(), fr_ewm_groups() and fr_ewm_last(): from what is asked to the walk that does it.
 *
 * Outputs before the min_periods-th valid element are NaN, and those after an infinity are known without computing:
 * both are written over what the kernels made, which know of neither.
 */
#include "walk.h"
#include "../parallel.h"
#include "../unchecked.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { STEPS = 16384 };
static const double COST_OF_STEP = 20; /* nanoseconds: a power */

fr_ewm_part fr_ewm_part_of(const fr_ewm_walk *walk, ptrdiff_t number)
{
    const bool whole = walk->groups == 1; /* a division takes as long as some elements */
    const ptrdiff_t series = whole ? number : number / walk->groups, group = whole ? 0 : number % walk->groups;
    const ptrdiff_t begin = walk->offsets[group];
    fr_ewm_part part = {.out = fr_part(fr_series_of(&walk->out, series), begin),
                        .n = walk->offsets[group + 1] - begin,
                        .decays = walk->decays ? walk->decays + begin : NULL};
    for (int k = 0; k < 2; k++) part.in[k] = fr_part(fr_series_of(&walk->in[k], series), begin);
    return part;
}

static bool is_valid(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t i)
{
    for (int k = 0; k < walk->inputs; k++)
        if (!(fabs(fr_element(part->in[k], i)) <= walk->rule.limit)) return false;
    return true;
}

ptrdiff_t fr_ewm_first_output(const fr_ewm_walk *walk, const fr_ewm_part *part)
{
    ptrdiff_t i = 0, count = 0;
    for (; i < part->n; i++)
        if (is_valid(walk, part, i) && ++count == walk->min_periods) break;
    return i;
}

int fr_ewm_signs_at(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t i)
{
    int signs = 0;
    if (!is_valid(walk, part, i)) return 0;
    for (int k = 0; k < walk->inputs; k++)
        if (isinf(fr_element(part->in[k], i))) signs |= fr_element(part->in[k], i) > 0 ? FR_EWM_PLUS : FR_EWM_MINUS;
    return signs;
}

void fr_ewm_fill_before(const fr_ewm_walk *walk, const fr_ewm_part *part)
{
    fr_fill(part->out, 0, fr_ewm_first_output(walk, part), NAN);
}

double fr_ewm_infinite_result(const fr_ewm_walk *walk, int seen)
{
    if ((walk->kind != EWM_MEAN && walk->kind != EWM_SUM) || seen == FR_EWM_BOTH) return NAN;
    return seen == FR_EWM_PLUS ? INFINITY : -INFINITY;
}

int fr_ewm_set_infinite(const fr_ewm_walk *walk, const fr_ewm_part *part, ptrdiff_t from, ptrdiff_t to, int seen,
                        bool write)
{
    for (ptrdiff_t i = from; i < to; i++) {
        seen |= fr_ewm_signs_at(walk, part, i);
        if (seen && write) fr_set_element(part->out, i, fr_ewm_infinite_result(walk, seen));
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
    ptrdiff_t room = walk->n + EWM_PANEL, jobs = (room + STEPS - 1) / STEPS;
    *decays = malloc((size_t)room * sizeof **decays);
    if (!*decays) return FR_NO_MEMORY;
    step_jobs all = {steps, *decays, walk->rule.decay, walk->n, room};
    int status = fr_parallel(jobs, fr_threads_for(COST_OF_STEP * (double)room, jobs), 0, run_steps, &all);
    for (ptrdiff_t g = 0; !status && g < walk->groups; g++) (*decays)[walk->offsets[g]] = 1;
    return status;
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

enum { ALL_OUTPUTS, LAST_OUTPUTS };

static int run(fr_ewm_walk *walk, const double *steps, int which)
{
    double *decays = NULL;
    bool extremes = false;
    int status = steps ? make_decays(walk, steps, &decays) : FR_OK;
    walk->decays = decays;
    walk->last_alone = which == LAST_OUTPUTS;
    walk->watch = fr_ewm_watch_for(walk->kind, &extremes);
    const bool first = fr_seem_extreme(&walk->watch, walk->in, walk->inputs, walk->series, walk->n);
    if (status || first)
        ;
    else if (which == LAST_OUTPUTS) status = fr_ewm_walk_last(walk);
    else if (fr_side_by_side(&walk->in[0], walk->series, walk->isa->lanes)) status = fr_ewm_walk_columns(walk);
    else status = fr_ewm_walk_rows(walk);
    if (!status && (extremes || first)) status = fr_ewm_mend(walk, first);
    free(decays);
    return status;
}

int fr_ewm_groups_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                            ptrdiff_t n, const int64_t *offsets, ptrdiff_t groups, const fr_ewm_options *options)
{
    if (n <= 0 || series <= 0) return FR_OK;
    for (ptrdiff_t s = 0; s < series; s++) {
        fr_fill(fr_series_of(out, s), 0, offsets[0], NAN);
        fr_fill(fr_series_of(out, s), offsets[groups], n, NAN);
    }
    if (groups == 0) return FR_OK;
    fr_ewm_walk walk = make_walk(what, in, out, series, n, options);
    walk.offsets = offsets, walk.groups = groups;
    return run(&walk, options->steps, ALL_OUTPUTS);
}

int fr_ewm_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series, ptrdiff_t n,
                     const fr_ewm_options *options)
{
    return fr_ewm_groups_unchecked(what, in, out, series, n, (const int64_t[]){0, fr_larger(n, 0)}, 1, options);
}

int fr_ewm_last_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                          ptrdiff_t n, const fr_ewm_options *options)
{
    for (ptrdiff_t s = 0; s < series && n <= 0; s++) fr_set_element(fr_series_of(out, s), 0, NAN);
    if (n <= 0) return FR_OK;
    fr_ewm_walk walk = make_walk(what, in, out, series, n, options);
    walk.offsets = (const int64_t[]){0, n}, walk.groups = 1;
    return run(&walk, options->steps, LAST_OUTPUTS);
}
