/*
 * time_bounds.c - windows of a span of time.
 *
 * They are those of pandas (its calculate_variable_window_bounds), whose rules are:
 *   - a window that is not centred ends with its own element: later elements with the same time are not in it;
 *   - nor, if it is open on the right, earlier ones;
 *   - a window never begins after its own element, even if its span is zero or negative;
 *   - the half of an odd centred span is rounded down, and both of its ends then count as closed.
 * start and end never decrease, so that a pointer that moves along finds them all.  How far it moves for an output
 * cannot be foreseen: either it or the output goes on by one, without a branch.  Several stretches of outputs take
 * turns, for each step waits for the one before.
 */
#include "parallel.h"
#include "times.h"
#include "vec.h"

enum { TOGETHER = 4, PROBE = 512, PIECE = 1 << 14 };
static const double COST = 3; /* nanoseconds for an output */

static inline int64_t clip(int64_t i, int64_t n) { return i < 0 ? 0 : i > n ? n : i; }

/* Times read as ascending ones: the complement of a number turns the order round, and keeps differences. */
static inline int64_t at(const int64_t *times, ptrdiff_t i, int64_t flip) { return times[i] ^ flip; }

/* -1 if times descend, else 0. */
static int64_t flip_of(const int64_t *times, ptrdiff_t n) { return n > 0 && times[n - 1] < times[0] ? -1 : 0; }

/* Whether elements [from, to) come after each other, and after the one before them. */
static bool ascending(const int64_t *times, ptrdiff_t from, ptrdiff_t to, int64_t flip)
{
    bool wrong = false; /* no early exit, so that the loop is vectorised */
    for (ptrdiff_t i = from > 0 ? from : 1; i < to; i++) wrong |= at(times, i, flip) < at(times, i - 1, flip);
    return !wrong;
}

/* The time between any two neighbours, or 0 if it is not always the same. */
static int64_t spacing(const int64_t *times, ptrdiff_t n, int64_t flip)
{
    enum { STEP = 256 };
    if (n < 2) return 0;
    const uint64_t space = (uint64_t)at(times, 1, flip) - (uint64_t)at(times, 0, flip);
    for (ptrdiff_t from = 2; from < n; from += STEP) {
        const ptrdiff_t to = n - from < STEP ? n : from + STEP;
        uint64_t differs = 0;
        for (ptrdiff_t i = from; i < to; i++)
            differs |= ((uint64_t)at(times, i, flip) - (uint64_t)at(times, i - 1, flip)) ^ space;
        if (differs) return 0;
    }
    return space > INT64_MAX ? 0 : (int64_t)space;
}

static inline int64_t add(int64_t time, int64_t span)
{
    int64_t sum;
    return !__builtin_add_overflow(time, span, &sum) ? sum : span < 0 ? INT64_MIN : INT64_MAX;
}

static fr_time_windows windows_of(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed)
{
    const bool odd = center && window % 2 == 1;
    const int64_t span = center ? window / 2 : window;
    return (fr_time_windows){.times = times,
                             .n = n,
                             .flip = flip_of(times, n),
                             .older = add(span, -!(fr_closed_left(closed) || odd)),
                             .newer = add(span, -!(fr_closed_right(closed) || odd)),
                             .center = center,
                             .closed_right = fr_closed_right(closed)};
}

static inline int64_t time_of(const fr_time_windows *w, ptrdiff_t i) { return at(w->times, i, w->flip); }

/* Whether element `first` is in the window of an element of that time, or later than its beginning.  So is the last one
 * at any rate: no search goes beyond it, should the times change meanwhile. */
static inline bool begins(const fr_time_windows *w, int64_t time, ptrdiff_t first)
{
    return ((uint64_t)time - (uint64_t)time_of(w, first) <= (uint64_t)w->older) | (first >= w->n - 1);
}

/* Whether element `last` is later than the window of an element of that time. */
static inline bool ends(const fr_time_windows *w, int64_t time, ptrdiff_t last)
{
    const ptrdiff_t there = last < w->n ? last : w->n - 1;
    const bool later = time_of(w, there) > add(time, w->newer);
    return later | (last >= w->n);
}

/* Where something about the window of some time first holds: false up to some element. */
typedef bool test(const fr_time_windows *, int64_t, ptrdiff_t);

