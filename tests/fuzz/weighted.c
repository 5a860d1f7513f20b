/*
 * weighted.c - statistics of windows whose elements have weights, of series and of groups.
 */
#include "weighted_oracle.h"
#include "bits.h"
#include "data.h"
#include "rolling.h"

enum { MOST_WEIGHTS = 700, CHECKED = 40 };

typedef struct {
    const fr_statistic *what;
    ptrdiff_t series, n;
    int64_t *offsets;
    double *weights;
    fr_weighted_options options;
} weighted_call;

static int run(void *call, const fr_array *in, const fr_array *out)
{
    const weighted_call *c = call;
    return fr_weighted(c->what, in, out, c->series, c->n, &c->options);
}

static double *some_weights(decisions *d, ptrdiff_t count)
{
    double *weights = exactly((size_t)count * sizeof *weights);
    const ptrdiff_t kind = one_of(d, 4);
    for (ptrdiff_t k = 0; k < count; k++)
        weights[k] = kind == 0   ? 1
                     : kind == 1 ? sin(3.14159 * ((double)k + 0.5) / (double)count) + 0.01
                     : kind == 2 ? (double)(k % 5)
                                 : uniform() - 0.3;
    return weights;
}

static weighted_call some_weighted_call(decisions *d)
{
    int count;
    const fr_statistic *all = fr_weighted_statistics(&count);
    weighted_call c = {.what = &all[one_of(d, count)], .n = some_length(d)};
    fr_weighted_options *o = &c.options;
    fr_weighted_options_init(o, sizeof *o);
    const ptrdiff_t window = some_window(d, c.n);
    o->window = window < MOST_WEIGHTS ? window : MOST_WEIGHTS;
    o->weights = c.weights = some_weights(d, o->window);
    o->min_periods = seldom(d, 3) ? some_window(d, c.n) : one_of(d, 5) - 1;
    o->shift = seldom(d, 4) ? any_integer(d, c.n) : seldom(d, 3) ? (o->window - 1) / 2 : 0;
    o->ddof = (double)one_of(d, 8) / 2, o->skip_inf = seldom(d, 4), o->threads = one_of(d, 3);
    if (seldom(d, 4)) o->offsets = c.offsets = some_offsets(d, c.n, &o->groups);
    c.series = some_series(d, c.n);
    describe("weighted %s: %td series of %td; window %td shift %td min_periods %td ddof %g skip_inf %d groups %td",
             c.what->name, c.series, c.n, o->window, o->shift, o->min_periods, o->ddof, o->skip_inf, o->groups);
    return c;
}

/* Sums whose parts cancel are as wrong as their parts are large. */
static void check_result(const weighted_call *c, const double *x, ptrdiff_t i, double got)
{
    ptrdiff_t from = 0, to = c->n, g = 0;
    double room, total = 0, size = 0;
    if (c->offsets) {
        while (c->offsets[g + 1] <= i) g++;
        from = c->offsets[g], to = c->offsets[g + 1];
    }
    for (ptrdiff_t k = 0; k < c->options.window; k++) total += c->weights[k], size += fabs(c->weights[k]);
    if (strcmp(c->what->name, "sum") && total < size) return;
    fr_weighted_options o = c->options;
    const ptrdiff_t far = (ptrdiff_t)1 << 40; /* beyond all series, and the oracle adds to it */
    o.shift = o.shift > far ? far : o.shift < -far ? -far : o.shift;
    const double value = weighted_oracle(c->what->name, x + from, to - from, i - from, &o, &room);
    REQUIRE((got != got && value != value) || got == value || fabs(got - value) <= room + 0x1p-1074,
            "output %td is %.17g, not %.17g", i, got, value);
}

static void check_some(decisions *d, const weighted_call *c, const arrays *plain)
{
    const magnitudes m = magnitudes_of(plain);
    const ptrdiff_t all = c->series * c->n, by = 1 + all / CHECKED;
    if (!all || (m.infinite && !c->options.skip_inf)) return;
    for (ptrdiff_t i = one_of(d, by); i < all; i += by)
        check_result(c, (double *)plain->in[0].data + i / c->n * c->n, i % c->n, ((double *)plain->out[0].data)[i]);
}

static int spoil_weighted(decisions *d, weighted_call *c, arrays *a)
{
    fr_weighted_options *o = &c->options;
    int count;
    switch (one_of(d, 9)) {
    case 0: return spoil_arrays(d, a);
    case 1: o->size = (size_t)one_of(d, 40); return FR_BAD_OPTIONS;
    case 2: o->window = -1 - one_of(d, 9); return FR_BAD_WINDOW;
    case 3: o->min_periods = -2 - one_of(d, 9); return FR_BAD_MIN_PERIODS;
    case 4: o->ddof = seldom(d, 2) ? NAN : INFINITY; return FR_BAD_DDOF;
    case 5:
        if (!o->window) return FR_OK;
        if (seldom(d, 3)) o->weights = NULL;
        else c->weights[one_of(d, o->window)] = seldom(d, 2) ? NAN : INFINITY;
        return FR_BAD_WEIGHTS;
    case 6: o->threads = -1 - one_of(d, 9); return FR_BAD_THREADS;
    case 7:
        if (!c->offsets) return FR_OK;
        c->offsets[one_of(d, o->groups + 1)] = -1 - one_of(d, 3);
        return FR_BAD_BOUNDS;
    default: c->what = seldom(d, 2) ? NULL : fr_statistics(&count); return FR_BAD_STATISTIC;
    }
}

void fuzz_weighted(decisions *d)
{
    weighted_call c = some_weighted_call(d);
    const sizes s = {1, 1, c.series, c.n, c.n};
    arrays plain = plain_arrays(d, &s), odd = odd_arrays(d, &plain);
    if (seldom(d, 4)) {
        const int wanted = spoil_weighted(d, &c, &odd), status = wanted ? run(&c, odd.in, odd.out) : FR_OK;
        REQUIRE(status == wanted, "status %d, not %d", status, wanted);
        require_untouched(&odd);
    } else {
        require_ok(run(&c, plain.in, plain.out));
        check_some(d, &c, &plain);
        use_any(d);
        if (seldom(d, 4)) require_memory_errors(run, &c, &odd);
        require_ok(run(&c, odd.in, odd.out));
        require_same(&odd, &plain);
    }
    free(c.offsets), free(c.weights), free_arrays(&plain), free_arrays(&odd);
}
