/*
 * list.c - what there is to know of each statistic, from the headers in stats/ and order/stats/.
 */
#include "fastroll.h"

#define TEXT_(a) #a
#define TEXT(a)  TEXT_(a)

static const fr_statistic statistics[] = {
#define FR_LIST(stat)                                                                                                  \
    {TEXT(stat), SUMMARY, ERROR, METHOD, RESULTS, INPUTS, OUTPUTS, HAS_DDOF, false, false, false, COUNTS_ROWS, COST},
#include "stats/all.inc"
#undef FR_LIST
#define FR_LIST(stat) {TEXT(stat), SUMMARY, ERROR, METHOD, "", 1, 1, false, HAS_Q, HAS_TIES, false, false, COST},
#include "order/stats/all.inc"
#undef FR_LIST
};

const fr_statistic *fr_statistics(int *count)
{
    *count = sizeof statistics / sizeof *statistics;
    return statistics;
}
