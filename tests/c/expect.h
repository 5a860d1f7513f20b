/*
 * expect.h - what tests of one property after the other share: each that does not hold is printed, and counted.
 */
#ifndef TESTS_EXPECT_H
#define TESTS_EXPECT_H

#include <stdbool.h>
#include <stdio.h>

static int failures;

static void expect(bool holds, const char *what, int line)
{
    if (holds) return;
    printf("line %d: %s\n", line, what);
    failures++;
}
#define EXPECT(condition) expect(condition, #condition, __LINE__)

#endif
