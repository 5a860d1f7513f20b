/*
 * ewm.c - exponentially weighted statistics: of series, of groups, the last result alone.
 */
#include "ewm_oracle.h"
#include "bits.h"
#include "data.h"
#include "rolling.h"

enum { ALL, GROUPS, LAST, EWM_WAYS };

typedef struct {
    int way;
    const fr_statistic *what;
    ptrdiff_t series, n, groups;
    int64_t *offsets;
    fr_ewm_options options;
    double *steps;
} ewm_call;

static int run(void *call, const fr_array *in, const fr_array *out)
{
    const ewm_call *c = call;
    if (c->way == GROUPS) return fr_ewm_groups(c->what, in, out, c->series, c->n, c->offsets, c->groups, &c->options);
    return (c->way == LAST ? fr_ewm_last : fr_ewm)(c->what, in, out, c->series, c->n, &c->options);
}

static double *some_steps(ptrdiff_t n)
{
    double *steps = exactly((size_t)(n > 1 ? n - 1 : 0) * sizeof *steps);
    for (ptrdiff_t i = 0; i < n - 1; i++) steps[i] = i % 9 == 3 ? 0 : i % 40 < 20 ? 1 : uniform() * 3;
    return steps;
}

static void some_options(decisions *d, ewm_call *c)
{
    static const double alphas[] = {0.5, 2.0 / 21, 0.9, 1e-3, 1, 1e-9, 0.999999, 0x1p-1022};
    const ptrdiff_t rules = one_of(d, 16), least = offsetof(fr_ewm_options, adjust) + 8;
    fr_ewm_options_init(&c->options, sizeof c->options);
    c->options.alpha = alphas[one_of(d, 8)];
    c->options.adjust = !(rules & 1), c->options.ignore_na = rules & 2, c->options.bias = rules & 4;
    c->options.skip_inf = rules & 8;
    c->options.min_periods = seldom(d, 3) ? some_window(d, c->n) : one_of(d, 5);
    c->options.threads = one_of(d, 3);
    c->steps = seldom(d, 3) ? some_steps(c->n) : NULL;
    c->options.steps = c->steps;
    if (!c->steps && seldom(d, 9))
        c->options.size = (size_t)(least + 8 * one_of(d, ((ptrdiff_t)sizeof c->options - least) / 8));
}

/* Groups among n elements, some of which may lie outside. */
static void some_groups(decisions *d, ewm_call *c)
{
    c->offsets = some_offsets(d, c->n, &c->groups);
    for (ptrdiff_t cut = one_of(d, 4); cut > 0 && c->groups > 1; cut--) c->groups--;
    if (seldom(d, 3) && c->groups) c->offsets[0] = c->offsets[1] / 2;
}

static fr_ewm_options complete(const ewm_call *c)
{
    fr_ewm_options o;
    fr_ewm_options_init(&o, sizeof o);
    memcpy(&o, &c->options, c->options.size);
    return o;
}

/* Results of `n` elements of a series from one on, whose weights begin with it. */
static void check(const ewm_call *c, const double *x, const double *y, ptrdiff_t from, ptrdiff_t n, const double *got)
{
    fr_ewm_options o = complete(c);
    const bool linear = !strcmp(c->what->name, "mean") || !strcmp(c->what->name, "sum");
    const double room = linear ? 1e-12 : 1e-10;
    if (!linear && ((o.alpha > 0.99 && o.alpha < 1) || o.alpha < 1e-100))
        return; /* weights leave the range of doubles */
    double *values = exactly((size_t)n * sizeof *values), *scales = exactly((size_t)n * sizeof *scales);
    if (o.steps) o.steps += from;
    ewm_oracle_expects(c->what, x + from, y + from, n, &o, values, scales);
    double decay = 0; /* of the first weight, in binary orders: squares of the least ones leave the range, too */
    for (ptrdiff_t i = 0; i < n; i++) {
        if (i > 0 && o.alpha < 1) decay -= (o.steps ? o.steps[i - 1] : 1) * log2(1 - o.alpha);
        if (!linear && decay > 450) break;
        if (c->way == LAST && i < n - 1) continue;
        const double result = got[c->way == LAST ? 0 : i], error = fabs(result - values[i]);
        REQUIRE((result != result && values[i] != values[i]) || result == values[i] || error <= room * scales[i] ||
                    error <= 0x1p-1074,
                "output %td is %.17g, not %.17g (scale %g)", from + i, result, values[i], scales[i]);
    }
    free(values), free(scales);
}

