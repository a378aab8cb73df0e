/*
 * What stands in front of functions: a table by their names.
 */
#ifndef TESTS_FAULTS_WRAPPER_H
#define TESTS_FAULTS_WRAPPER_H

#include <stddef.h>
#include <windows.h>

typedef struct wrapper {
    const char *name;
    void (*function)(void);
} wrapper;

/* What stands in front of `name`; `actual` when nothing does. */
FARPROC wrapper_find(const wrapper *wrappers, size_t count, const char *name, FARPROC actual);

#endif
