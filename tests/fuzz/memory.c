/*
 * memory.c - values and layouts for the calls of the fuzzer; see memory.h.
 */
#include "memory.h"
#include "bits.h"
#include "order_data.h"

void seed_values(uint64_t seed) { random_state = 88172645463325252u ^ seed * 0x9E3779B97F4A7C15u; }

void make_values(decisions *d, double *values, ptrdiff_t n)
{
    static const double odd[] = {NAN,     INFINITY,  -INFINITY,  0.0,
                                 -0.0,    0x1p-1074, -0x1p-1022, 1.0,
                                 1e16,    -1e16,     1e300,      0.1,
                                 -1e-300, 3.25,      0x1p1023,   -1.7976931348623157e308};
    const int kind = (int)one_of(d, KINDS + ORDER_KINDS + 1);
    double previous = 0.5;
    for (ptrdiff_t i = 0; i < n; i++) {
        values[i] = kind < KINDS                 ? sample(kind, i, previous)
                    : kind < KINDS + ORDER_KINDS ? order_sample(kind - KINDS, i)
                                                 : floor(uniform() * 2000) - 1000;
        previous = values[i];
    }
    for (ptrdiff_t k = one_of(d, 5); k > 0 && n > 0; k--) {
        const ptrdiff_t at = one_of(d, n);
        values[at] = odd[one_of(d, sizeof odd / sizeof *odd)];
    }
}

magnitudes magnitudes_of(const arrays *plain)
{
    magnitudes m = {false, 0, INFINITY};
    for (int k = 0; k < plain->sizes.inputs; k++) {
        const double *values = plain->in[k].data;
        for (ptrdiff_t i = 0; i < plain->sizes.series * plain->sizes.n; i++) {
            const double size = fabs(values[i]);
            if (isinf(size)) m.infinite = true;
            else if (size > 0) m.largest = fmax(m.largest, size), m.least = fmin(m.least, size);
        }
    }
    return m;
}

ptrdiff_t some_series(decisions *d, ptrdiff_t n)
{
    const ptrdiff_t most = MOST_ELEMENTS_OF_CALL / (n > 0 ? n : 1);
    const ptrdiff_t series = seldom(d, 3) ? one_of(d, 40) : 1 + one_of(d, 4) / 3 * one_of(d, 9);
    return series < most ? series : most;
}

static ptrdiff_t size_of(fr_type type) { return type == FR_FLOAT64 ? sizeof(double) : sizeof(float); }

static unsigned char *add_block(arrays *a, ptrdiff_t size)
{
    block *b = &a->blocks[a->blocks_used++];
    *b = (block){exactly((size_t)size), exactly((size_t)size), (size_t)size};
    memset(b->bytes, 0xA5, b->size);
    return b->bytes;
}

static void keep_copies(arrays *a)
{
    for (int k = 0; k < a->blocks_used; k++) memcpy(a->blocks[k].before, a->blocks[k].bytes, a->blocks[k].size);
}

arrays plain_arrays(decisions *d, const sizes *s)
{
    arrays a = {.sizes = *s};
    for (int k = 0; k < s->inputs; k++) {
        void *data = add_block(&a, s->series * s->n * size_of(FR_FLOAT64));
        make_values(d, data, s->series * s->n);
        a.in[k] = (fr_array){data, size_of(FR_FLOAT64), s->n * size_of(FR_FLOAT64), FR_FLOAT64};
    }
    for (int k = 0; k < s->outputs; k++) {
        void *data = add_block(&a, s->series * s->results * size_of(FR_FLOAT64));
        a.out[k] = (fr_array){data, size_of(FR_FLOAT64), s->results * size_of(FR_FLOAT64), FR_FLOAT64};
    }
    keep_copies(&a);
    return a;
}

/* In elements. */
typedef struct {
    ptrdiff_t along, across;
} strides;

