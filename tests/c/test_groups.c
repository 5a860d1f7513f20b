/*
 * test_groups.c - fr_rolling_groups(): codes for wrong offsets, and the bits that each group has alone, of groups that
 * go together with others and of one that is long enough to go by itself.
 */
#include <string.h>

#include "bits.h"
#include "data.h"
#include "fastroll.h"

enum { ALL = (1 << 18) + 200 };

static const int64_t right[] = {0, 7, 7, 90, ALL - 50, ALL}, falling[] = {0, 9, 8}, late[] = {1, 9};
enum { GROUPS = sizeof right / sizeof *right - 1 };

static int failures;

static void expect(bool holds, const char *name, const char *what)
{
    if (holds) return;
    printf("%s: %s\n", name, what);
    failures++;
}

static void check_codes(const double *x, double *y)
{
    const fr_statistic *sum = fr_find("sum");
    const fr_array in = fr_doubles(x), out = fr_doubles(y);
    fr_options o = FR_OPTIONS_INIT;
    o.window = 5;
    for (ptrdiff_t i = 0; i < ALL; i++) y[i] = -1;
    expect(fr_rolling_groups(sum, &in, &out, 1, NULL, 3, &o) == FR_BAD_BOUNDS, "sum", "no offsets");
    expect(fr_rolling_groups(sum, &in, &out, 1, falling, 2, &o) == FR_BAD_BOUNDS, "sum", "falling offsets");
    expect(fr_rolling_groups(sum, &in, &out, 1, late, 1, &o) == FR_BAD_BOUNDS, "sum", "late offsets");
    expect(fr_rolling_groups(sum, &in, &out, 1, right, -1, &o) == FR_BAD_LENGTH, "sum", "fewer than no groups");
    expect(fr_rolling_groups(sum, &in, NULL, 1, right, 3, &o) == FR_BAD_ARRAY, "sum", "no output");
    for (ptrdiff_t i = 0; i < ALL; i++) expect(y[i] == -1, "sum", "written on an error");
}

static void check_values(const char *name, const double *x, double *together, double *alone, fr_options o)
{
    const fr_statistic *what = fr_find(name);
    fr_array in = fr_doubles(x), out = fr_doubles(together);
    expect(fr_rolling_groups(what, &in, &out, 1, right, GROUPS, &o) == FR_OK, name, "failed");
    for (int g = 0; g < GROUPS; g++) {
        in = fr_doubles(x + right[g]), out = fr_doubles(alone + right[g]);
        expect(fr_rolling(what, &in, &out, 1, right[g + 1] - right[g], &o) == FR_OK, name, "failed alone");
    }
    expect(same_bits(together, 1, alone, 1, ALL), name, "not what groups have alone");
}

int main(void)
{
    static const char *const names[] = {"sum", "var", "min", "median", "rank"};
    double *x = make_data(OFFSET, ALL), *together = exactly(ALL * sizeof *x), *alone = exactly(ALL * sizeof *x);
    check_codes(x, together);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (int place = 0; place < 4; place++) {
            fr_options o = FR_OPTIONS_INIT;
            o.window = place < 2 ? 5 : 400, o.min_periods = 1, o.center = place % 2;
            check_values(names[k], x, together, alone, o);
        }
    free(x), free(together), free(alone);
    printf("%d failures\n", failures);
    return failures > 0;
}
