/*
 * program.c - a C program on libfastroll: reads "name window min_periods n values..." and prints the statistic of each
 * window; an error goes to stderr.
 */
#include <fastroll.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char name[64];
    long window, min_periods, n;
    if (scanf("%63s %ld %ld %ld", name, &window, &min_periods, &n) != 4 || n < 0) return 2;
    double *x = malloc(2 * (size_t)(n + 1) * sizeof *x), *result = x + n + 1;
    if (!x) return 2;
    for (long i = 0; i < n; i++)
        if (scanf("%lf", &x[i]) != 1) return 2;
    fr_options options = FR_OPTIONS_INIT;
    options.window = window;
    options.min_periods = min_periods;
    fr_array in = fr_doubles(x), out = fr_doubles(result);
    int status = fr_rolling(fr_find(name), &in, &out, 1, n, &options);
    if (status) fprintf(stderr, "%s", fr_strerror(status));
    for (long i = 0; i < n && !status; i++) printf("%a\n", result[i]);
    free(x);
    return status ? 1 : 0;
}
