/*
 * rolling.c - statistics of moving windows: of plain arrays against the oracle, then of odd ones, with other kernels
 * and threads, against the bits of the plain ones; of groups, against those of each group alone.
 */
#include "rolling.h"
#include "bits.h"
#include "oracle.h"
#include "order_oracle.h"

/* Elements of windows that the oracle adds up for one call. */
enum { WORK = 20000, MOST_CHECKED = 40 };

static double order_expects(const rolling_call *c, const fr_options *o, int k, const double *x, int64_t from,
                            int64_t to)
{
    static double sorted[MOST_ELEMENTS];
    const char *name = c->what->name;
    ptrdiff_t count = 0;
    double mode = NAN;
    for (int64_t i = from; i < to; i++)
        if (!oracle_misses(x[i], o->skip_inf)) sorted[count++] = x[i] + 0.0;
    qsort(sorted, (size_t)count, sizeof *sorted, ascending);
    if (count < o->min_periods) return NAN;
    const ptrdiff_t distinct = distinct_of(sorted, count, &mode);
    if (!strcmp(name, "nunique")) return (double)distinct;
    if (count == 0) return NAN;
    if (!strcmp(name, "mode")) return mode;
    if (!strcmp(name, "median")) return quantile(sorted, count, .5, FR_MIDPOINT);
    if (c->what->has_q) return quantile(sorted, count, c->q[k], o->interpolation);
    if (oracle_misses(x[to - 1], o->skip_inf)) return NAN;
    const double place = rank(sorted, count, x[to - 1], o->ties, o->descending, o->pct && !o->symmetric);
    const double most = (double)(o->ties == FR_DENSE ? distinct : count);
    return !o->symmetric ? place : most > 1 ? (2 * place - most - 1) / (most - 1) : 0;
}

static bool fits(const expected *e, double units, double got, bool infinite)
{
    if (bits_of(got) == bits_of(e->value) || got == e->value) return true;
    if (infinite && !isfinite(e->value) && !isfinite(got)) return true;
    return e->scale == INFINITY || fabs(got - e->value) <= units * e->scale * 0x1p-53 + 0x1p-1074;
}

static void check_window(const rolling_call *c, const arrays *plain, ptrdiff_t number, ptrdiff_t i, const magnitudes *m)
{
    const fr_options o = complete_options(c);
    const oracle *rule = oracle_of(c->what);
    const double *x = (const double *)plain->in[0].data + number * c->n;
    const double *y = c->what->inputs == 2 ? (const double *)plain->in[1].data + number * c->n : x;
    int64_t from, to;
    expected e[MAX_RESULTS];
    window_of(c, i, &from, &to);
    if (rule) oracle_expects(c->what, x, y, from, to, &o, e);
    for (int k = 0; k < outputs_of(c); k++) {
        const double got = element_of(&plain->out[k], number, i);
        if (!rule) e[0] = (expected){order_expects(c, &o, k, x, from, to), 0};
        REQUIRE(rule ? fits(&e[k], rule->units[k], got, m->infinite && !o.skip_inf)
                     : bits_of(got) == bits_of(e[0].value),
                "output %td [%d] of series %td, elements %td to %td, is %.17g, not %.17g", i, k, number,
                (ptrdiff_t)from, (ptrdiff_t)to, got, e[rule ? k : 0].value);
    }
}

/* The first result, the last one, and as many between them as there is time for. */
static void check_windows(decisions *d, const rolling_call *c, const arrays *plain)
{
    const magnitudes m = magnitudes_of(plain);
    const ptrdiff_t all = c->series * c->results, by = 1 + all / MOST_CHECKED;
    ptrdiff_t work = 0;
    if (all == 0) return;
    for (ptrdiff_t i = one_of(d, by); i < all && work < WORK; i += by) {
        int64_t from, to;
        window_of(c, i % c->results, &from, &to);
        work += to > from ? (ptrdiff_t)(to - from) : 0;
        check_window(c, plain, i / c->results, i % c->results, &m);
    }
    check_window(c, plain, 0, 0, &m);
    check_window(c, plain, c->series - 1, c->results - 1, &m);
}

/* Each group has the bits that it has alone. */
static void check_groups(const rolling_call *c, const arrays *plain)
{
    double *alone = malloc((size_t)c->n * sizeof *alone * MOST_OUTPUTS + 1);
    for (ptrdiff_t g = 0; g < c->groups && c->series && alone; g++) {
        rolling_call one = *c;
        fr_array in[MOST_INPUTS], out[MOST_OUTPUTS];
        one.way = BY_OPTIONS, one.series = 1, one.n = one.results = c->start[g + 1] - c->start[g];
        for (int k = 0; k < plain->sizes.inputs; k++) in[k] = fr_doubles((double *)plain->in[k].data + c->start[g]);
        for (int k = 0; k < plain->sizes.outputs; k++) out[k] = fr_doubles(alone + k * c->n);
        require_ok(run_rolling(&one, in, out));
        for (int k = 0; k < plain->sizes.outputs; k++)
            REQUIRE(same_bits(alone + k * c->n, 1, (double *)plain->out[k].data + c->start[g], 1, one.n),
                    "output %d of group %td, elements %td to %td, is not that of the group alone", k, g,
                    (ptrdiff_t)c->start[g], (ptrdiff_t)c->start[g + 1]);
    }
    free(alone);
}

static void run_wrong(decisions *d, rolling_call *c, arrays *odd)
{
    int64_t *const start = c->start;
    const int wanted = spoil(d, c, odd);
    if (!wanted) return;
    const int status = run_rolling(c, odd->in, odd->out);
    REQUIRE(status == wanted || (wanted == 1 && status), "status %d, not %d", status, wanted);
    require_untouched(odd);
    c->start = start;
}

void fuzz_rolling(decisions *d)
{
    int count;
    const fr_statistic *all = fr_statistics(&count);
    const placing way = (placing)one_of(d, WAYS);
    rolling_call c = some_call(d, way, &all[one_of(d, count)]);
    const sizes s = sizes_of(&c);
    describe_call(&c);
    arrays plain = plain_arrays(d, &s), odd = odd_arrays(d, &plain);
    if (seldom(d, 4)) {
        use_any(d);
        run_wrong(d, &c, &odd);
    } else {
        require_ok(run_rolling(&c, plain.in, plain.out));
        check_windows(d, &c, &plain);
        if (way == BY_GROUPS && c.options.size == sizeof c.options && c.options.step == 1) check_groups(&c, &plain);
        use_any(d);
        if (seldom(d, 4)) require_memory_errors(run_rolling, &c, &odd);
        require_ok(run_rolling(&c, odd.in, odd.out));
        require_same(&odd, &plain);
    }
    free_call(&c), free_arrays(&plain), free_arrays(&odd);
}
