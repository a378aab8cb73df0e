/*
 * Listings of pipes: Wine has none, and what hostile programs put into one has to be seen
 * everywhere.
 */
#ifndef TESTS_FAULTS_LISTING_H
#define TESTS_FAULTS_LISTING_H

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

typedef enum listing_kind {
    LISTING_OF_SYSTEM,
    LISTING_HOSTILE,   /* names that lead elsewhere, then those that there are */
    LISTING_ENDLESS,   /* one that might be the target's after the other */
    LISTING_FORBIDDEN, /* the system refuses to list them */
    LISTING_SLOW       /* the second time it takes longer than a sender waits */
} listing_kind;

void listing_set(listing_kind wanted);

/* Names that were handed out since then. */
long listing_names(void);

/* Opens the pipes of the process that was asked for last, as a client that says nothing. How many.
 */
int listing_hold(HANDLE held[], int most);

/* What stands in front of FindFirstFileW, FindNextFileW, FindClose and GetTickCount64. */
FARPROC listing_wrap(const char *name, FARPROC actual);

#endif
