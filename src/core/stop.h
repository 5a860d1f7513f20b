/*
 * stop.h - whether a call is to end before all of its work is done, as the function of fr_stop_when() says.
 *
 * fr_parallel() looks between jobs.  A job that may take longer than some milliseconds looks itself, about every
 * FR_LOOK elements of work, and returns if it is to stop: whatever it has made by then is not used.
 */
#ifndef FR_STOP_H
#define FR_STOP_H

#include <stdatomic.h>
#include <stdbool.h>

enum { FR_LOOK = 1 << 16 };

/* A call as one of its threads knows it. */
typedef struct {
    atomic_bool *stopped; /* of the call; NULL: of none */
    bool asks;            /* this thread is the one that called */
} fr_duty;

/* What this thread works for from now on; returns what it worked for before, to be given back at the end. */
fr_duty fr_work_for(fr_duty call);

/* Whether the call that this thread works for is to end. */
bool fr_stopped(void);

#endif
