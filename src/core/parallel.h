/* parallel.h - running jobs on several threads; see parallel.c. */
#ifndef FR_PARALLEL_H
#define FR_PARALLEL_H

#include <stddef.h>

/* A job has a number and `room` bytes to work in, aligned for vectors and shared with no other job at that time. */
typedef void fr_job(const void *context, ptrdiff_t number, void *space);

/* How many threads are worth having for so many nanoseconds of work in so many jobs. */
int fr_threads_for(double work, ptrdiff_t jobs);

/* Runs jobs 0 .. jobs-1 in any order on up to `threads` threads.  FR_OK, FR_NO_MEMORY before any job has run, or
 * FR_INTERRUPTED after some of them (stop.h). */
int fr_parallel(ptrdiff_t jobs, int threads, size_t room, fr_job *job, const void *context);

#endif
