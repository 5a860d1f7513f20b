/*
 * gufunc_loop.c - the inner loops: from NumPy's pointers and strides to calls of the core.
 *
 * NumPy hands over `rows` rows, each with its own series, window, min_periods and ddof.  A run of consecutive rows with
 * the same parameters is one call of the core: so a frame is computed at once, with threads across its columns.
 * Nothing is computed before window and min_periods of all rows are checked; the core checks bounds, run by run.
 * NumPy calls the loops without the GIL if there is much to do.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

#include <fenv.h>
#include <stdlib.h>

/* One call of an inner loop. */
typedef struct {
    const fr_statistic *what;
    gufunc_kind kind;
    fr_type type;
    ptrdiff_t rows, n, m;  /* m: elements of an output */
    char *const *data;     /* of each operand */
    const npy_intp *outer; /* bytes from row to row, of each operand */
    const npy_intp *inner; /* bytes from element to element, of those operands that have elements, in order */
} call;

/* The parameters that have elements: start and end. */
static int vectors(const call *c) { return c->kind == GUFUNC_BOUNDS ? 2 : 0; }

static int64_t integer(const call *c, int operand, ptrdiff_t row)
{
    return *(const int64_t *)(c->data[operand] + row * c->outer[operand]);
}

static fr_options options_of(const call *c, ptrdiff_t row)
{
    fr_options options = {0};
    int operand = c->what->inputs + vectors(c);
    if (c->kind == GUFUNC_WINDOW) options.window = integer(c, operand++, row);
    options.min_periods = integer(c, operand++, row);
    if (c->what->has_ddof) options.ddof = (double)integer(c, operand, row);
    return options;
}

static bool same_parameters(const call *c, ptrdiff_t a, ptrdiff_t b)
{
    const int first = c->what->inputs, last = first + gufunc_parameters(c->what, c->kind);
    for (int i = first; i < last; i++)
        if (c->outer[i] != 0 && (i < first + vectors(c) || integer(c, i, a) != integer(c, i, b))) return false;
    return true;
}

static ptrdiff_t end_of_run(const call *c, ptrdiff_t row)
{
    ptrdiff_t end = row + 1;
    while (end < c->rows && same_parameters(c, row, end)) end++;
    return end;
}

static int check(const call *c)
{
    for (ptrdiff_t row = 0; row < c->rows; row = end_of_run(c, row)) {
        const fr_options options = options_of(c, row);
        const ptrdiff_t window = options.window, min_periods = options.min_periods;
        if (window < 0) return ext_fail(PyExc_ValueError, "window must be an integer 0 or greater, got %zd", window);
        if (min_periods < 0) return ext_fail(PyExc_ValueError, "min_periods must be >= 0, got %zd", min_periods);
        if (c->kind == GUFUNC_WINDOW && min_periods > window)
            return ext_fail(PyExc_ValueError, "min_periods %zd must be <= window %zd", min_periods, window);
    }
    return 0;
}

static fr_array array_of(const call *c, int operand, int inner, ptrdiff_t row)
{
    return (fr_array){
        .data = c->data[operand] + row * c->outer[operand],
        .along = c->inner[inner],
        .across = c->outer[operand],
        .type = c->type,
    };
}

/* Start or end without gaps: where it is if it has none, else a copy, of which *copy is then the memory. */
static const int64_t *compact(const call *c, int operand, ptrdiff_t row, int64_t **copy)
{
    const char *at = c->data[operand] + row * c->outer[operand];
    const npy_intp along = c->inner[operand];
    *copy = NULL;
    if (along == sizeof(int64_t) || c->m <= 1) return (const int64_t *)at;
    *copy = malloc((size_t)c->m * sizeof **copy);
    for (ptrdiff_t i = 0; *copy != NULL && i < c->m; i++) (*copy)[i] = *(const int64_t *)(at + i * along);
    return *copy;
}

static int compute_bounds(const call *c, const fr_array *in, const fr_array *out, ptrdiff_t row, ptrdiff_t series,
                          const fr_options *options)
{
    int64_t *start_copy, *end_copy;
    const int64_t *start = compact(c, c->what->inputs, row, &start_copy);
    const int64_t *end = compact(c, c->what->inputs + 1, row, &end_copy);
    int status = FR_NO_MEMORY;
    if (start != NULL && end != NULL)
        status = fr_rolling_bounds(c->what, in, out, series, c->n, start, end, c->m, options);
    free(start_copy);
    free(end_copy);
    return status;
}

static int compute_run(const call *c, ptrdiff_t row, ptrdiff_t series)
{
    const fr_options options = options_of(c, row);
    const int inputs = c->what->inputs, first_output = inputs + gufunc_parameters(c->what, c->kind);
    fr_array in[GUFUNC_MAX_ARRAYS], out[GUFUNC_MAX_ARRAYS];
    for (int i = 0; i < inputs; i++) in[i] = array_of(c, i, i, row);
    for (int i = 0; i < c->what->outputs; i++) out[i] = array_of(c, first_output + i, inputs + vectors(c) + i, row);
    if (c->kind == GUFUNC_BOUNDS) return compute_bounds(c, in, out, row, series, &options);
    return fr_rolling(c->what, in, out, series, c->n, &options);
}

static int compute(const call *c)
{
    if (c->m == 0) return FR_OK;
    /* Infinities may raise the flags of invalid operations.  NumPy would turn them into warnings, though only those of
     * its own thread: they would come and go with the number of threads. */
    fenv_t environment;
    feholdexcept(&environment);
    int status = FR_OK;
    for (ptrdiff_t row = 0, next; status == FR_OK && row < c->rows; row = next) {
        next = end_of_run(c, row);
        status = compute_run(c, row, next - row);
    }
    fesetenv(&environment);
    return status;
}

static int run(const call *c)
{
    if (check(c) < 0) return -1;
    const int status = compute(c);
    return status == FR_OK ? 0 : ext_fail_status(status, c->n);
}

static call make_call(const PyArrayMethod_Context *context, gufunc_kind kind, char *const *data,
                      const npy_intp *dimensions, const npy_intp *strides)
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)context->caller;
    return (call){
        .what = gufunc_statistic(ufunc),
        .kind = kind,
        .type = context->descriptors[0]->type_num == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64,
        .rows = dimensions[0],
        .n = dimensions[1],
        .m = dimensions[kind == GUFUNC_BOUNDS ? 2 : 1],
        .data = data,
        .outer = strides,
        .inner = strides + ufunc->nargs,
    };
}

int gufunc_window_loop(PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions,
                       const npy_intp *strides, NpyAuxData *Py_UNUSED(auxdata))
{
    const call c = make_call(context, GUFUNC_WINDOW, data, dimensions, strides);
    return run(&c);
}

int gufunc_bounds_loop(PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions,
                       const npy_intp *strides, NpyAuxData *Py_UNUSED(auxdata))
{
    const call c = make_call(context, GUFUNC_BOUNDS, data, dimensions, strides);
    return run(&c);
}
