/*
 * overlap.c - whether arrays share memory; see overlap.h.
 *
 * Two rows of elements share memory where a * i - b * j, the difference of two places, is one of a few numbers: that is
 * a linear equation in integers, which Euclid's algorithm solves.  Two arrays are looked at row by row, in the order of
 * their memory, but if their rows are equally far apart: then one pair of rows, or the one after it, tells of all.
 *
 * Of many arrays, such as the results of many quantiles, most often slices of one, only those are compared whose memory
 * reaches into each other.  Where such slices are interleaved, and each has the same strides, their places modulo the
 * stride tell, and sorting finds out.
 */
#include "overlap.h"
#include "series.h"
#include <stdlib.h>

static size_t size_of(ptrdiff_t stride) { return stride < 0 ? -(size_t)stride : (size_t)stride; }

/* How far `count` elements, `stride` bytes apart, reach from the first. */
static bool add_reach(ptrdiff_t stride, ptrdiff_t count, ptrdiff_t *below, ptrdiff_t *above)
{
    ptrdiff_t reach;
    if (__builtin_mul_overflow(stride, count - 1, &reach)) return false;
    ptrdiff_t *side = reach < 0 ? below : above;
    return !__builtin_add_overflow(*side, reach, side);
}

static fr_steps steps_of(ptrdiff_t stride, ptrdiff_t count)
{
    return count > 1 ? (fr_steps){size_of(stride), count} : (fr_steps){0, 1};
}

int fr_measure(const fr_array *array, ptrdiff_t series, ptrdiff_t length, fr_extent *e)
{
    if (!array->data) return FR_BAD_ARRAY;
    if ((unsigned)array->type > FR_FLOAT32) return FR_BAD_TYPE;
    const fr_steps along = steps_of(array->along, length), across = steps_of(array->across, series);
    const bool one_row = across.count == 1 || along.count == 1;
    const bool by_series = one_row ? across.count == 1 : across.stride >= along.stride; /* rows are series */
    *e = (fr_extent){.rows = by_series ? across : along,
                     .elements = by_series ? along : across,
                     .size = array->type == FR_FLOAT64 ? sizeof(double) : sizeof(float)};
    if (((uintptr_t)array->data | along.stride | across.stride) % e->size) return FR_BAD_STRIDE;
    ptrdiff_t below = 0, above = (ptrdiff_t)e->size;
    if (!add_reach(array->along, length, &below, &above) || !add_reach(array->across, series, &below, &above))
        return FR_BAD_STRIDE;
    if (__builtin_add_overflow((uintptr_t)array->data, (uintptr_t)above, &e->high) ||
        -(size_t)below > (uintptr_t)array->data)
        return FR_BAD_STRIDE;
    e->low = (uintptr_t)array->data - -(size_t)below;
    e->row = e->size + e->elements.stride * (size_t)(e->elements.count - 1);
    return FR_OK;
}

static size_t common_divisor(size_t a, size_t b)
{
    while (b) {
        const size_t rest = a % b;
        a = b, b = rest;
    }
    return a;
}

/* Two elements are in the same place where i rows forth are j elements back. */
bool fr_all_apart(const fr_extent *e)
{
    const fr_steps rows = e->rows, elements = e->elements;
    if ((rows.count > 1 && !rows.stride) || (elements.count > 1 && !elements.stride)) return false;
    if (rows.count < 2 || elements.count < 2) return true;
    const size_t divisor = common_divisor(rows.stride, elements.stride);
    return elements.stride / divisor >= (size_t)rows.count || rows.stride / divisor >= (size_t)elements.count;
}

typedef __int128 wide;

static wide floor_of(wide a, wide b) { return a / b - (a % b < 0); } /* of a / b, b > 0 */

/* x with a * x = 1 modulo m, for a and m without a common divisor; Euclid's algorithm. */
static wide inverse(wide a, wide m)
{
    wide x = 0, next = 1, rest = m, divisor = a % m;
    while (divisor) {
        const wide quotient = rest / divisor, later = x - quotient * next, left = rest % divisor;
        x = next, next = later, rest = divisor, divisor = left;
    }
    return m == 1 ? 0 : x < 0 ? x + m : x;
}

/* Whether a.stride * i + by = b.stride * j for some steps i of a and j of b. */
static bool meet(fr_steps a, fr_steps b, wide by)
{
    const wide p = a.stride ? (wide)a.stride : 1, most_i = a.stride ? a.count - 1 : 0;
    const wide q = b.stride ? (wide)b.stride : 1, most_j = b.stride ? b.count - 1 : 0;
    const wide divisor = (wide)common_divisor((size_t)p, (size_t)q), m = q / divisor;
    if (by % divisor) return false;
    const wide target = ((-by / divisor) % m + m) % m, i = target * inverse(p / divisor % m, m) % m; /* modulo m */
    wide low = -floor_of(by, p), high = floor_of(q * most_j - by, p); /* 0 <= j <= most */
    low = low < 0 ? 0 : low, high = high > most_i ? most_i : high;
    return low + ((i - low) % m + m) % m <= high;
}

