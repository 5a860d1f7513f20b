/*
 * bounds_groups.c - groups: where they begin, the order of their rows, and bounds of windows that stay inside of them.
 *
 * Keys, numbers of groups and labels are the caller's, and another thread may write to them between two passes.  So
 * what comes of them is checked where it is used as a place in memory, in each pass, and a difference between two of
 * them is told (FR_BAD_BOUNDS) where results would not be groups.  Offsets are read as if nobody could change them.
 */
#include "bounds.h"
#include <stdlib.h>
#include <string.h>

bool fr_never_decrease(const int64_t *numbers, ptrdiff_t n)
{
    bool right = true;
    for (ptrdiff_t i = 1; i < n; i++) right &= numbers[i - 1] <= numbers[i];
    return right;
}

bool fr_are_offsets(const int64_t *offsets, ptrdiff_t groups)
{
    return offsets[0] == 0 && fr_never_decrease(offsets, groups + 1);
}

/* From the first element of a group to that of the series. */
static void move_bounds(ptrdiff_t n, int64_t by, int64_t *start, int64_t *end)
{
    for (ptrdiff_t i = 0; i < n; i++) start[i] += by, end[i] += by;
}

int fr_group_bounds(const int64_t *offsets, ptrdiff_t groups, ptrdiff_t window, bool center, fr_closed closed,
                    int64_t *start, int64_t *end)
{
    if (!fr_are_offsets(offsets, groups)) return FR_BAD_BOUNDS;
    for (ptrdiff_t g = 0; g < groups; g++) {
        const int64_t at = offsets[g], n = offsets[g + 1] - at;
        fr_fixed_bounds(n, window, center, closed, 1, start + at, end + at);
        move_bounds(n, at, start + at, end + at);
    }
    return FR_OK;
}

int fr_group_time_bounds(const int64_t *times, const int64_t *offsets, ptrdiff_t groups, int64_t window, bool center,
                         fr_closed closed, int64_t *start, int64_t *end)
{
    if (!fr_are_offsets(offsets, groups)) return FR_BAD_BOUNDS;
    for (ptrdiff_t g = 0; g < groups; g++) {
        const int64_t at = offsets[g], n = offsets[g + 1] - at;
        int status = fr_time_bounds(times + at, n, window, center, closed, start + at, end + at);
        if (status) return status;
        move_bounds(n, at, start + at, end + at);
    }
    return FR_OK;
}

bool fr_groups_are_monotonic(const int64_t *times, ptrdiff_t n, const int64_t *order, const int64_t *offsets,
                             ptrdiff_t groups)
{
    for (ptrdiff_t g = 0; g < groups; g++) {
        bool descends = false, ascends = false;
        int64_t before = 0;
        for (int64_t i = offsets[g]; i < offsets[g + 1]; i++) {
            const int64_t place = order ? order[i] : i;
            if (place < 0 || place >= n) return false;
            const int64_t now = times[place];
            ascends |= i > offsets[g] && now > before;
            descends |= i > offsets[g] && now < before;
            before = now;
        }
        if (ascends && descends) return false;
    }
    return true;
}

/* Whether groups never decrease, and all are at least 0: differences of numbers that small have a sign. */
static bool groups_ascend(const int64_t *group, ptrdiff_t n)
{
    int64_t signs = n > 0 ? group[0] : 0;
    for (ptrdiff_t i = 1; i < n; i++) signs |= group[i] - group[i - 1];
    return signs >= 0;
}

/* The first of `count` ascending numbers, from place `at` on, that is not less; most often it is near. */
static ptrdiff_t not_less(const int64_t *numbers, ptrdiff_t count, ptrdiff_t at, int64_t number)
{
    ptrdiff_t step = 1;
    while (at + step <= count && numbers[at + step - 1] < number) at += step, step *= 2;
    for (; step > 0; step /= 2)
        if (at + step <= count && numbers[at + step - 1] < number) at += step;
    return at;
}

/* Where groups that ascend begin; fast where there are few. */
static void find_offsets(const int64_t *group, ptrdiff_t n, ptrdiff_t groups, int64_t *offsets)
{
    ptrdiff_t at = 0;
    for (ptrdiff_t g = 0; g <= groups; g++) offsets[g] = at = not_less(group, n, at, g);
}

