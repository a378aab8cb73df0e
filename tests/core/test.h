/*
 * A test program: CHECK... what must hold, `return test_end("name");` at the end of main. A failed
 * check prints where it is and the actual values; the program goes on, and ends with 1.
 */
#ifndef QP_TESTS_CORE_TEST_H
#define QP_TESTS_CORE_TEST_H

#include "core/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* W("text"): a literal of qp_char. */
#ifdef _WIN32
#define W_(literal) L##literal
#else
#define W_(literal) u##literal
#endif
#define W(literal) W_(literal)

/* How many units a W literal has, NULs inside it counted. */
#define UNITS(literal) (sizeof(literal) / sizeof(qp_char) - 1)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static unsigned test_checks;
static unsigned test_failures;
/* What the checks are about, when a loop does them: printed with a failure. */
static const char *test_about = "";

static inline void test_print_units(const char *label, const qp_char *units, size_t length)
{
    printf("    %s (%u units): ", label, (unsigned)length);
    for (size_t i = 0; i < length && i < 400; i++) {
        if (units[i] >= 0x20 && units[i] < 0x7F) {
            putchar(units[i]);
        } else {
            printf("{%04X}", (unsigned)units[i]);
        }
    }
    putchar('\n');
}

/* A copy of exactly this size, so that a sanitizer sees a look beyond its end. free() it. */
static inline void *test_exact_copy(const void *bytes, size_t size)
{
    void *copy = malloc(size > 0 ? size : 1);

    if (copy == NULL) {
        abort();
    }
    memcpy(copy, bytes, size);
    return copy;
}

static inline int test_check(int holds, const char *file, int line, const char *what)
{
    test_checks++;
    if (!holds) {
        test_failures++;
        printf("%s:%d: %s %s\n", file, line, what, test_about);
    }
    return holds;
}

static inline int test_check_int(long long actual, long long expected, const char *file, int line,
                                 const char *what)
{
    int holds = test_check(actual == expected, file, line, what);

    if (!holds) {
        printf("    actual %lld, expected %lld\n", actual, expected);
    }
    return holds;
}

static inline int test_check_units(const qp_char *actual, size_t actual_length,
                                   const qp_char *expected, size_t expected_length,
                                   const char *file, int line, const char *what)
{
    int same =
        actual_length == expected_length &&
        (actual_length == 0 || memcmp(actual, expected, actual_length * sizeof(qp_char)) == 0);
    int holds = test_check(same, file, line, what);

    if (!holds) {
        test_print_units("actual", actual, actual_length);
        test_print_units("expected", expected, expected_length);
    }
    return holds;
}

#define CHECK(condition) test_check((condition) != 0, __FILE__, __LINE__, #condition)
#define CHECK_INT(actual, expected)                                                                \
    test_check_int((long long)(actual), (long long)(expected), __FILE__, __LINE__,                 \
                   #actual " == " #expected)
/* `text` is a qp__text, `expected` a W literal. */
#define CHECK_TEXT(text, expected)                                                                 \
    test_check_units((text).units, (text).length, (expected), UNITS(expected), __FILE__, __LINE__, \
                     #text " == " #expected)
#define CHECK_UNITS(actual, actual_length, expected, expected_length)                              \
    test_check_units((actual), (actual_length), (expected), (expected_length), __FILE__, __LINE__, \
                     #actual " == " #expected)

/*
 * Runs it with the first allocation failing, then the second, ... up to the last. Each failure must
 * be reported as -ENOMEM; that nothing leaks is for the sanitizer.
 */
static inline void test_each_allocation(int (*run)(void *), void *opaque, const char *name)
{
#ifdef QP_FAULTS
    const long plenty = 1000000;
    long allocations;

    test_about = name;
    qp__alloc_fail_after = plenty;
    CHECK_INT(run(opaque), 0);
    allocations = plenty - qp__alloc_fail_after;
    /* Without any, the walk would test nothing. */
    CHECK(allocations > 0);
    for (long failing = 0; failing < allocations; failing++) {
        qp__alloc_fail_after = failing;
        CHECK_INT(run(opaque), -ENOMEM);
    }
    qp__alloc_fail_after = -1;
    test_about = "";
#elif defined(_WIN32)
    /*
     * The library is the one that is shipped, which has no such switch; the native run walks them.
     */
    (void)run;
    (void)opaque;
    (void)name;
#else
#error "a native test is built with QP_FAULTS, and so is the library"
#endif
}

static inline int test_end(const char *name)
{
    printf("%s: %u checks, %u failed\n", name, test_checks, test_failures);
    return test_failures > 0;
}

#endif
