/*
 * table.h - rows of a table whose columns are the series of a walk, a strip of as many columns as a vector has lanes at
 * a time: in place where that can be, else copied.
 */
#ifndef FR_TABLE_H
#define FR_TABLE_H

#include "walk.h"

/* Rows [from, from + count) of some columns, if they can be used in place; else .at is NULL. */
static inline fr_rows fr_rows_in_place(const fr_walk *walk, const fr_array *a, fr_range range, ptrdiff_t from,
                                       ptrdiff_t count, ptrdiff_t column, ptrdiff_t columns)
{
    const ptrdiff_t size = sizeof(double);
    if (!fr_are_plain_rows(a) || from < range.first || from + count > range.last || column + columns > walk->series)
        return (fr_rows){NULL, 0};
    return (fr_rows){(double *)((char *)a->data + from * a->along) + column, a->along / size};
}

static inline void copy_row(const fr_walk *walk, const fr_array *a, ptrdiff_t row, ptrdiff_t column, bool skip_inf,
                            double *to)
{
    fr_series s = {(char *)a->data + row * a->along + column * a->across, a->across, a->type};
    ptrdiff_t count = walk->series - column < walk->isa->lanes ? walk->series - column : walk->isa->lanes;
    for (ptrdiff_t l = 0; l < count; l++) to[l] = fr_element(s, l);
    for (ptrdiff_t l = count; l < walk->isa->lanes; l++) to[l] = 0;
    for (ptrdiff_t l = 0; l < count && skip_inf; l++) to[l] = isinf(to[l]) ? NAN : to[l];
}

static inline fr_rows fr_read_rows(const fr_walk *walk, int input, ptrdiff_t from, ptrdiff_t count, ptrdiff_t column,
                                   bool skip_inf, double *room)
{
    const fr_array *a = &walk->in[input];
    ptrdiff_t lanes = walk->isa->lanes;
    fr_rows in_place = fr_rows_in_place(walk, a, (fr_range){0, walk->n}, from, count, column, lanes);
    if (in_place.at && !skip_inf) return in_place;
    double beyond = walk->last > walk->n ? NAN : 0;
    for (ptrdiff_t r = from; r < from + count; r++, room += lanes) {
        if (r >= 0 && r < walk->n) copy_row(walk, a, r, column, skip_inf, room);
        else
            for (ptrdiff_t l = 0; l < lanes; l++) room[l] = r < 0 ? NAN : beyond;
    }
    return (fr_rows){room - count * lanes, lanes};
}

static inline void fr_write_rows(const fr_walk *walk, int output, ptrdiff_t from, ptrdiff_t count, ptrdiff_t column,
                                 const double *values)
{
    ptrdiff_t lanes = walk->isa->lanes;
    fr_range range = fr_outputs(walk);
    for (ptrdiff_t l = 0; l < lanes && column + l < walk->series; l++) {
        fr_series s = fr_series_of(&walk->out[output], column + l);
        for (ptrdiff_t r = from < range.first ? range.first - from : 0; r < count && from + r < range.last; r++)
            fr_set_element(s, from + r, values[r * lanes + l]);
    }
}

#endif
