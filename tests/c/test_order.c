/*
 * test_order.c - order statistics against a sort of each window, bit for bit: all options, windows, layouts and kinds
 * of data.
 */
#include "isa.h"
#include "order_data.h"
#include "order_oracle.h"

static const double quantiles[] = {0, .05, .25, .5, .6, .75, .95, 1};
enum { QUANTILES = 8, RANKS = 4 * FR_TIES, RESULTS = FR_INTERPOLATIONS * QUANTILES + 1 + RANKS + 2 };

/* Some series of n elements, and the windows of each output. */
typedef struct {
    int kind;
    const double *x; /* [series * n + element] */
    ptrdiff_t series, n, outputs, step;
    const int64_t *start, *end;
    bool fixed; /* they are those of options.window */
    fr_options options;
    double *expected; /* [(result * series + number) * outputs + output], at every step-th output */
} trial;

/* In elements. */
typedef struct {
    const char *name;
    ptrdiff_t along, across;
    fr_type type;
    int threads;
} layout;

static long failures, checks;

static bool missing(const trial *t, double x) { return isnan(x) || (t->options.skip_inf && isinf(x)); }

static void expect(const trial *t, ptrdiff_t number, ptrdiff_t i, double *sorted)
{
    const double *x = t->x + number * t->n;
    ptrdiff_t count = 0, stride = t->series * t->outputs;
    double *to = t->expected + number * t->outputs + i, mode = NAN;
    for (ptrdiff_t e = t->start[i]; e < t->end[i]; e++)
        if (!missing(t, x[e])) sorted[count++] = x[e] + 0.0;
    qsort(sorted, (size_t)count, sizeof *sorted, ascending);
    const ptrdiff_t distinct = distinct_of(sorted, count, &mode);
    bool enough = count >= t->options.min_periods, some = enough && count > 0;
    bool known = some && !missing(t, x[t->end[i] - 1]);
    for (int how = 0; how < FR_INTERPOLATIONS; how++)
        for (int k = 0; k < QUANTILES; k++, to += stride) *to = some ? quantile(sorted, count, quantiles[k], how) : NAN;
    *to = some ? quantile(sorted, count, .5, FR_MIDPOINT) : NAN, to += stride;
    for (int k = 0; k < RANKS; k++, to += stride)
        *to = known ? rank(sorted, count, x[t->end[i] - 1], k / 4, k & 1, k & 2) : NAN;
    *to = enough ? (double)distinct : NAN, to += stride;
    *to = some ? mode : NAN;
}

static const fr_statistic *named(const char *name)
{
    int count;
    const fr_statistic *s = fr_statistics(&count);
    while (strcmp(s->name, name)) s++;
    return s;
}

static void call(const trial *t, const char *name, const fr_array *in, const fr_array *out, const fr_options *o)
{
    int status = t->fixed ? fr_rolling(named(name), in, out, t->series, t->n, o)
                          : fr_rolling_bounds(named(name), in, out, t->series, t->n, t->start, t->end, t->outputs, o);
    if (status) abort();
}

static void call_all(const trial *t, const fr_array *in, fr_array out, ptrdiff_t apart)
{
    fr_array to[QUANTILES];
    fr_options o = t->options;
    o.q = quantiles;
    for (int how = 0; how < FR_INTERPOLATIONS; how++) {
        for (int k = 0; k < QUANTILES; k++, out.data = (char *)out.data + apart) to[k] = out;
        o.interpolation = how;
        o.quantiles = how == FR_LINEAR ? 1 : QUANTILES; /* one by one, or all at once */
        for (int k = 0; k < QUANTILES; k += (int)o.quantiles, o.q = quantiles + k) call(t, "quantile", in, to + k, &o);
        o.q = quantiles;
    }
    call(t, "median", in, &out, &o);
    for (int k = 0; k < RANKS; k++) {
        o.ties = k / 4, o.descending = k & 1, o.pct = k & 2;
        out.data = (char *)out.data + apart;
        call(t, "rank", in, &out, &o);
    }
    out.data = (char *)out.data + apart;
    call(t, "nunique", in, &out, &o);
    out.data = (char *)out.data + apart;
    call(t, "mode", in, &out, &o);
}

