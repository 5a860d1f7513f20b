/*
 * range_lines.c - elements and results of a part times powers of two: whole lines where they lie side by side in
 * memory.
 */
#include "range_work.h"

typedef void scale_line(const double *from, ptrdiff_t count, const fr_factors *by, double *to);

/* Smaller elements than 2^that have denormal powers, and are nothing beside the largest one of a window. */
static int negligible(const fr_range_work *w)
{
    static const int of_power[] = {0, -1020, -510, -340, -255, -1020};
    return of_power[w->all - fr_classes_of_power];
}

void fr_range_scale(const fr_range_work *w, int input, int exponent)
{
    const fr_section *part = w->part;
    const fr_array *in = &w->mend->in[input], *copy = &w->in[input];
    enum { NONE = -2000 };
    const fr_factors by = fr_power_of_two(exponent, exponent ? negligible(w) : NONE);
    const ptrdiff_t origin = part->elements.first, from = part->needed.first, to = part->needed.last;
    const bool rows = part->series > 1 && fr_are_plain_rows(in) && fr_are_plain_rows(copy), up = exponent > 0;
    scale_line *const line = fr_best_isa()->scale[up ? FR_SCALE_UP : FR_SCALE_DOWN];
    for (ptrdiff_t i = from; i < to && rows; i++)
        line(fr_row_at(in, part->first, i), part->series, &by, fr_row_at(copy, 0, i - origin));
    for (ptrdiff_t s = 0; s < part->series && !rows; s++) {
        const fr_series x = fr_series_of(in, part->first + s), made = fr_series_of(copy, s);
        if (fr_is_plain(x) && fr_is_plain(made))
            line((const double *)x.at + from, to - from, &by, (double *)made.at + from - origin);
        else
            for (ptrdiff_t i = from; i < to; i++) {
                const double element = fr_element(x, i);
                fr_set_element(made, i - origin,
                               up ? fr_larger_element(element, &by) : fr_smaller_element(element, &by));
            }
    }
}

/* Whether an output of windows of that class is not right yet. */
static bool is_beyond(const fr_range_work *w, int output, int class)
{
    const fr_classes *own = fr_classes_of(w->kernel->scales[output]);
    return w->mend->first || own->scale[fr_class_of_exponent(own, w->all->from[class])] != 0;
}

static bool is_of(const fr_range_work *w, int input, ptrdiff_t at, int class)
{
    return !w->class_of[input] || w->class_of[input][at] == class;
}

/* Takes an output line by line, if these are the classes of all windows, and results lie as they were made. */
static bool take_lines(const fr_range_work *w, int output, const fr_factors *back)
{
    const fr_array *to = &w->mend->out[output], *made = &w->made[output];
    const ptrdiff_t first = w->part->wanted.first, count = w->part->wanted.last - first,
                    origin = w->part->outputs.first;
    const bool rows = w->part->series > 1 && fr_are_plain_rows(to) && fr_are_plain_rows(made);
    scale_line *const scale_back = fr_best_isa()->scale[FR_SCALE_BACK];
    if (w->class_of[0] || w->class_of[w->mend->what->inputs - 1]) return false;
    for (ptrdiff_t i = first; i < first + count && rows; i++)
        scale_back(fr_row_at(made, 0, i - origin), w->part->series, back, fr_row_at(to, w->part->first, i));
    if (rows) return true;
    for (ptrdiff_t s = 0; s < w->part->series; s++)
        if (!fr_is_plain(fr_series_of(to, w->part->first + s)) || !fr_is_plain(fr_series_of(made, s))) return false;
    for (ptrdiff_t s = 0; s < w->part->series; s++)
        scale_back(fr_row_at(made, s, first - origin), count, back, fr_row_at(to, w->part->first + s, first));
    return true;
}

void fr_range_take(const fr_range_work *w, int output, const int class_of[FR_MAX_INPUTS])
{
    const fr_scale by = w->kernel->scales[output];
    const int pair = w->mend->what->inputs - 1, x = class_of[0], y = class_of[pair];
    const fr_factors back = fr_power_of_two(-by.x * w->all->scale[x] - by.y * w->all->scale[y], 0);
    const double *made = w->made[output].data;
    const ptrdiff_t apart = w->made[output].along / (ptrdiff_t)sizeof(double);
    if (!is_beyond(w, output, x) && !is_beyond(w, output, y)) return;
    if (take_lines(w, output, &back)) return;
    for (ptrdiff_t s = 0; s < w->part->series; s++) {
        const fr_series to = fr_series_of(&w->mend->out[output], w->part->first + s);
        ptrdiff_t at = fr_range_place(w, s, w->part->wanted.first);
        for (ptrdiff_t i = w->part->wanted.first; i < w->part->wanted.last; i++, at += apart)
            if (is_of(w, 0, at, x) && is_of(w, pair, at, y)) fr_set_element(to, i, fr_scaled_back(made[at], &back));
    }
}