/* Whether two rows share memory, of which b begins `by` bytes after a. */
static bool rows_overlap(const fr_extent *a, const fr_extent *b, wide by)
{
    const wide unit = sizeof(float);
    if (by >= (wide)a->row || -by >= (wide)b->row) return false;
    for (wide off = unit - (wide)b->size; off < (wide)a->size; off += unit) /* of an element of b in one of a */
        if (meet(b->elements, a->elements, by - off)) return true;
    return false;
}

static uintptr_t row_of(const fr_extent *e, ptrdiff_t number) { return e->low + (size_t)number * e->rows.stride; }

/* The same of arrays whose rows are equally far apart. */
static bool equal_rows_overlap(const fr_extent *a, const fr_extent *b)
{
    const wide stride = (wide)a->rows.stride, by = (wide)b->low - (wide)a->low, number = floor_of(by, stride);
    for (wide k = number; k <= number + 1; k++) /* row k of a lies beside the first of b */
        if (k < a->rows.count && -k < b->rows.count && rows_overlap(a, b, by - k * stride)) return true;
    return false;
}

bool fr_overlap(const fr_extent *a, const fr_extent *b)
{
    if (a->high <= b->low || b->high <= a->low) return false;
    const bool one_row = a->rows.count == 1 && b->rows.count == 1;
    if ((a->rows.count > 1 && a->row > a->rows.stride) || (b->rows.count > 1 && b->row > b->rows.stride)) return true;
    if (a->rows.stride == b->rows.stride && !one_row) return equal_rows_overlap(a, b);
    for (ptrdiff_t i = 0, j = 0; i < a->rows.count && j < b->rows.count;) {
        const uintptr_t one = row_of(a, i), other = row_of(b, j);
        if (rows_overlap(a, b, (wide)other - (wide)one)) return true;
        if (one + a->row <= other + b->row) i++;
        else j++;
    }
    return false;
}

static int by_memory(const void *a, const void *b)
{
    const fr_extent *one = a, *other = b;
    return (one->low > other->low) - (one->low < other->low);
}

/* In an order in which those come after each other whose elements have the same place modulo their stride. */
static int by_place(const void *a, const void *b)
{
    const fr_extent *one = a, *other = b;
    const size_t stride = one->elements.stride ? one->elements.stride : 1;
    const size_t place = one->low % stride, other_place = other->low % stride;
    return place != other_place ? (place > other_place) - (place < other_place) : by_memory(a, b);
}

/* Whether the strides of all are the same, and all first rows come before the second ones: then only these can meet. */
static bool are_interleaved(const fr_extent *e, ptrdiff_t count)
{
    const fr_extent *last = &e[count - 1];
    for (ptrdiff_t k = 1; k < count; k++)
        if (e[k].size != e->size || e[k].rows.stride != e->rows.stride || e[k].rows.count != e->rows.count ||
            e[k].elements.stride != e->elements.stride || e[k].elements.count != e->elements.count)
            return false;
    return e->rows.count == 1 || last->low - e->low + e->row <= e->rows.stride;
}

/* Of arrays in the order of their memory, each of which reaches into that of others. */
static bool any_of_cluster(fr_extent *e, ptrdiff_t count)
{
    const bool interleaved = are_interleaved(e, count);
    if (interleaved) qsort(e, (size_t)count, sizeof *e, by_place);
    for (ptrdiff_t k = 1; k < count && interleaved; k++)
        if (rows_overlap(&e[k - 1], &e[k], (wide)e[k].low - (wide)e[k - 1].low)) return true;
    for (ptrdiff_t k = 1; k < count && !interleaved; k++)
        for (ptrdiff_t i = 0; i < k; i++)
            if (fr_overlap(&e[i], &e[k])) return true;
    return false;
}

bool fr_any_overlap(fr_extent *e, ptrdiff_t count)
{
    if (count > 1) qsort(e, (size_t)count, sizeof *e, by_memory);
    for (ptrdiff_t first = 0, next; first < count; first = next) {
        uintptr_t high = e[first].high;
        for (next = first + 1; next < count && e[next].low < high; next++)
            high = e[next].high > high ? e[next].high : high;
        if (next - first > 1 && any_of_cluster(e + first, next - first)) return true;
    }
    return false;
}
