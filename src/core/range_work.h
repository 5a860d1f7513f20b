/*
 * range_work.h - what range.c works with: copies of elements times a power of two, and results of these; see there.
 */
#ifndef FR_RANGE_WORK_H
#define FR_RANGE_WORK_H

#include "range.h"
#include "range_scale.h"

/* What mending a part takes: copies of elements, outputs, and the class of each window as to each input. */
typedef struct {
    const fr_mend *mend;
    const fr_section *part;
    const fr_kernel *kernel;
    const fr_classes *all;
    double *memory;
    fr_array in[FR_MAX_INPUTS], made[FR_MAX_OUTPUTS];
    signed char *class_of[FR_MAX_INPUTS]; /* of the windows, as outputs lie in `made`; NULL: of all windows */
    int same[FR_MAX_INPUTS];              /* this one */
} fr_range_work;

/* Element i of series that are side by side. */
static inline double *fr_row_at(const fr_array *a, ptrdiff_t series, ptrdiff_t i)
{
    return (double *)(void *)(fr_series_of(a, series).at + i * a->along);
}

/* The place of an output in what a part has of them. */
static inline ptrdiff_t fr_range_place(const fr_range_work *w, ptrdiff_t series, ptrdiff_t output)
{
    const ptrdiff_t word = sizeof(double);
    return (output - w->part->outputs.first) * (w->made[0].along / word) + series * (w->made[0].across / word);
}

/* Copies the elements of an input that the part needs, times 2^exponent. */
void fr_range_scale(const fr_range_work *w, int input, int exponent);

/* Takes an output of windows of these classes. */
void fr_range_take(const fr_range_work *w, int output, const int class_of[FR_MAX_INPUTS]);

#endif
