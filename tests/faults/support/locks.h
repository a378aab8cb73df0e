/*
 * The locks of the library: which thread has one, seen in its calls. With one no thread may call
 * what waits for others (promises.c).
 */
#ifndef TESTS_FAULTS_LOCKS_H
#define TESTS_FAULTS_LOCKS_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

/* The function to call instead of `actual`; `actual` itself if it is no lock's. */
FARPROC locks_wrap(const char *name, FARPROC actual);

/* How many this thread has. */
int locks_held(void);

#endif
