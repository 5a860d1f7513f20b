/*
 * nunique.h - how many different values there are in a window.
 */
#define STAT    nunique
#define SUMMARY "Number of distinct values in each window."
#define ERROR   "Exact."
#define METHOD                                                                                                         \
    "Blocks are ranked by a radix sort, which numbers their distinct values; the members of the window with each are " \
    "counted as they enter and leave."
#define COST          12
#define ALONG         NULL
#define ACROSS        NULL
#define BLOCKS        nunique_blocks
#define LONGEST_SHORT never_short
#define UNDERSTAND    with_one_result
#define LEAST         0
#include "../statistic.inc"
