/*
 * range.c - windows with elements so large, or so small, that powers of them leave the range of doubles.
 *
 * Scheme.  Walks look at elements anyway, and tell whether any is not ordinary: so large or small that the powers which
 * the statistic is made of, or sums of many of these, might overflow, or lose digits to underflow.  That is rare.  If
 * there are such elements, windows are put into classes by the largest magnitude among their own elements, which the
 * statistic `max` finds.  One class is that of ordinary windows, whose results are right already and stay as they are.
 * For each other class that occurs, elements are multiplied by a power of two that makes its windows ordinary, the
 * statistic is computed of them by the same walks, and its results are multiplied by the power of two that follows from
 * the statistic's SCALES, which rounds them once.  If most elements seem not to be ordinary, all windows are
 * computed so from the beginning, and none twice.
 *
 * So a result still depends on nothing but its window.  Classes are as wide as they can be.  Deviations from an anchor
 * need no classes of their own: of numbers up to m they are 0 or not less than m * 2^-53, for which classes have room.
 * Of two series each has classes, and a window is in one of both.
 */
#include "range.h"
#include "range_work.h"
#include <stdlib.h>

static const fr_kernel *kernel_of(const fr_statistic *what)
{
    int count;
    return fr_best_isa()->kernels[what - fr_statistics(&count)];
}

void fr_watch_window(fr_watch *watch, const fr_kernel *kernel, ptrdiff_t window)
{
    const bool sums = fr_highest_scale(kernel).power == 1;
    int length = 0;
    while (window >> length) length++;
    if (sums && 1022 - length > 960) watch->ordinary.largest = FR_SIZE(1022 - length);
}

/* At elements [from, to) of an input of some series. */
static fr_look look_at(const fr_mend *mend, const fr_section *part, int input, ptrdiff_t from, ptrdiff_t to)
{
    const fr_array *a = &mend->in[input];
    fr_look seen = FR_NOTHING_SEEN;
    for (ptrdiff_t i = from; i < to && part->series > 1 && fr_are_plain_rows(a); i++)
        seen = fr_both_seen(seen, fr_look_along(fr_row_at(a, part->first, i), part->series, !seen.finite));
    if (part->series > 1 && fr_are_plain_rows(a)) return seen;
    for (ptrdiff_t s = part->first; s < part->first + part->series; s++) {
        const fr_series x = fr_series_of(a, s);
        if (fr_is_plain(x))
            seen = fr_both_seen(seen, fr_look_along((const double *)x.at + from, to - from, !seen.finite));
        else
            for (ptrdiff_t i = from; i < to; i++) fr_look_more(&seen, fr_element(x, i));
    }
    return seen;
}

bool fr_find_extremes(const fr_mend *mend, const fr_section *part, fr_range *narrow)
{
    enum { STRETCH = 1024 };
    const fr_watch watch = fr_watch_for(kernel_of(mend->what), NULL);
    bool found = false;
    for (ptrdiff_t from = part->needed.first; from < part->needed.last; from += STRETCH) {
        const ptrdiff_t to = fr_smaller(from + STRETCH, part->needed.last);
        bool ordinary = true;
        for (int k = 0; k < mend->what->inputs; k++)
            ordinary &= fr_is_ordinary(&watch, look_at(mend, part, k, from, to));
        if (ordinary) continue;
        if (!found) narrow->first = from;
        narrow->last = to;
        found = true;
    }
    return found;
}

static ptrdiff_t length(fr_range r) { return r.last - r.first; }

/* Series in the order of the caller's, so that the walk is the same. */
static fr_array array_at(const fr_range_work *w, double *at, fr_range range)
{
    const ptrdiff_t word = sizeof(double), series = w->part->series;
    if (fr_side_by_side(&w->mend->in[0], series, 2)) return (fr_array){at, series * word, word, FR_FLOAT64};
    return (fr_array){at, word, length(range) * word, FR_FLOAT64};
}

/* Zeros in pages that take no memory unless they are written to. */
static int take_memory(fr_range_work *w)
{
    const fr_section *part = w->part;
    const int inputs = w->mend->what->inputs, results = w->mend->what->outputs;
    const size_t series = (size_t)part->series, elements = (size_t)length(part->elements),
                 outputs = (size_t)length(part->outputs), one = sizeof(double) * series;
    size_t copies, made;
    if (__builtin_mul_overflow(elements * (size_t)inputs, one, &copies) ||
        __builtin_mul_overflow(outputs * (size_t)(results + 1), one, &made) ||
        __builtin_add_overflow(copies, made, &copies))
        return FR_NO_MEMORY;
    double *at = w->memory = calloc(copies, 1);
    if (!at) return FR_NO_MEMORY;
    for (int k = 0; k < inputs; k++, at += elements * series) w->in[k] = array_at(w, at, part->elements);
    for (int k = 0; k < results; k++, at += outputs * series) w->made[k] = array_at(w, at, part->outputs);
    for (int k = 0; k < inputs; k++) w->class_of[k] = (signed char *)at + (size_t)k * outputs * series;
    return FR_OK;
}

