/*
 * Every call that the library makes, held in the hand: the import table of its DLL is replaced by
 * small pieces of machine code, one for each import, which ask here whether this call is to fail.
 * What the library looks up by name (GetProcAddress) gets such a piece, too. So the list of calls
 * is the binary's own.
 */
#ifndef TESTS_FAULTS_HOOKS_H
#define TESTS_FAULTS_HOOKS_H

#include "calls.h"

/* `library`: the DLL, which no thread uses yet. Ends the test when a call has no row in calls.c. */
void hooks_install(HMODULE library);

/* Calls known so far: by number, in the order of the import table, then of being looked up. */
int hooks_count(void);
const call_row *hooks_row(int call);
/* The number of a call; -1: the DLL does not have it. */
int hooks_find(const char *name);
/* The same for one that is yet to be looked up: a number that is given to it then. "-": -1. */
int hooks_expect(const char *name);

/* Ends of children by wait completion packets, on each system; without it by threads, on each. */
void hooks_lend_wait_packets(void);

/* Counts from here on, on all threads; the `nth` (from 1) of `call` fails. -1: none. */
void hooks_start(int call, long nth);
void hooks_stop(void);

/* Since hooks_start: how often it was called; whether the one that was to fail did. */
long hooks_calls(int call);
int hooks_has_failed(void);
/* Where in the DLL that call stands, from its base. */
uintptr_t hooks_failed_at(void);

/* Which places in the DLL have called it since hooks_start, and how often each: a number that is
 * the same when that was the same. */
uint32_t hooks_places(int call);

#endif
