/*
 * What the library holds: blocks of memory, threads, and whatever else a call gives and another one
 * takes back; counted as it happens. And what the system says this process has.
 */
#ifndef TESTS_FAULTS_BALANCE_H
#define TESTS_FAULTS_BALANCE_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* The function to call instead of `actual`, which counts and calls that; `actual` itself if there
 * is nothing to count. */
FARPROC balance_wrap(const char *name, FARPROC actual);

/* In the order in which a difference is told. */
typedef enum balance_kind {
    HELD_BLOCKS,       /* malloc, calloc, realloc */
    HELD_ENVIRONMENTS, /* GetEnvironmentStringsW */
    HELD_SEARCHES,     /* FindFirstFileW */
    HELD_TIMERS,       /* CreateThreadpoolTimer, CreateThreadpoolWork */
    HELD_THREADS,      /* CreateThread: of the library's, those that run */
    HELD_HANDLES,      /* all of this process's */
    HELD_DESCRIPTORS,
    HELD_CHILDREN, /* processes that this one started and that run */
    HELD_KINDS
} balance_kind;

typedef struct balance {
    long held[HELD_KINDS];
} balance;

const char *balance_name(balance_kind kind);

balance balance_now(void);

/* Waits until there is no more than `before` of anything, at most `patience_ms`; what there is
 * then.
 */
balance balance_settle(const balance *before, unsigned patience_ms);

#endif
