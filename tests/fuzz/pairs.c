/*
 * pairs.c - fr_rolling_pairs(): each result is that of fr_rolling() for the two series, to the bit.
 */
#include "pairs.h"
#include "bits.h"
#include "data.h"
#include "rolling.h"

enum { MOST_SERIES = 12 };

typedef struct {
    ptrdiff_t first, second;
    bool mirrored;
    fr_pairs out;
    char *memory;
    size_t size;
} pairs_call;

/* Results of all pairs, those of y side by side, with something between the rows. */
static void place_results(decisions *d, pairs_call *p, ptrdiff_t n)
{
    const fr_type type = seldom(d, 4) ? FR_FLOAT32 : FR_FLOAT64;
    const ptrdiff_t size = type == FR_FLOAT64 ? sizeof(double) : sizeof(float);
    const ptrdiff_t row = size * (p->second + one_of(d, 3)), all = row * p->first + size * one_of(d, 3);
    p->size = (size_t)(n > 0 && p->first && p->second ? all * (n - 1) + row * (p->first - 1) + size * p->second : 0);
    p->memory = exactly(p->size);
    memset(p->memory, 0xA5, p->size);
    p->out = (fr_pairs){p->memory, all, row, type};
}

static double result_of(const fr_pairs *p, ptrdiff_t i, ptrdiff_t j, ptrdiff_t t)
{
    const char *at = (const char *)p->data + t * p->along + i * p->across;
    return p->type == FR_FLOAT64 ? ((const double *)at)[j] : ((const float *)at)[j];
}

static void check(const rolling_call *c, const pairs_call *p, const fr_array *x, const fr_array *y)
{
    double *alone = exactly((size_t)c->n * sizeof *alone);
    const fr_array out = fr_doubles(alone);
    use_isa(0), use_threads(1);
    for (ptrdiff_t i = 0; i < p->first; i++)
        for (ptrdiff_t j = 0; j < p->second; j++) {
            fr_array in[] = {*x, *y};
            in[0].data = (char *)x->data + i * x->across, in[1].data = (char *)y->data + j * y->across;
            if (p->mirrored && i > j)
                in[0].data = (char *)x->data + j * x->across, in[1].data = (char *)y->data + i * y->across;
            require_ok(fr_rolling(c->what, in, &out, 1, c->n, &c->options));
            for (ptrdiff_t t = 0; t < c->n; t++) {
                const double want = p->out.type == FR_FLOAT32 ? (float)alone[t] : alone[t];
                REQUIRE(bits_of(result_of(&p->out, i, j, t)) == bits_of(want),
                        "output %td of series %td and %td is %.17g, not %.17g", t, i, j, result_of(&p->out, i, j, t),
                        want);
            }
        }
    free(alone);
}

void fuzz_pairs(decisions *d)
{
    static const char *const names[] = {"cov", "corr", "beta"};
    rolling_call c = some_call(d, BY_GROUPS, fr_find(names[one_of(d, 3)])); /* step is 1 */
    c.n = c.n < 500 ? c.n : 500, c.options.size = sizeof c.options, c.options.step = 1;
    if (c.options.window == 0) c.options.min_periods = 1;
    pairs_call p = {one_of(d, MOST_SERIES), one_of(d, MOST_SERIES), seldom(d, 2), .memory = NULL};
    p.mirrored = p.mirrored && strcmp(c.what->name, "beta"); /* which is another for x and y exchanged */
    if (p.mirrored) p.second = p.first;
    const sizes xs = {1, 1, p.first, c.n, c.n}, ys = {1, 1, p.second, c.n, c.n};
    arrays x = plain_arrays(d, &xs), odd_x = odd_arrays(d, &x), y = plain_arrays(d, &ys), odd_y = odd_arrays(d, &y);
    const fr_array *second = p.mirrored ? odd_x.in : odd_y.in;
    place_results(d, &p, c.n);
    use_any(d);
    describe_call(&c);
    require_ok(fr_rolling_pairs(c.what, odd_x.in, p.first, second, p.second, p.mirrored, c.n, &p.out, &c.options));
    require_untouched(&odd_x), require_untouched(&odd_y);
    check(&c, &p, odd_x.in, second);
    free(p.memory), free_call(&c);
    free_arrays(&x), free_arrays(&y), free_arrays(&odd_x), free_arrays(&odd_y);
}
