/*
 * bounds.h - windows as bounds, which fr_rolling_bounds takes: window i holds the elements [start[i], end[i]).
 *
 * Every function writes one start and one end for each output and needs no memory of its own.  All bounds lie in
 * [0, n]; a window with start[i] >= end[i] is empty.
 */
#ifndef FASTROLL_BOUNDS_H
#define FASTROLL_BOUNDS_H

#include "fastroll.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Windows of `window` (0 or more) elements at every step-th (step 1 or more) element; (n + step - 1) / step outputs.
 * 'right' is elements (i - window, i], and so on; centred windows end (window - 1) / 2 elements later. */
FR_API void fr_fixed_bounds(ptrdiff_t n, ptrdiff_t window, bool center, fr_closed closed, ptrdiff_t step,
                            int64_t *start, int64_t *end);

/* Windows of a span of time: of element i those from times[i] - window to times[i], or, centred, from
 * times[i] - window / 2 to times[i] + window / 2; n outputs.  Times ascend or descend, equal ones allowed.
 * FR_NOT_MONOTONIC if they do neither, FR_NO_MEMORY, FR_INTERRUPTED.  The same bounds as pandas', see time_bounds.c. */
FR_API int fr_time_bounds(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed,
                          int64_t *start, int64_t *end);

/* fr_rolling_bounds() with these bounds (the same results up to rounding), which take no memory.  FR_NOT_MONOTONIC if
 * times neither ascend nor descend, FR_BAD_BOUNDS if there are none.  Of options, those that place windows say
 * nothing. */
FR_API int fr_rolling_times(const fr_statistic *what, const fr_array *in, const fr_array *out, ptrdiff_t series,
                            ptrdiff_t n, const int64_t *times, int64_t window, bool center, fr_closed closed,
                            const fr_options *options);

/* Whether such windows are those of a fixed number of elements, because any two neighbours are the same time apart:
 * then the window of element i has *length elements (maybe 0), the last of which is element i + *shift. */
FR_API bool fr_regular_window(const int64_t *times, ptrdiff_t n, int64_t window, bool center, fr_closed closed,
                              ptrdiff_t *length, ptrdiff_t *shift);

/* All elements up to the current one; n outputs. */
FR_API void fr_expanding_bounds(ptrdiff_t n, int64_t *start, int64_t *end);

FR_API bool fr_never_decrease(const int64_t *numbers, ptrdiff_t n);

/* Whether offsets of groups begin with 0 and never decrease. */
FR_API bool fr_are_offsets(const int64_t *offsets, ptrdiff_t groups);

/* The same as fr_fixed_bounds() inside groups: group g is elements [offsets[g], offsets[g + 1]), and a series of its
 * own; offsets[groups] outputs.  FR_BAD_BOUNDS if offsets does not begin with 0 or decreases. */
FR_API int fr_group_bounds(const int64_t *offsets, ptrdiff_t groups, ptrdiff_t window, bool center, fr_closed closed,
                           int64_t *start, int64_t *end);

/* The same as fr_time_bounds() inside groups. */
FR_API int fr_group_time_bounds(const int64_t *times, const int64_t *offsets, ptrdiff_t groups, int64_t window,
                                bool center, fr_closed closed, int64_t *start, int64_t *end);

/* fr_regular_window() of all groups together: whether any two neighbours of a group are the same time apart, and
 * windows of all groups those of the same number of elements. */
FR_API bool fr_regular_groups(const int64_t *times, const int64_t *offsets, ptrdiff_t groups, int64_t window,
                              bool center, fr_closed closed, ptrdiff_t *length, ptrdiff_t *shift);

/* Whether the times of each group ascend or descend, equal ones allowed.  order: the place among the n times of each
 * element, NULL if that is its own. */
FR_API bool fr_groups_are_monotonic(const int64_t *times, ptrdiff_t n, const int64_t *order, const int64_t *offsets,
                                    ptrdiff_t groups);

/* Brings n rows together by groups: those of group g have places offsets[g], ..., offsets[g + 1] - 1.  Groups are
 * 0, ..., groups - 1, or -1: those rows are left out.  FR_BAD_BOUNDS if there is another one.  *ascending: the rows are
 * in this order already, and all of them have a group. */
FR_API int fr_group_offsets(const int64_t *group, ptrdiff_t n, ptrdiff_t groups, int64_t *offsets, bool *ascending);

/* The number of groups that n keys make, each of equal ones that follow each other; -1 if keys do not ascend. */
FR_API ptrdiff_t fr_ascending_groups(const int64_t *keys, ptrdiff_t n);

/* Where so many groups begin, and n: groups + 1 places. */
FR_API void fr_group_begins(const int64_t *keys, ptrdiff_t n, ptrdiff_t groups, int64_t *offsets);

/* Whether keys lie as near each other as groups that have a number do: *range of them from *least on, at most n. */
FR_API bool fr_near_keys(const int64_t *keys, ptrdiff_t n, int64_t *least, ptrdiff_t *range);

/* Brings rows of such keys together, those of the least first: groups of equal keys begin at offsets (room for
 * range + 1), rows are in `order`.  *groups is their number, and their keys are left in `group_keys` (room for range).
 * FR_BAD_BOUNDS if keys lie elsewhere, as they may if they have changed. */
FR_API int fr_key_groups(const int64_t *keys, ptrdiff_t n, int64_t least, ptrdiff_t range, int64_t *offsets,
                         int64_t *order, int64_t *group_keys, ptrdiff_t *groups);

/* Keys that are texts: row i has bytes [ends[i], ends[i + 1]) of `size`; of ends that are no places, whatever is there.
 */
typedef struct {
    const int64_t *ends;
    const char *bytes;
    ptrdiff_t rows;
    int64_t size;
} fr_texts;

/* The groups of ascending texts, in the order of bytes.  Their number, or -1; where they begin, and the number of rows,
 * are left in `begins`, which has room for one more than rows. */
FR_API ptrdiff_t fr_ascending_texts(const fr_texts *texts, int64_t *begins);

/* After how many keys the same ones come again in the same order, on and on to the end; 0 if they do not. */
FR_API ptrdiff_t fr_round_of_keys(const int64_t *keys, ptrdiff_t n);
FR_API ptrdiff_t fr_round_of_texts(const fr_texts *texts);

/* Brings rows of such a round of different keys together: groups are in the order of their first rows, first[g].  There
 * are `rows` of them. */
FR_API void fr_round_rows(ptrdiff_t n, const int64_t *first, ptrdiff_t round, ptrdiff_t rows, int64_t *offsets,
                          int64_t *order);

/* Of labels that the groups have in common: the place of each among those of the longest group, whose number is
 * returned.  -1 if labels do not ascend in each group, equal ones allowed but in the longest, or that lacks one. */
FR_API ptrdiff_t fr_common_labels(const int64_t *labels, const int64_t *offsets, ptrdiff_t groups, int32_t *places);

/* The rows in the order of their places, as fr_group_offsets() has counted them; FR_BAD_BOUNDS if they have changed. */
FR_API int fr_group_rows(const int64_t *group, ptrdiff_t n, ptrdiff_t groups, const int64_t *offsets, int64_t *order);

#ifdef __cplusplus
}
#endif

#endif
