/*
 * batch.c - functions of whole arrays with plain parameters.
 */
#include "fastroll.h"
#include <math.h>

/* Four elements in one step: the chain that each step waits for is then one product and one sum, whatever alpha is. */
double fast_ema(const double *data, int n, double alpha)
{
    if (!data || n < 1 || !(alpha > 0 && alpha <= 1)) return NAN;
    const double keep = 1 - alpha, keep4 = keep * keep * keep * keep;
    double ema = data[0];
    int i = 1;
    for (; n - i >= 4; i += 4) {
        const double older = alpha * data[i + 1] + keep * (alpha * data[i]);
        const double newer = alpha * data[i + 3] + keep * (alpha * data[i + 2]);
        ema = keep4 * ema + (newer + keep * keep * older);
    }
    for (; i < n; i++) ema = alpha * data[i] + keep * ema;
    return ema;
}

static inline double cut(double value, double threshold) { return fabs(value) < threshold ? 0 : value; }

/* From the end on where the output overlaps what comes later in the input, as memmove() does. */
int process_batch(const double *input, double *output, int n, double threshold)
{
    if (!input || !output) return FR_BAD_ARRAY;
    if (n < 0) return FR_BAD_LENGTH;
    if (isnan(threshold)) return FR_BAD_THRESHOLD;
    if (output <= input)
        for (int i = 0; i < n; i++) output[i] = cut(input[i], threshold);
    else
        for (int i = n; i-- > 0;) output[i] = cut(input[i], threshold);
    return FR_OK;
}
