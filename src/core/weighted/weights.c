/*
 * weights.c - weights as the kernels want them.
 *
 * Means and variances do not change if all weights are multiplied by a power of two: they get one with which no sum of
 * products overflows that need not.  Variances also want to know the places of the weights, by size.
 */
#include "walk.h"
#include <math.h>
#include <stdlib.h>

typedef struct {
    double size;
    ptrdiff_t place;
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *one = a, *other = b;
    if (one->size != other->size) return one->size > other->size ? -1 : 1;
    return one->place < other->place ? -1 : 1;
}

static ptrdiff_t *places_by_size(const double *weights, ptrdiff_t window)
{
    sized *all = malloc((size_t)window * sizeof *all + 1);
    ptrdiff_t *places = malloc((size_t)window * sizeof *places + 1);
    if (all && places) {
        for (ptrdiff_t k = 0; k < window; k++) all[k] = (sized){fabs(weights[k]), k};
        qsort(all, (size_t)window, sizeof *all, by_size);
        for (ptrdiff_t k = 0; k < window; k++) places[k] = all[k].place;
    } else {
        free(places);
        places = NULL;
    }
    free(all);
    return places;
}

/* The exponent that brings the sum of all |weights| below 1. */
static int levelling(const double *weights, ptrdiff_t window)
{
    int exponent, length;
    double sum = 0, largest = 0;
    for (ptrdiff_t k = 0; k < window; k++) largest = fmax(largest, fabs(weights[k]));
    (void)frexp(largest, &exponent);
    for (ptrdiff_t k = 0; k < window; k++) sum += fabs(ldexp(weights[k], -exponent));
    (void)frexp(sum, &length);
    return -exponent - length;
}

/* In twofold precision (Neumaier 1974): weights with signs may cancel. */
static double total_of(const double *weights, ptrdiff_t window)
{
    double total = 0, missed = 0;
    for (ptrdiff_t k = 0; k < window; k++) {
        const double sum = total + weights[k], part = sum - total;
        missed += (total - (sum - part)) + (weights[k] - part);
        total = sum;
    }
    return total + missed;
}

static bool any_negative(const double *weights, ptrdiff_t window)
{
    for (ptrdiff_t k = 0; k < window; k++)
        if (weights[k] < 0) return true;
    return false;
}

int fr_make_weights(const fr_weighted_options *options, ptrdiff_t from, ptrdiff_t window, int kind, fr_weights *made)
{
    *made = (fr_weights){.weights = malloc((size_t)window * sizeof *made->weights + 1)};
    if (!made->weights) return FR_NO_MEMORY;
    const int exponent = kind == WEIGHTED_SUM ? 0 : levelling(options->weights, options->window);
    for (ptrdiff_t k = 0; k < window; k++) made->weights[k] = ldexp(options->weights[from + k], exponent);
    made->total = total_of(made->weights, window);
    made->has_negative = any_negative(options->weights, options->window);
    if (kind == WEIGHTED_SUM || kind == WEIGHTED_MEAN) return FR_OK;
    made->places = places_by_size(made->weights, window);
    return made->places ? FR_OK : FR_NO_MEMORY;
}

void fr_free_weights(fr_weights *made)
{
    free(made->weights);
    free(made->places);
}
