/*
 * kernel.h - the contract between elementwise.c (which knows arrays) and the kernels of elementwise functions.
 */
#ifndef FR_ELEMENTWISE_KERNEL_H
#define FR_ELEMENTWISE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

enum { FR_ELEMENTWISE_INPUTS = 2, FR_ELEMENTWISE_OUTPUTS = 2 };

/* Outputs may lie where inputs do, element on element. */
typedef struct {
    const double *in[FR_ELEMENTWISE_INPUTS];
    ptrdiff_t step[FR_ELEMENTWISE_INPUTS]; /* from element to element: 1, or 0 for one that stands for all */
    double *out[FR_ELEMENTWISE_OUTPUTS];
    ptrdiff_t n;
    bool single; /* the accuracy of float will do */
} fr_elementwise_job;

typedef void fr_elementwise_kernel(const fr_elementwise_job *);

/* theta - quadrant * pi/2 as *high + *low, at most about pi/4 in size, for any theta; NaN for what is not finite. */
void fr_reduce_large(double theta, double *quadrant, double *high, double *low);

#endif
