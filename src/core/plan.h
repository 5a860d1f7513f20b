/* plan.h - how a window is cut into tiles; see plan.c. */
#ifndef FR_PLAN_H
#define FR_PLAN_H

#include "kernel.h"

fr_plan fr_make_plan(ptrdiff_t window);

#endif
