/*
 * How each call that the library makes fails, and what its callers are to say then.
 */
#ifndef TESTS_FAULTS_CALLS_H
#define TESTS_FAULTS_CALLS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <stdint.h>

typedef enum call_kind {
    CALL_FAILS,            /* does nothing and returns `result` */
    CALL_FAILS_AFTERWARDS, /* does it and says that it failed */
    CALL_NEVER,            /* cannot fail, because ... */
    CALL_ELSEWHERE         /* is made on no path that is walked here, but ... */
} call_kind;

typedef struct call_row {
    const char *name;
    uintptr_t result;
    /* CALL_NEVER, CALL_ELSEWHERE: why. Else NULL, or why it may also go unnoticed: the function
     * does what it was asked for all the same. */
    const char *reason;
    call_kind kind;
    DWORD win_error; /* the last error then */
    int crt_errno;   /* errno then; 0: left alone */
    int expected;    /* the errno that a public function returns (negative) */
} call_row;

/* NULL: there is none. */
const call_row *calls_find(const char *name);

/* All of them, `count` many. */
const call_row *calls_all(int *count);

#endif
