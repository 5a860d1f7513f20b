/*
 * numbers.c - functions of numbers, one by one; of whole arrays with plain parameters; names, codes, limits of threads.
 */
#include "bits.h"
#include "data.h"
#include "memory.h"
#include "quad.h"

static bool near(double got, quad value, double units, bool single)
{
    const double rounded = single ? (double)(float)value : (double)value, unit = single ? 0x1p-23 : 0x1p-52;
    if (bits_of(got) == bits_of(rounded) || got == rounded) return true;
    return fabs(got - (double)value) <= units * (unit * fabs((double)value) + (single ? 0x1p-149 : 0x1p-1074));
}

static void check_number(const fr_elementwise_function *what, const arrays *plain, ptrdiff_t i)
{
    const double x = ((double *)plain->in[0].data)[i], y = ((double *)plain->in[1].data)[i];
    const double first = ((double *)plain->out[0].data)[i];
    if (!strcmp(what->name, "gaussian_kernel")) {
        if (!isfinite(x) || !isfinite(y) || y == 0) return;
        const quad distance = (quad)x / y;
        REQUIRE(near(first, expq(-distance * distance / 2), 2, false), "gaussian_kernel(%.17g, %.17g) is %.17g", x, y,
                first);
        return;
    }
    const double second = ((double *)plain->out[1].data)[i];
    if (!isfinite(x) || !isfinite(y) || fabs(y) > 1e9) return; /* the quads of larger angles are not near enough */
    REQUIRE(near(first, x * cosq(y), 2, false) && near(second, x * sinq(y), 2, false),
            "polar_to_cartesian(%.17g, %.17g) is %.17g, %.17g", x, y, first, second);
}

/* Results of floats alone may differ from those of the same doubles, so types stay what they are in plain arrays. */
static void fuzz_elementwise(decisions *d)
{
    describe("elementwise");
    int count;
    const fr_elementwise_function *all = fr_elementwise_functions(&count), *what = &all[one_of(d, count)];
    const ptrdiff_t n = some_length(d) * (seldom(d, 5) ? 6 : 1);
    const sizes s = {what->inputs, what->outputs, 1, n, n};
    arrays plain = plain_arrays(d, &s), odd = odd_arrays(d, &plain);
    const bool single = odd.in[0].type == FR_FLOAT32 && odd.in[1].type == FR_FLOAT32;
    const int wrong = (int)one_of(d, 8);
    REQUIRE(fr_elementwise(what, plain.in, plain.out, n) == FR_OK, "%s", what->name);
    for (ptrdiff_t i = 0; i < n; i += 1 + n / 50) check_number(what, &plain, i);
    use_any(d);
    if (wrong == 5) REQUIRE(fr_elementwise(what, odd.in, odd.out, -1 - one_of(d, 9)) == FR_BAD_LENGTH, "length");
    if (wrong == 6) REQUIRE(fr_elementwise(NULL, odd.in, odd.out, n) == FR_BAD_STATISTIC, "no function");
    if (wrong == 7) odd.in[1].data = n ? NULL : odd.in[1].data;
    if (wrong == 7) REQUIRE(fr_elementwise(what, odd.in, odd.out, n) == (n ? FR_BAD_ARRAY : FR_OK), "no array");
    if (wrong >= 5) require_untouched(&odd);
    if (wrong < 5) REQUIRE(fr_elementwise(what, odd.in, odd.out, n) == FR_OK, "%s", what->name);
    if (wrong < 5 && !single) require_same(&odd, &plain);
    free_arrays(&plain), free_arrays(&odd);
}

static double slow_ema(const double *x, ptrdiff_t n, double alpha, double *size)
{
    quad ema = n > 0 ? (quad)x[0] : 0, sum = fabsq(ema);
    for (ptrdiff_t i = 1; i < n; i++)
        ema = (quad)alpha * x[i] + (1 - (quad)alpha) * ema, sum = (quad)alpha * fabs(x[i]) + (1 - (quad)alpha) * sum;
    *size = (double)sum;
    return (double)ema;
}