static strides some_strides(decisions *d, ptrdiff_t series, ptrdiff_t length, bool input)
{
    const ptrdiff_t kind = one_of(d, input ? 10 : 6), signs = one_of(d, 6),
                    gap = kind == 2 || kind == 3 ? 1 + one_of(d, 3) : 0;
    const ptrdiff_t inner = 1 + gap, long_row = (length > 0 ? length - 1 : 0) * inner + 1 + gap,
                    wide_row = (series > 0 ? series - 1 : 0) * inner + 1 + gap;
    strides s = kind % 2 ? (strides){wide_row, inner} : (strides){inner, long_row};
    if (kind == 6) s.along = 0;
    if (kind == 7) s.across = 0;
    if (kind == 8) s.along = s.across = 1;
    if (kind == 9) s.along = s.across = 0;
    if (signs == 3 || signs == 5) s.along = -s.along;
    if (signs >= 4) s.across = -s.across;
    return s;
}

/* What an array reaches: bytes below and above its first element. */
typedef struct {
    ptrdiff_t below, above;
} reach;

static reach reach_of(const fr_array *a, ptrdiff_t series, ptrdiff_t length)
{
    reach r = {0, 0};
    if (!series || !length) return r;
    const ptrdiff_t along = a->along * (length - 1), across = a->across * (series - 1);
    r.below = (along < 0 ? -along : 0) + (across < 0 ? -across : 0);
    r.above = (along > 0 ? along : 0) + (across > 0 ? across : 0) + size_of(a->type);
    return r;
}

static fr_array some_array(decisions *d, ptrdiff_t series, ptrdiff_t length, bool input)
{
    const strides s = some_strides(d, series, length, input);
    const fr_type type = seldom(d, 4) ? FR_FLOAT32 : FR_FLOAT64;
    return (fr_array){NULL, s.along * size_of(type), s.across * size_of(type), type};
}

/* An output over the first input, either of them some elements further than the other. */
static void place_together(decisions *d, arrays *a, const reach *in, const reach *out)
{
    const ptrdiff_t word = sizeof(double), ins = in->below + in->above, outs = out->below + out->above;
    const ptrdiff_t by = word * one_of(d, 6), in_at = seldom(d, 2) ? by : 0, out_at = in_at ? 0 : by;
    unsigned char *memory = add_block(a, ins + in_at > outs + out_at ? ins + in_at : outs + out_at);
    a->in[0].data = memory + in_at + in->below;
    a->out[0].data = memory + out_at + out->below;
}

/* All outputs in one piece of memory, each between the elements of the others. */
static void place_between(arrays *a)
{
    const ptrdiff_t size = size_of(a->out[0].type);
    fr_array all = a->out[0];
    all.along *= a->sizes.outputs, all.across *= a->sizes.outputs;
    const reach r = reach_of(&all, a->sizes.series, a->sizes.results);
    unsigned char *memory = add_block(a, r.below + r.above + size * (a->sizes.outputs - 1));
    for (int k = 0; k < a->sizes.outputs; k++) a->out[k] = all, a->out[k].data = memory + r.below + k * size;
}

static void place_apart(arrays *a, fr_array *array, ptrdiff_t length)
{
    const reach r = reach_of(array, a->sizes.series, length);
    array->data = add_block(a, r.below + r.above) + r.below;
}

double element_of(const fr_array *a, ptrdiff_t number, ptrdiff_t i)
{
    const char *at = (const char *)a->data + number * a->across + i * a->along;
    return a->type == FR_FLOAT64 ? *(const double *)at : *(const float *)at;
}

static void set_element(const fr_array *a, ptrdiff_t number, ptrdiff_t i, double value)
{
    char *at = (char *)a->data + number * a->across + i * a->along;
    if (a->type == FR_FLOAT64) *(double *)at = value;
    else *(float *)at = (float)value;
}

