/*
 * series.c - reading and writing series of any type and stride; see series.h.
 */
#include "kernel.h"
#include <math.h>

fr_series fr_series_of(const fr_array *a, ptrdiff_t number)
{
    return (fr_series){(char *)a->data + number * a->across, a->along, a->type};
}

static size_t size(ptrdiff_t stride) { return stride < 0 ? -(size_t)stride : (size_t)stride; }

bool fr_side_by_side(const fr_array *a, ptrdiff_t series, ptrdiff_t lanes)
{
    return series > lanes / 2 && size(a->across) < size(a->along);
}

double *fr_in_place(fr_series s, fr_range range, ptrdiff_t from, ptrdiff_t count)
{
    return fr_is_plain(s) && from >= range.first && from + count <= range.last ? (double *)s.at + from : NULL;
}

/* The loops are written out for the usual strides: those the compiler turns into vectors. */
static void copy_existing(fr_series s, ptrdiff_t from, ptrdiff_t count, double *restrict to)
{
    if (fr_is_plain(s))
        for (ptrdiff_t i = 0; i < count; i++) to[i] = ((const double *)s.at)[from + i];
    else if (s.type == FR_FLOAT32 && s.stride == sizeof(float))
        fr_best_isa()->widen((const float *)s.at + from, count, to);
    else
        for (ptrdiff_t i = 0; i < count; i++) to[i] = fr_element(s, from + i);
}

static ptrdiff_t clip(ptrdiff_t i, ptrdiff_t low, ptrdiff_t high) { return i < low ? low : i > high ? high : i; }

double *fr_read(fr_series s, const fr_view *view, ptrdiff_t from, ptrdiff_t count, double *room)
{
    double *in_place = view->skip_inf ? NULL : fr_in_place(s, (fr_range){0, view->n}, from, count);
    if (in_place) return in_place;
    ptrdiff_t first = clip(-from, 0, count), last = clip(view->n - from, first, count);
    for (ptrdiff_t i = 0; i < first; i++) room[i] = NAN;
    copy_existing(s, from + first, last - first, room + first);
    for (ptrdiff_t i = last; i < count; i++) room[i] = view->beyond;
    for (ptrdiff_t i = first; i < last && view->skip_inf; i++) room[i] = isinf(room[i]) ? NAN : room[i];
    return room;
}

void fr_write(fr_series s, fr_range range, ptrdiff_t from, ptrdiff_t count, const double *values)
{
    ptrdiff_t first = clip(range.first - from, 0, count), last = clip(range.last - from, first, count);
    if (s.type == FR_FLOAT32 && s.stride == sizeof(float))
        fr_best_isa()->narrow(values + first, last - first, (float *)s.at + from + first);
    else if (fr_is_plain(s))
        for (ptrdiff_t i = first; i < last; i++) ((double *)s.at)[from + i] = values[i];
    else
        for (ptrdiff_t i = first; i < last; i++) fr_set_element(s, from + i, values[i]);
}

void fr_fill(fr_series s, ptrdiff_t from, ptrdiff_t to, double value)
{
    if (fr_is_plain(s))
        for (ptrdiff_t i = from; i < to; i++) ((double *)s.at)[i] = value;
    else
        for (ptrdiff_t i = from; i < to; i++) fr_set_element(s, i, value);
}
