/*
 * gufunc_entry.c - what a call of a gufunc passes before NumPy has it.
 *
 * NumPy computes with what is below a mask, and puts the mask around results; ints of more than 64 bits are an
 * OverflowError that names no operand.  An inner loop sees neither masks nor ints, so calls are looked at where Python
 * enters a ufunc.  Operands that are plain arrays or numbers cost nothing else; what others lack, Python knows.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

static bool is_plain(PyObject *operand)
{
    return PyArray_CheckExact(operand) || PyLong_CheckExact(operand) || PyFloat_CheckExact(operand) ||
           PyBool_Check(operand) || operand == Py_None || PyArray_IsScalar(operand, Generic);
}

static const char *name_of(const PyUFuncObject *ufunc, Py_ssize_t place)
{
    return place < ufunc->nin ? gufunc_operand_name(ufunc, (int)place) : "out";
}

/* False, and a TypeError, for masked elements. */
static bool check(const char *name, PyObject *operand)
{
    PyObject *module = PyImport_ImportModule("fastroll._carriers");
    PyObject *done = module == NULL ? NULL : PyObject_CallMethod(module, "refuse_masks", "sO", name, operand);
    Py_XDECREF(done);
    Py_XDECREF(module);
    return done != NULL;
}

static bool check_all(const PyUFuncObject *ufunc, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (!is_plain(args[i]) && !check(name_of(ufunc, i), args[i])) return false;
    const Py_ssize_t keywords = names == NULL ? 0 : PyTuple_Size(names);
    for (Py_ssize_t i = 0; i < keywords; i++) {
        const bool is_out = PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, i), "out") == 0;
        if (is_out && !is_plain(args[count + i]) && !check("out", args[count + i])) return false;
    }
    return true;
}

/* Has a ValueError that names the operand in place of an OverflowError. */
static void explain_overflow(const PyUFuncObject *ufunc, PyObject *const *args, Py_ssize_t count)
{
    if (!PyErr_ExceptionMatches(PyExc_OverflowError)) return;
    for (Py_ssize_t i = 0; i < count && i < ufunc->nin; i++) {
        int overflow = 0;
        if (PyLong_Check(args[i])) PyLong_AsLongLongAndOverflow(args[i], &overflow);
        if (overflow == 0) continue;
        PyErr_Format(PyExc_ValueError, "%s must be an integer of 64 bits, got %R", name_of(ufunc, i), args[i]);
        return;
    }
}

PyObject *gufunc_entry(PyObject *self, PyObject *const *args, size_t flagged_count, PyObject *names)
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)self;
    const Py_ssize_t count = (Py_ssize_t)(flagged_count & (SIZE_MAX >> 1)); /* PyVectorcall_NARGS() */
    if (!check_all(ufunc, args, count, names)) return NULL;
    gufunc_vectorcall *numpy = (gufunc_vectorcall *)ufunc->data[GUFUNC_DATA_CALL];
    PyObject *result = numpy(self, args, flagged_count, names);
    if (result != NULL) return result;
    if (PyErr_Occurred()) explain_overflow(ufunc, args, count);
    else PyErr_NoMemory(); /* NumPy's iterators set no exception where they get no memory */
    return NULL;
}
