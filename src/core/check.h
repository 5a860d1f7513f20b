/*
 * check.h - checks of the arguments of public functions; each returns FR_OK or the code of what is wrong.
 */
#ifndef FR_CHECK_H
#define FR_CHECK_H

#include "fastroll.h"

/* How much there is of what: an array for each input and output, `series` in each, with elements and results. */
typedef struct {
    ptrdiff_t inputs, outputs, series, elements, results;
} fr_sizes;

/* Completes what the program knows of the options by defaults. */
int fr_check_options(const fr_options *options, fr_options *complete);
int fr_check_ewm_options(const fr_ewm_options *options, fr_ewm_options *complete);
int fr_check_weighted_options(const fr_weighted_options *options, fr_weighted_options *complete);

/* Says where windows of elements are by window and shift alone, instead of by center and closed, too. */
void fr_place_window(fr_options *options);

/* Whether a list of statistics has this one. */
int fr_check_statistic(const fr_statistic *what, const fr_statistic *all, int count);

/* What a statistic takes beside windows. */
int fr_check_operands(const fr_statistic *what, const fr_options *options);

/* alpha and steps, between n elements. */
int fr_check_weights(const fr_ewm_options *options, ptrdiff_t n);

/* Offsets of groups among n elements, which begin and end with them if `all` are in groups. */
int fr_check_offsets(const int64_t *offsets, ptrdiff_t groups, ptrdiff_t n, bool all);

/* *overlap: whether an output may have memory in common with an input. */
int fr_check_arrays(const fr_array *in, const fr_array *out, const fr_sizes *sizes, bool *overlap);

#endif
