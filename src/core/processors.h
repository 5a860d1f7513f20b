/* processors.h - how many threads this process should have by default; see processors.c. */
#ifndef FR_PROCESSORS_H
#define FR_PROCESSORS_H

/* FASTROLL_NUM_THREADS if that is a positive number, else OMP_NUM_THREADS, else the processors that may be used; at
 * least 1. */
int fr_usable_processors(void);

#endif
