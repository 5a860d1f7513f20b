/*
 * groups.c - which rows are of which group: numbers, keys, rounds of keys, labels; against loops over all rows.
 */
#include "bounds.h"
#include "data.h"
#include "fuzz.h"
#include <stdlib.h>

static int64_t *numbers(ptrdiff_t n) { return exactly((size_t)n * sizeof(int64_t)); }

/* Keys that are equal, ascend, come in rounds, are near each other or anywhere. */
static int64_t *some_keys(decisions *d, ptrdiff_t n, ptrdiff_t *round)
{
    int64_t *keys = numbers(n);
    const ptrdiff_t kind = one_of(d, 6), few = 1 + one_of(d, 30), base = (ptrdiff_t)any_integer(d, n);
    *round = kind == 2 ? few : 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t by = kind == 0   ? i / few
                             : kind == 1 ? (ptrdiff_t)(uniform() * (double)few)
                             : kind == 2 ? (i % few) * 7 % 31
                             : kind == 3 ? i * few
                             : kind == 4 ? 0
                                         : (ptrdiff_t)(uniform() * 0x1p60);
        keys[i] = (int64_t)((uint64_t)base + (uint64_t)by);
    }
    if (n > 0 && seldom(d, 3)) keys[one_of(d, n)] = any_integer(d, n);
    return keys;
}

static void check_ascending(const int64_t *keys, ptrdiff_t n)
{
    ptrdiff_t groups = n > 0;
    bool ascend = true;
    for (ptrdiff_t i = 1; i < n; i++) ascend &= keys[i - 1] <= keys[i], groups += keys[i] != keys[i - 1];
    REQUIRE(fr_ascending_groups(keys, n) == (ascend ? groups : -1), "ascending groups of %td keys", n);
    REQUIRE(fr_never_decrease(keys, n) == ascend, "%td keys", n);
    if (!ascend) return;
    int64_t *offsets = numbers(groups + 1);
    fr_group_begins(keys, n, groups, offsets);
    for (ptrdiff_t i = 0, g = 0; i < n; i++) {
        if (i > 0 && keys[i] != keys[i - 1]) g++;
        REQUIRE(offsets[g] <= i && i < offsets[g + 1], "row %td is not in group %td", i, g);
    }
    REQUIRE(offsets[groups] == n, "groups end at %td", (ptrdiff_t)offsets[groups]);
    free(offsets);
}

/* Rows in `order` are those of each group, in the order in which they come. */
static void check_order(const int64_t *keys, ptrdiff_t n, ptrdiff_t groups, const int64_t *offsets,
                        const int64_t *order)
{
    REQUIRE(offsets[0] == 0, "the first group begins at %td", (ptrdiff_t)offsets[0]);
    for (ptrdiff_t g = 0; g < groups; g++)
        for (int64_t k = offsets[g]; k < offsets[g + 1]; k++) {
            REQUIRE(order[k] >= 0 && order[k] < n, "row %td", (ptrdiff_t)order[k]);
            REQUIRE(k == offsets[g] || order[k - 1] < order[k], "rows of group %td are out of order", g);
            REQUIRE(keys[order[k]] == keys[order[offsets[g]]], "a row of group %td has another key", g);
        }
}

static void check_near(const int64_t *keys, ptrdiff_t n)
{
    int64_t least;
    ptrdiff_t range;
    if (!fr_near_keys(keys, n, &least, &range)) return;
    int64_t *offsets = numbers(range + 1), *order = numbers(n), *found = numbers(range);
    ptrdiff_t groups = 0;
    REQUIRE(fr_key_groups(keys, n, least, range, offsets, order, found, &groups) == FR_OK, "near keys");
    REQUIRE(groups >= 1 && groups <= range && offsets[groups] == n, "%td groups", groups);
    check_order(keys, n, groups, offsets, order);
    for (ptrdiff_t g = 0; g < groups; g++) {
        REQUIRE(offsets[g] < offsets[g + 1] && keys[order[offsets[g]]] == found[g], "key of group %td", g);
        REQUIRE(g == 0 || found[g - 1] < found[g], "keys of groups %td and the one before", g);
    }
    free(offsets), free(order), free(found);
}

