/*
 * signals.c - lets Ctrl-C and other signals end long calls.
 *
 * Python runs the handlers of signals in its main thread alone, and asks there between two instructions whether there
 * are any to run: not before a call of C returns.  So the core asks this function now and then, from the thread that
 * called.  If a handler raises an exception, KeyboardInterrupt for example, the call ends with it.
 */
#include "ext.h"

#include <stdatomic.h>
#include <unistd.h>

/* Of the process that asked last, since a forked child has another main thread. */
static atomic_ulong main_thread;
static _Atomic(pid_t) process;

/* Notes threading.main_thread().ident; false and an exception if that fails, or a handler raises one meanwhile. */
static bool find_main_thread(void)
{
    PyObject *threading = PyImport_ImportModule("threading");
    PyObject *thread = threading == NULL ? NULL : PyObject_CallMethod(threading, "main_thread", NULL);
    PyObject *ident = thread == NULL ? NULL : PyObject_GetAttrString(thread, "ident");
    if (ident != NULL) main_thread = PyLong_AsUnsignedLong(ident);
    Py_XDECREF(ident);
    Py_XDECREF(thread);
    Py_XDECREF(threading);
    if (PyErr_Occurred()) return false;
    process = getpid();
    return true;
}

/* With the GIL. */
static bool ends_call(void)
{
    if (PyErr_Occurred() || (process != getpid() && !find_main_thread())) return true;
    return PyErr_CheckSignals() < 0;
}

static bool is_to_end(void)
{
    /* Only the main thread need wait for the GIL. */
    if (process == getpid() && main_thread != PyThread_get_thread_ident()) return false;
    const PyGILState_STATE gil = PyGILState_Ensure();
    const bool ends = ends_call();
    PyGILState_Release(gil);
    return ends;
}

void ext_watch_signals(void) { fr_stop_when(is_to_end); }
