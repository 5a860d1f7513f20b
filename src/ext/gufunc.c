/*
 * gufunc.c - makes the generalized ufuncs: two for each statistic of windows, one for each of windows with weights, one
 * for each exponentially weighted one.
 *
 * They are built with NumPy's ArrayMethod interface: one loop for float32, one for float64, and a promoter for all
 * other types (a table of loops, the older interface, would send int16 to float32).
 */
#include "gufunc.h"

#include <string.h>

/* What a ufunc points to; lives as long as the ufunc, in whose `obj` it is. */
typedef struct {
    void *data[GUFUNC_DATA];
    gufunc_kind kind;
    PyObject *name;
    PyObject *doc;
} record;

static void free_record(PyObject *capsule)
{
    record *self = PyCapsule_GetPointer(capsule, NULL);
    Py_XDECREF(self->name);
    Py_XDECREF(self->doc);
    PyMem_Free(self);
}

/* "(n),(),()->(n)" */
typedef struct {
    char text[80];
} signature;

static void append(signature *to, const char *piece)
{
    strncat(to->text, piece, sizeof to->text - strlen(to->text) - 1);
}

static signature make_signature(const fr_statistic *what, gufunc_kind kind)
{
    const gufunc_parameters parameters = gufunc_parameters_of(what, kind);
    signature made = {""};
    for (int i = 0; i < what->inputs; i++) append(&made, i == 0 ? "(n)" : ",(n)");
    for (int i = 0; i < parameters.count; i++) {
        append(&made, ",");
        append(&made, gufunc_describe(parameters.roles[i])->core);
    }
    for (int i = 0; i < what->outputs; i++) {
        append(&made, i == 0 ? "->(" : ",(");
        append(&made, what->has_q ? "k?," : "");
        append(&made, kind == GUFUNC_BOUNDS ? "m)" : "n)");
    }
    return made;
}

static int add_loop(PyUFuncObject *ufunc, PyArray_DTypeMeta *number)
{
    PyArray_DTypeMeta *dtypes[GUFUNC_MAX_OPERANDS];
    for (int i = 0; i < ufunc->nargs; i++) dtypes[i] = gufunc_type(ufunc, i, number);
    PyType_Slot slots[] = {
        {NPY_METH_strided_loop, (void *)gufunc_loop},
        {0, NULL},
    };
    PyArrayMethod_Spec spec = {
        .name = ufunc->name,
        .nin = ufunc->nin,
        .nout = ufunc->nout,
        .casting = NPY_NO_CASTING,
        .dtypes = dtypes,
        .slots = slots,
    };
    return PyUFunc_AddLoopFromSpec((PyObject *)ufunc, &spec);
}

static int add_promoter(PyUFuncObject *ufunc)
{
    PyObject *any_types = PyTuple_New(ufunc->nargs);
    PyObject *promoter = PyCapsule_New((void *)gufunc_promoter, "numpy._ufunc_promoter", NULL);
    int status = -1;
    if (any_types != NULL && promoter != NULL) {
        for (int i = 0; i < ufunc->nargs; i++) {
            Py_INCREF(Py_None);
            PyTuple_SetItem(any_types, i, Py_None);
        }
        status = PyUFunc_AddPromoter((PyObject *)ufunc, any_types, promoter);
    }
    Py_XDECREF(any_types);
    Py_XDECREF(promoter);
    return status;
}

/* NumPy takes an output that is also an input (out=x) for safe, as it is for elementwise ufuncs.  A window reads
 * elements again after their output was written, so the outputs get NumPy's usual flags without that assumption. */
static void do_not_assume_elementwise(PyUFuncObject *ufunc)
{
    for (int i = ufunc->nin; i < ufunc->nargs; i++)
        ufunc->op_flags[i] = NPY_ITER_WRITEONLY | NPY_ITER_UPDATEIFCOPY | NPY_ITER_ALIGNED | NPY_ITER_ALLOCATE |
                             NPY_ITER_NO_BROADCAST | NPY_ITER_NO_SUBTYPE;
}

