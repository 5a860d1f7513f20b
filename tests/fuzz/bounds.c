/*
 * bounds.c - windows as bounds, each against a search through all elements (windows.c).
 */
#include "bounds.h"
#include "data.h"
#include "rolling.h"

enum { MOST_TIMES = 400 };

/* Whether bounds hold the elements that they should; all windows without elements are alike. */
static void check(const rolling_call *c, const char *what, int64_t offset, ptrdiff_t i, int64_t start, int64_t end)
{
    int64_t from, to;
    window_of(c, i, &from, &to);
    REQUIRE(start >= 0 && end >= 0 && start <= c->n + offset && end <= c->n + offset, "%s: [%td, %td) of %td", what,
            (ptrdiff_t)start, (ptrdiff_t)end, c->n);
    REQUIRE((from >= to && start >= end) || (from + offset == start && to + offset == end),
            "%s: window %td (span %td, center %d, closed %d) of %td is [%td, %td), not [%td, %td)", what, i,
            (ptrdiff_t)(c->way == BY_TIMES ? c->span : c->options.window), c->options.center, c->options.closed, c->n,
            (ptrdiff_t)start, (ptrdiff_t)end, (ptrdiff_t)(from + offset), (ptrdiff_t)(to + offset));
}

static void check_all(const rolling_call *c, const char *what, const int64_t *start, const int64_t *end)
{
    for (ptrdiff_t i = 0; i < c->results; i++) check(c, what, 0, i, start[i], end[i]);
}

static void check_regular(const rolling_call *c)
{
    ptrdiff_t length, shift;
    const fr_options *o = &c->options;
    if (!fr_regular_window(c->start, c->n, c->span, o->center, o->closed, &length, &shift)) return;
    REQUIRE(length >= 0, "length %td", length);
    for (ptrdiff_t i = 0; i < c->n; i++) {
        const int64_t last = i + shift + 1, first = last - length;
        check(c, "regular", 0, i,
              first < 0      ? 0
              : first > c->n ? c->n
                             : first,
              last < 0      ? 0
              : last > c->n ? c->n
                            : last);
    }
}

static void fuzz_times(decisions *d, rolling_call *c, int64_t *start, int64_t *end)
{
    const fr_options *o = &c->options;
    REQUIRE(fr_time_bounds(c->start, c->n, c->span, o->center, o->closed, start, end) == FR_OK, "times");
    check_all(c, "times", start, end);
    check_regular(c);
    if (c->n < 3 || c->start[0] == c->start[c->n - 1] || c->start[0] == INT64_MIN) return;
    const int64_t first = c->start[0], last = c->start[c->n - 1];
    if (last == INT64_MIN) return;
    c->start[1 + one_of(d, c->n - 2)] = first < last ? first - 1 : last - 1;
    REQUIRE(fr_time_bounds(c->start, c->n, c->span, o->center, o->closed, start, end) == FR_NOT_MONOTONIC, "times");
}

/* Times of groups, each of which goes its own way. */
static void fuzz_group_times(decisions *d, rolling_call *c, int64_t *start, int64_t *end)
{
    ptrdiff_t groups, length, shift;
    const fr_options *o = &c->options;
    int64_t *offsets = some_offsets(d, c->n, &groups);
    for (ptrdiff_t g = 0; g < groups; g++)
        for (int64_t i = offsets[g], j = offsets[g + 1] - 1; i < j && g % 3 == 1; i++, j--) {
            const int64_t time = c->start[i];
            c->start[i] = c->start[j], c->start[j] = time;
        }
    REQUIRE(fr_groups_are_monotonic(c->start, c->n, NULL, offsets, groups), "groups");
    REQUIRE(fr_group_time_bounds(c->start, offsets, groups, c->span, o->center, o->closed, start, end) == FR_OK,
            "groups");
    const bool regular = fr_regular_groups(c->start, offsets, groups, c->span, o->center, o->closed, &length, &shift);
    for (ptrdiff_t g = 0; g < groups; g++) {
        rolling_call one = *c;
        one.start += offsets[g], one.n = one.results = offsets[g + 1] - offsets[g];
        for (ptrdiff_t i = 0; i < one.n; i++) {
            const int64_t at = offsets[g] + i, last = i + shift + 1, first = last - length;
            check(&one, "times of a group", offsets[g], i, start[at], end[at]);
            if (regular && one.n > 1)
                check(&one, "regular groups", 0, i,
                      first < 0       ? 0
                      : first > one.n ? one.n
                                      : first,
                      last < 0       ? 0
                      : last > one.n ? one.n
                                     : last);
        }
    }
    if (groups > 0) {
        offsets[0] = 1;
        REQUIRE(fr_group_time_bounds(c->start, offsets, groups, c->span, o->center, o->closed, start, end) ==
                    FR_BAD_BOUNDS,
                "offsets");
    }
    free(offsets);
}

void fuzz_bounds(decisions *d)
{
    static const placing ways[] = {BY_OPTIONS, BY_TIMES, BY_GROUPS, BY_TIMES, BY_OPTIONS};
    const ptrdiff_t kind = one_of(d, 5);
    rolling_call c = some_call(d, ways[kind], fr_find("sum"));
    fr_options *o = &c.options;
    o->shift = 0, o->step = kind == 0 && o->step > 0 ? o->step : 1, o->size = sizeof *o;
    if (c.way == BY_TIMES && c.n > MOST_TIMES) c.n = MOST_TIMES;
    c.results = c.way == BY_OPTIONS ? c.n / o->step + (c.n % o->step != 0) : c.n;
    const size_t size = (size_t)c.results * sizeof(int64_t);
    int64_t *start = exactly(size), *end = exactly(size);
    switch (kind) {
    case 0:
        fr_fixed_bounds(c.n, o->window, o->center, o->closed, o->step, start, end);
        check_all(&c, "fixed", start, end);
        break;
    case 1: fuzz_times(d, &c, start, end); break;
    case 2:
        REQUIRE(fr_group_bounds(c.start, c.groups, o->window, o->center, o->closed, start, end) == FR_OK, "groups");
        check_all(&c, "groups", start, end);
        c.start[0] = -1;
        REQUIRE(fr_group_bounds(c.start, c.groups, o->window, o->center, o->closed, start, end) == FR_BAD_BOUNDS,
                "groups");
        break;
    case 3: fuzz_group_times(d, &c, start, end); break;
    default:
        fr_expanding_bounds(c.n, start, end);
        for (ptrdiff_t i = 0; i < c.n; i++) REQUIRE(start[i] == 0 && end[i] == i + 1, "expanding, %td", i);
    }
    free(start), free(end), free_call(&c);
}
