/*
 * texts.c - groups by texts: those that ascend, and rounds; against comparisons of whole texts.
 */
#include "bounds.h"
#include "data.h"
#include "fuzz.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    ptrdiff_t n;
    int64_t *ends;
    char *bytes;
} texts;

static int compare(const texts *t, ptrdiff_t i, ptrdiff_t j)
{
    const int64_t a = t->ends[i + 1] - t->ends[i], b = t->ends[j + 1] - t->ends[j], common = a < b ? a : b;
    for (int64_t k = 0; k < common; k++) {
        const unsigned char one = (unsigned char)t->bytes[t->ends[i] + k],
                            other = (unsigned char)t->bytes[t->ends[j] + k];
        if (one != other) return one < other ? -1 : 1;
    }
    return (a > b) - (a < b);
}

/* Texts of up to 24 bytes, which differ early, late, or in length. */
static texts some_texts(decisions *d)
{
    const ptrdiff_t n = some_length(d) / 4, kind = one_of(d, 4), few = 1 + one_of(d, 9), length = one_of(d, 24);
    const int64_t begin = one_of(d, 3);
    texts t = {n, exactly((size_t)(n + 1) * sizeof *t.ends), NULL};
    char *bytes = exactly((size_t)(begin + 25 * n));
    int64_t at = begin;
    memset(bytes, 'x', (size_t)begin);
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t key = kind == 0   ? i / few
                              : kind == 1 ? i % few
                              : kind == 2 ? (ptrdiff_t)(uniform() * (double)few)
                                          : i;
        const ptrdiff_t own = kind == 2 ? key % 24 : length;
        t.ends[i] = at;
        for (ptrdiff_t k = 0; k < own; k++)
            bytes[at++] = (char)(k + 2 < own ? 'a' : k + 1 < own ? key / 100 : key % 100 + 100);
    }
    t.ends[n] = at;
    t.bytes = exactly((size_t)at);
    memcpy(t.bytes, bytes, (size_t)at);
    if (at > begin && seldom(d, 2)) t.bytes[begin + one_of(d, at - begin)] = (char)one_of(d, 256);
    free(bytes);
    return t;
}

void fuzz_texts(decisions *d)
{
    texts t = some_texts(d);
    int64_t *begins = exactly((size_t)(t.n + 1) * sizeof *begins);
    ptrdiff_t groups = t.n > 0;
    bool ascend = true;
    for (ptrdiff_t i = 1; i < t.n; i++) ascend &= compare(&t, i - 1, i) <= 0, groups += compare(&t, i - 1, i) != 0;
    const fr_texts all = {t.ends, t.bytes, t.n, t.ends[t.n]};
    const ptrdiff_t got = fr_ascending_texts(&all, begins);
    REQUIRE(got == (ascend ? groups : -1), "%td groups of %td texts, not %td", got, t.n, ascend ? groups : -1);
    for (ptrdiff_t i = 0, g = 0; ascend && i < t.n; i++) {
        if (i > 0 && compare(&t, i - 1, i)) g++;
        REQUIRE(begins[g] <= i && i < begins[g + 1], "text %td is not in group %td", i, g);
    }
    const ptrdiff_t round = fr_round_of_texts(&all);
    REQUIRE(round >= 0 && round <= t.n / 2, "round %td of %td texts", round, t.n);
    for (ptrdiff_t i = round; round && i < t.n; i++)
        REQUIRE(!compare(&t, i, i - round), "text %td is not that of a round of %td before", i, round);
    free(begins), free(t.ends), free(t.bytes);
}
