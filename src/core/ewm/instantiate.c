/*
 * instantiate.c - the kernels of exponentially weighted statistics, compiled once for each instruction set.
 */
#include "scalar.h"
#include "../look.h"
#include "../stat.h"
#include "../transpose.h"
#include <string.h>

#define REAL     vec
#define MASK     mask
#define OF(name) vec_##name
#define ALL      splat
#define SELECT   choose
#define LEAST    min_of
#define MOST     max_of
#include "algebra.inc"

#include "kernel.inc"

#define KERNEL(kind, name)                                                                                             \
    static void name##_along(fr_ewm_job *job) { along(job, kind); }                                                    \
    static void name##_across(fr_ewm_job *job) { group(job, NULL, true, kind); }                                       \
    static void name##_abreast(fr_ewm_job *job) { group(job, NULL, false, kind); }                                     \
    static void name##_advance_along(const fr_ewm_rule *rule, double *carry, const double *total)                      \
    {                                                                                                                  \
        advance_along(rule, carry, total, kind);                                                                       \
    }                                                                                                                  \
    static void name##_advance_across(const fr_ewm_rule *rule, double *carry, const double *total)                     \
    {                                                                                                                  \
        advance_across(rule, carry, total, kind);                                                                      \
    }
KERNEL(EWM_MEAN, mean)
KERNEL(EWM_SUM, sum)
KERNEL(EWM_VAR, var)
KERNEL(EWM_STD, std)
KERNEL(EWM_COV, cov)
KERNEL(EWM_CORR, corr)

#define ENTRY(name) {name##_along, name##_across, name##_abreast, name##_advance_along, name##_advance_across}

extern const fr_ewm_kernel JOIN(fr_ewm_kernels, FR_ISA)[];
const fr_ewm_kernel JOIN(fr_ewm_kernels, FR_ISA)[EWM_KINDS] = {ENTRY(mean), ENTRY(sum), ENTRY(var),
                                                               ENTRY(std),  ENTRY(cov), ENTRY(corr)};
