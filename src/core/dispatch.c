/*
 * dispatch.c - the best instruction set that this processor has.  FASTROLL_ISA=base|avx2|avx512 asks for no more than
 * that.
 */
#include "kernel.h"
#if defined(FR_X86_KERNELS)
#include <cpuid.h>
#endif
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(FR_X86_KERNELS)
extern const fr_isa fr_isa_avx512, fr_isa_avx2;
#endif
extern const fr_isa fr_isa_base;

static const fr_isa *const best_first[] = {
#if defined(FR_X86_KERNELS)
    &fr_isa_avx512, &fr_isa_avx2,
#endif
    &fr_isa_base};

enum { ISAS = sizeof best_first / sizeof *best_first };

#if defined(FR_X86_KERNELS)
/* By hand, since clang 14 has no word for it.  A processor without it takes lzcnt for another instruction. */
static bool has_lzcnt(void)
{
    unsigned a, b, c, d;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & bit_LZCNT);
}

/* What kernels may be compiled with; SUPPORTS_ALL_avx2 and SUPPORTS_ALL_avx512, of meson.build, say which of them. */
#define SUPPORTS_avx2     __builtin_cpu_supports("avx2")
#define SUPPORTS_avx512bw __builtin_cpu_supports("avx512bw")
#define SUPPORTS_avx512dq __builtin_cpu_supports("avx512dq")
#define SUPPORTS_avx512f  __builtin_cpu_supports("avx512f")
#define SUPPORTS_avx512vl __builtin_cpu_supports("avx512vl")
#define SUPPORTS_bmi      __builtin_cpu_supports("bmi")
#define SUPPORTS_bmi2     __builtin_cpu_supports("bmi2")
#define SUPPORTS_fma      __builtin_cpu_supports("fma")
#define SUPPORTS_lzcnt    has_lzcnt()
#define SUPPORTS_popcnt   __builtin_cpu_supports("popcnt")
#endif

static bool supported(const fr_isa *isa)
{
#if defined(FR_X86_KERNELS)
    if (isa == &fr_isa_avx512) return SUPPORTS_ALL_avx512;
    if (isa == &fr_isa_avx2) return SUPPORTS_ALL_avx2;
#endif
    return isa == &fr_isa_base;
}

/* An unknown name caps nothing. */
static const fr_isa *choose_isa(void)
{
    const char *cap = getenv("FASTROLL_ISA");
    int best = 0;
    for (int i = 0; i < ISAS && cap; i++)
        if (!strcmp(cap, best_first[i]->name)) best = i;
    while (!supported(best_first[best])) best++;
    return best_first[best];
}

const fr_isa *fr_best_isa(void)
{
    static _Atomic(const fr_isa *) chosen; /* threads may race here: all choose the same */
    const fr_isa *isa = atomic_load_explicit(&chosen, memory_order_acquire);
    if (!isa) atomic_store_explicit(&chosen, isa = choose_isa(), memory_order_release);
    return isa;
}

const char *fr_instruction_set(void) { return fr_best_isa()->name; }