/* A capsule of a new record. */
static PyObject *make_record(const fr_statistic *what, gufunc_kind kind, const char *core_signature)
{
    record *self = PyMem_Calloc(1, sizeof *self);
    PyObject *owner = self == NULL ? PyErr_NoMemory() : PyCapsule_New(self, NULL, free_record);
    if (owner == NULL) {
        PyMem_Free(self);
        return NULL;
    }
    self->kind = kind;
    self->data[GUFUNC_DATA_STATISTIC] = (void *)what;
    self->data[GUFUNC_DATA_KIND] = &self->kind;
    self->name =
        PyUnicode_FromFormat("%s_%s%s", gufunc_family(kind), what->name, kind == GUFUNC_BOUNDS ? "_bounds" : "");
    self->doc = gufunc_doc(what, kind, core_signature);
    if (self->name == NULL || self->doc == NULL) Py_CLEAR(owner);
    return owner;
}

static PyObject *make_ufunc(const fr_statistic *what, gufunc_kind kind)
{
    if (what->inputs > GUFUNC_MAX_ARRAYS || what->outputs > GUFUNC_MAX_ARRAYS)
        return PyErr_Format(PyExc_SystemError, "raise GUFUNC_MAX_ARRAYS for the statistic %s", what->name);
    const signature core = make_signature(what, kind);
    PyObject *owner = make_record(what, kind, core.text);
    if (owner == NULL) return NULL;
    record *self = PyCapsule_GetPointer(owner, NULL);
    const char *name = PyUnicode_AsUTF8AndSize(self->name, NULL), *doc = PyUnicode_AsUTF8AndSize(self->doc, NULL);
    const int inputs = what->inputs + gufunc_parameters_of(what, kind).count;
    PyObject *made = PyUFunc_FromFuncAndDataAndSignature(NULL, self->data, NULL, 0, inputs, what->outputs, PyUFunc_None,
                                                         name, doc, 0, core.text);
    if (made == NULL) {
        Py_DECREF(owner);
        return NULL;
    }
    PyUFuncObject *ufunc = (PyUFuncObject *)made;
    ufunc->obj = owner;
    do_not_assume_elementwise(ufunc);
    self->data[GUFUNC_DATA_CALL] = (void *)ufunc->vectorcall;
    ufunc->vectorcall = (void *)gufunc_entry;
    if (add_loop(ufunc, &PyArray_DoubleDType) < 0 || add_loop(ufunc, &PyArray_FloatDType) < 0 ||
        add_promoter(ufunc) < 0)
        Py_CLEAR(made);
    return made;
}

/* Of each statistic of a list one. */
static bool add_ufuncs(PyObject *dict, const fr_statistic *all, int count, gufunc_kind kind)
{
    for (int i = 0; i < count; i++) {
        PyObject *ufunc = make_ufunc(&all[i], kind);
        if (ufunc == NULL) return false;
        const int status = PyDict_SetItemString(dict, ((PyUFuncObject *)ufunc)->name, ufunc);
        Py_DECREF(ufunc);
        if (status < 0) return false;
    }
    return true;
}

PyObject *ext_ufuncs(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    int windows, weighted, ewm;
    const fr_statistic *of_windows = fr_statistics(&windows), *of_weighted = fr_weighted_statistics(&weighted);
    const fr_statistic *of_ewm = fr_ewm_statistics(&ewm);
    PyObject *dict = PyUFunc_ImportUFuncAPI() < 0 ? NULL : PyDict_New();
    if (dict != NULL &&
        !(add_ufuncs(dict, of_windows, windows, GUFUNC_WINDOW) &&
          add_ufuncs(dict, of_windows, windows, GUFUNC_BOUNDS) &&
          add_ufuncs(dict, of_weighted, weighted, GUFUNC_WEIGHTED) && add_ufuncs(dict, of_ewm, ewm, GUFUNC_EWM)))
        Py_CLEAR(dict);
    return dict;
}
