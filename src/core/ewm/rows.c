/*
 * rows.c - exponentially weighted statistics of series one after the other, each of any stride.
 *
 * A series goes panel by panel: the kernel makes the outputs of a panel from the carry before it, and the total that
 * leads to the next carry.  One long series is shared by several threads in segments of panels.  All segments but the
 * first need the carry before them, for which the totals of earlier panels are made first, on all threads.  The
 * operations on totals and carries are the same either way, and so are the bits.
 */
#include "walk.h"
#include "../parallel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLACK = EWM_BLOCK * EWM_MAX_LANES, TOGETHER = 16, MOST_SEGMENTS = 64 };

/* What was before a panel, or what it amounts to. */
typedef struct {
    fr_ewm_state state;
    int infinities;
} stretch;

typedef struct {
    const fr_ewm_walk *walk;
    fr_series in[2], out;
    double *x[2], *result, *scratch;
    ptrdiff_t panels;
    bool gaps; /* there were some in the last group */
} row;

static stretch nothing(void)
{
    stretch s = {.infinities = 0};
    fr_ewm_nothing((double *)&s.state, 1);
    return s;
}

static size_t room_of(const fr_ewm_walk *walk)
{
    return (size_t)(3 * EWM_PANEL + EWM_PLANES * EWM_BLOCK * walk->isa->lanes) * sizeof(double);
}

static row make_row(const fr_ewm_walk *walk, ptrdiff_t number, void *space)
{
    double *room = space;
    row r = {.walk = walk,
             .in = {fr_series_of(&walk->in[0], number), fr_series_of(&walk->in[1], number)},
             .out = fr_series_of(&walk->out, number),
             .x = {room, room + EWM_PANEL},
             .result = room + 2 * EWM_PANEL,
             .scratch = room + 3 * EWM_PANEL,
             .panels = (walk->n + EWM_PANEL - 1) / EWM_PANEL};
    return r;
}

static ptrdiff_t length_of(const row *r, ptrdiff_t panel)
{
    ptrdiff_t left = r->walk->n - panel * EWM_PANEL;
    return left < EWM_PANEL ? left : EWM_PANEL;
}

/* Some groups of blocks, of which no more than `length` elements exist: where they are, or copies. */
static void run_groups(const row *r, fr_ewm_job *job, ptrdiff_t from, ptrdiff_t blocks, ptrdiff_t length, bool in_sight)
{
    const fr_ewm_walk *walk = r->walk;
    const fr_range all = {0, walk->n};
    const ptrdiff_t count = blocks * EWM_BLOCK, ahead = EWM_BLOCK * walk->isa->lanes, at = from % EWM_PANEL;
    const fr_view view = {walk->n, 0, false}; /* beyond the end: anything that is not missing */
    double *in_place = in_sight ? fr_in_place(r->out, all, from, count) : NULL;
    for (int k = 0; k < walk->inputs; k++)
        job->in[k] = (fr_ewm_rows){fr_read(r->in[k], &view, from, count, r->x[k] + at), 1, ahead};
    if (walk->inputs == 1) job->in[1] = job->in[0];
    job->out = (fr_ewm_rows){in_place ? in_place : r->result + at, 1, ahead};
    job->decays = walk->decays ? walk->decays + from : NULL;
    job->blocks = blocks;
    walk->kernel->along(job);
    if (job->carry && in_sight && !in_place) fr_write(r->out, all, from, length, r->result + at);
}

/* The total of a panel, and its outputs if there is a carry; those that nobody is to see stay in memory of ours. */
static stretch run_panel(row *r, ptrdiff_t panel, const stretch *carry, bool in_sight)
{
    const fr_ewm_walk *walk = r->walk;
    const ptrdiff_t lanes = walk->isa->lanes, group = EWM_BLOCK * lanes, from = panel * EWM_PANEL;
    const ptrdiff_t length = length_of(r, panel), whole = length / group * group;
    stretch total = nothing();
    fr_ewm_job job = {.rule = &walk->rule,
                      .carry = carry ? (const double *)&carry->state : NULL,
                      .total = (double *)&total.state,
                      .scratch = r->scratch,
                      .gaps = r->gaps};
    if (whole) run_groups(r, &job, from, whole / EWM_BLOCK, whole, in_sight);
    if (whole < length) run_groups(r, &job, from + whole, lanes, length - whole, in_sight);
    r->gaps = job.gaps;
    if (job.infinite || (carry && carry->infinities))
        total.infinities = fr_ewm_set_infinite(walk, r->in, from, from + length, carry ? carry->infinities : 0,
                                               carry && in_sight ? &r->out : NULL);
    return total;
}

