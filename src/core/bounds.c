/*
 * bounds.c - windows as bounds.
 *
 * Windows of time are those of pandas (its calculate_variable_window_bounds), whose rules are:
 *   - a window that is not centred ends with its own element: later elements with the same time are not in it;
 *   - nor, if it is open on the right, earlier ones;
 *   - a window never begins after its own element, even if its span is zero or negative;
 *   - the half of an odd centred span is rounded down, and both of its ends then count as closed.
 * start and end never decrease, so that a pointer that moves along finds them all.
 */
#include "bounds.h"

static inline int64_t clip(int64_t i, int64_t n) { return i < 0 ? 0 : i > n ? n : i; }

static bool closed_right(fr_closed closed) { return closed == FR_CLOSED_RIGHT || closed == FR_CLOSED_BOTH; }

static bool closed_left(fr_closed closed) { return closed == FR_CLOSED_LEFT || closed == FR_CLOSED_BOTH; }

/* Window k holds the elements from k * step + first to k * step + last, inclusive, that are there. */
static void move(ptrdiff_t n, ptrdiff_t step, int64_t first, int64_t last, int64_t *start, int64_t *end)
{
    const ptrdiff_t outputs = n / step + (n % step != 0);
    for (ptrdiff_t k = 0; k < outputs; k++) {
        start[k] = clip(k * step + first, n);
        end[k] = clip(k * step + last + 1, n);
    }
}

void fr_fixed_bounds(ptrdiff_t n, ptrdiff_t window, bool center, fr_closed closed, ptrdiff_t step, int64_t *start,
                     int64_t *end)
{
    /* pandas shifts windows without elements, too, as if centred: it shows when they are closed at both ends. */
    const int64_t offset = window == 0 ? -1 : center ? (window - 1) / 2 : 0;
    move(n, step, offset - window + !closed_left(closed), offset - !closed_right(closed), start, end);
}

/* Times read as ascending ones: the complement of a number turns the order round, and keeps differences. */
static inline int64_t at(const int64_t *times, ptrdiff_t i, int64_t flip) { return times[i] ^ flip; }

/* -1 if times descend, else 0. */
static int64_t flip_of(const int64_t *times, ptrdiff_t n) { return n > 0 && times[n - 1] < times[0] ? -1 : 0; }

static bool ascending(const int64_t *times, ptrdiff_t n, int64_t flip)
{
    bool wrong = false; /* no early exit, so that the loop is vectorised */
    for (ptrdiff_t i = 1; i < n; i++) wrong |= at(times, i, flip) < at(times, i - 1, flip);
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

/* The first element from i on that is later than `time`.  How far that is cannot be foreseen: to count among four is
 * faster than a branch for each. */
static inline ptrdiff_t later(const int64_t *times, ptrdiff_t n, int64_t flip, ptrdiff_t i, int64_t time)
{
    for (; i + 4 <= n; i += 4) {
        const int not_later = (at(times, i, flip) <= time) + (at(times, i + 1, flip) <= time) +
                              (at(times, i + 2, flip) <= time) + (at(times, i + 3, flip) <= time);
        if (not_later < 4) return i + not_later;
    }
    while (i < n && at(times, i, flip) <= time) i++;
    return i;
}

/* How much older and newer than its own an element of a window may be. */
typedef struct {
    int64_t older, newer;
} reach;

static reach reach_of(int64_t window, bool center, fr_closed closed)
{
    const bool odd = center && window % 2 == 1;
    const int64_t span = center ? window / 2 : window;
    return (reach){add(span, -!(closed_left(closed) || odd)), add(span, -!(closed_right(closed) || odd))};
}

/* Windows that begin with element `first` from output `next` on, up to output `last`. */
typedef struct {
    ptrdiff_t first, next, last;
} cursor;

/* One step: output `next` has its first element, or that is a later one.  Without a branch, since which of them cannot
 * be foreseen. */
static inline void step(cursor *c, const int64_t *times, int64_t flip, uint64_t older, int64_t *start)
{
    const uint64_t age = (uint64_t)at(times, c->next, flip) - (uint64_t)at(times, c->first, flip);
    const bool found = age <= older;
    start[c->next] = c->first;
    c->next += found;
    c->first += !found;
}

static ptrdiff_t fewest_left(const cursor *cursors, int count)
{
    ptrdiff_t fewest = PTRDIFF_MAX;
    for (int k = 0; k < count; k++) {
        const ptrdiff_t left = cursors[k].last - cursors[k].next;
        fewest = left < fewest ? left : fewest;
    }
    return fewest;
}

/* The first element no more than `older` before element i. */
static ptrdiff_t first_since(const int64_t *times, int64_t flip, ptrdiff_t i, uint64_t older)
{
    ptrdiff_t low = 0, high = i;
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        if ((uint64_t)at(times, i, flip) - (uint64_t)at(times, middle, flip) <= older) high = middle;
        else low = middle + 1;
    }
    return low;
}

