/*
 * test_elementwise.c - fr_elementwise(): codes for wrong arguments, results that are written over inputs, and numbers
 * that are no angles.
 */
#include "data.h"
#include "expect.h"
#include "fastroll.h"
#include <string.h>

enum { N = 5003 };

static double r[N], theta[N], x[2 * N], y[2 * N], both[2 * N], untouched[2 * N];
static const fr_elementwise_function *kernel, *polar;

static fr_array array(const double *at, ptrdiff_t stride)
{
    fr_array made = fr_doubles(at);
    made.along = stride;
    return made;
}

static int call(const fr_array *in, fr_array one, fr_array other, ptrdiff_t n)
{
    return fr_elementwise(polar, in, (fr_array[]){one, other}, n);
}

static void check_codes(void)
{
    const fr_array in[] = {fr_doubles(r), fr_doubles(theta)}, out = fr_doubles(x), other = fr_doubles(y);
    const fr_array none = fr_doubles(NULL), odd = array((const double *)(const void *)((const char *)r + 4), 8);
    fr_array typeless = out;
    typeless.type = (fr_type)2;
    memcpy(x, untouched, sizeof x), memcpy(y, untouched, sizeof y);
    EXPECT(fr_elementwise(NULL, in, &out, N) == FR_BAD_STATISTIC);
    EXPECT(fr_elementwise(polar, NULL, &out, N) == FR_BAD_ARRAY && fr_elementwise(polar, in, NULL, N) == FR_BAD_ARRAY);
    EXPECT(call(in, out, other, -1) == FR_BAD_LENGTH && call(in, out, other, PTRDIFF_MIN) == FR_BAD_LENGTH);
    EXPECT(call(in, none, other, N) == FR_BAD_ARRAY && call((fr_array[]){in[0], none}, out, other, N) == FR_BAD_ARRAY);
    EXPECT(call(in, typeless, other, N) == FR_BAD_TYPE);
    EXPECT(call((fr_array[]){odd, in[1]}, out, other, N) == FR_BAD_STRIDE);
    EXPECT(call((fr_array[]){array(r, 12), in[1]}, out, other, N) == FR_BAD_STRIDE);
    EXPECT(call(in, out, array(y, 0), N) == FR_BAD_STRIDE);
    EXPECT(call(in, out, array(y, PTRDIFF_MAX - 7), N) == FR_BAD_STRIDE);
    EXPECT(call(in, out, out, N) == FR_OVERLAP && call(in, out, array(x + N - 1, 8), N) == FR_OVERLAP);
    EXPECT(call(in, out, array(x + 1, 16), N / 2) == FR_OVERLAP);
    EXPECT(!memcmp(x, untouched, sizeof x) && !memcmp(y, untouched, sizeof y));
    EXPECT(fr_elementwise(polar, NULL, NULL, 0) == FR_OK);
    EXPECT(call(in, array(x, 16), array(x + 1, 16), N) == FR_OK && call(in, out, array(x + N, 8), N) == FR_OK);
}

/* Results are the same wherever they are written, on inputs, too. */
static void check_overlap(void)
{
    static double want_x[N], want_y[N];
    const fr_array in[] = {fr_doubles(r), fr_doubles(theta)};
    EXPECT(call(in, fr_doubles(want_x), fr_doubles(want_y), N) == FR_OK);
    for (ptrdiff_t shift = -1000; shift <= 1000; shift += 500)
        for (int stride = 1; stride < 3; stride++)
            for (int which = 0; which < 2; which++) { /* input and output */
                const ptrdiff_t n = N / 2;
                double *const from = both + 1000, *const to = from + shift;
                for (ptrdiff_t i = 0; i < n; i++) from[i * stride] = ((double *)in[which].data)[i];
                fr_array ins[] = {in[0], in[1]};
                ins[which] = array(from, 8 * stride);
                EXPECT(call(ins, which ? fr_doubles(x) : fr_doubles(to), which ? fr_doubles(to) : fr_doubles(x), n) ==
                       FR_OK);
                EXPECT(!memcmp(to, which ? want_y : want_x, (size_t)n * sizeof *to));
            }
}

/* As floats, too. */
static void check_no_angles(void)
{
    const double odd[] = {INFINITY, -INFINITY, NAN, 1e308, -1e308, 1e22, 5e-324, 0};
    const float singles[] = {INFINITY, -INFINITY, NAN, 3e38f, -3e38f, 1e22f, 1e-45f, 0};
    float single_x[8], single_y[8];
    const double one = 1;
    const float one_single = 1;
    fr_array single[] = {fr_floats(&one_single), fr_floats(singles)};
    single[0].along = 0;
    EXPECT(call((fr_array[]){array(&one, 0), fr_doubles(odd)}, fr_doubles(x), fr_doubles(y), 8) == FR_OK);
    EXPECT(call(single, fr_floats(single_x), fr_floats(single_y), 8) == FR_OK);
    for (int i = 0; i < 8; i++) {
        EXPECT(i < 3 ? isnan(x[i]) && isnan(y[i]) : fabs(x[i] * x[i] + y[i] * y[i] - 1) < 1e-15);
        EXPECT(i < 3 ? isnan(single_x[i]) : fabsf(single_x[i] * single_x[i] + single_y[i] * single_y[i] - 1) < 1e-6f);
    }
    EXPECT(fr_elementwise(kernel, (fr_array[]){fr_doubles(odd), array(&one, 0)}, (fr_array[]){fr_doubles(x)}, 8) ==
           FR_OK);
    EXPECT(x[0] == 0 && isnan(x[2]) && x[3] == 0 && x[7] == 1);
}

int main(void)
{
    int count;
    kernel = fr_elementwise_functions(&count), polar = kernel + 1;
    for (int i = 0; i < N; i++) r[i] = gauss(), theta[i] = 40 * gauss();
    for (int i = 0; i < 2 * N; i++) untouched[i] = -1;
    check_codes();
    check_overlap();
    check_no_angles();
    printf("%d failures\n", failures);
    return failures > 0;
}
