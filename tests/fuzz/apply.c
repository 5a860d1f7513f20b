/*
 * apply.c - functions of the caller's, called for each window: which values they get, results, failures.
 */
#include "bits.h"
#include "oracle.h"
#include "rolling.h"

enum { MOST_RESULTS = 300 };

/* What the function of a call does. */
typedef struct {
    bool spoils;     /* its values, which are its own */
    double too_much; /* it fails where the sum is this or more */
} habits;

/* The sum, as it comes, and the number of values; both in one number that tells orders apart. */
static double digest(const double *values, intptr_t n)
{
    double sum = 0;
    for (intptr_t i = 0; i < n; i++) sum = 0.5 * sum + (values[i] == values[i] ? values[i] : 1e3);
    return sum + (double)n;
}

static int function(double *values, intptr_t n, double *result, void *user_data)
{
    const habits *h = user_data;
    *result = digest(values, n);
    for (intptr_t i = 0; i < n && h->spoils; i++) values[i] = -1;
    return *result < h->too_much || *result != *result ? 1 : 0;
}

/* What the function must make of a window; false: it is not called. */
static bool expect(const rolling_call *c, const fr_options *o, const double *x, ptrdiff_t i, double *result)
{
    static double values[MOST_ELEMENTS];
    int64_t from, to;
    ptrdiff_t count = 0, valid = 0;
    window_of(c, i, &from, &to);
    for (int64_t k = from; k < to; k++) {
        const bool missing = oracle_misses(x[k], o->skip_inf);
        valid += !missing;
        if (!missing || o->keep_nan) values[count++] = missing ? NAN : x[k];
    }
    *result = valid < o->min_periods ? NAN : digest(values, count);
    return valid >= o->min_periods;
}

/* Compares the results of plain arrays; returns the first window for which the function fails, or -1. */
static ptrdiff_t check_all(const rolling_call *c, const habits *h, const arrays *plain, bool written)
{
    const fr_options o = complete_options(c);
    for (ptrdiff_t w = 0; w < c->series * c->results; w++) {
        const ptrdiff_t number = w / c->results, i = w % c->results;
        double result;
        const bool called = expect(c, &o, (double *)plain->in[0].data + number * c->n, i, &result);
        if (called && !(result < h->too_much || result != result)) return w;
        const double got = written ? element_of(&plain->out[0], number, i) : result;
        REQUIRE(bits_of(got) == bits_of(result), "output %td of series %td is %.17g, not %.17g", i, number, got,
                result);
    }
    return -1;
}

void fuzz_apply(decisions *d)
{
    habits h = {true, INFINITY};
    rolling_call c = some_call(d, (placing)one_of(d, 2), NULL);
    c.function = function, c.user_data = &h;
    c.shared = c.way == BY_BOUNDS && seldom(d, 3), h.spoils = !c.shared;
    if (seldom(d, 3)) h.too_much = (double)one_of(d, 300);
    if (c.way == BY_OPTIONS && c.n > MOST_RESULTS) c.n = c.results = MOST_RESULTS, c.options.step = 1;
    if (c.results > MOST_RESULTS) c.results = MOST_RESULTS;
    const sizes s = sizes_of(&c);
    arrays plain = plain_arrays(d, &s), odd = odd_arrays(d, &plain);
    rolling_call kept = c;
    describe_call(&c);
    if (seldom(d, 4)) {
        const int wanted = spoil(d, &c, &odd), status = wanted ? run_rolling(&c, odd.in, odd.out) : 0;
        REQUIRE(status == wanted || (wanted == 1 && status), "status %d, not %d", status, wanted);
        require_untouched(&odd);
    } else {
        const int status = run_rolling(&c, plain.in, plain.out);
        const ptrdiff_t failed = check_all(&c, &h, &plain, status == FR_OK);
        REQUIRE(status == (failed < 0 ? FR_OK : FR_FUNCTION_FAILED), "status %d", status);
        REQUIRE(failed < 0 || failed == c.failed, "failed at %td, not at %td", c.failed, failed);
        use_any(d);
        if (seldom(d, 4) && status == FR_OK) require_memory_errors(run_rolling, &c, &odd);
        REQUIRE(run_rolling(&c, odd.in, odd.out) == status, "not status %d again", status);
        REQUIRE(failed < 0 || failed == c.failed, "failed at %td, not at %td", c.failed, failed);
        if (status) require_untouched(&odd);
        else require_same(&odd, &plain);
    }
    free_call(&kept), free_arrays(&plain), free_arrays(&odd);
}