static bool same(double a, double b) { return (isnan(a) && isnan(b)) || !memcmp(&a, &b, sizeof a); }

static void check(const trial *t, const layout *y, int result, ptrdiff_t i, double got, double want)
{
    checks++;
    if (y->type == FR_FLOAT32) want = (float)want;
    if (same(got, want) || failures++ >= 20) return;
    printf("result %d of %s, %s, %s, window %td shift %td min_periods %td: output %td [%td, %td) is %.17g, not %.17g\n",
           result, order_kinds[t->kind], y->name, t->fixed ? "fixed" : "bounds", t->options.window, t->options.shift,
           t->options.min_periods, i, (ptrdiff_t)t->start[i], (ptrdiff_t)t->end[i], got, want);
}

static ptrdiff_t span(const trial *t, const layout *y, ptrdiff_t length)
{
    return (length - 1) * y->along + (t->series - 1) * y->across + 1;
}

static void check_layout(const trial *t, const layout *y)
{
    ptrdiff_t size = y->type == FR_FLOAT64 ? 8 : 4, elements = span(t, y, t->n), outputs = span(t, y, t->outputs);
    char *in = exactly((size_t)(elements * size)), *out = exactly((size_t)(outputs * size * RESULTS));
    for (ptrdiff_t s = 0; s < t->series; s++)
        for (ptrdiff_t i = 0; i < t->n; i++) {
            ptrdiff_t at = i * y->along + s * y->across;
            if (y->type == FR_FLOAT64) ((double *)in)[at] = t->x[s * t->n + i];
            else ((float *)in)[at] = (float)t->x[s * t->n + i];
        }
    fr_set_num_threads(y->threads);
    fr_array from = {in, y->along * size, y->across * size, y->type};
    call_all(t, &from, (fr_array){out, y->along * size, y->across * size, y->type}, outputs * size);
    for (ptrdiff_t row = 0; row < RESULTS * t->series; row++)
        for (ptrdiff_t i = 0; i < t->outputs; i += t->step) {
            ptrdiff_t at = row / t->series * outputs + i * y->along + row % t->series * y->across;
            double got = y->type == FR_FLOAT64 ? ((double *)out)[at] : ((float *)out)[at];
            check(t, y, (int)(row / t->series), i, got, t->expected[row * t->outputs + i]);
        }
    free(in), free(out);
}

/* All layouts; float32 only if the data are. */
static void check_trial(trial *t, bool single)
{
    ptrdiff_t longer = t->n > t->outputs ? t->n : t->outputs;
    const layout layouts[] = {{"rows", 1, longer, FR_FLOAT64, 1},
                              {"columns", t->series, 1, FR_FLOAT64, 1},
                              {"strided, 3 threads", 3, 3 * longer + 1, FR_FLOAT64, 3},
                              {"wide columns", t->series + 3, 1, FR_FLOAT64, 3},
                              {"float32 rows", 1, longer, FR_FLOAT32, 3},
                              {"float32 columns", t->series, 1, FR_FLOAT32, 1}};
    double *sorted = exactly((size_t)t->n * sizeof *sorted);
    t->expected = exactly((size_t)(RESULTS * t->series * t->outputs) * sizeof *t->expected);
    for (ptrdiff_t s = 0; s < t->series; s++)
        for (ptrdiff_t i = 0; i < t->outputs; i += t->step) expect(t, s, i, sorted);
    for (int k = 0; k < (single ? 6 : 4); k++) check_layout(t, &layouts[k]);
    free(sorted), free(t->expected);
}

static ptrdiff_t clip(ptrdiff_t i, ptrdiff_t n) { return i < 0 ? 0 : i > n ? n : i; }

enum { FIXED, SAME_AS_FIXED, IRREGULAR, JUMPING, GROUPED, ANY_ORDER, SHRINKING, SHAPES };

