/*
 * median.h - the quantile 0.5: the middle element, or the mean of the two in the middle.
 */
#define STAT    median
#define SUMMARY "Median of the values in each window."
#define ERROR                                                                                                          \
    "Exact: the middle value of an odd number of values; of an even number (a + b) / 2 of the two in the middle, "     \
    "rounded once."
#define METHOD                                                                                                         \
    "Short windows are kept sorted by insertion, as many side by side as a vector has lanes. Of long windows, blocks " \
    "are ranked by a radix sort; a window is then a set of bits, in which a pointer moves."
#define COST          8
#define ALONG         quantile_along
#define ACROSS        quantile_across
#define BLOCKS        quantile_blocks
#define LONGEST_SHORT short_for_quantile
#define UNDERSTAND    as_quantile
#define LEAST         1
#include "../statistic.inc"