static void advance(const fr_ewm_walk *walk, stretch *carry, const stretch *total)
{
    walk->kernel->advance_along(&walk->rule, (double *)&carry->state, (const double *)&total->state);
    carry->infinities |= total->infinities;
}

static void run_panels(row *r, ptrdiff_t from, ptrdiff_t to, stretch carry)
{
    for (ptrdiff_t p = from; p < to; p++) {
        stretch total = run_panel(r, p, &carry, true);
        advance(r->walk, &carry, &total);
    }
}

static void run_series(const void *context, ptrdiff_t number, void *space)
{
    row r = make_row(context, number, space);
    run_panels(&r, 0, r.panels, nothing());
    fr_ewm_fill_before(r.walk, r.in, r.out);
}

static void run_last(const void *context, ptrdiff_t number, void *space)
{
    const fr_ewm_walk *walk = context;
    row r = make_row(walk, number, space);
    stretch carry = nothing();
    for (ptrdiff_t p = 0; p + 1 < r.panels; p++) {
        stretch total = run_panel(&r, p, NULL, false);
        advance(walk, &carry, &total);
    }
    stretch total = run_panel(&r, r.panels - 1, &carry, false);
    const ptrdiff_t last = length_of(&r, r.panels - 1) - 1;
    double value = total.infinities ? fr_ewm_infinite_result(walk, total.infinities) : r.result[last];
    fr_set_element(r.out, 0, fr_ewm_first_output(walk, r.in) < walk->n ? value : NAN);
}

/* One series on several threads. */
typedef struct {
    const fr_ewm_walk *walk;
    ptrdiff_t number, panels, segments, needed; /* needed: totals */
    stretch *totals;
    stretch carries[MOST_SEGMENTS];
} shared_series;

static ptrdiff_t segment_begin(const shared_series *all, ptrdiff_t segment)
{
    return all->panels / all->segments * segment + all->panels % all->segments * segment / all->segments;
}

static void run_totals(const void *context, ptrdiff_t number, void *space)
{
    const shared_series *all = context;
    row r = make_row(all->walk, all->number, space);
    for (ptrdiff_t p = number * TOGETHER; p < (number + 1) * TOGETHER && p < all->needed; p++)
        all->totals[p] = run_panel(&r, p, NULL, false);
}

static void run_segment(const void *context, ptrdiff_t number, void *space)
{
    const shared_series *all = context;
    row r = make_row(all->walk, all->number, space);
    run_panels(&r, segment_begin(all, number), segment_begin(all, number + 1), all->carries[number]);
}

static void find_carries(shared_series *all)
{
    stretch carry = nothing();
    ptrdiff_t p = 0;
    for (ptrdiff_t s = 0; s < all->segments; s++) {
        for (; p < segment_begin(all, s); p++) advance(all->walk, &carry, &all->totals[p]);
        all->carries[s] = carry;
    }
}

static int share_series(const fr_ewm_walk *walk, ptrdiff_t number, int threads)
{
    shared_series all = {.walk = walk, .number = number, .panels = (walk->n + EWM_PANEL - 1) / EWM_PANEL};
    all.segments = threads < MOST_SEGMENTS ? threads : MOST_SEGMENTS;
    all.needed = segment_begin(&all, all.segments - 1);
    all.totals = malloc((size_t)all.needed * sizeof *all.totals);
    if (!all.totals) return FR_NO_MEMORY;
    int status = fr_parallel((all.needed + TOGETHER - 1) / TOGETHER, threads, room_of(walk), run_totals, &all);
    if (!status) {
        find_carries(&all);
        status = fr_parallel(all.segments, threads, room_of(walk), run_segment, &all);
    }
    free(all.totals);
    const fr_series in[2] = {fr_series_of(&walk->in[0], number), fr_series_of(&walk->in[1], number)};
    if (!status) fr_ewm_fill_before(walk, in, fr_series_of(&walk->out, number));
    return status;
}

int fr_ewm_walk_rows(const fr_ewm_walk *walk, bool last_only)
{
    const ptrdiff_t panels = (walk->n + EWM_PANEL - 1) / EWM_PANEL;
    const int threads = fr_threads_for(walk->cost * (double)walk->n * (double)walk->series, walk->series * panels);
    if (last_only) return fr_parallel(walk->series, threads, room_of(walk), run_last, walk);
    if (threads == 1 || walk->series >= 2 * threads || panels < 2 * threads)
        return fr_parallel(walk->series, threads, room_of(walk), run_series, walk);
    for (ptrdiff_t s = 0; s < walk->series; s++) {
        int status = share_series(walk, s, threads);
        if (status) return status;
    }
    return FR_OK;
}