/* The place of a group among those from `least` on; one that is not less than their number is none of theirs. */
static uint64_t place_of(int64_t group, int64_t least) { return (uint64_t)group - (uint64_t)least; }

/* Where groups begin when their rows have been brought together.  Groups are numbered from `least` on; rows with
 * another number are in none. */
static void count_rows(const int64_t *group, ptrdiff_t n, int64_t least, ptrdiff_t groups, int64_t *offsets)
{
    for (ptrdiff_t g = 0; g <= groups; g++) offsets[g] = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const uint64_t place = place_of(group[i], least);
        if (place < (uint64_t)groups) offsets[place + 1]++;
    }
    for (ptrdiff_t g = 0; g < groups; g++) offsets[g + 1] += offsets[g];
}

/* Counting sort.  FR_BAD_BOUNDS if the rows are not those that were counted. */
static int sort_rows(const int64_t *group, ptrdiff_t n, int64_t least, ptrdiff_t groups, const int64_t *offsets,
                     int64_t *order)
{
    struct {
        int64_t next, end;
    } *of = malloc((size_t)groups * sizeof *of + 1); /* places for the rows of each group */
    if (!of) return FR_NO_MEMORY;
    for (ptrdiff_t g = 0; g < groups; g++) of[g].next = offsets[g], of[g].end = offsets[g + 1];
    int64_t found = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const uint64_t place = place_of(group[i], least);
        if (place >= (uint64_t)groups || of[place].next >= of[place].end) continue;
        order[of[place].next++] = i;
        found++;
    }
    free(of);
    return found == offsets[groups] ? FR_OK : FR_BAD_BOUNDS;
}

int fr_group_offsets(const int64_t *group, ptrdiff_t n, ptrdiff_t groups, int64_t *offsets, bool *ascending)
{
    int64_t least = -1, greatest = -1;
    for (ptrdiff_t i = 0; i < n; i++) {
        least = group[i] < least ? group[i] : least;
        greatest = group[i] > greatest ? group[i] : greatest;
    }
    if (least < -1 || greatest >= groups) return FR_BAD_BOUNDS;
    *ascending = groups_ascend(group, n);
    if (*ascending) {
        find_offsets(group, n, groups, offsets);
        return FR_OK;
    }
    count_rows(group, n, 0, groups, offsets);
    return FR_OK;
}

static bool all_equal(const int64_t *numbers, ptrdiff_t n)
{
    int64_t differ = 0;
    for (ptrdiff_t i = 1; i < n; i++) differ |= numbers[i] ^ numbers[0];
    return differ == 0;
}

ptrdiff_t fr_ascending_groups(const int64_t *keys, ptrdiff_t n)
{
    enum { BLOCK = 256 }; /* whether keys are all the same is soon seen */
    ptrdiff_t groups = n > 0;
    for (ptrdiff_t from = 1; from < n; from += BLOCK) {
        const ptrdiff_t to = n - from < BLOCK ? n : from + BLOCK;
        bool descends = false;
        if (all_equal(keys + from - 1, to - from + 1)) continue;
        for (ptrdiff_t i = from; i < to; i++) {
            groups += keys[i] != keys[i - 1];
            descends |= keys[i] < keys[i - 1];
        }
        if (descends) return -1;
    }
    return groups;
}

void fr_group_begins(const int64_t *keys, ptrdiff_t n, ptrdiff_t groups, int64_t *offsets)
{
    enum { SEARCHED = 32 }; /* in longer groups the next one is found sooner than by looking at each key */
    const bool searched = groups <= n / SEARCHED;
    ptrdiff_t at = 0, g = 1;
    offsets[0] = 0;
    for (; searched && g < groups && at < n && keys[at] < INT64_MAX; g++)
        offsets[g] = at = not_less(keys, n, at, keys[at] + 1);
    for (ptrdiff_t i = 1; !searched && i < n && g < groups; i++) {
        offsets[g] = i; /* overwritten if it is no beginning */
        g += keys[i] != keys[i - 1];
    }
    for (; g <= groups; g++) offsets[g] = n; /* the last one, and those that are there no more */
}

