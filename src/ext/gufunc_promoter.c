/*
 * gufunc_promoter.c - the loop for operands that fit none exactly.
 *
 * Series are computed as float32 if all are float32, as float64 otherwise; parameters are int64, but q and alpha are
 * float64.
 */
#define NO_IMPORT_UFUNC
#include "gufunc.h"

static bool is_among(const PyArray_DTypeMeta *dtype, const PyArray_DTypeMeta *const *some, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dtype == some[i]) return true;
    return false;
}

/* PyLong is the type of Python's int, PyFloat that of its float. */
bool gufunc_is_integer(const PyArray_DTypeMeta *dtype)
{
    const PyArray_DTypeMeta *const integers[] = {
        &PyArray_BoolDType,   &PyArray_ByteDType,     &PyArray_UByteDType,     &PyArray_ShortDType,
        &PyArray_UShortDType, &PyArray_IntDType,      &PyArray_UIntDType,      &PyArray_LongDType,
        &PyArray_ULongDType,  &PyArray_LongLongDType, &PyArray_ULongLongDType, &PyArray_PyLongDType,
    };
    return is_among(dtype, integers, sizeof integers / sizeof *integers);
}

/* The long double is missing: it would silently lose digits. */
bool gufunc_is_float(const PyArray_DTypeMeta *dtype)
{
    const PyArray_DTypeMeta *const floats[] = {
        &PyArray_HalfDType,
        &PyArray_FloatDType,
        &PyArray_DoubleDType,
        &PyArray_PyFloatDType,
    };
    return is_among(dtype, floats, sizeof floats / sizeof *floats);
}

const char *gufunc_operand_name(const PyUFuncObject *ufunc, int input)
{
    const fr_statistic *what = gufunc_statistic(ufunc);
    if (input < what->inputs) return gufunc_input_name(input);
    const gufunc_parameters all = gufunc_parameters_of(what, gufunc_kind_of(ufunc));
    return gufunc_describe(all.roles[input - what->inputs])->name;
}

static void refuse(const char *name, const char *accepted, const PyArray_DTypeMeta *dtype)
{
    PyObject *type = PyObject_GetAttrString((PyObject *)dtype, "type");
    PyObject *got = type == NULL ? NULL : PyObject_GetAttrString(type, "__name__");
    if (got != NULL) PyErr_Format(PyExc_TypeError, "%s must be %s, got %S", name, accepted, got);
    Py_XDECREF(type);
    Py_XDECREF(got);
}

static bool check(const PyUFuncObject *ufunc, PyArray_DTypeMeta *const operands[])
{
    for (int i = 0; i < ufunc->nin; i++) {
        const bool takes_floats = gufunc_type(ufunc, i, &PyArray_DoubleDType) == &PyArray_DoubleDType;
        if (gufunc_is_integer(operands[i]) || (takes_floats && gufunc_is_float(operands[i]))) continue;
        const char *accepted = takes_floats ? "float64, float32, float16, integer or bool" : "integer";
        refuse(gufunc_operand_name(ufunc, i), accepted, operands[i]);
        return false;
    }
    return true;
}

/* The type to compute with: what the caller asked for by `dtype` or `signature`, or what follows from the inputs. */
static PyArray_DTypeMeta *pick(const PyUFuncObject *ufunc, PyArray_DTypeMeta *const operands[],
                               PyArray_DTypeMeta *const signature[])
{
    for (int i = 0; i < ufunc->nargs; i++)
        if (gufunc_is_series(ufunc, i) && signature[i] != NULL) return signature[i];
    for (int i = 0; i < ufunc->nin; i++)
        if (gufunc_is_series(ufunc, i) && operands[i] != &PyArray_FloatDType) return &PyArray_DoubleDType;
    return &PyArray_FloatDType;
}

int gufunc_promoter(PyObject *self, PyArray_DTypeMeta *const operands[], PyArray_DTypeMeta *const signature[],
                    PyArray_DTypeMeta *promoted[])
{
    const PyUFuncObject *ufunc = (const PyUFuncObject *)self;
    if (!check(ufunc, operands)) return -1;
    PyArray_DTypeMeta *number = pick(ufunc, operands, signature);
    for (int i = 0; i < ufunc->nargs; i++) {
        PyArray_DTypeMeta *own = gufunc_type(ufunc, i, number);
        promoted[i] = NPY_DT_NewRef(signature[i] != NULL ? signature[i] : own);
    }
    return 0;
}
