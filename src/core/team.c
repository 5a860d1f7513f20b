/*
 * team.c - the threads of a call: one parallel region of OpenMP, with the only OpenMP pragma.
 *
 * OpenMP's runtimes are not made for a library in somebody else's program.  Two things are dealt with here:
 *
 *   fork()    GNU's runtime keeps threads for each thread that has had a parallel region, whichever library began it.
 *             In a child these threads are missing, and a region of the thread that forked waits for them for ever.  A
 *             thread that the child starts has no threads yet, so it begins the region in place of the one that forked,
 *             the main thread of the child.
 *   limits    GNU's runtime ends the process where a thread cannot be started (ulimit -u, limits of containers,
 *             memory).  So a region that has more threads than the one before it on the same thread comes after a
 *             trial: as many threads as the region will need are started at the same time, and end again.  The region
 *             has as many threads as the trial had.
 *
 * The thread that called leaves the region last.  While it waits for the others it asks whether the call is to end,
 * which it could not do at the barrier of the region.
 */
#include "team.h"
#include "fastroll.h"
#include "stop.h"

#if defined(_OPENMP)
#include <omp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

enum { SPINS = 1000, PATIENCE = 50 }; /* looks before sleep, tens of nanoseconds each; milliseconds */

typedef struct {
    fr_member *member;
    void *context;
    int threads;
    atomic_int through; /* members of the region other than the first one that have ended */
    atomic_bool ended;  /* the region */
    pthread_mutex_t lock;
    pthread_cond_t changed; /* `through` or `ended` */
} team;

static _Thread_local int
    members; /* of the last region that this thread began: OpenMP has kept as many threads for it */
static _Thread_local bool forked; /* this thread is the one that a child of fork() began with ... */
static bool loaded_in_child;      /* ... as all main threads are if the library was loaded after the fork */

#if defined(__linux__)
/* Whether this process was forked and has not begun another program since (PF_FORKNOEXEC of the kernel). */
static bool is_child(void)
{
    unsigned long flags = 0;
    FILE *stat = fopen("/proc/self/stat", "r");
    if (!stat) return false;
    const int found = fscanf(stat, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %lu", &flags);
    fclose(stat);
    return found == 1 && (flags & 0x40);
}

static bool is_main_thread(void) { return syscall(SYS_gettid) == getpid(); }
#else
static bool is_child(void) { return false; }
static bool is_main_thread(void) { return false; }
#endif

static bool has_lost_threads(void) { return forked || (loaded_in_child && is_main_thread()); }

static inline void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/* Waits some milliseconds at most; the lock is taken. */
static void wait_a_while(team *t)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += PATIENCE * 1000000L;
    if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
    pthread_cond_timedwait(&t->changed, &t->lock, &until);
}

static bool others_are_through(team *t) { return atomic_load(&t->through) == omp_get_num_threads() - 1; }
static bool region_has_ended(team *t) { return atomic_load(&t->ended); }

/* Waits, and asks meanwhile whether the call is to end.  Not with the lock, for that may need the GIL. */
static void wait_until(team *t, bool (*reached)(team *))
{
    for (int i = 0; i < SPINS && !reached(t); i++) relax();
    pthread_mutex_lock(&t->lock); /* the last of the others may still have it */
    while (!reached(t)) {
        wait_a_while(t);
        pthread_mutex_unlock(&t->lock);
        fr_stopped();
        pthread_mutex_lock(&t->lock);
    }
    pthread_mutex_unlock(&t->lock);
}

static void one_is_through(team *t)
{
    pthread_mutex_lock(&t->lock);
    if (atomic_fetch_add(&t->through, 1) == omp_get_num_threads() - 2) pthread_cond_signal(&t->changed);
    pthread_mutex_unlock(&t->lock);
}

static void run_region(team *t)
{
#pragma omp parallel num_threads(t->threads)
    {
        const int number = omp_get_thread_num();
        t->member(t->context, number);
        if (number > 0) one_is_through(t);
        else wait_until(t, others_are_through);
    }
}

static void *run_region_here(void *of)
{
    team *t = of;
    run_region(t);
    pthread_mutex_lock(&t->lock);
    atomic_store(&t->ended, true);
    pthread_cond_signal(&t->changed);
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

/* Returns whether there was a thread to be had for it. */
static bool run_region_elsewhere(team *t)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_region_here, t)) return false;
    wait_until(t, region_has_ended);
    pthread_join(thread, NULL);
    return true;
}

static void *pass(void *gate)
{
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
    return NULL;
}

/* How many of so many threads the system gives at the same time. */
static int try_to_start(int wanted)
{
    pthread_t *made = malloc((size_t)wanted * sizeof *made);
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    int count = 0;
    pthread_mutex_lock(&gate);
    while (made && count < wanted && pthread_create(&made[count], NULL, pass, &gate) == 0) count++;
    pthread_mutex_unlock(&gate);
    for (int k = 0; k < count; k++) pthread_join(made[k], NULL);
    pthread_mutex_destroy(&gate);
    free(made);
    return count;
}

/* How many of so many members a region can have, of which this thread has kept `there`; `more`: than members. */
static int possible(int wanted, int there, int more)
{
    if (wanted <= there) return wanted;
    const int found = there + try_to_start(wanted - there + more) - more;
    return found > 1 ? found : 1;
}

void fr_run_team(int threads, fr_member *member, void *context)
{
    const bool elsewhere = has_lost_threads();
    const int there = elsewhere || !members ? 1 : members;
    team t = {.member = member, .context = context, .threads = possible(threads, there, elsewhere)};
    if (t.threads == 1) {
        member(context, 0);
        return;
    }
    pthread_mutex_init(&t.lock, NULL);
    pthread_cond_init(&t.changed, NULL);
    if (!elsewhere) members = t.threads, run_region(&t);
    else if (!run_region_elsewhere(&t)) member(context, 0);
    pthread_cond_destroy(&t.changed);
    pthread_mutex_destroy(&t.lock);
}

static void (*also_in_child)(void);

static void after_fork(void)
{
    forked = true;
    if (also_in_child) also_in_child();
}

void fr_prepare_for_forks(void (*also)(void))
{
    also_in_child = also;
    loaded_in_child = is_child();
    pthread_atfork(NULL, NULL, after_fork);
}

int fr_openmp(void) { return _OPENMP; }
int fr_openmp_limit(void) { return omp_in_parallel() ? 1 : omp_get_max_threads(); }
#else
void fr_run_team(int threads, fr_member *member, void *context)
{
    (void)threads;
    member(context, 0);
}

void fr_prepare_for_forks(void (*also)(void)) { (void)also; }

int fr_openmp(void) { return 0; }
int fr_openmp_limit(void) { return 1; }
#endif
