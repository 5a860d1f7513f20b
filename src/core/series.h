/*
 * series.h - the only place that knows about element types and strides: everything else sees contiguous doubles.
 */
#ifndef FR_SERIES_H
#define FR_SERIES_H

#include "fastroll.h"
#include "seen.h"

/* One series where it lies in memory. */
typedef struct {
    char *at;
    ptrdiff_t stride; /* bytes */
    fr_type type;
} fr_series;

/* What is read in place of elements that are not there or not wanted. */
typedef struct {
    ptrdiff_t n;   /* elements */
    double beyond; /* for those from n on; those before the first are NaN */
    bool skip_inf; /* infinities are NaN */
} fr_view;

static inline ptrdiff_t fr_larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
static inline ptrdiff_t fr_smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

fr_series fr_series_of(const fr_array *a, ptrdiff_t number);

/* Whether neighbours in memory belong to different series, and there are enough of these to fill vectors. */
bool fr_side_by_side(const fr_array *a, ptrdiff_t series, ptrdiff_t lanes);

/* Whether elements are contiguous doubles. */
static inline bool fr_is_plain(fr_series s) { return s.type == FR_FLOAT64 && s.stride == sizeof(double); }

/* Whether elements of the same number are, of all series. */
static inline bool fr_are_plain_rows(const fr_array *a)
{
    const ptrdiff_t size = sizeof(double);
    return a->type == FR_FLOAT64 && a->across == size && a->along % size == 0;
}

/* A series from an element on. */
static inline fr_series fr_part(fr_series s, ptrdiff_t from)
{
    s.at += from * s.stride;
    return s;
}

/* Elements [first, last). */
typedef struct {
    ptrdiff_t first, last;
} fr_range;

/* The place of elements [from, from + count) if they are all in the range and contiguous doubles, else NULL. */
double *fr_in_place(fr_series s, fr_range range, ptrdiff_t from, ptrdiff_t count);

/* Elements [from, from + count) as contiguous doubles: in place if they can be, else copied to `room`. */
double *fr_read(fr_series s, const fr_view *view, ptrdiff_t from, ptrdiff_t count, double *room);

/* Writes those of `values`, for elements [from, from + count), that fall into the range. */
void fr_write(fr_series s, fr_range range, ptrdiff_t from, ptrdiff_t count, const double *values);

/* Writes one value to elements [from, to). */
void fr_fill(fr_series s, ptrdiff_t from, ptrdiff_t to, double value);

static inline double fr_element(fr_series s, ptrdiff_t i)
{
    const char *at = s.at + i * s.stride;
    return s.type == FR_FLOAT64 ? *(const double *)at : *(const float *)at;
}

static inline void fr_set_element(fr_series s, ptrdiff_t i, double value)
{
    char *at = s.at + i * s.stride;
    if (s.type == FR_FLOAT64) *(double *)at = value;
    else *(float *)at = (float)value;
}

#endif
