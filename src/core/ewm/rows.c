/*
 * rows.c - exponentially weighted statistics of series one after the other, each of any stride.
 *
 * A part of a series goes panel by panel: the kernel makes the outputs of a panel from the carry before it, and the
 * total that leads to the next carry.  Many short parts go side by side instead (abreast.c).
 *
 * A long one is shared by several threads in segments of panels.  All segments but the first need the carry before
 * them, for which the totals of earlier panels are made first, on all threads.  Weights decay: what is far enough back
 * leaves no bit in a carry, unless numbers are of very different size.  So it is left out, and a segment with another
 * carry than the segment before ends with is made again.
 */
#include "walk.h"
#include "../parallel.h"
#include "../stop.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOGETHER = 16, ELEMENTS_OF_JOB = 1 << 15 };

/* What was before a panel, or what it amounts to. */
typedef struct {
    fr_ewm_state state;
    int infinities;
} stretch;

typedef struct {
    const fr_ewm_walk *walk;
    fr_ewm_part part;
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

static size_t lay_out(row *r, fr_memory memory)
{
    for (int k = 0; k < 2; k++) r->x[k] = fr_take(&memory, EWM_PANEL);
    r->result = fr_take(&memory, EWM_PANEL);
    r->scratch = fr_take_rows(&memory, EWM_PLANES * EWM_BLOCK, r->walk->isa->lanes);
    return memory.used;
}

static size_t room_of(const fr_ewm_walk *walk) { return lay_out(&(row){.walk = walk}, (fr_memory){NULL, 0}); }

static ptrdiff_t panels_of(ptrdiff_t n) { return n / EWM_PANEL + (n % EWM_PANEL != 0); }

static row make_row(const fr_ewm_walk *walk, ptrdiff_t number, void *space)
{
    row r = {.walk = walk, .part = fr_ewm_part_of(walk, number)};
    lay_out(&r, fr_memory_at(space));
    r.panels = panels_of(r.part.n);
    return r;
}

static ptrdiff_t length_of(const row *r, ptrdiff_t panel)
{
    ptrdiff_t left = r->part.n - panel * EWM_PANEL;
    return left < EWM_PANEL ? left : EWM_PANEL;
}

/* Some groups of blocks, of which no more than `length` elements exist: where they are, or copies. */
static void run_groups(const row *r, fr_ewm_job *job, ptrdiff_t from, ptrdiff_t blocks, ptrdiff_t length, bool in_sight)
{
    const fr_ewm_walk *walk = r->walk;
    const fr_ewm_part *part = &r->part;
    const fr_range all = {0, part->n};
    const ptrdiff_t count = blocks * EWM_BLOCK, ahead = EWM_BLOCK * walk->isa->lanes, at = from % EWM_PANEL;
    const fr_view view = {part->n, 0, false}; /* beyond the end: anything that is not missing */
    double *in_place = in_sight ? fr_in_place(part->out, all, from, count) : NULL;
    for (int k = 0; k < walk->inputs; k++)
        job->in[k] = (fr_ewm_rows){fr_read(part->in[k], &view, from, count, r->x[k] + at), 1, ahead};
    if (walk->inputs == 1) job->in[1] = job->in[0];
    job->out = (fr_ewm_rows){in_place ? in_place : r->result + at, 1, ahead};
    job->decays = part->decays ? part->decays + from : NULL;
    job->blocks = blocks;
    walk->kernel->along(job);
    if (job->carry && in_sight && !in_place) fr_write(part->out, all, from, length, r->result + at);
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
                      .gaps = r->gaps,
                      .seen = FR_NOTHING_SEEN};
    if (whole) run_groups(r, &job, from, whole / EWM_BLOCK, whole, in_sight);
    if (whole < length) run_groups(r, &job, from + whole, lanes, length - whole, in_sight);
    r->gaps = job.gaps;
    fr_take_note(&walk->watch, job.seen);
    if (job.infinite || (carry && carry->infinities))
        total.infinities =
            fr_ewm_set_infinite(walk, &r->part, from, from + length, carry ? carry->infinities : 0, carry && in_sight);
    return total;
}

