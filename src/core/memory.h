/*
 * memory.h - the memory of a job, handed out piece by piece.
 *
 * One function lays out what a job works in.  It counts when there is no memory yet, and hands out when there is: so no
 * job takes more than was asked for.  Every piece begins with a cache line, which is aligned for vectors of any width.
 * AddressSanitizer sees a step over the end of a piece, for what lies between two pieces is poisoned.
 */
#ifndef FR_MEMORY_H
#define FR_MEMORY_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define FR_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FR_GUARDED 1
#endif
#endif
#if defined(FR_GUARDED)
#include <sanitizer/asan_interface.h>
#else
#define FR_GUARDED 0
#endif

enum { FR_LINE = 64 }; /* bytes */

typedef struct {
    char *base;  /* NULL: pieces are only counted */
    size_t used; /* bytes; SIZE_MAX: more than there can be */
} fr_memory;

static inline fr_memory fr_memory_at(void *space)
{
    assert(space && (uintptr_t)space % FR_LINE == 0);
    return (fr_memory){(char *)space, 0};
}

/* What a piece takes, with what lies between it and the next; SIZE_MAX: too much. */
static inline size_t fr_size_of_piece(size_t bytes)
{
    const size_t more = FR_LINE - 1 + (FR_GUARDED ? FR_LINE : 0);
    return bytes < SIZE_MAX - more ? (bytes + more) / FR_LINE * FR_LINE : SIZE_MAX;
}

static inline void *fr_take_bytes(fr_memory *memory, size_t bytes)
{
    const size_t size = fr_size_of_piece(bytes);
    char *piece = memory->base ? memory->base + memory->used : NULL;
    if (__builtin_add_overflow(memory->used, size, &memory->used)) memory->used = SIZE_MAX;
#if FR_GUARDED
    if (piece) __asan_unpoison_memory_region(piece, bytes);
    if (piece) __asan_poison_memory_region(piece + bytes, size - bytes);
#endif
    return piece;
}

/* The same for so many pieces of so many doubles in a row; numbers below 0 are those of a product that overflowed. */
static inline double *fr_take_rows(fr_memory *memory, ptrdiff_t rows, ptrdiff_t count)
{
    ptrdiff_t bytes;
    const bool fits = rows >= 0 && count >= 0 && !__builtin_mul_overflow(rows, count, &bytes) &&
                      !__builtin_mul_overflow(bytes, (ptrdiff_t)sizeof(double), &bytes);
    return (double *)fr_take_bytes(memory, fits ? (size_t)bytes : SIZE_MAX);
}

static inline double *fr_take(fr_memory *memory, ptrdiff_t count) { return fr_take_rows(memory, 1, count); }

/* What is left, for a part of the job that lays out its own. */
static inline void *fr_rest(const fr_memory *memory) { return memory->base + memory->used; }

/* Memory for what was counted, or NULL; to be given to free(). */
static inline void *fr_allocate(const fr_memory *counted)
{
    const size_t size = counted->used > 0 ? counted->used : FR_LINE;
    return size <= PTRDIFF_MAX ? aligned_alloc(FR_LINE, size) : NULL;
}

#endif
