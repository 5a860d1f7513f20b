/*
 * rank.h - the rank of the newest element of a window among the valid ones, from 1.
 */
#define STAT    rank
#define SUMMARY "Rank of the last value of each window among its values; NaN where that is missing."
#define ERROR   "Exact; with pct, the quotient is rounded once."
#define METHOD                                                                                                         \
    "In short windows the smaller values are counted. Of long windows, blocks are ranked by a radix sort; a window "   \
    "is "                                                                                                              \
    "then a set of bits with counts of those before each word."
#define COST          15
#define HAS_TIES      true
#define ALONG         rank_along
#define ACROSS        NULL
#define BLOCKS        rank_blocks
#define LONGEST_SHORT short_for_rank
#define UNDERSTAND    with_one_result
#define LEAST         1
#include "../statistic.inc"
