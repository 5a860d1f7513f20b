/*
 * watch.h - the elements that are ordinary to a statistic, and those that are too large or small for it; see range.c.
 */
#ifndef FR_WATCH_H
#define FR_WATCH_H

#include "kernel.h"

enum { FR_MOST_CLASSES = 6 };

/* Class c has magnitudes from 2^from[c] on, which are multiplied by 2^scale[c]; 0 is the scale of ordinary ones. */
typedef struct {
    int count, from[FR_MOST_CLASSES], scale[FR_MOST_CLASSES];
} fr_classes;

/* For powers 0 to 4, and for quotients. */
extern const fr_classes fr_classes_of_power[];

const fr_classes *fr_classes_of(fr_scale scale);
fr_scale fr_highest_scale(const fr_kernel *kernel);

const fr_classes *fr_classes_for(const fr_kernel *kernel);
int fr_class_of_exponent(const fr_classes *all, int exponent);
int fr_ordinary_class(const fr_classes *all);

/* What a call wants to know of its elements: whether any finite one is not ordinary. */
typedef struct {
    fr_look ordinary; /* least and largest of ordinary elements; the latter is none */
    bool *found;      /* set by any thread; NULL: nobody wants to know */
} fr_watch;

fr_watch fr_watch_for(const fr_kernel *kernel, bool *found);

static inline bool fr_is_ordinary(const fr_watch *watch, fr_look seen)
{
    return seen.least >= watch->ordinary.least && seen.largest < watch->ordinary.largest;
}

static inline void fr_take_note(const fr_watch *watch, fr_look seen)
{
    if (watch->found && !fr_is_ordinary(watch, seen)) __atomic_store_n(watch->found, true, __ATOMIC_RELAXED);
}

/* Looks at one more element, or at contiguous doubles. */
void fr_look_more(fr_look *seen, double x);
fr_look fr_look_along(const double *x, ptrdiff_t count, bool gaps_expected);

/* Looks at elements [from, from + count) of a series. */
fr_look fr_look_at_series(fr_series x, ptrdiff_t from, ptrdiff_t count);

/* Whether samples of so many elements take no more than a hundredth of the time of a call. */
static inline bool fr_may_sample(ptrdiff_t series, ptrdiff_t n) { return n * series >= 1 << 15; }

/* Whether most elements of some samples are not ordinary; no, if there may be none. */
bool fr_seem_extreme(const fr_watch *watch, const fr_array *in, int inputs, ptrdiff_t series, ptrdiff_t n);

#endif
