/*
 * parallel.c - every decision about threads but those of team.c, which has the parallel region.
 *
 * A call may use as many threads as the least of: the library's limit, the calling thread's own limit, OpenMP's
 * maximum (which threadpoolctl sets), the number of jobs, and what its work is worth.  The library's limit is
 * FASTROLL_NUM_THREADS or OMP_NUM_THREADS, or the processors that this process may use: its affinity mask and its
 * cgroup's quota.  We never call omp_set_num_threads(), which would change other libraries' behaviour.
 *
 * Calls from several threads share the limit: each takes what the others have left, at least the thread that it runs
 * on.
 */
#include "parallel.h"
#include "fastroll.h"
#include "processors.h"
#include "room.h"
#include "stop.h"
#include "team.h"
#include <stdatomic.h>
#include <stdlib.h>

static const double WORTH_A_THREAD = 50e3; /* nanoseconds of work: several times what it takes to wake a thread */

static atomic_int limit;            /* 0: not asked for yet */
static _Thread_local int own_limit; /* 0: none */
static atomic_int busy;             /* threads of calls that have more than one */

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

static void after_fork(void) { atomic_store(&busy, 0); }

__attribute__((constructor)) static void watch_forks(void) { fr_prepare_for_forks(after_fork); }

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

/* In a child that was forked meanwhile there is nothing to give back. */
static void release(int granted)
{
    int used = atomic_load(&busy);
    while (granted > 1 && !atomic_compare_exchange_weak(&busy, &used, used < granted ? 0 : used - granted)) continue;
}

int fr_threads_for(double work, ptrdiff_t jobs)
{
    if (jobs < 2 || work < 2 * WORTH_A_THREAD) return 1;
    double worth = work / WORTH_A_THREAD;
    int threads = least(least(fr_get_num_threads(), fr_openmp_limit()), jobs < 1 << 20 ? (int)jobs : 1 << 20);
    return worth < threads ? (int)worth : threads;
}

/* The jobs of a call. */
typedef struct {
    ptrdiff_t jobs;
    atomic_ptrdiff_t next;
    atomic_bool stopped;
    fr_job *job;
    const void *context;
    size_t room; /* bytes of each thread */
    char *space;
} work;

/* Does jobs until there are no more. */
static void do_jobs(void *all, int number)
{
    work *w = all;
    char *space = w->space + (size_t)number * w->room;
    const fr_duty before = fr_work_for((fr_duty){&w->stopped, false});
    if (before.stopped == &w->stopped) fr_work_for(before); /* this is the thread that called */
    for (ptrdiff_t i; (i = atomic_fetch_add_explicit(&w->next, 1, memory_order_relaxed)) < w->jobs;) {
        if (i > 0 && fr_stopped()) break;
        w->job(w->context, i, space);
    }
    fr_work_for(before);
}

static int status_of(const work *w) { return atomic_load(&w->stopped) ? FR_INTERRUPTED : FR_OK; }

static int run_alone(work *w)
{
    fr_room room;
    w->space = fr_take_room(&room, w->room);
    if (!w->space) return FR_NO_MEMORY;
    const fr_duty before = fr_work_for((fr_duty){&w->stopped, true});
    for (ptrdiff_t i = 0; i < w->jobs && !(i > 0 && fr_stopped()); i++) w->job(w->context, i, w->space);
    fr_work_for(before);
    fr_give_back_room(&room);
    return status_of(w);
}

static int run_together(work *w, int threads)
{
    const size_t apart = 2 * FR_ROOM_ALIGNMENT; /* no cache line is shared */
    size_t all;
    if (__builtin_add_overflow(w->room, apart, &w->room)) return FR_NO_MEMORY;
    w->room -= w->room % FR_ROOM_ALIGNMENT;
    if (__builtin_mul_overflow(w->room, (size_t)threads, &all)) return FR_NO_MEMORY;
    w->space = aligned_alloc(FR_ROOM_ALIGNMENT, all);
    if (!w->space) return FR_NO_MEMORY;
    const fr_duty before = fr_work_for((fr_duty){&w->stopped, true}); /* while it waits, too */
    fr_run_team(threads, do_jobs, w);
    fr_work_for(before);
    free(w->space);
    return status_of(w);
}

int fr_parallel(ptrdiff_t jobs, int threads, size_t room, fr_job *job, const void *context)
{
    work w = {.jobs = jobs, .job = job, .context = context, .room = room};
    const int granted = threads > 1 ? reserve(threads) : 1;
    const int status = granted > 1 ? run_together(&w, granted) : run_alone(&w);
    release(granted);
    return status;
}
