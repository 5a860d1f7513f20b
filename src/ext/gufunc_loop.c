/*
 * gufunc_loop.c - the inner loops: from NumPy's pointers and strides to calls of the core.
 *
 * NumPy hands over `rows` rows, each with its own series, window and so on.  A run of consecutive rows with
 * the same parameters is one call of the core: so a frame is computed at once, with threads across its columns.
 * Nothing is computed before the parameters of all rows are checked; the core checks bounds, run by run.
 * NumPy calls the loops without the GIL if there is much to do.
 */
#define NO_IMPORT_UFUNC
#include "gufunc_call.h"
#include "unchecked.h"

#include <fenv.h>
#include <stdlib.h>

/* Start or end without gaps: where it is if it has none, else a copy, of which *copy is then the memory. */
static const int64_t *compact(const gufunc_call *c, int operand, ptrdiff_t row, int64_t **copy)
{
    const char *at = gufunc_at(c, operand, row);
    const npy_intp along = c->inner[c->first[operand]];
    *copy = NULL;
    if (along == sizeof(int64_t) || c->m <= 1) return (const int64_t *)at;
    *copy = malloc((size_t)c->m * sizeof **copy);
    for (ptrdiff_t i = 0; *copy != NULL && i < c->m; i++) (*copy)[i] = *(const int64_t *)(at + i * along);
    return *copy;
}

static int compute_bounds(const gufunc_call *c, const fr_array *in, ptrdiff_t row, ptrdiff_t series,
                          const fr_options *options)
{
    int64_t *start_copy, *end_copy;
    const int64_t *start = compact(c, c->what->inputs, row, &start_copy);
    const int64_t *end = compact(c, c->what->inputs + 1, row, &end_copy);
    int status = FR_NO_MEMORY;
    if (start != NULL && end != NULL)
        status = fr_rolling_bounds(c->what, in, c->out, series, c->n, start, end, c->m, options);
    free(start_copy);
    free(end_copy);
    return status;
}

static int compute_weighted(const gufunc_call *c, const fr_array *in, ptrdiff_t row, ptrdiff_t series,
                            const fr_options *options)
{
    const int operand = c->what->inputs;
    const npy_intp along = c->inner[c->first[operand]];
    double *weights = malloc((size_t)c->w * sizeof *weights + 1);
    if (weights == NULL) return FR_NO_MEMORY;
    for (ptrdiff_t k = 0; k < c->w; k++) weights[k] = *(const double *)(gufunc_at(c, operand, row) + k * along);
    const fr_weighted_options all = {.size = sizeof all,
                                     .weights = weights,
                                     .window = c->w,
                                     .min_periods = options->min_periods,
                                     .ddof = options->ddof};
    const int status = fr_weighted(c->what, in, c->out, series, c->n, &all);
    free(weights);
    return status;
}

/* The array of which operand `operand` is a row; its elements are `along` apart. */
static fr_array array_of(const gufunc_call *c, int operand, ptrdiff_t row, npy_intp along)
{
    return (fr_array){
        .data = gufunc_at(c, operand, row),
        .along = along,
        .across = c->outer[operand],
        .type = c->type,
    };
}

/* c->out: for each output one array, or k of them. */
static void find_outputs(const gufunc_call *c, ptrdiff_t row)
{
    const int first_output = c->what->inputs + c->parameters.count;
    for (int i = 0; i < c->what->outputs; i++) {
        const npy_intp *inner = c->inner + c->first[first_output + i];
        for (ptrdiff_t j = 0; j < c->k; j++) {
            fr_array *out = &c->out[i * c->k + j];
            *out = array_of(c, first_output + i, row, inner[c->what->has_q]);
            out->data = (char *)out->data + (j > 0 ? j * inner[0] : 0);
        }
    }
}

static int compute_run(const gufunc_call *c, ptrdiff_t row, ptrdiff_t series)
{
    const gufunc_options options = gufunc_read(c, row);
    fr_array in[GUFUNC_MAX_ARRAYS];
    for (int i = 0; i < c->what->inputs; i++) in[i] = array_of(c, i, row, c->inner[c->first[i]]);
    find_outputs(c, row);
    if (c->kind == GUFUNC_EWM) return fr_ewm(c->what, in, c->out, series, c->n, &options.ewm);
    if (c->kind == GUFUNC_BOUNDS) return compute_bounds(c, in, row, series, &options.window);
    if (c->kind == GUFUNC_WEIGHTED) return compute_weighted(c, in, row, series, &options.window);
    return fr_rolling(c->what, in, c->out, series, c->n, &options.window);
}

static int compute(const gufunc_call *c)
{
    if (c->m == 0 || c->k == 0) return FR_OK;
    /* Infinities may raise the flags of invalid operations.  NumPy would turn them into warnings, though only those of
     * its own thread: they would come and go with the number of threads. */
    fenv_t environment;
    feholdexcept(&environment);
    int status = FR_OK;
    for (ptrdiff_t row = 0, next; status == FR_OK && row < c->rows; row = next) {
        next = gufunc_end_of_run(c, row);
        status = row > 0 && fr_is_to_stop() ? FR_INTERRUPTED : compute_run(c, row, next - row);
    }
    fesetenv(&environment);
    return status;
}

static int run(gufunc_call *c)
{
    int status = FR_NO_MEMORY, failed = 0;
    c->q = malloc((size_t)c->k * sizeof *c->q + 1);
    c->out = malloc((size_t)(c->k * c->what->outputs) * sizeof *c->out + 1);
    if (c->q != NULL && c->out != NULL) {
        failed = gufunc_check(c);
        status = failed ? FR_OK : compute(c);
    }
    free(c->q);
    free(c->out);
    return status == FR_OK ? failed : ext_fail_status(status, c->n);
}

static gufunc_call make_call(const PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions,
                             const npy_intp *strides)
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)context->caller;
    const fr_statistic *what = gufunc_statistic(ufunc);
    const gufunc_kind kind = gufunc_kind_of(ufunc);
    const bool bounds = kind == GUFUNC_BOUNDS;
    return (gufunc_call){
        .what = what,
        .kind = kind,
        .parameters = gufunc_parameters_of(what, kind),
        .type = context->descriptors[0]->type_num == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64,
        .rows = dimensions[0],
        .n = dimensions[1],
        .m = dimensions[bounds ? 2 : 1],
        .w = kind == GUFUNC_WEIGHTED ? dimensions[2] : 0,
        .k = what->has_q ? dimensions[bounds ? 3 : 2] : 1,
        .data = data,
        .outer = strides,
        .inner = strides + ufunc->nargs,
        .first = ufunc->core_offsets,
    };
}

int gufunc_loop(PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions, const npy_intp *strides,
                NpyAuxData *Py_UNUSED(auxdata))
{
    gufunc_call c = make_call(context, data, dimensions, strides);
    return run(&c);
}