/* The first of elements [low, high] for which it holds; it holds for `high`.  The nearer to `low`, the sooner found. */
static inline ptrdiff_t search(const fr_time_windows *w, int64_t time, ptrdiff_t low, ptrdiff_t high, test *holds)
{
    for (ptrdiff_t step = 1; low + step < high; step *= 2) {
        if (holds(w, time, low + step)) {
            high = low + step;
            break;
        }
        low += step + 1;
    }
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        if (holds(w, time, middle)) high = middle;
        else low = middle + 1;
    }
    return low;
}

bool fr_make_time_windows(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed,
                          fr_time_windows *made)
{
    ptrdiff_t start = 0, end = 0;
    *made = windows_of(times, n, window, center, closed);
    for (ptrdiff_t i = 0; i < n; i += PROBE) { /* one way through the times: they come from memory */
        const ptrdiff_t next = n - i < PROBE ? n : i + PROBE;
        if (!ascending(times, i, next, made->flip)) return false;
        start = made->older >= 0 ? search(made, time_of(made, i), start, i, begins) : i;
        end = center ? search(made, time_of(made, next - 1), end, n, ends) : next;
        made->most = end - start > made->most ? end - start : made->most;
    }
    return true;
}

/* Windows whose bound is element `bound` or a later one, from output `next` on, up to output `last`. */
typedef struct {
    ptrdiff_t bound, next, last;
} cursor;

/* Outputs count from element `first` on. */
static inline void step(cursor *c, const fr_time_windows *w, const int64_t *first, int64_t *bounds, test *holds)
{
    const bool found = holds(w, at(first, c->next, w->flip), c->bound);
    bounds[c->next] = c->bound;
    c->next += found;
    c->bound += !found;
}

static ptrdiff_t fewest_left(const cursor cursors[TOGETHER])
{
    ptrdiff_t fewest = PTRDIFF_MAX;
    for (int k = 0; k < TOGETHER; k++) {
        const ptrdiff_t left = cursors[k].last - cursors[k].next;
        fewest = left < fewest ? left : fewest;
    }
    return fewest;
}

/* The first element for which it holds, of outputs [first, first + count).  For an output's own it does, or, where
 * windows end (`ending`), for the one after the last. */
static inline void find(const fr_time_windows *w, ptrdiff_t first, ptrdiff_t count, bool ending, test *holds,
                        int64_t *bounds)
{
    cursor cursors[TOGETHER];
    const int64_t *own = w->times + first;
    const ptrdiff_t length = count / TOGETHER;
    for (int k = 0; k < TOGETHER; k++) {
        const ptrdiff_t next = length * k, end = k < TOGETHER - 1 ? next + length : count, i = first + next;
        cursors[k] = (cursor){next < end ? search(w, time_of(w, i), 0, ending ? w->n : i, holds) : 0, next, end};
    }
    for (ptrdiff_t rounds; (rounds = fewest_left(cursors)) > 0;)
        while (rounds-- > 0)
            for (int k = 0; k < TOGETHER; k++) step(&cursors[k], w, own, bounds, holds);
    for (int k = 0; k < TOGETHER; k++)
        while (cursors[k].next < cursors[k].last) step(&cursors[k], w, own, bounds, holds);
}

/* Each window ends before the first of the elements with the time of its own. */
static void end_before_equals(const fr_time_windows *w, ptrdiff_t first, ptrdiff_t last, int64_t *end)
{
    ptrdiff_t low = 0, high = first;
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        if (w->times[middle] == w->times[first]) high = middle;
        else low = middle + 1;
    }
    for (ptrdiff_t i = first; i < last; i++) {
        if (w->times[low] != w->times[i]) low = i;
        end[i - first] = low;
    }
}

INLINE void some_bounds(const fr_time_windows *w, ptrdiff_t first, ptrdiff_t last, int64_t *start, int64_t *end)
{
    if (w->older >= 0) find(w, first, last - first, false, begins, start);
    else
        for (ptrdiff_t i = first; i < last; i++) start[i - first] = i;
    if (w->center) find(w, first, last - first, true, ends, end);
    else if (!w->closed_right) end_before_equals(w, first, last, end);
    else
        for (ptrdiff_t i = first; i < last; i++) end[i - first] = i + 1;
}

