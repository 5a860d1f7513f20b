/*
 * test_threads.c - calls from many threads at once, while others set the limits and end calls: results are the bits of
 * a call on its own, for lengths that are multiples of nothing.  ThreadSanitizer looks on: make test-c SANITIZE=thread.
 */
#include "bounds.h"
#include "fastroll.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_THREAD__)
enum { N = 5021, ROUNDS = 1 }; /* each access takes many times as long */
#else
enum { N = 50021, ROUNDS = 3 };
#endif
enum { SERIES = 3, CALLERS = 4, GROUPS = 101 };

static double x[SERIES * N], y[SERIES * N];
static int64_t start[N], end[N], offsets[GROUPS + 1], times[N];
static atomic_bool done, ends;
static atomic_int wrong, interrupted;

static int sum_of_window(double *values, intptr_t n, double *result, void *user_data)
{
    (void)user_data;
    *result = 0;
    for (intptr_t i = 0; i < n; i++) *result += values[i];
    return 1;
}

static fr_array rows(double *data) { return (fr_array){data, sizeof(double), N * sizeof(double), FR_FLOAT64}; }
static fr_array columns(double *data) { return (fr_array){data, SERIES * sizeof(double), sizeof(double), FR_FLOAT64}; }

/* Call number `which`. */
static int compute(int which, double *result)
{
    static const char *const names[] = {"mean", "kurt", "corr", "median", "rank", "mode"};
    const int names_count = sizeof names / sizeof *names, call = which / names_count;
    const fr_statistic *what = fr_find(names[which % names_count]);
    fr_array in[2] = {rows(x), rows(y)}, out = rows(result);
    fr_options o = FR_OPTIONS_INIT;
    fr_ewm_options ewm = FR_EWM_OPTIONS_INIT;
    o.window = which % 2 ? 7 : 3001, o.min_periods = 1;
    switch (call) {
    case 0: return fr_rolling(what, in, &out, SERIES, N, &o);
    case 1:
        in[0] = columns(x), in[1] = columns(y), out = columns(result);
        return fr_rolling(what, in, &out, SERIES, N, &o);
    case 2: return fr_rolling_bounds(what, in, &out, SERIES, N, start, end, N, &o);
    case 3: return fr_rolling_groups(what, in, &out, SERIES, offsets, GROUPS, &o);
    case 4: return fr_rolling_times(what, in, &out, SERIES, N, times, 99, which % 2, FR_CLOSED_RIGHT, &o);
    case 5:
        o.threads = 1 + which % 3, o.window = 11;
        return fr_rolling_apply(sum_of_window, NULL, in, &out, SERIES, N, &o, NULL);
    default: return fr_ewm(fr_find_ewm(which % 2 ? "var" : "mean"), in, &out, SERIES, N, &ewm);
    }
}

enum { CALLS = 42 };

static double *desired[CALLS];

static bool stop(void)
{
    const bool stops = atomic_load(&ends);
    if (stops) atomic_fetch_add(&interrupted, 1);
    return stops;
}

static void *call_all(void *number)
{
    const int first = *(const int *)number;
    double *result = malloc(sizeof x);
    for (int k = 0; result && k < CALLS * ROUNDS; k++) {
        const int which = (first * 5 + k) % CALLS;
        fr_limit_this_thread(k % 7 == 0 ? 1 : 0);
        const int status = compute(which, result);
        if (status == FR_OK ? memcmp(result, desired[which], sizeof x) : status != FR_INTERRUPTED) {
            fprintf(stderr, "call %d of thread %d: status %d\n", which, first, status);
            atomic_fetch_add(&wrong, 1);
        }
    }
    free(result);
    return NULL;
}

static void *change_limits(void *nothing)
{
    const struct timespec moment = {0, 3000000};
    for (int k = 0; !atomic_load(&done); k++) {
        fr_set_num_threads(1 + k % 5);
        atomic_store(&ends, k % 64 > 48);
        if (fr_get_num_threads() < 1) atomic_fetch_add(&wrong, 1);
        nanosleep(&moment, NULL);
    }
    return nothing;
}

static void make_data(void)
{
    unsigned long long state = 1;
    for (int i = 0; i < SERIES * N; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        x[i] = (double)(state >> 40) / 1000 - 8000, y[i] = (double)(state >> 20 & 0xffff);
    }
    for (int i = 0; i < N; i++) {
        end[i] = (int64_t)i * 7919 % (N + 1), start[i] = end[i] > 97 ? end[i] - 97 : 0;
        times[i] = i * 3 + i % 3;
    }
    for (int g = 0; g <= GROUPS; g++) offsets[g] = (int64_t)N * g / GROUPS;
}

int main(void)
{
    pthread_t callers[CALLERS], limits;
    int numbers[CALLERS];
    make_data();
    fr_set_num_threads(1);
    for (int k = 0; k < CALLS; k++) {
        desired[k] = malloc(sizeof x);
        if (!desired[k] || compute(k, desired[k]) != FR_OK) return 2;
    }
    fr_stop_when(stop);
    pthread_create(&limits, NULL, change_limits, NULL);
    for (int k = 0; k < CALLERS; k++) {
        numbers[k] = k;
        pthread_create(&callers[k], NULL, call_all, &numbers[k]);
    }
    for (int k = 0; k < CALLERS; k++) pthread_join(callers[k], NULL);
    atomic_store(&done, true);
    pthread_join(limits, NULL);
    fr_stop_when(NULL);
    call_all(&numbers[0]);
    for (int k = 0; k < CALLS; k++) free(desired[k]);
    printf("%d wrong, %d times asked to end\n", atomic_load(&wrong), atomic_load(&interrupted));
    return atomic_load(&wrong) > 0;
}
