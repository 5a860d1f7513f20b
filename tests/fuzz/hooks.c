/*
 * hooks.c - two files of the library with a hand on what they decide: dispatch.c, whose choice of kernels would stay
 * the same, and parallel.c, which gives threads only to work that is worth them.  And allocations that fail:
 * meson.build renames those of the library.
 */
#define fr_best_isa fr_first_isa
#include "dispatch.c"
#undef fr_best_isa

#define fr_threads_for fr_usual_threads_for
#include "parallel.c"
#undef fr_threads_for

#include "fuzz.h"
#include <math.h>

const fr_isa *fr_best_isa(void);
int fr_threads_for(double work, ptrdiff_t jobs);

static const fr_isa *wanted = &fr_isa_base;

const fr_isa *fr_best_isa(void) { return wanted; }

int fr_threads_for(double work, ptrdiff_t jobs)
{
    (void)work;
    return fr_usual_threads_for(INFINITY, jobs);
}

void use_isa(int number)
{
    int place = (int)(sizeof best_first / sizeof *best_first) - 1 - number;
    while (place < 0 || !supported(best_first[place])) place++;
    wanted = best_first[place];
}

void use_threads(int threads) { fr_set_num_threads(threads); }

#undef malloc
#undef calloc
#undef realloc
#undef aligned_alloc
void *malloc(size_t), *calloc(size_t, size_t), *realloc(void *, size_t), *aligned_alloc(size_t, size_t);
void *fuzz_malloc(size_t), *fuzz_calloc(size_t, size_t), *fuzz_realloc(void *, size_t);
void *fuzz_aligned_alloc(size_t, size_t);

static atomic_long before_failure = -1; /* allocations */
static atomic_bool has_failed;

void fail_allocation(long number) { atomic_store(&before_failure, number), atomic_store(&has_failed, false); }

bool allocation_failed(void)
{
    atomic_store(&before_failure, -1);
    return atomic_load(&has_failed);
}

static bool fails(void)
{
    if (atomic_load(&before_failure) < 0 || atomic_fetch_sub(&before_failure, 1) > 0) return false;
    atomic_store(&has_failed, true);
    return true;
}

void *fuzz_malloc(size_t size) { return fails() ? NULL : malloc(size); }
void *fuzz_calloc(size_t count, size_t size) { return fails() ? NULL : calloc(count, size); }
void *fuzz_realloc(void *old, size_t size) { return fails() ? NULL : realloc(old, size); }
void *fuzz_aligned_alloc(size_t alignment, size_t size) { return fails() ? NULL : aligned_alloc(alignment, size); }