static void check_rounds(const int64_t *keys, ptrdiff_t n)
{
    const ptrdiff_t round = fr_round_of_keys(keys, n);
    if (!round) return;
    REQUIRE(round > 0 && round <= n / 2, "round %td of %td", round, n);
    for (ptrdiff_t i = round; i < n; i++)
        REQUIRE(keys[i] == keys[i - round], "key %td is not that of a round before", i);
    int64_t *first = numbers(round), *offsets = numbers(round + 1), *order = numbers(n);
    for (ptrdiff_t g = 0; g < round; g++) first[g] = round - 1 - g;
    fr_round_rows(n, first, round, n, offsets, order);
    REQUIRE(offsets[round] == n, "rounds end at %td", (ptrdiff_t)offsets[round]);
    check_order(keys, n, round, offsets, order);
    free(first), free(offsets), free(order);
}

static void fuzz_keys(decisions *d)
{
    const ptrdiff_t n = some_length(d);
    ptrdiff_t round;
    int64_t *keys = some_keys(d, n, &round);
    check_ascending(keys, n), check_near(keys, n), check_rounds(keys, n);
    free(keys);
}

/* Numbers of groups, from -1 on; some of them wrong. */
static void fuzz_numbered(decisions *d)
{
    const ptrdiff_t n = some_length(d), groups = one_of(d, 60), kind = one_of(d, 3);
    int64_t *group = numbers(n), *offsets = numbers(groups + 1), *order = numbers(n);
    bool right = true, ascending, ascend = true;
    ptrdiff_t rows = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        group[i] = kind ? (int64_t)(uniform() * (double)(groups + 1)) - 1 : i * groups / n;
    if (n > 0 && seldom(d, 3)) group[one_of(d, n)] = any_integer(d, groups);
    for (ptrdiff_t i = 0; i < n; i++) {
        right &= group[i] >= -1 && group[i] < groups;
        ascend &= group[i] >= 0 && (i == 0 || group[i - 1] <= group[i]);
        rows += group[i] >= 0;
    }
    const int status = fr_group_offsets(group, n, groups, offsets, &ascending);
    REQUIRE(status == (right ? FR_OK : FR_BAD_BOUNDS), "status %d", status);
    if (right) {
        REQUIRE(ascending == ascend && offsets[groups] == rows && offsets[0] == 0, "%td groups of %td rows", groups, n);
        REQUIRE(fr_group_rows(group, n, groups, offsets, order) == FR_OK, "rows of groups");
        check_order(group, n, groups, offsets, order);
        for (ptrdiff_t g = 0; g < groups; g++)
            REQUIRE(offsets[g] == offsets[g + 1] || group[order[offsets[g]]] == g, "group %td", g);
    }
    free(group), free(offsets), free(order);
}

/* What the labels of all groups have in common, found by a search for each. */
static void fuzz_labels(decisions *d)
{
    const ptrdiff_t groups = one_of(d, 9), most = one_of(d, 40), kind = one_of(d, 4);
    int64_t *offsets = numbers(groups + 1), *labels = numbers(groups * most);
    int32_t *places = exactly((size_t)(groups * most) * sizeof *places);
    offsets[0] = 0;
    for (ptrdiff_t g = 0; g < groups; g++) {
        ptrdiff_t at = offsets[g], label = 0;
        const ptrdiff_t length = kind == 0 ? most : (ptrdiff_t)(uniform() * (double)(most + 1));
        for (ptrdiff_t i = 0; i < length; i++) labels[at++] = label, label += kind < 2 ? 1 : (ptrdiff_t)(uniform() * 3);
        offsets[g + 1] = at;
    }
    if (kind == 3 && offsets[groups]) labels[one_of(d, offsets[groups])] = any_integer(d, most);
    const ptrdiff_t longest = fr_common_labels(labels, offsets, groups, places);
    REQUIRE(longest >= -1 && longest < groups, "longest %td", longest);
    for (ptrdiff_t i = 0; longest >= 0 && i < offsets[groups]; i++) {
        REQUIRE(places[i] >= 0 && places[i] < offsets[longest + 1] - offsets[longest], "place of label %td", i);
        REQUIRE(labels[offsets[longest] + places[i]] == labels[i], "label %td", i);
    }
    if (kind == 0 && groups) REQUIRE(longest >= 0, "the same labels");
    free(offsets), free(labels), free(places);
}

void fuzz_groups(decisions *d)
{
    switch (one_of(d, 4)) {
    case 0: fuzz_numbered(d); return;
    case 1: fuzz_labels(d); return;
    default: fuzz_keys(d);
    }
}
