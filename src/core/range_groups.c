/*
 * range_groups.c - fr_rolling_groups_unchecked(): a fixed window over groups, with elements of any size.
 *
 * A part (range.c has the scheme) is some groups that follow each other, from the first to the last one that has an
 * element that is not ordinary.  Long groups went to fr_rolling_unchecked(), and are right.
 */
#include "range.h"
#include "rolling.h"
#include "unchecked.h"
#include <stdlib.h>

enum { PIECE = 1 << 20 }; /* elements of all series */

typedef struct {
    const int64_t *offsets; /* of the groups of a part, counted from its first element */
    ptrdiff_t groups;
} part_groups;

static int again(const fr_mend *mend, const fr_section *part, const fr_statistic *what, const fr_array *in,
                 const fr_array *out, const fr_options *options)
{
    const part_groups *all = mend->context;
    return fr_rolling_groups_once(what, in, out, part->series, all->offsets, all->groups, options, NULL);
}

/* The group from `from` on that has the element. */
static ptrdiff_t group_of(const int64_t *offsets, ptrdiff_t from, ptrdiff_t element)
{
    while (offsets[from + 1] <= element) from++;
    return from;
}

/* Groups [from, to), none of which is long. */
static int mend_groups(fr_mend *mend, ptrdiff_t series, const int64_t *offsets, ptrdiff_t from, ptrdiff_t to)
{
    fr_range extremes;
    fr_section part = {.series = series, .needed = {offsets[from], offsets[to]}};
    if (!fr_find_extremes(mend, &part, &extremes)) return FR_OK;
    from = group_of(offsets, from, extremes.first);
    to = group_of(offsets, from, extremes.last - 1) + 1;
    part.elements = part.outputs = part.needed = part.wanted = (fr_range){offsets[from], offsets[to]};
    int64_t *own = malloc((size_t)(to - from + 1) * sizeof *own);
    if (!own) return FR_NO_MEMORY;
    for (ptrdiff_t g = from; g <= to; g++) own[g - from] = offsets[g] - offsets[from];
    const part_groups groups = {own, to - from};
    mend->context = &groups;
    const int status = fr_mend_part(mend, &part);
    free(own);
    return status;
}

int fr_rolling_groups_unchecked(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                                const int64_t *offsets, ptrdiff_t groups, const fr_options *options)
{
    bool found = false;
    int status = fr_rolling_groups_once(what, in, out, series, offsets, groups, options, &found);
    fr_mend mend = {what, in, out, options, again, NULL, false};
    for (ptrdiff_t g = 0, next; g < groups && !status && found; g = next) {
        const int64_t most = offsets[g] + PIECE / fr_larger(series, 1);
        for (next = g; next < groups && offsets[next + 1] <= most && !fr_is_long_group(offsets + next, series);) next++;
        if (next > g) status = mend_groups(&mend, series, offsets, g, next);
        else if (!fr_is_long_group(offsets + g, series)) status = mend_groups(&mend, series, offsets, g, next = g + 1);
        else next = g + 1;
    }
    return status;
}
