/*
 * extremes.c - weighted windows with elements so large, or so small, that products leave the range of doubles.
 *
 * Scheme.  It is that of range.c: kernels tell only that there are such elements.  Then windows are put into classes by
 * the largest magnitude among their own elements that have a weight; those of each class but the ordinary one are
 * computed again, of elements that are multiplied by a power of two, and their results are multiplied by another.
 * Weights of a sum that are as large or small themselves are multiplied by a power of two as well; then all windows
 * are computed again.  This goes group by group, in pieces that begin where a tile may begin.
 */
#include "walk.h"
#include "../range_scale.h"
#include "../rolling.h"
#include <stdlib.h>

enum { MOST_OF_WEIGHTS = 400, PIECE = 1 << 14, NEGLIGIBLE = -510, NOTHING = -2000 };

static const fr_classes *all_classes(void) { return &fr_classes_of_power[2]; }

fr_watch fr_weighted_watch(bool *found)
{
    const fr_classes *all = all_classes();
    const int c = fr_ordinary_class(all);
    return (fr_watch){{FR_SIZE(all->from[c + 1]), FR_SIZE(all->from[c]), true}, found};
}

int fr_size_of_weights(const fr_weighted_options *options)
{
    double most = 0;
    int exponent;
    for (ptrdiff_t k = 0; k < options->window; k++) most = fmax(most, fabs(options->weights[k]));
    (void)frexp(most, &exponent);
    return most == 0 || (-MOST_OF_WEIGHTS <= exponent && exponent <= MOST_OF_WEIGHTS) ? 0 : exponent;
}

/* A piece of a group: outputs that are wanted, and all elements from the first to the last one that they need. */
typedef struct {
    const fr_weighted_mend *mend;
    fr_series x, out;
    fr_range elements, wanted;
    double *copy, *made, *largest; /* of as many as there are elements */
} piece;

static ptrdiff_t length(const piece *p) { return p->elements.last - p->elements.first; }

static fr_array array_at(double *at, ptrdiff_t n)
{
    return (fr_array){at, sizeof(double), n * (ptrdiff_t)sizeof(double), FR_FLOAT64};
}

static void copy_magnitudes(const piece *p)
{
    const double limit = p->mend->options->skip_inf ? DBL_MAX : INFINITY;
    for (ptrdiff_t i = 0; i < length(p); i++) {
        const double magnitude = fabs(fr_element(p->x, p->elements.first + i));
        p->copy[i] = magnitude <= limit ? magnitude : NAN;
    }
}

/* The first and the last weight that is not 0, and whether any between them is. */
static bool find_weights(const fr_weighted_options *o, fr_range *weights)
{
    bool gaps = false;
    *weights = (fr_range){0, o->window};
    while (weights->first < weights->last && o->weights[weights->first] == 0) weights->first++;
    while (weights->last > weights->first && o->weights[weights->last - 1] == 0) weights->last--;
    for (ptrdiff_t k = weights->first; k < weights->last; k++) gaps |= o->weights[k] == 0;
    return gaps;
}

/* Window by window, where weights between others are 0. */
static void find_largest_of_weighted(const piece *p)
{
    const fr_weighted_options *o = p->mend->options;
    for (ptrdiff_t i = 0; i < length(p); i++) {
        const ptrdiff_t first = i + o->shift + 1 - o->window;
        p->largest[i] = NAN;
        for (ptrdiff_t k = fr_larger(-first, 0); k < fr_smaller(o->window, length(p) - first); k++)
            if (o->weights[k] != 0) p->largest[i] = fmax(p->largest[i], p->copy[first + k]);
    }
}

/* The largest magnitude of each window, of elements that have a weight. */
static int find_largest(const piece *p)
{
    const fr_weighted_options *o = p->mend->options;
    const fr_array in = array_at(p->copy, length(p)), out = array_at(p->largest, length(p));
    fr_range weights;
    fr_options options = FR_OPTIONS_INIT;
    copy_magnitudes(p);
    if (find_weights(o, &weights)) {
        find_largest_of_weighted(p);
        return FR_OK;
    }
    options.window = weights.last - weights.first;
    options.shift = o->shift - (o->window - weights.last);
    options.min_periods = 1;
    return fr_rolling_once(fr_find("max"), &in, &out, 1, length(p), &options, NULL);
}

static int class_of(double largest)
{
    const fr_classes *all = all_classes();
    if (!(largest > 0)) return fr_ordinary_class(all);
    return fr_class_of_exponent(all, (int)(fr_bits(largest) >> 52) - 1023);
}

/* Finite elements of windows in which they have no weight, or of other classes: their squares shall be finite, too. */
static double without_extremes(double x, double scaled)
{
    const double most = ldexp(1, all_classes()->from[fr_ordinary_class(all_classes()) + 1]);
    return fabs(scaled) > most && !isinf(x) ? copysign(most, x) : scaled;
}