ptrdiff_t fr_round_of_keys(const int64_t *keys, ptrdiff_t n)
{
    ptrdiff_t round = 1;
    while (round <= n / 2 && keys[round] != keys[0]) round++;
    if (round > n / 2) return 0;
    return memcmp(keys + round, keys, (size_t)(n - round) * sizeof *keys) ? 0 : round;
}

void fr_round_rows(ptrdiff_t n, const int64_t *first, ptrdiff_t round, ptrdiff_t rows, int64_t *offsets, int64_t *order)
{
    ptrdiff_t at = 0;
    for (ptrdiff_t g = 0; g < round; g++) {
        offsets[g] = at;
        const int64_t from = first[g];
        for (ptrdiff_t i = from < 0 ? n : from; i < n && at < rows; i += round) order[at++] = i;
    }
    while (at < rows) order[at++] = 0;
    offsets[round] = at;
}

bool fr_near_keys(const int64_t *keys, ptrdiff_t n, int64_t *least, ptrdiff_t *range)
{
    if (n == 0) return false;
    int64_t greatest = keys[0];
    *least = keys[0];
    for (ptrdiff_t i = 1; i < n; i++) {
        *least = keys[i] < *least ? keys[i] : *least;
        greatest = keys[i] > greatest ? keys[i] : greatest;
    }
    const uint64_t span = (uint64_t)greatest - (uint64_t)*least;
    *range = span < (uint64_t)n ? (ptrdiff_t)span + 1 : 0;
    return *range > 0;
}

/* Leaves out groups without rows. */
static ptrdiff_t leave_out_empty(int64_t *offsets, ptrdiff_t groups, int64_t least, int64_t *group_keys)
{
    ptrdiff_t found = 0;
    for (ptrdiff_t g = 0; g < groups; g++) {
        if (offsets[g + 1] == offsets[g]) continue;
        group_keys[found] = least + g;
        offsets[++found] = offsets[g + 1];
    }
    return found;
}

int fr_key_groups(const int64_t *keys, ptrdiff_t n, int64_t least, ptrdiff_t range, int64_t *offsets, int64_t *order,
                  int64_t *group_keys, ptrdiff_t *groups)
{
    count_rows(keys, n, least, range, offsets);
    if (offsets[range] != n) return FR_BAD_BOUNDS;
    int status = sort_rows(keys, n, least, range, offsets, order);
    if (!status) *groups = leave_out_empty(offsets, range, least, group_keys);
    return status;
}

int fr_group_rows(const int64_t *group, ptrdiff_t n, ptrdiff_t groups, const int64_t *offsets, int64_t *order)
{
    return sort_rows(group, n, 0, groups, offsets, order);
}

static ptrdiff_t longest_group(const int64_t *offsets, ptrdiff_t groups)
{
    ptrdiff_t longest = 0;
    for (ptrdiff_t g = 1; g < groups; g++)
        if (offsets[g + 1] - offsets[g] > offsets[longest + 1] - offsets[longest]) longest = g;
    return longest;
}

ptrdiff_t fr_common_labels(const int64_t *labels, const int64_t *offsets, ptrdiff_t groups, int32_t *places)
{
    if (groups == 0) return -1;
    const ptrdiff_t longest = longest_group(offsets, groups), count = offsets[longest + 1] - offsets[longest];
    const int64_t *all = labels + offsets[longest];
    if (count > INT32_MAX) return -1;
    for (ptrdiff_t i = 1; i < count; i++)
        if (all[i] <= all[i - 1]) return -1;
    for (ptrdiff_t g = 0; g < groups; g++) {
        ptrdiff_t at = 0;
        for (ptrdiff_t i = offsets[g]; i < offsets[g + 1]; i++) {
            if (i > offsets[g] && labels[i] < labels[i - 1]) return -1;
            if (at + 1 < count && all[at + 1] == labels[i]) at++; /* as most often */
            else at = not_less(all, count, at, labels[i]);
            if (at == count || all[at] != labels[i]) return -1;
            places[i] = (int32_t)at;
        }
    }
    return longest;
}
