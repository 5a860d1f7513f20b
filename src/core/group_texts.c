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

ptrdiff_t fr_ascending_texts(const int64_t *ends, const char *bytes, ptrdiff_t n, int64_t *begins)
{
    ptrdiff_t groups = n > 0;
    begins[0] = 0;
    for (ptrdiff_t i = 1; i < n; i++) {
        const int64_t before = ends[i - 1], at = ends[i];
        const int order = compare_texts(bytes + before, at - before, bytes + at, ends[i + 1] - at);
        if (order > 0) return -1;
        begins[groups] = i; /* overwritten if it is no beginning */
        groups += order < 0;
    }
    begins[groups] = n;
    return groups;
}

ptrdiff_t fr_round_of_texts(const int64_t *ends, const char *bytes, ptrdiff_t n)
{
    const int64_t length = n > 0 ? ends[1] - ends[0] : 0;
    ptrdiff_t round = 1;
    bool same = true;
    for (; round <= n / 2; round++)
        if (ends[round + 1] - ends[round] == length && same_bytes(bytes + ends[round], bytes + ends[0], length)) break;
    if (round > n / 2) return 0;
    for (ptrdiff_t i = round; i <= n; i++) same &= ends[i] - ends[i - round] == ends[round] - ends[0];
    return same && !memcmp(bytes + ends[round], bytes + ends[0], (size_t)(ends[n] - ends[round])) ? round : 0;
}
