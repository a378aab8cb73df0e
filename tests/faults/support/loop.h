/*
 * The loop of a host, for scenarios with callbacks. It makes no calls of the library's itself but
 * those that it is for.
 */
#ifndef TESTS_FAULTS_LOOP_H
#define TESTS_FAULTS_LOOP_H

#include <quickproc/events.h>

/* qp_events_new, once more if there is an error. */
qp_events *loop_new(void);

/* Dispatches until *flag is not 0: 1; or for `ms`: 0. */
int loop_within(qp_events *events, const int *flag, unsigned ms);

/* Dispatches until *flag is not 0; what takes longer than ten seconds is wrong. */
void loop_until(qp_events *events, const int *flag);

#endif
