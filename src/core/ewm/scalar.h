/*
 * scalar.h - the algebra of single doubles.
 */
#ifndef FR_EWM_SCALAR_H
#define FR_EWM_SCALAR_H

#include "kernel.h"
#include "../vec.h"

#define REAL                  double
#define MASK                  int
#define OF(name)              double_##name
#define ALL(value)            (value)
#define SELECT(mask, yes, no) ((mask) ? (yes) : (no))
#define LEAST(a, b)           ((a) < (b) ? (a) : (b))
#define MOST(a, b)            ((a) > (b) ? (a) : (b))
#include "algebra.inc"

#endif
