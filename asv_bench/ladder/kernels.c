/*
 * kernels.c - two of the algorithms in C, for ctypes and cffi: every window anew, and one pass over an array.
 */
#include "kernels.h"

#include <math.h>

void sum_squares(const double *x, double *result, ptrdiff_t n, ptrdiff_t window) {
    for (ptrdiff_t i = 0; i < n; i++) {
        double total = 0;
        for (ptrdiff_t j = i - window + 1; j <= i && i >= window - 1; j++)
            total += x[j] * x[j];
        result[i] = i < window - 1 ? NAN : total;
    }
}

/* result: mean, std, min, max. */
void compute_stats(const double *x, double *result, ptrdiff_t n) {
    double mean = 0, squares = 0, least = INFINITY, greatest = -INFINITY;
    for (ptrdiff_t i = 0; i < n; i++) {
        const double step = x[i] - mean;
        mean += step / (double)(i + 1);
        squares += step * (x[i] - mean);
        least = x[i] < least ? x[i] : least;
        greatest = x[i] > greatest ? x[i] : greatest;
    }
    result[0] = mean;
    result[1] = sqrt(squares / (double)(n - 1));
    result[2] = least;
    result[3] = greatest;
}
