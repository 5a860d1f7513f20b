/*
 * dispatch.c - the best instruction set that this processor has.  FASTROLL_ISA=base|avx2|avx512 asks for no more than
 * that.
 */
#include "kernel.h"
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

static bool supported(const fr_isa *isa)
{
#if defined(FR_X86_KERNELS)
    bool bits = __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    bool avx2 = bits && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (isa == &fr_isa_avx512) return avx2 && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (isa == &fr_isa_avx2) return avx2;
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