/* Computes all windows of the piece, of elements times 2^exponent and weights over 2^mend->weights. */
static int compute(const piece *p, int exponent)
{
    const fr_weighted_mend *mend = p->mend;
    const fr_factors by = fr_power_of_two(exponent, exponent ? NEGLIGIBLE : NOTHING);
    const fr_array in = array_at(p->copy, length(p)), out = array_at(p->made, length(p));
    fr_weighted_options options = *mend->options;
    double *weights = malloc((size_t)options.window * sizeof *weights + 1);
    if (!weights) return FR_NO_MEMORY;
    for (ptrdiff_t k = 0; k < options.window; k++) weights[k] = ldexp(options.weights[k], -mend->weights);
    options.weights = weights, options.offsets = NULL, options.groups = 0;
    for (ptrdiff_t i = 0; i < length(p); i++) {
        const double x = fr_element(p->x, p->elements.first + i);
        p->copy[i] = without_extremes(x, exponent > 0 ? fr_larger_element(x, &by) : fr_smaller_element(x, &by));
    }
    const int status = fr_weighted_once(mend->what, &in, &out, 1, length(p), &options, NULL);
    free(weights);
    return status;
}

static int mend_class(const piece *p, int class)
{
    const bool squares = p->mend->kind == WEIGHTED_VAR;
    const int exponent = all_classes()->scale[class];
    const int status = compute(p, exponent);
    const fr_factors back = fr_power_of_two(p->mend->weights - (squares ? 2 : 1) * exponent, 0);
    for (ptrdiff_t i = p->wanted.first; i < p->wanted.last && !status; i++) {
        const ptrdiff_t at = i - p->elements.first;
        if (class_of(p->largest[at]) == class) fr_set_element(p->out, i, fr_scaled_back(p->made[at], &back));
    }
    return status;
}

static bool has_zeros(const fr_weighted_options *o)
{
    bool any = false;
    for (ptrdiff_t k = 0; k < o->window; k++) any |= o->weights[k] == 0;
    return any;
}

static int mend_classes(const piece *p)
{
    const fr_classes *all = all_classes();
    const bool unweighted = has_zeros(p->mend->options); /* extreme elements may be in ordinary windows */
    bool there[FR_MOST_CLASSES] = {false};
    int status = find_largest(p);
    for (ptrdiff_t i = p->wanted.first; i < p->wanted.last && !status; i++)
        there[class_of(p->largest[i - p->elements.first])] = true;
    for (int c = 0; c < all->count && !status; c++)
        if (there[c] && (all->scale[c] || p->mend->weights || unweighted)) status = mend_class(p, c);
    return status;
}

static bool is_ordinary(const piece *p)
{
    const fr_watch watch = fr_weighted_watch(NULL);
    const fr_look seen = fr_look_at_series(p->x, p->elements.first, length(p));
    return fr_is_ordinary(&watch, seen) && !p->mend->weights;
}

static int mend_piece(piece *p, ptrdiff_t n)
{
    const fr_weighted_options *o = p->mend->options;
    const ptrdiff_t last = fr_smaller(fr_larger(p->wanted.last, p->wanted.last + o->shift), n);
    const ptrdiff_t first =
        fr_smaller(fr_smaller(p->wanted.first + o->shift + 1 - o->window, p->wanted.first), last - o->shift - 1);
    p->elements = (fr_range){fr_larger(first, 0) / WEIGHTED_TILE * WEIGHTED_TILE, last};
    if (is_ordinary(p)) return FR_OK;
    const size_t size = (size_t)length(p) * sizeof *p->copy;
    double *memory = calloc(3, size);
    if (!memory) return FR_NO_MEMORY;
    p->copy = memory, p->made = memory + length(p), p->largest = memory + 2 * length(p);
    const int status = mend_classes(p);
    free(memory);
    return status;
}

int fr_weighted_mend_all(const fr_weighted_mend *mend)
{
    const fr_weighted_options *o = mend->options;
    const ptrdiff_t groups = o->offsets ? o->groups : 1, step = PIECE + 16 * fr_smaller(o->window, mend->n);
    int status = FR_OK;
    for (ptrdiff_t part = 0; part < mend->series * groups; part++) {
        const ptrdiff_t begin = o->offsets ? o->offsets[part % groups] : 0;
        const ptrdiff_t n = (o->offsets ? o->offsets[part % groups + 1] : mend->n) - begin;
        piece p = {.mend = mend,
                   .x = fr_part(fr_series_of(mend->in, part / groups), begin),
                   .out = fr_part(fr_series_of(mend->out, part / groups), begin)};
        for (ptrdiff_t i = 0; i < n && !status; i += step) {
            p.wanted = (fr_range){i, fr_smaller(i + step, n)};
            status = mend_piece(&p, n);
        }
    }
    return status;
}
