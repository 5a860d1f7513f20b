/*
 * failing.c - a library to preload, in which allocation number k fails.
 *
 * Between failing_arm() and failing_disarm() those allocations count that a watched library makes, by malloc() and its
 * relatives, or lets Python or NumPy make: of all functions on the stack, the first one that is not of these is in a
 * watched library.  NumPy does not bear all failures in what it does of itself.  Memory that a watched library has got
 * and not given back is counted at all times.
 */
#define _GNU_SOURCE
#include <Python.h>
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t), __libc_free(void *);

enum { MOST_RANGES = 32, MOST_FRAMES = 200 };

/* Segments of libraries. */
typedef struct {
    const char *parts[4]; /* of their paths */
    int count;
    struct {
        uintptr_t low, high;
    } ranges[MOST_RANGES];
} libraries;

static libraries watched, passed;              /* passed: those that work for whoever calls them */
static atomic_long left = -1, seen = -1, held; /* seen: -1 unless armed */

static bool is_in(const libraries *set, const void *place)
{
    for (int k = 0; k < set->count; k++)
        if ((uintptr_t)place >= set->ranges[k].low && (uintptr_t)place < set->ranges[k].high) return true;
    return false;
}

/* Whether a watched library has called what allocates. */
static bool is_for_watched(void)
{
    void *frames[MOST_FRAMES];
    const int count = backtrace(frames, MOST_FRAMES);
    int k = 0;
    while (k < count && is_in(&passed, frames[k])) k++; /* from this function on */
    return k < count && is_in(&watched, frames[k]);
}

static bool fails(void)
{
    if (atomic_load(&seen) < 0 || !is_for_watched()) return false;
    atomic_fetch_add(&seen, 1);
    return atomic_load(&left) >= 0 && atomic_fetch_sub(&left, 1) == 0;
}

static bool is_named(const libraries *set, const char *path)
{
    for (int k = 0; k < 4 && set->parts[k]; k++)
        if (*set->parts[k] ? strstr(path, set->parts[k]) != NULL : !*path) return true;
    return false;
}

static int add_ranges(struct dl_phdr_info *info, size_t size, void *to)
{
    libraries *set = to;
    (void)size;
    for (int k = 0; is_named(set, info->dlpi_name) && k < info->dlpi_phnum && set->count < MOST_RANGES; k++) {
        if (info->dlpi_phdr[k].p_type != PT_LOAD) continue;
        set->ranges[set->count].low = info->dlpi_addr + info->dlpi_phdr[k].p_vaddr;
        set->ranges[set->count].high = set->ranges[set->count].low + info->dlpi_phdr[k].p_memsz;
        set->count++;
    }
    return 0;
}

/* For the program itself the path is empty. */
static libraries find(const char *first, const char *second, const char *third, const char *fourth)
{
    libraries set = {.parts = {first, second, third, fourth}};
    dl_iterate_phdr(add_ranges, &set);
    return set;
}

/* -1: none fails, but all are counted. */
void failing_arm(long number) { atomic_store(&left, number), atomic_store(&seen, 0); }

long failing_disarm(void) { return atomic_exchange(&seen, -1); }

long failing_held(void) { return atomic_load(&held); }

static void *got(void *memory, const void *caller)
{
    if (memory && is_in(&watched, caller)) atomic_fetch_add(&held, 1);
    return memory;
}

#define CALLER  __builtin_return_address(0)
#define FAILS() (fails() ? (errno = ENOMEM, true) : false)

void *malloc(size_t size) { return FAILS() ? NULL : got(__libc_malloc(size), CALLER); }
void *calloc(size_t count, size_t size) { return FAILS() ? NULL : got(__libc_calloc(count, size), CALLER); }
void *memalign(size_t to, size_t size) { return FAILS() ? NULL : got(__libc_memalign(to, size), CALLER); }
void *aligned_alloc(size_t to, size_t size) { return FAILS() ? NULL : got(__libc_memalign(to, size), CALLER); }

int posix_memalign(void **memory, size_t to, size_t size)
{
    if (FAILS()) return ENOMEM;
    *memory = got(__libc_memalign(to, size), CALLER);
    return *memory ? 0 : ENOMEM;
}

void *realloc(void *old, size_t size)
{
    if (FAILS()) return NULL;
    void *memory = __libc_realloc(old, size);
    return old ? memory : got(memory, CALLER);
}

void free(void *memory)
{
    if (memory && is_in(&watched, CALLER)) atomic_fetch_sub(&held, 1);
    __libc_free(memory);
}

static PyMemAllocatorEx usual[3];

static void *python_malloc(void *own, size_t size)
{
    const PyMemAllocatorEx *a = own;
    return fails() ? NULL : a->malloc(a->ctx, size);
}

static void *python_calloc(void *own, size_t count, size_t size)
{
    const PyMemAllocatorEx *a = own;
    return fails() ? NULL : a->calloc(a->ctx, count, size);
}

static void *python_realloc(void *own, void *old, size_t size)
{
    const PyMemAllocatorEx *a = own;
    return fails() ? NULL : a->realloc(a->ctx, old, size);
}

static void python_free(void *own, void *memory)
{
    const PyMemAllocatorEx *a = own;
    a->free(a->ctx, memory);
}

/* To be called once; the number of segments that are watched. */
int failing_begin(void)
{
    static const PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
    void *frames[MOST_FRAMES];
    backtrace(frames, MOST_FRAMES); /* which allocates once */
    watched = find("libfastroll", "_core.abi3", NULL, NULL);
    passed = find("", "libpython", "_multiarray_umath", "failing");
    for (int k = 0; k < 3; k++) {
        PyMemAllocatorEx failing = {&usual[k], python_malloc, python_calloc, python_realloc, python_free};
        PyMem_GetAllocator(domains[k], &usual[k]);
        PyMem_SetAllocator(domains[k], &failing);
    }
    return watched.count;
}