/* An element for which nothing is left by another one with its place reads as the array has it. */
static void write_values(const sizes *s, fr_array *to, double *values)
{
    for (int read = 0; read < 2; read++)
        for (ptrdiff_t k = 0; k < s->series; k++)
            for (ptrdiff_t i = 0; i < s->n; i++)
                if (read) values[k * s->n + i] = element_of(to, k, i);
                else set_element(to, k, i, values[k * s->n + i]);
}

arrays odd_arrays(decisions *d, arrays *plain)
{
    const sizes *s = &plain->sizes;
    arrays a = {.sizes = *s};
    const bool between = s->outputs > 1 && seldom(d, 3), over = !between && seldom(d, 4);
    for (int k = 0; k < s->inputs; k++) a.in[k] = some_array(d, s->series, s->n, true);
    for (int k = 0; k < s->outputs; k++) a.out[k] = some_array(d, s->series, s->results, false);
    const reach in = reach_of(&a.in[0], s->series, s->n), out = reach_of(&a.out[0], s->series, s->results);
    if (over) place_together(d, &a, &in, &out);
    if (between) place_between(&a);
    for (int k = over; k < s->inputs; k++) place_apart(&a, &a.in[k], s->n);
    for (int k = over; k < s->outputs && !between; k++) place_apart(&a, &a.out[k], s->results);
    for (int k = 0; k < s->inputs; k++) write_values(s, &a.in[k], plain->in[k].data);
    keep_copies(&a);
    keep_copies(plain);
    return a;
}

void require_ok(int status) { REQUIRE(status == FR_OK, "%s", fr_strerror(status)); }

void require_untouched(const arrays *a)
{
    for (int k = 0; k < a->blocks_used; k++)
        REQUIRE(!memcmp(a->blocks[k].bytes, a->blocks[k].before, a->blocks[k].size), "block %d was written", k);
}

/* Puts back what was there before. */
static void restore(const arrays *a, const fr_array *out, ptrdiff_t number, ptrdiff_t i)
{
    unsigned char *at = (unsigned char *)out->data + number * out->across + i * out->along;
    for (int k = 0; k < a->blocks_used; k++) {
        const block *b = &a->blocks[k];
        if (at < b->bytes || at >= b->bytes + b->size) continue;
        memcpy(at, b->before + (at - b->bytes), (size_t)size_of(out->type));
    }
}

static void restore_outputs(const arrays *a)
{
    const sizes *s = &a->sizes;
    for (int k = 0; k < s->outputs; k++)
        for (ptrdiff_t number = 0; number < s->series; number++)
            for (ptrdiff_t i = 0; i < s->results; i++) restore(a, &a->out[k], number, i);
}

void require_memory_errors(run_call *run, void *call, const arrays *odd)
{
    enum { MOST_ALLOCATIONS = 64 };
    bool failed = true;
    for (int number = 0; failed && number < MOST_ALLOCATIONS; number++) {
        fail_allocation(number);
        const int status = run(call, odd->in, odd->out);
        failed = allocation_failed();
        REQUIRE(!failed || status == FR_NO_MEMORY, "allocation %d failed, and status is %d", number, status);
        restore_outputs(odd);
        require_untouched(odd);
    }
}

void require_same(const arrays *odd, const arrays *plain)
{
    const sizes *s = &odd->sizes;
    for (int k = 0; k < s->outputs; k++)
        for (ptrdiff_t number = 0; number < s->series; number++)
            for (ptrdiff_t i = 0; i < s->results; i++) {
                double want = element_of(&plain->out[k], number, i);
                const double got = element_of(&odd->out[k], number, i);
                if (odd->out[k].type == FR_FLOAT32) want = (float)want;
                REQUIRE(bits_of(got) == bits_of(want),
                        "output %d of series %td at %td is %.17g, not %.17g as in plain arrays", k, number, i, got,
                        want);
                restore(odd, &odd->out[k], number, i);
            }
    require_untouched(odd);
}

void free_arrays(arrays *a)
{
    for (int k = 0; k < a->blocks_used; k++) free(a->blocks[k].bytes), free(a->blocks[k].before);
}
