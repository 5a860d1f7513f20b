/*
 * quad.h - numbers of 113 bits for oracles.  clang has them, but not the header of their functions, which are gcc's.
 */
#ifndef TESTS_QUAD_H
#define TESTS_QUAD_H

typedef __float128 quad;

#if defined(__has_include) && __has_include(<quadmath.h>)
#include <quadmath.h>
#else
quad fabsq(quad), sqrtq(quad), powq(quad, quad), expq(quad), sinq(quad), cosq(quad), frexpq(quad, int *),
    ldexpq(quad, int);
#endif

#endif