/* Where windows begin: several stretches of outputs at a time, for each step waits for the one before. */
static void find_starts(const int64_t *times, ptrdiff_t n, int64_t flip, uint64_t older, int64_t *start)
{
    enum { TOGETHER = 4 };
    cursor cursors[TOGETHER];
    for (ptrdiff_t k = 0; k < TOGETHER; k++) {
        cursor *c = &cursors[k];
        c->next = n / TOGETHER * k;
        c->last = k < TOGETHER - 1 ? n / TOGETHER * (k + 1) : n;
        c->first = c->next < c->last ? first_since(times, flip, c->next, older) : 0;
    }
    for (ptrdiff_t rounds; (rounds = fewest_left(cursors, TOGETHER)) > 0;)
        while (rounds-- > 0)
            for (int k = 0; k < TOGETHER; k++) step(&cursors[k], times, flip, older, start);
    for (int k = 0; k < TOGETHER; k++)
        while (cursors[k].next < cursors[k].last) step(&cursors[k], times, flip, older, start);
}

/* fr_regular_window() for series of up to `longest` elements: how much further a window reaches is no matter. */
static bool regular_window(const int64_t *times, ptrdiff_t n, ptrdiff_t longest, int64_t window, bool center,
                           fr_closed closed, ptrdiff_t *length, ptrdiff_t *shift)
{
    const reach most = reach_of(window, center, closed);
    const int64_t space = (center ? window / 2 : window) > 0 ? spacing(times, n, flip_of(times, n)) : 0;
    if (space <= 0) return false;
    const int64_t before = most.older / space < longest ? most.older / space : longest;
    const int64_t after = !center                        ? -!closed_right(closed)
                          : most.newer / space < longest ? most.newer / space
                                                         : longest;
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

int fr_time_bounds(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed, int64_t *start,
                   int64_t *end)
{
    ptrdiff_t length, shift;
    if (fr_regular_window(times, n, window, center, closed, &length, &shift)) {
        move(n, 1, shift - length + 1, shift, start, end);
        return FR_OK;
    }
    const int64_t flip = flip_of(times, n);
    if (!ascending(times, n, flip)) return FR_NOT_MONOTONIC;
    const reach most = reach_of(window, center, closed);

    if (most.older >= 0) find_starts(times, n, flip, (uint64_t)most.older, start);
    else
        for (ptrdiff_t i = 0; i < n; i++) start[i] = i;

    ptrdiff_t last = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (center) last = later(times, n, flip, last, add(at(times, i, flip), most.newer));
        else if (closed_right(closed)) last = i + 1;
        else if (times[last] != times[i]) last = i;
        end[i] = last;
    }
    return FR_OK;
}

void fr_expanding_bounds(ptrdiff_t n, int64_t *start, int64_t *end)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        start[i] = 0;
        end[i] = i + 1;
    }
}