static void advance(const fr_ewm_walk *walk, stretch *carry, const stretch *total)
{
    walk->kernel->advance_along(&walk->rule, (double *)&carry->state, (const double *)&total->state);
    carry->infinities |= total->infinities;
}

static stretch run_panels(row *r, ptrdiff_t from, ptrdiff_t to, stretch carry)
{
    for (ptrdiff_t p = from; p < to && !fr_stopped(); p++) {
        stretch total = run_panel(r, p, &carry, true);
        advance(r->walk, &carry, &total);
    }
    return carry;
}

static void run_part(const fr_ewm_walk *walk, ptrdiff_t number, void *space)
{
    row r = make_row(walk, number, space);
    run_panels(&r, 0, r.panels, nothing());
    fr_ewm_fill_before(walk, &r.part);
}

static void run_last(const void *context, ptrdiff_t number, void *space)
{
    const fr_ewm_walk *walk = context;
    row r = make_row(walk, number, space);
    stretch carry = nothing();
    for (ptrdiff_t p = 0; p + 1 < r.panels && !fr_stopped(); p++) {
        stretch total = run_panel(&r, p, NULL, false);
        advance(walk, &carry, &total);
    }
    stretch total = run_panel(&r, r.panels - 1, &carry, false);
    const ptrdiff_t last = length_of(&r, r.panels - 1) - 1;
    double value = total.infinities ? fr_ewm_infinite_result(walk, total.infinities) : r.result[last];
    fr_set_element(r.part.out, 0, fr_ewm_first_output(walk, &r.part) < walk->n ? value : NAN);
}

int fr_ewm_walk_last(const fr_ewm_walk *walk)
{
    const int threads = fr_threads_for(walk->cost * (double)walk->n * (double)walk->series, walk->series);
    return fr_parallel(walk->series, threads, room_of(walk), run_last, walk);
}

/* Many parts. */
typedef struct {
    const fr_ewm_walk *walk;
    ptrdiff_t parts, together; /* in a job */
} many;

static bool is_short(const fr_ewm_walk *walk, ptrdiff_t number)
{
    if (walk->groups == 1) return walk->n <= EWM_PANEL;
    const int64_t *begin = walk->offsets + number % walk->groups;
    return begin[1] - begin[0] <= EWM_PANEL;
}

/* Neighbouring short parts, if there are enough of them to fill vectors, go abreast. */
static void run_some(const void *context, ptrdiff_t number, void *space)
{
    const many *all = context;
    const fr_ewm_walk *walk = all->walk;
    const ptrdiff_t end = fr_smaller((number + 1) * all->together, all->parts);
    for (ptrdiff_t p = number * all->together, next; p < end; p = next) {
        for (next = p; next < end && is_short(walk, next);) next++;
        if (next - p >= walk->isa->lanes) fr_ewm_run_abreast(walk, p, next, space);
        else
            for (next = fr_larger(next, p + 1); p < next; p++) run_part(walk, p, space);
    }
}

/* One part on several threads. */
typedef struct {
    const fr_ewm_walk *walk;
    ptrdiff_t number, panels, segments;
    ptrdiff_t memory;        /* panels before a segment that make its carry */
    stretch *totals;         /* of the panels */
    stretch *carries, *ends; /* before and after the segments */
} shared_part;

static ptrdiff_t segment_begin(const shared_part *all, ptrdiff_t segment)
{
    return all->panels / all->segments * segment + all->panels % all->segments * segment / all->segments;
}

/* Panels after which a weight is less than 2^-200 of what it was; all where that is not known or takes long. */
static ptrdiff_t memory_of(const shared_part *all)
{
    const double panels = 200 / (EWM_PANEL * fabs(log2(all->walk->rule.table.factor))); /* infinite if none decays */
    const bool is_brief = !all->walk->decays && 4 * panels < (double)(all->panels / all->segments);
    return is_brief ? (ptrdiff_t)panels + 1 : all->panels;
}

/* The first of the panels that make the carry of a segment. */
static ptrdiff_t memory_begin(const shared_part *all, ptrdiff_t segment)
{
    return fr_larger(segment_begin(all, segment) - all->memory, 0);
}

