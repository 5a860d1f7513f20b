/*
 * kernels.h - what Python calls through ctypes and cffi.  cffi reads these declarations as they are.
 */
#ifndef LADDER_KERNELS_H
#define LADDER_KERNELS_H

#include <stddef.h>

void sum_squares(const double *x, double *result, ptrdiff_t n, ptrdiff_t window);
void compute_stats(const double *x, double *result, ptrdiff_t n);

#endif