static void fuzz_ema(decisions *d)
{
    static const double alphas[] = {0.5, 1, 0.01, 0x1p-1022, 0, -1, 1.5, NAN, INFINITY};
    const double alpha = alphas[one_of(d, 9)];
    const ptrdiff_t n = some_length(d);
    const sizes s = {1, 0, 1, n, n};
    arrays a = plain_arrays(d, &s);
    const magnitudes m = magnitudes_of(&a);
    double size;
    const double want = slow_ema(a.in[0].data, n, alpha, &size), got = fast_ema(a.in[0].data, (int)n, alpha);
    if (n < 1 || !(alpha > 0 && alpha <= 1)) REQUIRE(got != got, "fast_ema of alpha %g", alpha);
    else if (!m.infinite && m.largest < 1e290)
        REQUIRE((got != got && want != want) || fabs(got - want) <= 1e-12 * size + 0x1p-1060,
                "fast_ema is %.17g, not %.17g", got, want);
    REQUIRE(fast_ema(NULL, (int)n, 0.5) != 0 && fast_ema(a.in[0].data, -5, 0.5) != 0, "fast_ema");
    free_arrays(&a);
}

static void fuzz_batch(decisions *d)
{
    static const double thresholds[] = {0, 1, 1e-300, INFINITY, -1, 1e16, NAN};
    const double threshold = thresholds[one_of(d, 7)];
    const ptrdiff_t n = some_length(d), by = one_of(d, 9) - 4;
    double *memory = exactly((size_t)(n + 4) * sizeof *memory), *kept = exactly((size_t)n * sizeof *kept);
    double *in = memory + (by < 0 ? -by : 0), *out = in + by;
    make_values(d, in, n);
    memcpy(kept, in, (size_t)n * sizeof *kept);
    const int status = process_batch(in, out, (int)n, threshold);
    REQUIRE(status == (threshold == threshold ? FR_OK : FR_BAD_THRESHOLD), "process_batch: status %d", status);
    for (ptrdiff_t i = 0; i < n; i++) {
        const double want = status == FR_OK && fabs(kept[i]) < threshold ? 0 : kept[i], got = (status ? in : out)[i];
        REQUIRE(bits_of(got) == bits_of(want), "process_batch: %td of %td, moved by %td, is %.17g, not %.17g", i, n, by,
                got, want);
    }
    REQUIRE(process_batch(NULL, out, (int)n, 0) == FR_BAD_ARRAY && process_batch(in, NULL, (int)n, 0) == FR_BAD_ARRAY,
            "NULL");
    REQUIRE(process_batch(in, out, -1, 0) == FR_BAD_LENGTH, "length");
    free(memory), free(kept);
}

static void fuzz_names(decisions *d)
{
    char name[12] = "";
    int count, threads = (int)any_integer(d, 4);
    for (size_t k = 0; k + 1 < sizeof name; k++) name[k] = (char)bytes(d, 1);
    const fr_statistic *all = fr_statistics(&count), *found = fr_find(name), *ewm = fr_find_ewm(name),
                       *weighted = fr_find_weighted(name);
    REQUIRE(!found || !strcmp(found->name, name), "%s", name);
    REQUIRE(!ewm || !strcmp(ewm->name, name), "%s", name);
    REQUIRE(!weighted || !strcmp(weighted->name, name), "%s", name);
    for (int k = 0; k < count; k++) REQUIRE(fr_find(all[k].name) == &all[k], "%s", all[k].name);
    REQUIRE(!fr_find(NULL) && !fr_find_ewm(NULL) && !fr_find_weighted(NULL), "NULL");
    REQUIRE(fr_strerror((int)any_integer(d, -41)) && fr_version() && fr_instruction_set() && fr_openmp() >= 0, "texts");
    const int old = fr_set_num_threads(threads);
    REQUIRE(fr_set_num_threads(old) == (threads < 1 ? 1 : threads), "limit of threads %d", threads);
    const int own = fr_limit_this_thread(threads);
    REQUIRE(own == 0 && fr_get_num_threads() >= 1, "limit of this thread");
    REQUIRE(fr_limit_this_thread(0) == (threads < 0 ? 0 : threads), "limit of this thread %d", threads);
}

void fuzz_numbers(decisions *d)
{
    switch (one_of(d, 4)) {
    case 0: fuzz_elementwise(d); return;
    case 1: fuzz_ema(d); return;
    case 2: fuzz_batch(d); return;
    default: fuzz_names(d);
    }
}
