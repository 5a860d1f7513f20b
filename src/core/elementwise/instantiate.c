/*
 * instantiate.c - the kernels of elementwise functions, compiled once for each instruction set.
 */
#include "kernel.h"
#include "../stat.h"

#include "functions.inc"

/* Elements i, i + 1, ... of an input: all there are, if not as many as lanes. */
INLINE vec elements(const fr_elementwise_job *job, int input, ptrdiff_t i, bool whole)
{
    const double *from = job->in[input];
    if (job->step[input] == 0) return splat(*from);
    if (whole) return load(from + i);
    vec r = splat(0);
    for (ptrdiff_t l = 0; i + l < job->n; l++) ((double *)&r)[l] = from[i + l];
    return r;
}

INLINE void put(const fr_elementwise_job *job, int output, ptrdiff_t i, bool whole, vec values)
{
    double *to = job->out[output] + i;
    if (whole) store(to, values);
    else
        for (ptrdiff_t l = 0; i + l < job->n; l++) to[l] = ((double *)&values)[l];
}

/* 1 / sigma as high + low, for a sigma that `scale`, a power of two, has brought near 1. */
typedef struct {
    vec scale, high, low;
} reciprocal;

INLINE reciprocal reciprocal_of(vec sigma, bool single)
{
    if (single) return (reciprocal){splat(1), 1 / sigma, splat(0)};
    const lane_bits bits = bits_of(sigma) >> 52 & 2047, known = bits_of(splat(0x1p52)) | bits;
    const vec exponent =
        max_of(min_of(from_bits(known) - 0x1p52, splat(2045)), splat(1)); /* not of zero and infinity */
    reciprocal r = {.scale = power_of_two(1023 - exponent)};
    const vec size = abs_of(sigma) * r.scale;
    r.high = 1 / size;
    vec product, error = two_product(size, r.high, &product);
    r.low = ((1 - product) - error) * r.high;
    return r;
}

/* The low part of a number, where that is not too large to have one. */
INLINE vec small_or_zero(vec low) { return choose(abs_of(low) < 1, low, splat(0)); }

/* exp(-(x / sigma)^2 / 2); the exponent is needed to more than 53 bits, as its error is one of the result's digits. */
INLINE vec gaussian(vec x, reciprocal r, bool single)
{
    if (single) {
        const vec z = x * r.high;
        return exp_of_minus(min_of(splat(150), 0.5 * (z * z)), splat(0), true);
    }
    vec size = abs_of(x) * r.scale;
    size = choose((size > 4096) & (size < INFINITY), splat(4096), size); /* its result is 0 anyway */
    vec z, square, z_low = two_product(size, r.high, &z) + size * r.low;
    z_low = small_or_zero(z_low);
    const vec square_low = two_product(z, z, &square) + 2 * (z * z_low);
    return exp_of_minus(0.5 * square, 0.5 * small_or_zero(square_low), false);
}

INLINE void gaussian_loop(const fr_elementwise_job *job, bool fixed, bool single)
{
    const reciprocal of_all = reciprocal_of(splat(*job->in[1]), single);
    for (ptrdiff_t i = 0; i < job->n; i += LANES) {
        const bool whole = i + LANES <= job->n;
        const reciprocal r = fixed ? of_all : reciprocal_of(elements(job, 1, i, whole), single);
        put(job, 0, i, whole, gaussian(elements(job, 0, i, whole), r, single));
    }
}

static void gaussian_kernel(const fr_elementwise_job *job)
{
    const bool fixed = job->step[1] == 0;
    if (fixed && job->single) gaussian_loop(job, true, true);
    else if (fixed) gaussian_loop(job, true, false);
    else if (job->single) gaussian_loop(job, false, true);
    else gaussian_loop(job, false, false);
}

INLINE void polar_loop(const fr_elementwise_job *job, bool single)
{
    for (ptrdiff_t i = 0; i < job->n; i += LANES) {
        const bool whole = i + LANES <= job->n;
        const vec r = elements(job, 0, i, whole), theta = elements(job, 1, i, whole);
        vec sine, cosine;
        sin_and_cos(theta, single, &sine, &cosine);
        put(job, 0, i, whole, r * cosine);
        put(job, 1, i, whole, r * sine);
    }
}

static void polar_to_cartesian(const fr_elementwise_job *job)
{
    if (job->single) polar_loop(job, true);
    else polar_loop(job, false);
}

extern fr_elementwise_kernel *const JOIN(fr_elementwise_kernels, FR_ISA)[];
fr_elementwise_kernel *const JOIN(fr_elementwise_kernels, FR_ISA)[] = {gaussian_kernel, polar_to_cartesian};
