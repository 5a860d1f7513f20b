/*
 * windows.c - where windows are: a search through all elements for each output, in integers of 128 bits.
 */
#include "data.h"
#include "rolling.h"
#include <string.h>

typedef __int128 wide;

static int64_t clip(wide i, ptrdiff_t n) { return i < 0 ? 0 : i > n ? n : (int64_t)i; }

static bool closed_left(fr_closed c) { return c == FR_CLOSED_LEFT || c == FR_CLOSED_BOTH; }
static bool closed_right(fr_closed c) { return c == FR_CLOSED_RIGHT || c == FR_CLOSED_BOTH; }

/* Element `row` of n. */
static void fixed_window(const fr_options *o, ptrdiff_t row, ptrdiff_t n, int64_t *from, int64_t *to)
{
    const wide centre = o->center ? (o->window - 1) / 2 : 0, last = row + (o->window == 0 ? -1 : centre);
    *from = clip(last - o->window + !closed_left(o->closed) + o->shift, n);
    *to = clip(last + closed_right(o->closed) + o->shift, n);
}

/* The rules are those at the top of time_bounds.c. */
static void time_window(const rolling_call *c, ptrdiff_t i, int64_t *from, int64_t *to)
{
    const fr_options *o = &c->options;
    const bool odd = o->center && c->span % 2 == 1, left = odd || closed_left(o->closed),
               right = odd || closed_right(o->closed);
    const wide span = o->center ? c->span / 2 : c->span;
    *from = 0, *to = c->n;
    while (*from < i) {
        const wide distance = (wide)c->start[i] - c->start[*from], age = distance < 0 ? -distance : distance;
        if (left ? age <= span : age < span) break;
        ++*from;
    }
    if (!o->center) {
        *to = i + 1;
        while (!closed_right(o->closed) && *to > 0 && c->start[*to - 1] == c->start[i]) --*to;
        return;
    }
    const wide sign = c->n > 0 && c->start[c->n - 1] < c->start[0] ? -1 : 1;
    for (; *to > 0; --*to) {
        const wide later = sign * ((wide)c->start[*to - 1] - c->start[i]);
        if (right ? later <= span : later < span) break;
    }
}

void window_of(const rolling_call *c, ptrdiff_t i, int64_t *from, int64_t *to)
{
    const fr_options o = complete_options(c);
    switch (c->way) {
    case BY_BOUNDS: *from = c->start[i], *to = c->end[i]; return;
    case BY_TIMES: time_window(c, i, from, to); return;
    case BY_GROUPS: {
        ptrdiff_t g = 0;
        while (c->start[g + 1] <= i) g++;
        fixed_window(&o, i - c->start[g], c->start[g + 1] - c->start[g], from, to);
        *from += c->start[g], *to += c->start[g];
        return;
    }
    default: fixed_window(&o, i * o.step, c->n, from, to);
    }
}

/* Ascending or descending, now and then equal, regular or not, up to both ends of the range. */
int64_t *some_times(decisions *d, ptrdiff_t n)
{
    int64_t *times = exactly((size_t)n * sizeof *times);
    const ptrdiff_t kind = one_of(d, 6), step = one_of(d, 5), signs = one_of(d, 4);
    wide time = signs & 2 ? any_integer(d, n) : 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        times[i] = time > INT64_MAX ? INT64_MAX : time < INT64_MIN ? INT64_MIN : (int64_t)time;
        const wide by = kind == 0   ? 1
                        : kind == 1 ? step
                        : kind == 2 ? (wide)(uniform() * 4)
                        : kind == 3 ? (i % 37 == 11 ? 500 : step)
                        : kind == 4 ? (wide)(uniform() * 0x1p55)
                                    : (i == n / 2 ? (wide)1 << 63 : 1);
        time += signs & 1 ? -by : by;
    }
    return times;
}

int64_t *some_offsets(decisions *d, ptrdiff_t n, ptrdiff_t *groups)
{
    const ptrdiff_t length = 1 + one_of(d, 90), kind = one_of(d, 3);
    int64_t *offsets = exactly((size_t)(2 * n + 2) * sizeof *offsets);
    ptrdiff_t at = 0, count = 0;
    while (at < n) {
        offsets[count++] = at;
        at += kind == 0 ? length : kind == 1 ? (ptrdiff_t)(uniform() * (double)length) : uniform() < .05 ? length : 1;
        if (count == 2 * n) break;
    }
    offsets[count] = n;
    *groups = count;
    int64_t *fitted = exactly((size_t)(count + 1) * sizeof *fitted);
    memcpy(fitted, offsets, (size_t)(count + 1) * sizeof *fitted);
    free(offsets);
    return fitted;
}

enum { IRREGULAR, MOVING, GROUPED, SHRINKING, ANY_ORDER, LONG_OR_SHORT, BOUND_KINDS };

void some_bounds(decisions *d, ptrdiff_t n, ptrdiff_t outputs, int64_t *start, int64_t *end)
{
    const ptrdiff_t kind = one_of(d, BOUND_KINDS), w = 1 + one_of(d, n < 200 ? n + 2 : 200), shift = one_of(d, 9) - 4;
    ptrdiff_t low = 0, high = 0;
    for (ptrdiff_t i = 0; i < outputs; i++) {
        if (kind == IRREGULAR) high += (ptrdiff_t)(uniform() * 3), low = high - w > low ? high - w : low;
        if (kind == MOVING) high = i + 1 + shift, low = high - w;
        if (kind == GROUPED) high = i + 1, low = i + 1 - w < i / 37 * 37 ? i / 37 * 37 : i + 1 - w;
        if (kind == SHRINKING) low = n - 1 - 2 * i, high = n - i;
        if (kind == ANY_ORDER)
            low = (ptrdiff_t)(uniform() * (double)n), high = low - 3 + (ptrdiff_t)(uniform() * (double)w);
        if (kind == LONG_OR_SHORT) high = i + shift, low = uniform() < .1 ? 0 : high - 2;
        start[i] = clip(low, n), end[i] = clip(high, n);
    }
}
