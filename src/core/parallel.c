/*
 * parallel.c - every decision about threads, and the only OpenMP pragma.
 *
 * A call may use as many threads as the least of: the library's limit, the calling thread's own limit, OpenMP's
 * maximum (which OMP_NUM_THREADS and threadpoolctl set), the number of jobs, and what its work is worth.  The
 * library's limit is FASTROLL_NUM_THREADS, or the processors that this process may use: its affinity mask and its
 * cgroup's quota.
 *
 * Calls from several threads share the limit: each takes what the others have left, at least the thread that it runs
 * on. We never call omp_set_num_threads(), which would change other libraries' behaviour.
 *
 * A child of fork() has none of its parent's OpenMP threads, and libgomp would wait for them for ever.  So a child
 * whose parent has had a parallel region works serially.
 */
#include "parallel.h"
#include "fastroll.h"
#include "memory.h"
#include "processors.h"
#include <stdatomic.h>
#include <stdlib.h>

#if defined(_OPENMP)
#include <omp.h>
#endif
#if defined(__unix__) || defined(__APPLE__)
#include <pthread.h>
#endif

enum { ALIGNMENT = 64, ROOM_ON_STACK = FR_GUARDED ? 0 : 1 << 16 };

static const double WORTH_A_THREAD = 50e3; /* nanoseconds of work: several times what it takes to wake a thread */

static atomic_int limit;            /* 0: not asked for yet */
static _Thread_local int own_limit; /* 0: none */
static atomic_int busy;             /* threads in our parallel regions */
static atomic_bool had_region, is_child;

static int least(int a, int b) { return a < b ? a : b; }

static int library_limit(void)
{
    int threads = atomic_load(&limit);
    if (threads) return threads;
    int found = 0;
    threads = fr_usable_processors();
    return atomic_compare_exchange_strong(&limit, &found, threads) ? threads : found;
}

int fr_get_num_threads(void) { return own_limit ? least(own_limit, library_limit()) : library_limit(); }

int fr_set_num_threads(int threads)
{
    int old = library_limit();
    atomic_store(&limit, threads < 1 ? 1 : threads);
    return old;
}

int fr_limit_this_thread(int threads)
{
    int old = own_limit;
    own_limit = threads < 0 ? 0 : threads;
    return old;
}

#if defined(_OPENMP)
int fr_openmp(void) { return _OPENMP; }

static void after_fork(void)
{
    atomic_store(&is_child, atomic_load(&had_region));
    atomic_store(&busy, 0);
}

static int most_threads(void)
{
    if (atomic_load(&is_child) || omp_in_parallel()) return 1;
    return least(fr_get_num_threads(), omp_get_max_threads());
}

/* Takes up to `wanted` threads from what other calls have left. */
static int reserve(int wanted)
{
    int used = atomic_load(&busy), granted;
    do {
        int left = library_limit() - used;
        granted = wanted < left ? wanted : left;
        if (granted < 2) return 1;
    } while (!atomic_compare_exchange_weak(&busy, &used, used + granted));
    return granted;
}

static void release(int granted)
{
    if (granted > 1) atomic_fetch_sub(&busy, granted);
}

static void run(ptrdiff_t jobs, int threads, size_t room, char *space, fr_job *job, const void *context)
{
    if (!atomic_exchange(&had_region, true)) pthread_atfork(NULL, NULL, after_fork);
#pragma omp parallel for schedule(dynamic) num_threads(threads)
    for (ptrdiff_t i = 0; i < jobs; i++) job(context, i, space + (size_t)omp_get_thread_num() * room);
}
#else
int fr_openmp(void) { return 0; }

static int most_threads(void) { return 1; }
static int reserve(int wanted)
{
    (void)wanted;
    return 1;
}

static void release(int granted) { (void)granted; }

static void run(ptrdiff_t jobs, int threads, size_t room, char *space, fr_job *job, const void *context)
{
    (void)threads, (void)room;
    for (ptrdiff_t i = 0; i < jobs; i++) job(context, i, space);
}
#endif

int fr_threads_for(double work, ptrdiff_t jobs)
{
    if (jobs < 2 || work < 2 * WORTH_A_THREAD) return 1;
    double worth = work / WORTH_A_THREAD;
    int threads = least(most_threads(), jobs < 1 << 20 ? (int)jobs : 1 << 20);
    return worth < threads ? (int)worth : threads;
}

/* In a function of its own: the stack is taken only if used. */
static __attribute__((noinline)) void run_on_stack(ptrdiff_t jobs, fr_job *job, const void *context)
{
    char space[ROOM_ON_STACK] __attribute__((aligned(ALIGNMENT)));
    for (ptrdiff_t i = 0; i < jobs; i++) job(context, i, space);
}

static int run_on_heap(ptrdiff_t jobs, int threads, size_t room, fr_job *job, const void *context)
{
    room = (room + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + ALIGNMENT; /* no cache line is shared */
    char *space = aligned_alloc(ALIGNMENT, room * (size_t)threads);
    if (!space) return FR_NO_MEMORY;
    if (threads > 1) run(jobs, threads, room, space, job, context);
    else
        for (ptrdiff_t i = 0; i < jobs; i++) job(context, i, space);
    free(space);
    return FR_OK;
}

int fr_parallel(ptrdiff_t jobs, int threads, size_t room, fr_job *job, const void *context)
{
    int granted = threads > 1 ? reserve(threads) : 1, status = FR_OK;
    if (granted == 1 && room <= ROOM_ON_STACK) run_on_stack(jobs, job, context);
    else status = run_on_heap(jobs, granted, room, job, context);
    release(granted);
    return status;
}
