/*
 * A small event loop over the wait handle, as a host without quickjs-libc has it.
 */
#ifndef TESTS_WIN32_LOOP_H
#define TESTS_WIN32_LOOP_H

#include <quickproc/events.h>

#include <stddef.h>

/* Dispatches until nothing is active, or for `ms`. How many callbacks were run. */
int loop_until_idle(qp_events *events, unsigned ms);

/* Dispatches until *flag is not 0: 1. After `ms`: 0. */
int loop_until(qp_events *events, const int *flag, unsigned ms);

/* Dispatches what is there now, and what comes within `ms`. How many callbacks were run. */
int loop_for(qp_events *events, unsigned ms);

/* How many threads and handles this process has. */
unsigned count_threads(void);
unsigned count_handles(void);

/* Waits a while until there are no more than `most` threads; how many there are. */
unsigned settle_threads(unsigned most);

/* Starts a child program of the tests, QP_FD_INHERIT where -1. The pid, or -errno. */
int start_child(const wchar_t *name, const wchar_t *argument, int in, int out);

#endif