static void run_totals(const void *context, ptrdiff_t number, void *space)
{
    const shared_part *all = context;
    row r = make_row(all->walk, all->number, space);
    ptrdiff_t next = 1; /* segment */
    for (ptrdiff_t p = number * TOGETHER; p < (number + 1) * TOGETHER; p++) {
        while (next < all->segments && segment_begin(all, next) <= p) next++;
        if (next < all->segments && memory_begin(all, next) <= p) all->totals[p] = run_panel(&r, p, NULL, false);
    }
}

static void run_segment(const void *context, ptrdiff_t number, void *space)
{
    const shared_part *all = context;
    row r = make_row(all->walk, all->number, space);
    all->ends[number] =
        run_panels(&r, segment_begin(all, number), segment_begin(all, number + 1), all->carries[number]);
}

static void find_carries(const shared_part *all)
{
    stretch carry = nothing();
    ptrdiff_t p = 0;
    for (ptrdiff_t s = 0; s < all->segments; s++) {
        if (memory_begin(all, s) > p) carry = nothing(), p = memory_begin(all, s);
        for (; p < segment_begin(all, s); p++) advance(all->walk, &carry, &all->totals[p]);
        all->carries[s] = carry;
    }
}

/* Whether two carries lead to the same outputs. */
static bool are_alike(stretch a, stretch b)
{
    a.state.decay = b.state.decay = 1; /* not needed of a carry, and never the same */
    return a.infinities == b.infinities && memcmp(&a.state, &b.state, sizeof a.state) == 0;
}

/* Makes segments again whose carries were wrong. */
static void mend_segments(const void *context, ptrdiff_t number, void *space)
{
    const shared_part *all = context;
    (void)number;
    for (ptrdiff_t s = 1; s < all->segments; s++) {
        if (are_alike(all->carries[s], all->ends[s - 1])) continue;
        all->carries[s] = all->ends[s - 1];
        run_segment(all, s, space);
    }
}

static int run_shared(const shared_part *all, int threads)
{
    const ptrdiff_t needed = segment_begin(all, all->segments - 1);
    const size_t room = room_of(all->walk);
    int status = fr_parallel((needed + TOGETHER - 1) / TOGETHER, threads, room, run_totals, all);
    if (status) return status;
    find_carries(all);
    status = fr_parallel(all->segments, threads, room, run_segment, all);
    return status ? status : fr_parallel(1, 1, room, mend_segments, all);
}

static int share_part(const fr_ewm_walk *walk, ptrdiff_t number, int threads)
{
    const fr_ewm_part part = fr_ewm_part_of(walk, number);
    shared_part all = {.walk = walk, .number = number, .panels = panels_of(part.n)};
    all.segments = fr_smaller(threads, fr_larger(all.panels / 2, 1));
    all.memory = memory_of(&all);
    all.totals = malloc((size_t)(all.panels + 2 * all.segments) * sizeof *all.totals);
    if (!all.totals) return FR_NO_MEMORY;
    all.carries = all.totals + all.panels;
    all.ends = all.carries + all.segments;
    const int status = run_shared(&all, threads);
    free(all.totals);
    if (!status) fr_ewm_fill_before(walk, &part);
    return status;
}

static int share_parts(const fr_ewm_walk *walk, ptrdiff_t parts, int threads)
{
    int status = FR_OK;
    for (ptrdiff_t p = 0; p < parts && !status; p++) status = share_part(walk, p, threads);
    return status;
}

int fr_ewm_walk_rows(const fr_ewm_walk *walk)
{
    const ptrdiff_t parts = walk->series * walk->groups, panels = panels_of(walk->n);
    const int threads = fr_threads_for(walk->cost * (double)walk->n * (double)walk->series, walk->series * panels);
    if (threads > 1 && parts < 2 * threads && panels >= 2 * threads) return share_parts(walk, parts, threads);
    const ptrdiff_t share = (parts + threads - 1) / threads, short_parts = ELEMENTS_OF_JOB * walk->groups / walk->n;
    const many all = {walk, parts, fr_larger(fr_smaller(short_parts, share), 1)};
    const size_t alone = room_of(walk), abreast = fr_ewm_room_abreast(walk), room = alone > abreast ? alone : abreast;
    return fr_parallel((parts + all.together - 1) / all.together, threads, room, run_some, &all);
}
