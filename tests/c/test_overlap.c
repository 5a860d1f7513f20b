/*
 * test_overlap.c - whether arrays share memory, against a map of the bytes that each of them has: of drawn strides and
 * places, of slices of one array, and of so many results that comparing each with each would take minutes.
 */
#include "data.h"
#include "overlap.h"
#include <string.h>

enum { BYTES = 6144 };

static int failures;

static void expect(bool holds, const char *what, const fr_extent *a, const fr_extent *b)
{
    if (holds || failures++ > 20) return;
    printf("%s: %zu * %td, %zu * %td of %zu at %zu; %zu * %td, %zu * %td of %zu at %zu\n", what, a->rows.stride,
           a->rows.count, a->elements.stride, a->elements.count, a->size, (size_t)a->low, b->rows.stride, b->rows.count,
           b->elements.stride, b->elements.count, b->size, (size_t)b->low);
}

static ptrdiff_t below(ptrdiff_t most) { return (ptrdiff_t)(uniform() * (double)most); }

typedef struct {
    fr_array array;
    ptrdiff_t series, length;
} drawn;

/* Somewhere in the middle of BYTES, which are never looked at. */
static drawn draw(void)
{
    const ptrdiff_t size = uniform() < .5 ? 8 : 4;
    drawn d = {.series = 1 + below(5), .length = 1 + below(8)};
    d.array.type = size == 8 ? FR_FLOAT64 : FR_FLOAT32;
    d.array.data = (void *)(uintptr_t)(BYTES + BYTES / 2 + below(16) * size);
    d.array.along = (below(9) - 2) * size;
    d.array.across = (uniform() < .5 ? below(40) - 20 : d.array.along * d.length / size + below(3)) * size;
    if (uniform() < .2) d.array.across = 4 * d.array.along;
    return d;
}

/* How often each byte is in an element. */
static void map(const drawn *d, unsigned char *bytes)
{
    const ptrdiff_t size = d->array.type == FR_FLOAT64 ? 8 : 4;
    memset(bytes, 0, BYTES);
    for (ptrdiff_t s = 0; s < d->series; s++)
        for (ptrdiff_t i = 0; i < d->length; i++) {
            const ptrdiff_t at = (ptrdiff_t)(uintptr_t)d->array.data - BYTES + s * d->array.across + i * d->array.along;
            for (ptrdiff_t k = 0; k < size; k++) bytes[at + k]++;
        }
}

static bool are_nested(const fr_extent *e) { return e->rows.count == 1 || e->row <= e->rows.stride; }

static void check_pair(void)
{
    static unsigned char one[BYTES], other[BYTES];
    const drawn d[] = {draw(), draw()};
    fr_extent e[2];
    bool twice = false, both = false;
    for (int k = 0; k < 2; k++)
        if (fr_measure(&d[k].array, d[k].series, d[k].length, &e[k])) return; /* across no multiple of the size */
    map(&d[0], one), map(&d[1], other);
    for (int i = 0; i < BYTES; i++) twice |= one[i] > 1, both |= one[i] && other[i];
    expect(fr_all_apart(&e[0]) == !twice, "all apart", &e[0], &e[1]);
    expect(fr_overlap(&e[0], &e[1]) || !both, "overlap missed", &e[0], &e[1]);
    if (are_nested(&e[0]) && are_nested(&e[1])) expect(fr_overlap(&e[0], &e[1]) == both, "overlap", &e[0], &e[1]);
    expect(fr_overlap(&e[0], &e[1]) == fr_overlap(&e[1], &e[0]), "not symmetric", &e[0], &e[1]);
    fr_extent pair[] = {e[0], e[1]};
    expect(fr_any_overlap(pair, 2) == fr_overlap(&e[0], &e[1]), "any of two", &e[0], &e[1]);
}

/* Several arrays with the strides of one, here and there. */
static void check_several(void)
{
    enum { MOST = 6 };
    fr_extent e[MOST], sorted[MOST];
    drawn d = draw();
    const int count = 2 + (int)below(MOST - 1);
    bool any = false;
    const ptrdiff_t size = d.array.type == FR_FLOAT64 ? 8 : 4, apart = 1 + below(4);
    char *const base = d.array.data;
    for (int k = 0; k < count; k++) {
        d.array.data = base + (uniform() < .5 ? k * apart : below(30)) * size;
        if (fr_measure(&d.array, d.series, d.length, &e[k])) return;
        for (int i = 0; i < k; i++) any |= fr_overlap(&e[i], &e[k]);
    }
    memcpy(sorted, e, sizeof e);
    expect(fr_any_overlap(sorted, count) == any, "any of several", &e[0], &e[1]);
}

/* Slices of one array of results, which lie along each of its axes in turn. */
static void check_many(void)
{
    enum { MANY = 100000, SERIES = 5, N = 7 };
    const ptrdiff_t axes[][3] = {{SERIES * N, N, 1},       {N, MANY * N, 1},        {1, MANY * N, MANY},
                                 {1, MANY, SERIES * MANY}, {N * SERIES, 1, SERIES}, {SERIES, 1, SERIES * MANY}};
    fr_extent *e = exactly(MANY * sizeof *e);
    for (int k = 0; k < 6; k++)
        for (int same = 0; same < 2; same++) { /* two of them */
            for (ptrdiff_t q = 0; q < MANY; q++) {
                const ptrdiff_t place = same && q == MANY / 2 ? q / 3 : q;
                const fr_array a = {(void *)(uintptr_t)(8 + 8 * place * axes[k][0]), 8 * axes[k][2], 8 * axes[k][1],
                                    FR_FLOAT64};
                fr_measure(&a, SERIES, N, &e[q]);
            }
            expect(fr_any_overlap(e, MANY) == same, "many", &e[0], &e[1]);
        }
    free(e);
}

int main(void)
{
    for (int i = 0; i < 100000; i++) check_pair();
    for (int i = 0; i < 100000; i++) check_several();
    check_many();
    printf("%d failures\n", failures);
    return failures > 0;
}
