/*
 * few.h - windows with bounds of their own that have few elements: what the kernels of kernel_few.inc have in common.
 */
#ifndef FR_FEW_H
#define FR_FEW_H

#include "kernel.h"
#include "vec.h"

enum { FR_FEW_TOGETHER = 2 }; /* vectors of outputs */

/* Writes lanes [0, count) to outputs from i on. */
static __attribute__((noinline)) void fr_set_some(fr_series out, ptrdiff_t i, ptrdiff_t count, vec values)
{
    for (ptrdiff_t l = 0; l < count; l++) fr_set_element(out, i + l, values[l]);
}

INLINE void fr_set_lanes(fr_series out, ptrdiff_t i, ptrdiff_t count, vec values)
{
    if (count == LANES && fr_is_plain(out)) store((double *)out.at + i, values);
    else fr_set_some(out, i, count, values);
}

/* Windows of neighbouring outputs, one in each lane; lanes that are left over have no elements. */
typedef struct {
    lane_bits end, rows;
    ptrdiff_t last; /* if in_a_row: the last element of lane 0 */
    bool in_a_row;  /* they end one element after the other, and as many as are asked for are there before */
} fr_few;

/* Whether windows are so small that to add up each for itself takes less time. */
static bool fr_are_few(const fr_flip_job *f, ptrdiff_t first, ptrdiff_t last)
{
    enum { FEW = 12 };
    for (; first + LANES <= last; first += LANES)
        if (any((mask)(load_bits(f->end + first) - load_bits(f->start + first)) > FEW)) return false;
    for (; first < last; first++)
        if (f->end[first] - f->start[first] > FEW) return false;
    return true;
}

/* The end of the outputs from `first` on that are to be treated alike: as few, or not. */
static ptrdiff_t fr_alike(const fr_flip_job *f, ptrdiff_t first, bool *few)
{
    enum { BLOCK = 256 };
    *few = fr_are_few(f, first, fr_smaller(first + BLOCK, f->outputs));
    do first = fr_smaller(first + BLOCK, f->outputs);
    while (first < f->outputs && fr_are_few(f, first, fr_smaller(first + BLOCK, f->outputs)) == *few);
    return first;
}

static bool fr_are_plain(const fr_flip_job *f, int inputs)
{
    bool plain = true;
    for (int k = 0; k < inputs; k++) plain &= fr_is_plain(f->in[k]);
    return plain;
}

/* Those of outputs [i, i + count), which may be none; *most grows to the most elements of any of them. */
static inline fr_few fr_few_from(const fr_flip_job *f, ptrdiff_t i, ptrdiff_t count, ptrdiff_t *most)
{
    int64_t starts[LANES] = {0}, ends[LANES] = {0};
    for (ptrdiff_t l = 0; l < count && count < LANES; l++) starts[l] = f->start[i + l], ends[l] = f->end[i + l];
    const lane_bits end = load_bits(count < LANES ? ends : f->end + i);
    const lane_bits rows = end - smaller_of(load_bits(count < LANES ? starts : f->start + i), end);
    for (int l = 0; l < LANES; l++) *most = fr_larger(*most, (ptrdiff_t)rows[l]);
    return (fr_few){end, rows, (ptrdiff_t)end[0] - 1, !any((mask)(end - end[0] - lane_counts()) != 0)};
}

/* The k-th element from the end of each window, NaN where there is none. */
static inline vec fr_few_element(const fr_flip_job *f, int input, const fr_few *w, ptrdiff_t k)
{
    vec value = splat(NAN);
    const mask there = (mask)w->rows > k;
    if (w->in_a_row) value = choose(there, load((const double *)f->in[input].at + w->last - k), value);
    else
        for (int l = 0; l < LANES; l++)
            if (there[l]) value[l] = fr_element(f->in[input], (ptrdiff_t)w->end[l] - 1 - k);
    return f->skip_inf ? without_inf(value) : value;
}

#endif
