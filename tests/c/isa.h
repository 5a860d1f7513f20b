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

/* Whether it is this check's turn: with an argument n, every n-th has one.  What watches memory wants all kernels, but
 * not all data. */
static inline bool is_its_turn(int count, char **arguments)
{
    static long turn;
    const long every = count > 1 ? atol(arguments[1]) : 1;
    return turn++ % every == 0;
}

#endif
