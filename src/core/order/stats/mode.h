/*
 * mode.h - the most frequent value of a window, the least of several that are equally frequent.
 */
#define STAT    mode
#define SUMMARY "Most frequent value in each window; the least of several."
#define ERROR   "Exact: one of the values."
#define METHOD                                                                                                         \
    "Blocks are ranked by a radix sort, which numbers their distinct values; a tournament of the counters of their "   \
    "members in the window has the mode as its winner."
#define COST          15
#define ALONG         NULL
#define ACROSS        NULL
#define BLOCKS        mode_blocks
#define LONGEST_SHORT never_short
#define UNDERSTAND    with_one_result
#define LEAST         1
#include "../statistic.inc"
