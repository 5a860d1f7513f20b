/*
 * isa.h - tests of one instruction set, which FASTROLL_ISA asks for and the machine may not have.
 */
#ifndef TESTS_ISA_H
#define TESTS_ISA_H

#include "fastroll.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { SKIPPED = 77 }; /* the status of a test that meson shall not count */

static inline bool has_wanted_isa(void)
{
    const char *wanted = getenv("FASTROLL_ISA");
    return !wanted || !strcmp(wanted, fr_instruction_set());
}

#endif
