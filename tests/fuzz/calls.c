/*
 * calls.c - calls of fr_rolling() and its relatives: options and windows of any kind; see rolling.h.
 */
#include "bounds.h"
#include "data.h"
#include "rolling.h"
#include "unchecked.h"
#include <string.h>

static size_t some_size(decisions *d)
{
    const size_t least = offsetof(fr_options, skip_inf), whole = sizeof(fr_options);
    return seldom(d, 9) ? least + 8 * (size_t)one_of(d, (ptrdiff_t)(whole - least) / 8) : whole;
}

static void some_options(decisions *d, rolling_call *c)
{
    fr_options *o = &c->options;
    fr_options_init(o, sizeof *o);
    o->window = some_window(d, c->n);
    o->min_periods = seldom(d, 3) ? some_window(d, c->n) : one_of(d, 5) - 1;
    o->shift = seldom(d, 5) ? any_integer(d, c->n) : 0;
    o->ddof = seldom(d, 4) ? (double)one_of(d, 40) / 4 : 1;
    o->skip_inf = seldom(d, 4);
    o->center = seldom(d, 3), o->closed = (fr_closed)(seldom(d, 3) ? one_of(d, 4) : 0);
    const int64_t step = seldom(d, 8) ? any_integer(d, c->n) : 0;
    o->step = c->way != BY_OPTIONS || seldom(d, 2) ? 1 : step > 0 ? step : one_of(d, 7);
    o->threads = seldom(d, 3) ? one_of(d, 4) : 0;
    o->keep_nan = seldom(d, 2);
    o->ties = (fr_ties)one_of(d, FR_TIES), o->interpolation = (fr_interpolation)one_of(d, FR_INTERPOLATIONS);
    const ptrdiff_t rules = one_of(d, 8);
    o->descending = rules & 1, o->pct = rules & 2, o->symmetric = rules & 4;
    o->quantiles = 1 + one_of(d, MOST_QUANTILES);
    for (ptrdiff_t k = 0; k < o->quantiles; k++) c->q[k] = (double)one_of(d, 65) / 64;
    if (!c->what || !c->what->has_q) o->size = some_size(d);
}

rolling_call some_call(decisions *d, placing way, const fr_statistic *what)
{
    rolling_call c = {.way = way, .what = what, .n = some_length(d)};
    some_options(d, &c);
    c.series = some_series(d, c.n);
    c.results = way == BY_BOUNDS ? (seldom(d, 3) ? some_length(d) : c.n) : c.n;
    const ptrdiff_t step = complete_options(&c).step;
    if (way == BY_OPTIONS) c.results = c.n / step + (c.n % step != 0);
    if (way == BY_TIMES) c.start = some_times(d, c.n), c.span = any_integer(d, c.n);
    if (c.options.center && c.span < 0) c.span = -(c.span + 1); /* half of a span before the element is none */
    if (way == BY_GROUPS) c.start = some_offsets(d, c.n, &c.groups);
    if (way == BY_BOUNDS) {
        c.start = exactly((size_t)c.results * sizeof *c.start), c.end = exactly((size_t)c.results * sizeof *c.end);
        some_bounds(d, c.n, c.results, c.start, c.end);
    }
    return c;
}

void describe_call(const rolling_call *c)
{
    const fr_options *o = &c->options;
    describe(
        "%s, windows by %s: %td series of %td, %td results; window %td shift %td min_periods %td ddof %g skip_inf %d "
        "center %d closed %d step %td, span %lld, options of %zu bytes",
        c->what ? c->what->name : "function", (const char *[]){"options", "bounds", "times", "groups"}[c->way],
        c->series, c->n, c->results, o->window, o->shift, o->min_periods, o->ddof, o->skip_inf, o->center, o->closed,
        o->step, (long long)c->span, o->size);
}

void free_call(rolling_call *c) { free(c->start), free(c->end); }

int outputs_of(const rolling_call *c)
{
    if (c->function) return 1;
    return c->what->has_q ? (int)c->options.quantiles : c->what->outputs;
}

sizes sizes_of(const rolling_call *c)
{
    return (sizes){c->function ? 1 : c->what->inputs, outputs_of(c), c->series, c->n, c->results};
}

fr_options complete_options(const rolling_call *c)
{
    fr_options o;
    fr_options_init(&o, sizeof o);
    memcpy(&o, &c->options, c->options.size < sizeof o ? c->options.size : sizeof o);
    if (o.step == 0) o.step = 1;
    if (o.min_periods == FR_WHOLE_WINDOW) o.min_periods = c->way == BY_OPTIONS || c->way == BY_GROUPS ? o.window : 1;
    return o;
}

static int run_function(rolling_call *c, const fr_array *in, const fr_array *out)
{
    const fr_options *o = &c->options;
    if (c->way == BY_OPTIONS)
        return fr_rolling_apply(c->function, c->user_data, in, out, c->series, c->n, o, &c->failed);
    return (c->shared ? fr_rolling_bounds_apply_shared : fr_rolling_bounds_apply)(c->function, c->user_data, in, out,
                                                                                  c->series, c->n, c->start, c->end,
                                                                                  c->results, o, &c->failed);
}

int run_rolling(void *call, const fr_array *in, const fr_array *out)
{
    rolling_call *c = call;
    fr_options *o = &c->options;
    o->q = c->q;
    if (c->function) return run_function(c, in, out);
    switch (c->way) {
    case BY_BOUNDS: return fr_rolling_bounds(c->what, in, out, c->series, c->n, c->start, c->end, c->results, o);
    case BY_TIMES:
        return fr_rolling_times(c->what, in, out, c->series, c->n, c->start, c->span, o->center, o->closed, o);
    case BY_GROUPS: return fr_rolling_groups(c->what, in, out, c->series, c->start, c->groups, o);
    default: return fr_rolling(c->what, in, out, c->series, c->n, o);
    }
}
