/*
 * reduce.c - large angles less a multiple of pi/2 (Payne and Hanek 1983).
 *
 * An angle is an integer of 53 bits times a power of two.  Only those bits of 2/pi matter whose product with it is
 * neither a multiple of four quadrants nor too small to be seen: 192 of them, of which 128 or more are left as the
 * fraction of a quadrant.
 */
#include "kernel.h"
#include <math.h>
#include <stdint.h>

typedef unsigned __int128 wide;

/* 2/pi: 64 bits before the point, the others after it. */
static const uint64_t two_over_pi[] = {0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
                                       0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
                                       0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
                                       0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
                                       0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
                                       0xf0cfbc209af4361d};

static const double HALF_PI = 0x1.921fb54442d18p+0, HALF_PI_LOW = 0x1.1a62633145c07p-54;

/* 64 bits of them. */
static uint64_t bits_from(int first)
{
    const int word = first / 64, shift = first % 64;
    return shift ? two_over_pi[word] << shift | two_over_pi[word + 1] >> (64 - shift) : two_over_pi[word];
}

/* The last two bits before the point, and 126 after it, of m * 2^e * 2/pi. */
static wide turns(uint64_t m, int e)
{
    const int first = 64 + e - 2; /* what is before makes whole turns */
    const wide low = (wide)m * bits_from(first + 128), middle = (wide)m * bits_from(first + 64);
    return ((wide)(m * bits_from(first)) << 64) + middle + (low >> 64);
}

void fr_reduce_large(double theta, double *quadrant, double *high, double *low)
{
    int exponent;
    *quadrant = 0, *high = *low = NAN;
    if (!isfinite(theta)) return;
    const uint64_t m = (uint64_t)(frexp(fabs(theta), &exponent) * 0x1p53);
    const wide product = turns(m, exponent - 53), half = (wide)1 << 125;
    const unsigned whole = (unsigned)((product + half) >> 126) & 3;
    const __int128 rest = (__int128)(product - ((wide)whole << 126)); /* of a quadrant, -1/2 to 1/2 */
    const double lead = (double)rest, tail = (double)(rest - (__int128)lead), sign = theta < 0 ? -1 : 1;
    const double a = lead * 0x1p-126, b = tail * 0x1p-126, head = (double)(float)a, foot = a - head;
    const double pi_head = (double)(float)HALF_PI, pi_foot = HALF_PI - pi_head, product_high = a * HALF_PI;
    const double error = ((head * pi_head - product_high) + head * pi_foot + foot * pi_head) + foot * pi_foot;
    *quadrant = sign * whole;
    *high = sign * product_high;
    *low = sign * (error + (a * HALF_PI_LOW + b * HALF_PI));
}
