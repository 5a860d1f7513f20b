/*
 * flip.c - the kernels for windows with bounds of their own: scalar, but compiled once for each instruction set, too.
 */
#define FR_LANES 1
#include "kernel.h"
#include "stat.h"

/* What is known of the elements.  PLAIN: contiguous doubles, infinities included; TAME: these, and all are tame. */
enum { ANY, PLAIN, TAME };

#define FR_KERNELS
#include "stats/all.inc"
#undef FR_KERNELS

fr_flip_kernel *const JOIN(fr_flips, FR_ISA)[] = {
#define FR_LIST(stat)  FR_LIST_(stat)
#define FR_LIST_(stat) stat##_flip,
#include "stats/all.inc"
#undef FR_LIST
};
