/*
 * instantiate.c - everything whose machine code depends on the instruction set.  Compiled once for each with
 * -DFR_ISA=base, avx2 or avx512 and the matching -m options; exports one table, fr_isa_<name>.
 */
#include "finite.h"
#include "kernel.h"
#include "look.h"
#include "octets.h"
#include "order/job.h"
#include "scale.h"
#include "stat.h"
#include "transpose.h"

enum { DIRECT_TOGETHER = 4 };

#include "few.h"
#include "turns.h"

#define FR_KERNELS
#include "stats/all.inc"
#undef FR_KERNELS

static void widen(const float *restrict from, ptrdiff_t count, double *restrict to)
{
    for (ptrdiff_t i = 0; i < count; i++) to[i] = from[i];
}

static void narrow(const double *restrict from, ptrdiff_t count, float *restrict to)
{
    for (ptrdiff_t i = 0; i < count; i++) to[i] = (float)from[i];
}

static const fr_kernel *const kernels[] = {
#define FR_LIST(stat)  FR_LIST_(stat)
#define FR_LIST_(stat) &stat##_kernel,
#include "stats/all.inc"
#undef FR_LIST
};

extern const fr_order_kernels JOIN(fr_order, FR_ISA)[];                     /* order/instantiate.c */
extern const fr_ewm_kernel JOIN(fr_ewm_kernels, FR_ISA)[];                  /* ewm/instantiate.c */
extern fr_elementwise_kernel *const JOIN(fr_elementwise_kernels, FR_ISA)[]; /* elementwise/instantiate.c */
extern fr_weighted_kernel *const JOIN(fr_weighted_kernels, FR_ISA)[];       /* weighted/instantiate.c */

#define TEXT_(a) #a
#define TEXT(a)  TEXT_(a)

const fr_isa JOIN(fr_isa, FR_ISA) = {
    .name = TEXT(FR_ISA),
    .lanes = LANES,
    .kernels = kernels,
    .order = JOIN(fr_order, FR_ISA),
    .ewm = JOIN(fr_ewm_kernels, FR_ISA),
    .elementwise = JOIN(fr_elementwise_kernels, FR_ISA),
    .weighted = JOIN(fr_weighted_kernels, FR_ISA),
    .widen = widen,
    .narrow = narrow,
    .look = look_at,
    .scale = {scale_up, scale_down, scale_back},
};
