/*
 * quantile.h - any quantiles, all in one pass; the place of quantile q among count values is q * (count - 1).
 */
#define STAT    quantile
#define SUMMARY "Quantiles of the values in each window."
#define ERROR                                                                                                          \
    "Exact selection. Between two values low and high, `linear` is low + (high - low) * fraction and `midpoint` "      \
    "(low + high) / 2, each operation rounded once."
#define METHOD                                                                                                         \
    "Short windows are kept sorted by insertion, as many side by side as a vector has lanes. Of long windows, blocks " \
    "are ranked by a radix sort; a window is then a set of bits, in which a pointer moves for each quantile."
#define COST          9
#define HAS_Q         true
#define ALONG         quantile_along
#define ACROSS        quantile_across
#define BLOCKS        quantile_blocks
#define LONGEST_SHORT short_for_quantile
#define UNDERSTAND    as_asked
#define LEAST         1
#include "../statistic.inc"
