/*
 * range_bounds.c - windows [start[i], end[i]) with elements of any size.
 *
 * The walk computes panels, and tells of some neighbouring panels together whether they have elements that are not
 * ordinary.  Those panels are made again as parts (range.c has the scheme), each with all that it had: bits depend on
 * where panels begin.
 */
#include "bounds_jobs.h"
#include "range.h"

enum { TOGETHER = 1 << 20 }; /* elements */

/* Elements from the first to the last one of the windows of outputs [first, last) of the panel. */
static fr_range span_of(const fr_bounds_jobs *jobs, ptrdiff_t first, ptrdiff_t last)
{
    fr_range span = {jobs->start[first], jobs->end[last - 1]};
    for (ptrdiff_t i = first; i < last && !jobs->ordered; i++) {
        if (jobs->start[i] >= jobs->end[i]) continue;
        span.first = fr_smaller(span.first, jobs->start[i]);
        span.last = fr_larger(span.last, jobs->end[i]);
    }
    return span;
}

static ptrdiff_t elements_of(const fr_bounds_jobs *jobs, ptrdiff_t first, ptrdiff_t last)
{
    ptrdiff_t all = 0;
    for (ptrdiff_t i = first; i < last; i++) all += fr_larger(jobs->end[i] - jobs->start[i], 0);
    return all;
}

/* All that lies between, or window by window where that is less. */
void fr_watch_windows(const fr_bounds_jobs *jobs, ptrdiff_t series, ptrdiff_t first, ptrdiff_t last)
{
    const fr_watch watch = fr_watch_for(jobs->kernel, jobs->extremes);
    const fr_range span = span_of(jobs, first, last);
    const ptrdiff_t count = span.last - span.first;
    const bool at_once = count <= 2 * (last - first) + jobs->longest || count <= elements_of(jobs, first, last);
    for (int k = 0; k < jobs->what->inputs; k++) {
        if (jobs->in[k].type != FR_FLOAT64) continue; /* all floats are ordinary, as doubles */
        const fr_series x = fr_series_of(&jobs->in[k], series);
        if (at_once) fr_take_note(&watch, fr_look_at_series(x, span.first, fr_larger(count, 0)));
        for (ptrdiff_t i = first; i < last && !at_once; i++)
            fr_take_note(&watch, fr_look_at_series(x, jobs->start[i], fr_larger(jobs->end[i] - jobs->start[i], 0)));
    }
}

static int again(const fr_mend *mend, const fr_section *part, const fr_statistic *what, const fr_array *in,
                 const fr_array *out, const fr_options *options)
{
    fr_bounds_jobs jobs = *(const fr_bounds_jobs *)mend->context;
    jobs.what = what, jobs.in = in, jobs.out = out, jobs.options = options;
    jobs.extremes = NULL;
    jobs.series = part->series;
    jobs.begin = part->wanted.first / jobs.panel;
    jobs.panels = (part->wanted.last + jobs.panel - 1) / jobs.panel - jobs.begin;
    return fr_run_panels(&jobs);
}

/* The elements that some outputs need; spans of time never go back. */
static fr_range needed_for(const fr_bounds_jobs *jobs, fr_range outputs)
{
    if (!jobs->times) {
        const fr_range span = span_of(jobs, outputs.first, outputs.last);
        const ptrdiff_t first = fr_smaller(fr_larger(span.first, 0), jobs->n); /* should the bounds have changed */
        return (fr_range){first, fr_smaller(fr_larger(span.last, first), jobs->n)};
    }
    int64_t start[2], end[2];
    fr_some_time_bounds(jobs->times, outputs.first, outputs.first + 1, start, end);
    fr_some_time_bounds(jobs->times, outputs.last - 1, outputs.last, start + 1, end + 1);
    return (fr_range){fr_smaller(start[0], start[1]), fr_larger(end[0], end[1])};
}

static int mend_panels(const fr_bounds_jobs *jobs, ptrdiff_t from, ptrdiff_t to)
{
    const fr_mend mend = {jobs->what, jobs->in, jobs->out, jobs->options, again, jobs, false};
    const fr_range wanted = {from * jobs->panel, fr_smaller(to * jobs->panel, jobs->outputs)};
    fr_section part = {.elements = {0, jobs->n},
                       .outputs = {0, jobs->outputs},
                       .needed = needed_for(jobs, wanted),
                       .wanted = wanted};
    const ptrdiff_t together = fr_larger(TOGETHER / jobs->n, 1);
    int status = FR_OK;
    for (; part.first < jobs->series && !status; part.first += part.series) {
        fr_range extremes;
        part.series = fr_smaller(together, jobs->series - part.first);
        if (fr_find_extremes(&mend, &part, &extremes)) status = fr_mend_part(&mend, &part);
    }
    return status;
}

int fr_mend_bounds(const fr_bounds_jobs *jobs)
{
    int status = FR_OK;
    for (ptrdiff_t p = 0, next; p < jobs->panels && !status; p = next) {
        for (next = p; next < jobs->panels && jobs->extremes[next * FR_WATCHED_PARTS / jobs->panels];) next++;
        if (next > p) status = mend_panels(jobs, p, next);
        else next++;
    }
    return status;
}
