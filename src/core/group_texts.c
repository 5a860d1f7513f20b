/*
 * group_texts.c - groups by texts that lie one after the other in memory, found without hashing them.
 */
#include "bounds.h"
#include <string.h>

static uint64_t eight_bytes(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Keys are short: a call of memcmp() takes twice as long. */
static bool same_bytes(const char *a, const char *b, int64_t length)
{
    const int64_t word = sizeof(uint64_t);
    int64_t i = 0;
    for (; i + word <= length; i += word)
        if (eight_bytes(a + i) != eight_bytes(b + i)) return false;
    for (; i < length; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* < 0, 0 or > 0, as the first of two texts comes first, is the same or comes last. */
static int compare_texts(const char *a, int64_t length, const char *b, int64_t other)
{
    if (length == other && same_bytes(a, b, length)) return 0;
    const int64_t common = length < other ? length : other;
    const int differ = common > 0 ? memcmp(a, b, (size_t)common) : 0;
    return differ ? differ : (length > other) - (length < other);
}

typedef struct {
    const char *at;
    int64_t length;
} text;

/* A place in the bytes: read once and brought there, since another thread may write to the caller's array. */
static int64_t place_of(const fr_texts *texts, ptrdiff_t row)
{
    const int64_t at = *(const volatile int64_t *)&texts->ends[row];
    return at < 0 ? 0 : at > texts->size ? texts->size : at;
}

static text text_from(const fr_texts *texts, int64_t begin, int64_t end)
{
    return (text){texts->bytes + begin, end > begin ? end - begin : 0};
}

ptrdiff_t fr_ascending_texts(const fr_texts *texts, int64_t *begins)
{
    const ptrdiff_t n = texts->rows;
    ptrdiff_t groups = n > 0;
    begins[0] = 0;
    int64_t begin = n > 0 ? place_of(texts, 1) : 0;
    text before = n > 0 ? text_from(texts, place_of(texts, 0), begin) : (text){NULL, 0};
    for (ptrdiff_t i = 1; i < n; i++) {
        const int64_t end = place_of(texts, i + 1);
        const text own = text_from(texts, begin, end);
        const int order = compare_texts(before.at, before.length, own.at, own.length);
        if (order > 0) return -1;
        begins[groups] = i; /* overwritten if it is no beginning */
        groups += order < 0;
        before = own, begin = end;
    }
    begins[groups] = n;
    return groups;
}

ptrdiff_t fr_round_of_texts(const fr_texts *texts)
{
    const int64_t *ends = texts->ends;
    const ptrdiff_t n = texts->rows;
    const text first = n > 0 ? text_from(texts, place_of(texts, 0), place_of(texts, 1)) : (text){NULL, 0};
    ptrdiff_t round = 1;
    bool same = true;
    for (; round <= n / 2; round++) {
        const text own = text_from(texts, place_of(texts, round), place_of(texts, round + 1));
        if (own.length == first.length && same_bytes(own.at, first.at, own.length)) break;
    }
    if (round > n / 2) return 0;
    const text rest = text_from(texts, place_of(texts, round), place_of(texts, n));
    const text all = text_from(texts, place_of(texts, 0), texts->size);
    for (ptrdiff_t i = round; i <= n; i++) same &= ends[i] - ends[i - round] == ends[round] - ends[0];
    return same && rest.length <= all.length && !memcmp(rest.at, all.at, (size_t)rest.length) ? round : 0;
}
