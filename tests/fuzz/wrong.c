/*
 * wrong.c - calls with one wrong argument, and the status that it must have.
 */
#include "rolling.h"
#include <math.h>

enum { ARRAYS_WRONG = 6 };

static bool is_empty(const arrays *a, bool input)
{
    return !a->sizes.series || !(input ? a->sizes.n : a->sizes.results);
}

int spoil_arrays(decisions *d, arrays *a)
{
    const bool input = seldom(d, 2), empty = is_empty(a, input);
    fr_array *array = input ? &a->in[one_of(d, a->sizes.inputs)] : &a->out[one_of(d, a->sizes.outputs)];
    const ptrdiff_t length = input ? a->sizes.n : a->sizes.results, series = a->sizes.series;
    if (empty) return FR_OK;
    switch (one_of(d, ARRAYS_WRONG)) {
    case 0: array->data = NULL; return FR_BAD_ARRAY;
    case 1: array->type = (fr_type)(seldom(d, 2) ? -1 : 2 + one_of(d, 9)); return FR_BAD_TYPE;
    case 2: array->data = (char *)array->data + 1 + one_of(d, 3); return FR_BAD_STRIDE;
    case 3:
        if (length < 2) return FR_OK;
        if (seldom(d, 2)) array->along += 2;
        else if (length > 2) array->along = PTRDIFF_MAX / 8 * 8;
        else return FR_OK;
        return FR_BAD_STRIDE;
    case 4:
        if (input || length < 2) return FR_OK;
        array->along = 0;
        return FR_BAD_STRIDE;
    default:
        if (input || series < 2) return FR_OK;
        array->across = 0;
        return FR_BAD_STRIDE;
    }
}

static int spoil_windows(decisions *d, rolling_call *c)
{
    const ptrdiff_t at = c->results ? one_of(d, c->results) : 0;
    const int64_t places[] = {-1, c->n + 1, INT64_MIN, INT64_MAX};
    if (c->way == BY_OPTIONS || !c->series || !c->results) return FR_OK;
    if (c->way == BY_BOUNDS) {
        if (seldom(d, 9)) c->start = NULL; /* kept by whoever frees it */
        else *(seldom(d, 2) ? &c->start[at] : &c->end[at]) = places[one_of(d, 4)];
        return FR_BAD_BOUNDS;
    }
    if (c->way == BY_GROUPS) {
        const ptrdiff_t g = one_of(d, c->groups + 1);
        if (g == 0) c->start[0] = seldom(d, 2) ? -1 : 1;
        else c->start[g] = c->start[g - 1] - 1 - one_of(d, 5);
        return FR_BAD_BOUNDS;
    }
    if (c->n < 3 || at == 0 || at == c->n - 1 || c->start[0] == c->start[c->n - 1]) return FR_OK;
    const bool ascend = c->start[0] < c->start[c->n - 1];
    const int64_t least = ascend ? c->start[0] : c->start[c->n - 1];
    if (least == INT64_MIN) return FR_OK;
    c->start[at] = least - 1;
    return FR_NOT_MONOTONIC;
}

static int spoil_options(decisions *d, rolling_call *c)
{
    static const double no_ddof[] = {NAN, INFINITY, -INFINITY};
    static const double no_quantiles[] = {NAN, -0.1, 1.5, INFINITY};
    fr_options *o = &c->options;
    const int64_t any = any_integer(d, c->n), negative = any < 0 ? any : -1;
    const bool whole = o->size == sizeof *o, has_q = c->what && c->what->has_q, has_ties = c->what && c->what->has_ties;
    switch (one_of(d, 10)) {
    case 0: o->size = seldom(d, 2) ? 0 : o->size + 1 + (size_t)one_of(d, 7); return FR_BAD_OPTIONS;
    case 1: o->size = sizeof *o + 8 + 8 * (size_t)one_of(d, 9); return FR_BAD_OPTIONS;
    case 2: o->window = negative; return FR_BAD_WINDOW;
    case 3: o->min_periods = negative < -1 ? negative : -2; return FR_BAD_MIN_PERIODS;
    case 4: o->ddof = no_ddof[one_of(d, 3)]; return FR_BAD_DDOF;
    case 5: o->closed = (fr_closed)(4 + one_of(d, 9)); return whole ? FR_BAD_CLOSED : FR_OK;
    case 6: o->step = negative; return whole ? FR_BAD_STEP : FR_OK;
    case 7: o->threads = negative; return whole ? FR_BAD_THREADS : FR_OK;
    case 8: o->ties = (fr_ties)(FR_TIES + one_of(d, 9)); return whole && has_ties ? FR_BAD_TIES : FR_OK;
    default:
        if (!has_q) return FR_OK;
        if (seldom(d, 3)) o->interpolation = (fr_interpolation)(FR_INTERPOLATIONS + one_of(d, 9));
        else c->q[one_of(d, o->quantiles)] = no_quantiles[one_of(d, 4)];
        return o->interpolation < FR_INTERPOLATIONS ? FR_BAD_QUANTILES : FR_BAD_INTERPOLATION;
    }
}

static int spoil_rest(decisions *d, rolling_call *c)
{
    int count;
    switch (one_of(d, 4)) {
    case 0: c->n = -1 - one_of(d, 3); return c->way == BY_GROUPS ? FR_OK : FR_BAD_LENGTH;
    case 1: c->series = -1 - one_of(d, 3); return FR_BAD_LENGTH;
    case 2: c->what = NULL, c->function = NULL; return 1;
    default:
        if (c->function) return FR_OK;
        c->what = seldom(d, 2) ? fr_ewm_statistics(&count) : (const fr_statistic *)((const char *)c->what + 8);
        return FR_BAD_STATISTIC;
    }
}

int spoil(decisions *d, rolling_call *c, arrays *a)
{
    switch (one_of(d, 4)) {
    case 0: return spoil_arrays(d, a);
    case 1: return spoil_windows(d, c);
    case 2: return spoil_options(d, c);
    default: return spoil_rest(d, c);
    }
}
