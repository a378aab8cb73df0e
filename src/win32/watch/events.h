/*
 * The queue behind qp_events.
 *
 * One lock guards everything in events.c and watch*.c: the queues, the watches, and what the
 * threads of the watches tell the owners. Nobody holds it while blocking, nor while a callback
 * runs.
 */
#ifndef QP_WIN32_WATCH_EVENTS_H
#define QP_WIN32_WATCH_EVENTS_H

#include "quickproc/events.h"
#include "win32/system/win.h"

/* Runs on the owner's thread, without the lock, after it was taken off the queue; may free the
 * event. Did it call back? */
typedef int qp__event_run(qp_event *event);

/* The first member of whatever can be queued. */
struct qp_event {
    qp_events *events;
    qp__event_run *run;
    /* The rest is guarded by the lock. */
    qp_event *previous;
    qp_event *next;
    int queued;
};

void qp__events_lock(void);
void qp__events_unlock(void);
/* Gives the lock up while it waits for WakeConditionVariable, at most `timeout_ms`. */
void qp__events_sleep(CONDITION_VARIABLE *awaited, DWORD timeout_ms);

/* ---- with the lock ---- */

void qp__event_init(qp_event *event, qp_events *events, qp__event_run *run);
/* At the end of the queue; stays where it is when it is in it already. Any thread. */
void qp__event_queue(qp_event *event);
void qp__event_unqueue(qp_event *event);

/* What keeps qp_events_is_active up: +1 and -1. */
void qp__events_hold(qp_events *events, int change);

/* Does the calling thread own it, as far as is known? */
int qp__events_is_mine(const qp_events *events);

#endif
