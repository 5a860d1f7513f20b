/*
 * watch.c - which elements are ordinary to a statistic, and how that is noticed; range.c has the scheme.
 */
#include "watch.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { NONE = -1100, QUOTIENTS = 5 };

/* Ordinary numbers m have (m / 2^53)^power above 2^-1000, about, and 2^100 m^power in the range of doubles. */
const fr_classes fr_classes_of_power[] = {
    {1, {NONE}, {0}},
    {2, {NONE, 960}, {0, -930}},
    {4, {NONE, -440, 490, 960}, {930, 0, -930, -930}}, /* the last: as for power 1, if a statistic has both */
    {5, {NONE, -860, -270, 320, 910}, {1180, 590, 0, -590, -1180}},
    {6, {NONE, -1020, -605, -190, 225, 640}, {1245, 830, 415, 0, -415, -830}},
    {3, {NONE, -960, 960}, {900, 0, -930}}, /* of quotients: denormal ones take long */
};

int fr_class_of_exponent(const fr_classes *all, int exponent)
{
    int c = all->count - 1;
    while (exponent < all->from[c]) c--;
    return c;
}

int fr_ordinary_class(const fr_classes *all)
{
    int c = 0;
    while (all->scale[c] != 0) c++;
    return c;
}

fr_scale fr_highest_scale(const fr_kernel *kernel)
{
    fr_scale most = kernel->scales[0];
    for (int k = 1; k < FR_MAX_OUTPUTS; k++) most = kernel->scales[k].power > most.power ? kernel->scales[k] : most;
    return most;
}

const fr_classes *fr_classes_for(const fr_kernel *kernel) { return fr_classes_of(fr_highest_scale(kernel)); }

const fr_classes *fr_classes_of(fr_scale scale)
{
    return &fr_classes_of_power[scale.quotient ? QUOTIENTS : scale.power];
}

fr_watch fr_watch_for(const fr_kernel *kernel, bool *found)
{
    const fr_classes *all = fr_classes_for(kernel);
    const int c = fr_ordinary_class(all),
              beyond = c + 1 < all->count ? FR_SIZE(all->from[c + 1]) : FR_NOTHING_SEEN.least;
    return (fr_watch){{beyond, all->from[c] == NONE ? 0 : FR_SIZE(all->from[c]), true}, found};
}

void fr_look_more(fr_look *seen, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits &= ~((uint64_t)1 << 63);
    const int large = (int)(bits >> 48), small = (int)((bits - 1) >> 48);
    if (large < FR_SIZE(1024)) *seen = fr_both_seen(*seen, (fr_look){large, small, true});
    else seen->finite = false;
}

fr_look fr_look_along(const double *x, ptrdiff_t count, bool gaps_expected)
{
    const fr_isa *isa = fr_best_isa();
    const ptrdiff_t vectors = count / isa->lanes;
    fr_look seen = isa->look(x, 1, isa->lanes, vectors, gaps_expected);
    for (ptrdiff_t i = vectors * isa->lanes; i < count; i++) fr_look_more(&seen, x[i]);
    return seen;
}

fr_look fr_look_at_series(fr_series x, ptrdiff_t from, ptrdiff_t count)
{
    fr_look seen = FR_NOTHING_SEEN;
    if (fr_is_plain(x)) return fr_look_along((const double *)x.at + from, count, false);
    for (ptrdiff_t i = from; i < from + count; i++) fr_look_more(&seen, fr_element(x, i));
    return seen;
}

bool fr_seem_extreme(const fr_watch *watch, const fr_array *in, int inputs, ptrdiff_t series, ptrdiff_t n)
{
    enum { SAMPLES = 16 };
    int extreme = 0;
    if (!fr_may_sample(series, n)) return false;
    for (ptrdiff_t i = 0; i < SAMPLES; i++) {
        fr_look seen = FR_NOTHING_SEEN;
        for (int k = 0; k < inputs; k++)
            fr_look_more(&seen, fr_element(fr_series_of(&in[k], i * (series - 1) / (SAMPLES - 1)),
                                           i * (n - 1) / (SAMPLES - 1)));
        extreme += !fr_is_ordinary(watch, seen);
    }
    return extreme > SAMPLES / 2;
}