void fr_some_time_bounds(const fr_time_windows *w, ptrdiff_t first, ptrdiff_t last, int64_t *start, int64_t *end)
{
    fr_time_windows copy = *w; /* so that no store can change it; and compiled for each order of times */
    if (first >= last) return;
    if (copy.flip) copy.flip = -1, some_bounds(&copy, first, last, start, end);
    else copy.flip = 0, some_bounds(&copy, first, last, start, end);
}

bool fr_all_since_first(const fr_time_windows *w)
{
    return fr_end_with_own(w) && w->n > 0 && w->older >= 0 && begins(w, time_of(w, w->n - 1), 0);
}

void fr_moving_bounds(ptrdiff_t n, ptrdiff_t step, int64_t first, int64_t last, int64_t *start, int64_t *end)
{
    const ptrdiff_t outputs = n / step + (n % step != 0);
    for (ptrdiff_t k = 0; k < outputs; k++) {
        start[k] = clip(k * step + first, n);
        end[k] = clip(k * step + last + 1, n);
    }
}

/* fr_regular_window() for series of up to `longest` elements: how much further a window reaches is no matter. */
static bool regular_window(const int64_t *times, ptrdiff_t n, ptrdiff_t longest, int64_t window, bool center,
                           fr_closed closed, ptrdiff_t *length, ptrdiff_t *shift)
{
    const fr_time_windows w = windows_of(times, n, window, center, closed);
    const int64_t space = (center ? window / 2 : window) > 0 ? spacing(times, n, w.flip) : 0;
    if (space <= 0) return false;
    const int64_t before = w.older / space < longest ? w.older / space : longest;
    const int64_t after = !center ? -!w.closed_right : w.newer / space < longest ? w.newer / space : longest;
    *length = before + after + 1 > 0 ? before + after + 1 : 0;
    *shift = after;
    return true;
}

bool fr_regular_window(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed,
                       ptrdiff_t *length, ptrdiff_t *shift)
{
    return regular_window(times, n, n, window, center, closed, length, shift);
}

bool fr_regular_groups(const int64_t *times, const int64_t *offsets, ptrdiff_t groups, int64_t window, bool center,
                       fr_closed closed, ptrdiff_t *length, ptrdiff_t *shift)
{
    bool found = false;
    for (ptrdiff_t g = 0; g < groups; g++) {
        const ptrdiff_t n = offsets[g + 1] - offsets[g];
        ptrdiff_t own_length, own_shift;
        if (n < 2) continue; /* any window that holds the element itself is the same for one */
        if (!regular_window(times + offsets[g], n, offsets[groups], window, center, closed, &own_length, &own_shift))
            return false;
        if (found && (own_length != *length || own_shift != *shift)) return false;
        *length = own_length, *shift = own_shift, found = true;
    }
    return found;
}

typedef struct {
    const fr_time_windows *windows;
    int64_t *start, *end;
} bounds_jobs;

static void make_piece(const void *context, ptrdiff_t number, void *space)
{
    const bounds_jobs *jobs = context;
    const ptrdiff_t first = number * PIECE, last = first + PIECE < jobs->windows->n ? first + PIECE : jobs->windows->n;
    (void)space;
    fr_some_time_bounds(jobs->windows, first, last, jobs->start + first, jobs->end + first);
}

int fr_time_bounds(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed, int64_t *start,
                   int64_t *end)
{
    ptrdiff_t length, shift;
    if (fr_regular_window(times, n, window, center, closed, &length, &shift)) {
        fr_moving_bounds(n, 1, shift - length + 1, shift, start, end);
        return FR_OK;
    }
    fr_time_windows w;
    if (!fr_make_time_windows(times, n, window, center, closed, &w)) return FR_NOT_MONOTONIC;
    const bounds_jobs jobs = {&w, start, end};
    const ptrdiff_t pieces = (n + PIECE - 1) / PIECE;
    const int threads = fr_threads_for(COST * (double)n, pieces);
    if (threads > 1) return fr_parallel(pieces, threads, 0, make_piece, &jobs);
    fr_some_time_bounds(&w, 0, n, start, end);
    return FR_OK;
}
