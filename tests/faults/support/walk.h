/*
 * The walk: a scenario is run once to count the calls that it makes, then once for each of them
 * with precisely that one failing. Whoever was told an error then must have been told the right
 * one; the same again must work; and nothing may be left behind.
 */
#ifndef TESTS_FAULTS_WALK_H
#define TESTS_FAULTS_WALK_H

#include "calls.h"

#include <errno.h>
#include <stddef.h>

/* What a fault may come to in one scenario, other than what calls.c says of the call. */
typedef struct exemption {
    const char *call; /* "*": any; NULL ends the list */
    int result;       /* the first error that is told, 0: none */
    const char *reason;
} exemption;

/* Without a window: Wine needs a display for one with it. */
#define WITH_CONSOLE 2

typedef struct scenario {
    const char *name;
    /* Tells each error (walk_told), tries once more then (TRY), and clears away what it made. */
    void (*run)(void);
    const exemption *exemptions; /* NULL: none */
    /* 1: it needs a process where the library did nothing yet, and each run gets one;
     * WITH_CONSOLE: one with a console of its own; 0: neither. */
    int fresh;
} scenario;

typedef struct subject {
    const char *name;
    void (*prepare)(void); /* once in each process, with no faults; NULL: nothing */
    void (*end)(void);
    const scenario *scenarios;
    int count;
} subject;

extern const subject *const subjects[];

/* What this program is when scenarios start it: `faults target`, `faults send PID`, `faults
 * unwritten`. */
int watch_unwritten(void);
int deliver_target(void);
int deliver_send(int pid);

/* PATH, for the C runtime and the system, until the end of the subject. */
void walk_search_path(const wchar_t *path);

/* The result of a public function, passed through. */
int walk_told(int result);

/* Is it a call to this function that fails? */
int walk_is_about(const char *call);

/* The last error that it leaves; 0: none, or no call fails. */
DWORD walk_win_error(void);

/* This run has failed. */
void walk_wrong(const char *format, ...);

/* Of a second call, after an error of the first. */
int walk_again(int result, const char *call);

/* Once more, if it fails: the next call must work. */
#define TRY(result, call)                                                                          \
    do {                                                                                           \
        (result) = walk_told(call);                                                                \
        if ((result) < 0) {                                                                        \
            (result) = walk_again(call, #call);                                                    \
        }                                                                                          \
    } while (0)

#endif