/* The magnitudes of an input, where no element of the other one is missing. */
static void take_magnitudes(const fr_range_work *w, int input)
{
    const fr_section *part = w->part;
    const int other = w->mend->what->inputs - 1 - input;
    const double limit = w->mend->options->skip_inf ? DBL_MAX : INFINITY;
    for (ptrdiff_t s = 0; s < part->series; s++) {
        const fr_series x = fr_series_of(&w->mend->in[input], part->first + s),
                        y = fr_series_of(&w->mend->in[other], part->first + s), to = fr_series_of(&w->in[0], s);
        for (ptrdiff_t i = part->needed.first; i < part->needed.last; i++) {
            const double magnitude = fabs(fr_element(x, i));
            const bool there = magnitude <= limit && (other == input || fabs(fr_element(y, i)) <= limit);
            fr_set_element(to, i - part->elements.first, there ? magnitude : NAN);
        }
    }
}

/* The class of a window with that largest magnitude; NaN: nothing is there.  That of an infinity is the last one. */
static int class_of_window(const fr_classes *all, int ordinary, double largest)
{
    if (!(largest > 0)) return ordinary;
    return fr_class_of_exponent(all, (int)(fr_bits(largest) >> 52) - 1023);
}

/* If all elements but zeros are of one class, so are windows. */
static bool same_class(const fr_range_work *w, int input, int *class)
{
    const fr_look seen = look_at(w->mend, w->part, input, w->part->needed.first, w->part->needed.last);
    const bool nothing = seen.least > seen.largest;
    *class = nothing ? fr_ordinary_class(w->all) : fr_class_of_exponent(w->all, seen.largest / 16 - 1023);
    return nothing || *class == fr_class_of_exponent(w->all, seen.least / 16 - 1023);
}

/* Leaves the class of each window, and marks those that there are. */
static int find_classes(fr_range_work *w, int input, bool there[FR_MOST_CLASSES])
{
    const double *largest = w->made[0].data;
    const int ordinary = fr_ordinary_class(w->all);
    const ptrdiff_t apart = w->made[0].along / (ptrdiff_t)sizeof(double);
    if (same_class(w, input, &w->same[input])) {
        w->class_of[input] = NULL;
        there[w->same[input]] = true;
        return FR_OK;
    }
    fr_options options = *w->mend->options;
    options.min_periods = 1;
    take_magnitudes(w, input);
    const int status = w->mend->again(w->mend, w->part, fr_find("max"), w->in, w->made, &options);
    for (ptrdiff_t s = 0; s < w->part->series && !status; s++) {
        ptrdiff_t at = fr_range_place(w, s, w->part->wanted.first);
        for (ptrdiff_t i = w->part->wanted.first; i < w->part->wanted.last; i++, at += apart) {
            const int class = class_of_window(w->all, ordinary, largest[at]);
            w->class_of[input][at] = (signed char)class;
            there[class] = true;
        }
    }
    return status;
}

/* All that windows of these classes need. */
static int mend_classes(const fr_range_work *w, const int class_of[FR_MAX_INPUTS])
{
    for (int k = 0; k < w->mend->what->inputs; k++) fr_range_scale(w, k, w->all->scale[class_of[k]]);
    const int status = w->mend->again(w->mend, w->part, w->mend->what, w->in, w->made, w->mend->options);
    for (int k = 0; k < w->mend->what->outputs && !status; k++) fr_range_take(w, k, class_of);
    return status;
}

/* Marks pairs of classes that windows have. */
static void find_pairs(const fr_range_work *w, bool pairs[FR_MOST_CLASSES][FR_MOST_CLASSES])
{
    const ptrdiff_t apart = w->made[0].along / (ptrdiff_t)sizeof(double);
    for (ptrdiff_t s = 0; s < w->part->series; s++) {
        ptrdiff_t at = fr_range_place(w, s, w->part->wanted.first);
        for (ptrdiff_t i = w->part->wanted.first; i < w->part->wanted.last; i++, at += apart)
            pairs[w->class_of[0][at]][w->class_of[1][at]] = true;
    }
}

static int mend_windows(fr_range_work *w)
{
    const int ordinary = fr_ordinary_class(w->all), inputs = w->mend->what->inputs;
    bool there[FR_MAX_INPUTS][FR_MOST_CLASSES] = {{false}}, pairs[FR_MOST_CLASSES][FR_MOST_CLASSES] = {{false}};
    const bool first = w->mend->first;
    int status = FR_OK;
    for (int k = 0; k < inputs && !status; k++) status = find_classes(w, k, there[k]);
    if (inputs == 1) there[1][ordinary] = true;
    const bool both = !status && inputs == 2 && w->class_of[0] && w->class_of[1];
    if (both) find_pairs(w, pairs);
    for (int x = 0; x < w->all->count; x++)
        for (int y = 0; y < w->all->count && !status; y++)
            if (there[0][x] && there[1][y] && (pairs[x][y] || !both) && (first || x != ordinary || y != ordinary))
                status = mend_classes(w, (const int[]){x, y});
    return status;
}

int fr_mend_part(const fr_mend *mend, const fr_section *part)
{
    fr_range_work w = {.mend = mend, .part = part, .kernel = kernel_of(mend->what)};
    w.all = fr_classes_for(w.kernel);
    int status = take_memory(&w);
    if (!status) status = mend_windows(&w);
    free(w.memory);
    return status;
}
