/*
 * seen.h - how large elements are that have been looked at.
 */
#ifndef FR_SEEN_H
#define FR_SEEN_H

#include <stdbool.h>

#define FR_TAME_POWER 500

/* The first 16 bits of the largest finite one and of the least one that is not 0, without signs.  Of the least, bits of
 * the number before it are taken, so that there is none for 0. */
typedef struct {
    int largest, least;
    bool finite; /* all of them are */
} fr_look;

#define FR_NOTHING_SEEN ((fr_look){0, 0xffff, true})

/* The first 16 bits of 2^e, for normal powers, and of infinity. */
#define FR_SIZE(e) (((e) + 1023) * 16)

static inline bool fr_is_tame(fr_look seen) { return seen.finite && seen.largest < FR_SIZE(FR_TAME_POWER); }

static inline fr_look fr_both_seen(fr_look a, fr_look b)
{
    const int largest = a.largest > b.largest ? a.largest : b.largest, least = a.least < b.least ? a.least : b.least;
    return (fr_look){largest, least, a.finite && b.finite};
}

#endif
