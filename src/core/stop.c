/*
 * stop.c - asks now and then whether a call is to end; see stop.h.
 *
 * The function is asked by the thread that called, since others may not be able to answer: signal handlers of Python
 * run in one thread alone.  To ask may take long (another thread has to give up the GIL first), so that it is done
 * after INTERVAL of work and not at each look.  The time counts from call to call: many short ones are as one long one.
 */
#include "stop.h"
#include "unchecked.h"
#include <stdint.h>
#include <time.h>

static const int64_t INTERVAL = 50; /* milliseconds */

static _Atomic(fr_stop_function *)
    function;                         /* one for all calls: whoever can interrupt them is not the one who calls */
static _Thread_local fr_duty current; /* the call that this thread works for, as jobs have no way to be told */
static _Thread_local int64_t last_asked;

fr_stop_function *fr_stop_when(fr_stop_function *stop) { return atomic_exchange(&function, stop); }

/* A clock that is read in a few nanoseconds, where there is one. */
static int64_t milliseconds(void)
{
    struct timespec now;
#if defined(CLOCK_MONOTONIC_COARSE)
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
#else
    clock_gettime(CLOCK_MONOTONIC, &now);
#endif
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

fr_duty fr_work_for(fr_duty call)
{
    const fr_duty before = current;
    current = call;
    return before;
}

bool fr_is_to_stop(void)
{
    fr_stop_function *asked = atomic_load_explicit(&function, memory_order_acquire);
    if (!asked || milliseconds() - last_asked < INTERVAL) return false;
    const bool stop = asked();
    last_asked = milliseconds();
    return stop;
}

bool fr_stopped(void)
{
    atomic_bool *stopped = current.stopped;
    if (!stopped) return false;
    if (atomic_load_explicit(stopped, memory_order_relaxed)) return true;
    if (!current.asks || !fr_is_to_stop()) return false;
    atomic_store(stopped, true);
    return true;
}