static void make_bounds(int shape, trial *t, int64_t *start, int64_t *end)
{
    ptrdiff_t n = t->n, w = t->options.window, low = 0, high = 0;
    for (ptrdiff_t i = 0; i < t->outputs; i++) {
        ptrdiff_t to = i + 1 + t->options.shift, group = i / 37 * 37;
        if (shape == IRREGULAR)
            high = clip(high + (ptrdiff_t)(uniform() * 3), n), low = low < high - w ? high - w : low;
        if (shape == JUMPING && uniform() < .03) low = high = clip(high + (ptrdiff_t)(uniform() * 30), n);
        if (shape == JUMPING)
            high = clip(high + (ptrdiff_t)(uniform() * 4), n), low = clip(low + (ptrdiff_t)(uniform() * 4), high);
        if (shape == GROUPED) low = i + 1 - w < group ? group : i + 1 - w, high = i + 1;
        if (shape == ANY_ORDER)
            low = (ptrdiff_t)(uniform() * (double)n),
            high = clip(low - 3 + (ptrdiff_t)(uniform() * (double)(2 * w)), n);
        if (shape == SHRINKING) low = clip(n - 1 - 2 * i, n), high = clip(n - i, n);
        if (shape <= SAME_AS_FIXED) low = clip(to - w, n), high = clip(to, n);
        start[i] = low, end[i] = high;
    }
}

static void check_windows(int kind, ptrdiff_t n, ptrdiff_t series, ptrdiff_t window, ptrdiff_t turn)
{
    const ptrdiff_t shifts[] = {0, (window - 1) / 2, 0, -1, window, 0, -n - 5, n};
    const ptrdiff_t periods[] = {window, 1, 0, window / 2};
    double *x = exactly((size_t)(n * series) * sizeof *x);
    bool single = turn % 3 == 0;
    for (ptrdiff_t i = 0; i < n * series; i++) x[i] = order_sample(kind, i), x[i] = single ? (float)x[i] : x[i];
    for (int shape = 0; shape < SHAPES; shape++) {
        ptrdiff_t outputs = shape <= SAME_AS_FIXED || shape == GROUPED ? n : n + turn % 9 - (n > 9 ? 4 : 0);
        if (shape == ANY_ORDER && outputs > 100) outputs = 100;
        int64_t *start = exactly((size_t)outputs * sizeof *start), *end = exactly((size_t)outputs * sizeof *end);
        trial t = {kind,           x,
                   series,         n,
                   outputs,        n / 400 + 1,
                   start,          end,
                   shape == FIXED, .options = {.size = sizeof(fr_options), .window = window}};
        t.options.shift = shape <= SAME_AS_FIXED ? shifts[turn % 8] : 0;
        t.options.min_periods = shape <= SAME_AS_FIXED ? periods[turn % 4] : turn % 4;
        t.options.skip_inf = turn % 5 == 3;
        make_bounds(shape, &t, start, end);
        check_trial(&t, single);
        free(start), free(end);
    }
    free(x);
}

/* An argument k: only every k-th check, for slow builds. */
int main(int count, char **arguments)
{
    if (!has_wanted_isa()) return SKIPPED;
    const ptrdiff_t every = count > 1 ? atoi(arguments[1]) : 1;
    static const ptrdiff_t long_windows[] = {63, 64, 65, 66, 100, 130, 300, 1000, 20000};
    ptrdiff_t turn = 0;
    for (int kind = 0; kind < ORDER_KINDS; kind++) {
        for (ptrdiff_t w = 1; w <= 40; w++, turn++)
            if ((w < 6 || (w + kind) % 6 == 0) && turn % every == 0)
                check_windows(kind, turn % 7 ? 61 + turn % 40 : 1 + turn % 30, 1 + turn % 10, w, turn);
        for (size_t k = 0; k < sizeof long_windows / sizeof *long_windows; k++, turn++)
            if (turn % every == 0)
                check_windows(kind,
                              k < 6    ? 200 + turn % 60
                              : k == 7 ? 3100
                                       : 700,
                              k < 6 ? 3 : 1, long_windows[k], turn);
    }
    /* Far between two words of bits that are used. */
    check_windows(ALTERNATING, 13007, 1, 3001, 0);
    check_windows(BINARY, 13007, 1, 3002, 1);
    printf("%s: %ld checks, %ld failed\n", fr_instruction_set(), checks, failures);
    return failures != 0;
}
