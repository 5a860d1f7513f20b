/*
 * overlap.h - the memory of arrays: how far it reaches, and whether elements share any of it; see overlap.c.
 */
#ifndef FR_OVERLAP_H
#define FR_OVERLAP_H

#include "fastroll.h"

/* Elements that repeat: `count` of them, `stride` bytes apart (0 if there is but one). */
typedef struct {
    size_t stride;
    ptrdiff_t count;
} fr_steps;

/* The memory of an array: rows of elements, the larger stride from row to row. */
typedef struct {
    uintptr_t low, high; /* the first byte, and the one after the last */
    fr_steps rows, elements;
    size_t size; /* of an element */
    size_t row;  /* bytes that a row reaches over */
} fr_extent;

/* That of `series` series of `length` elements, at least one of each; FR_OK, FR_BAD_ARRAY, FR_BAD_TYPE or
 * FR_BAD_STRIDE. */
int fr_measure(const fr_array *array, ptrdiff_t series, ptrdiff_t length, fr_extent *extent);

/* Whether each element has memory of its own. */
bool fr_all_apart(const fr_extent *extent);

/* Whether two arrays may share memory.  Exact, unless the rows of one of them reach into each other. */
bool fr_overlap(const fr_extent *a, const fr_extent *b);

/* Whether any two of so many arrays do; sorts them by their memory. */
bool fr_any_overlap(fr_extent *extents, ptrdiff_t count);

#endif