static void check_series(const ewm_call *c, const arrays *plain, ptrdiff_t number)
{
    const double *x = (double *)plain->in[0].data + number * c->n;
    const double *y = c->what->inputs == 2 ? (double *)plain->in[1].data + number * c->n : x;
    const double *got = (double *)plain->out[0].data + number * plain->sizes.results;
    if (c->way != GROUPS) {
        check(c, x, y, 0, c->n, got);
        if (c->way == LAST && c->n == 0) REQUIRE(got[0] != got[0], "the last of none");
        return;
    }
    for (ptrdiff_t g = 0; g < c->groups; g++)
        check(c, x, y, c->offsets[g], c->offsets[g + 1] - c->offsets[g], got + c->offsets[g]);
    for (ptrdiff_t i = 0; i < c->n; i++)
        if (i < c->offsets[0] || i >= c->offsets[c->groups]) REQUIRE(got[i] != got[i], "outside of groups, at %td", i);
}

/* One wrong argument. */
static int spoil_ewm(decisions *d, ewm_call *c, arrays *a)
{
    static const double no_alpha[] = {0, -0.5, 1.5, NAN, INFINITY, -0.0};
    int count;
    switch (one_of(d, 9)) {
    case 0: return spoil_arrays(d, a);
    case 1: c->options.alpha = no_alpha[one_of(d, 6)]; return FR_BAD_ALPHA;
    case 2: c->options.size = (size_t)one_of(d, 16); return FR_BAD_OPTIONS;
    case 3: c->options.min_periods = -1 - one_of(d, 9); return c->options.size >= 32 ? FR_BAD_MIN_PERIODS : FR_OK;
    case 4: c->options.threads = -1; return c->options.size == sizeof c->options ? FR_BAD_THREADS : FR_OK;
    case 5: c->what = seldom(d, 2) ? NULL : fr_statistics(&count); return FR_BAD_STATISTIC;
    case 6:
        if (!c->steps || c->n < 2) return FR_OK;
        c->steps[one_of(d, c->n - 1)] = NAN;
        return FR_BAD_STEPS;
    case 7:
        if (c->way != GROUPS) return FR_OK;
        c->offsets[one_of(d, c->groups + 1)] = seldom(d, 2) ? -1 : c->n + 1;
        return FR_BAD_BOUNDS;
    default: *(seldom(d, 2) ? &c->n : &c->series) = -1 - one_of(d, 3); return FR_BAD_LENGTH;
    }
}

void fuzz_ewm(decisions *d)
{
    int count;
    const fr_statistic *all = fr_ewm_statistics(&count);
    ewm_call c = {.way = (int)one_of(d, EWM_WAYS), .what = &all[one_of(d, count)], .n = some_length(d)};
    c.series = some_series(d, c.n);
    some_options(d, &c);
    if (c.way == GROUPS) some_groups(d, &c);
    describe(
        "ewm %s, %s: %td series of %td; alpha %g adjust %d ignore_na %d bias %d min_periods %td skip_inf %d steps %d, "
        "options of %zu bytes",
        c.what->name, (const char *[]){"all", "groups", "last"}[c.way], c.series, c.n, c.options.alpha,
        c.options.adjust, c.options.ignore_na, c.options.bias, c.options.min_periods, c.options.skip_inf,
        c.steps != NULL, c.options.size);
    const sizes s = {c.what->inputs, 1, c.series, c.n, c.way == LAST ? 1 : c.n};
    arrays plain = plain_arrays(d, &s), odd = odd_arrays(d, &plain);
    if (seldom(d, 4)) {
        const int wanted = spoil_ewm(d, &c, &odd), status = wanted ? run(&c, odd.in, odd.out) : FR_OK;
        REQUIRE(status == wanted, "status %d, not %d", status, wanted);
        require_untouched(&odd);
    } else {
        require_ok(run(&c, plain.in, plain.out));
        if (c.series) check_series(&c, &plain, one_of(d, c.series));
        use_any(d);
        if (seldom(d, 4)) require_memory_errors(run, &c, &odd);
        require_ok(run(&c, odd.in, odd.out));
        require_same(&odd, &plain);
    }
    free(c.offsets), free(c.steps), free_arrays(&plain), free_arrays(&odd);
}
