/*
 * elementwise.c - ufuncs of the core's elementwise functions.
 *
 * As with the gufuncs (gufunc.c), there is a loop for float32 and one for float64, and a promoter for all other types:
 * float32 stays float32, Python's numbers take the type of the arrays, all else real is float64.
 */
#include "gufunc.h"

#include <fenv.h>

enum { MAX_ARGUMENTS = 4 };

static const fr_elementwise_function *function_of(const PyUFuncObject *ufunc) { return ufunc->data[0]; }

static int loop(PyArrayMethod_Context *context, char *const *data, const npy_intp *dimensions, const npy_intp *strides,
                NpyAuxData *Py_UNUSED(auxdata))
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)context->caller;
    const fr_elementwise_function *what = function_of(ufunc);
    const fr_type type = context->descriptors[0]->type_num == NPY_FLOAT ? FR_FLOAT32 : FR_FLOAT64;
    fr_array arrays[MAX_ARGUMENTS];
    for (int i = 0; i < ufunc->nargs; i++) arrays[i] = (fr_array){data[i], strides[i], 0, type};
    fenv_t environment; /* warnings would come and go with the number of threads */
    feholdexcept(&environment);
    const int status = fr_elementwise(what, arrays, arrays + ufunc->nin, dimensions[0]);
    fesetenv(&environment);
    return status == FR_OK ? 0 : ext_fail_status(status, dimensions[0]);
}

/* Other types than real numbers are refused here. */
static int promote(PyObject *self, PyArray_DTypeMeta *const operands[], PyArray_DTypeMeta *const signature[],
                   PyArray_DTypeMeta *promoted[])
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)self;
    PyArray_DTypeMeta *number = NULL;
    bool all_known = true;
    for (int i = 0; i < ufunc->nargs; i++) {
        if (signature[i] != NULL) number = signature[i];
        if (i < ufunc->nin) all_known = all_known && (gufunc_is_integer(operands[i]) || gufunc_is_float(operands[i]));
    }
    if (!all_known) {
        PyErr_Format(PyExc_TypeError, "%s takes float64, float32, float16, integers and bools", ufunc->name);
        return -1;
    }
    for (int i = 0; number == NULL && i < ufunc->nin; i++) {
        const bool weak = operands[i] == &PyArray_PyLongDType || operands[i] == &PyArray_PyFloatDType;
        if (!weak && operands[i] != &PyArray_FloatDType) number = &PyArray_DoubleDType;
    }
    for (int i = 0; number == NULL && i < ufunc->nin; i++)
        if (operands[i] == &PyArray_FloatDType) number = &PyArray_FloatDType;
    if (number == NULL) number = &PyArray_DoubleDType;
    for (int i = 0; i < ufunc->nargs; i++) promoted[i] = NPY_DT_NewRef(signature[i] != NULL ? signature[i] : number);
    return 0;
}

static int add_loop(PyUFuncObject *ufunc, PyArray_DTypeMeta *number)
{
    PyArray_DTypeMeta *dtypes[MAX_ARGUMENTS];
    for (int i = 0; i < ufunc->nargs; i++) dtypes[i] = number;
    PyType_Slot slots[] = {{NPY_METH_strided_loop, (void *)loop}, {0, NULL}};
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

/* Pieces: summary, two inputs with their texts, outputs, accuracy, algorithm. */
static const char template[] = "%s\n\n"
                               "Parameters\n"
                               "----------\n"
                               "%s : array_like of real numbers\n"
                               "    %s\n"
                               "%s : array_like of real numbers\n"
                               "    %s\n"
                               "out : optional\n"
                               "    Where to write the result; may be an input.\n"
                               "**kwargs\n"
                               "    Those of every ufunc (where, casting, order, dtype, subok).\n\n"
                               "Returns\n"
                               "-------\n"
                               "ndarray or scalar%s%s\n"
                               "    float32 if all arrays are float32, else float64.  The inputs broadcast.\n\n"
                               "Raises\n"
                               "------\n"
                               "TypeError\n"
                               "    If an input is not float64, float32, float16, integer or bool.\n\n"
                               "Notes\n"
                               "-----\n"
                               "Large arrays are computed by several threads.  Accuracy: %s\n\n"
                               "Algorithm: %s\n";

/* What a ufunc points to; lives as long as the ufunc, in whose `obj` it is. */
typedef struct {
    void *data[1]; /* the function */
    PyObject *doc;
} record;

static void free_record(PyObject *capsule)
{
    record *self = PyCapsule_GetPointer(capsule, NULL);
    Py_XDECREF(self->doc);
    PyMem_Free(self);
}

static PyObject *make_record(const fr_elementwise_function *what)
{
    record *self = PyMem_Calloc(1, sizeof *self);
    PyObject *owner = self == NULL ? PyErr_NoMemory() : PyCapsule_New(self, NULL, free_record);
    if (owner == NULL) {
        PyMem_Free(self);
        return NULL;
    }
    self->data[0] = (void *)what;
    self->doc =
        PyUnicode_FromFormat(template, what->summary, what->input_names[0], what->input_docs[0], what->input_names[1],
                             what->input_docs[1], what->outputs > 1 ? ", a tuple of them: " : "", what->output_names,
                             what->error, what->method);
    if (self->doc == NULL) Py_CLEAR(owner);
    return owner;
}

static int add_promoter(PyUFuncObject *ufunc)
{
    PyObject *any_types = PyTuple_New(ufunc->nargs);
    PyObject *promoter = PyCapsule_New((void *)promote, "numpy._ufunc_promoter", NULL);
    int status = any_types == NULL || promoter == NULL ? -1 : 0;
    for (int i = 0; status == 0 && i < ufunc->nargs; i++) {
        Py_INCREF(Py_None);
        status = PyTuple_SetItem(any_types, i, Py_None);
    }
    if (status == 0) status = PyUFunc_AddPromoter((PyObject *)ufunc, any_types, promoter);
    Py_XDECREF(any_types);
    Py_XDECREF(promoter);
    return status;
}

static PyObject *make_ufunc(const fr_elementwise_function *what)
{
    PyObject *owner = make_record(what);
    if (owner == NULL) return NULL;
    const record *self = PyCapsule_GetPointer(owner, NULL);
    const char *doc = PyUnicode_AsUTF8AndSize(self->doc, NULL);
    PyObject *made = PyUFunc_FromFuncAndData(NULL, (void **)self->data, NULL, 0, what->inputs, what->outputs,
                                             PyUFunc_None, what->name, doc, 0);
    if (made == NULL) {
        Py_DECREF(owner);
        return NULL;
    }
    PyUFuncObject *ufunc = (PyUFuncObject *)made;
    ufunc->obj = owner;
    if (add_loop(ufunc, &PyArray_DoubleDType) < 0 || add_loop(ufunc, &PyArray_FloatDType) < 0 ||
        add_promoter(ufunc) < 0)
        Py_CLEAR(made);
    return made;
}

PyObject *ext_elementwise_ufuncs(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(none))
{
    int count;
    const fr_elementwise_function *all = fr_elementwise_functions(&count);
    PyObject *dict = PyUFunc_ImportUFuncAPI() < 0 ? NULL : PyDict_New();
    for (int i = 0; dict != NULL && i < count; i++) {
        PyObject *ufunc = make_ufunc(&all[i]);
        if (ufunc == NULL || PyDict_SetItemString(dict, all[i].name, ufunc) < 0) Py_CLEAR(dict);
        Py_XDECREF(ufunc);
    }
    return dict;
}
