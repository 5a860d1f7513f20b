/*
 * range.h - windows with elements so large, or so small, that powers of them leave the range of doubles; see range.c.
 */
#ifndef FR_RANGE_H
#define FR_RANGE_H

#include "watch.h"

/* Sums of so many elements stay finite unless one of them is larger than its part of the range. */
void fr_watch_window(fr_watch *watch, const fr_kernel *kernel, ptrdiff_t window);

/* The part of a call that is made again: elements, and outputs of them, of some series. */
typedef struct {
    ptrdiff_t first, series;
    fr_range elements, outputs; /* that arrays have in memory */
    fr_range needed, wanted;    /* of these elements, of these outputs */
} fr_section;

/* A call that has been made, but for windows whose elements are not ordinary. */
typedef struct fr_mend fr_mend;
struct fr_mend {
    const fr_statistic *what;
    const fr_array *in, *out;
    const fr_options *options;
    /* Computes a statistic of one or of all series for the part: in[k] holds its elements, out[k] takes its outputs. */
    int (*again)(const fr_mend *mend, const fr_section *part, const fr_statistic *what, const fr_array *in,
                 const fr_array *out, const fr_options *options);
    const void *context; /* for `again` */
    bool first;          /* nothing has been computed yet: windows of ordinary elements are as wrong as the others */
};

/* Whether there is anything to mend: *narrow are the elements, among those of the part, from the first to the last one
 * that is not ordinary. */
bool fr_find_extremes(const fr_mend *mend, const fr_section *part, fr_range *narrow);

/* Writes the results that are not right yet. */
int fr_mend_part(const fr_mend *mend, const fr_section *part);

#endif
