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

/* The queue goes: ends what the event stands for, on the owner's thread, without the lock.
 * qp__event_detach comes from here. */
typedef void qp__event_cancel(qp_event *event);

/* The first member of whatever can be queued. */
struct qp_event {
    qp__event_run *run;
    qp__event_cancel *cancel;
    /* The rest is guarded by the lock. */
    qp_events *events; /* NULL: detached */
    qp_event *previous;
    qp_event *next;
    int queued;
    int awaited;
    qp_event *older; /* of all that are attached to `events` */
    qp_event *newer;
};

/* Everything else in it is nothing; it belongs to no queue yet. */
void qp__event_init(qp_event *event, qp__event_run *run, qp__event_cancel *cancel);

void qp__events_lock(void);
void qp__events_unlock(void);
/* Gives the lock up while it waits for WakeConditionVariable, at most `timeout_ms`. */
void qp__events_sleep(CONDITION_VARIABLE *awaited, DWORD timeout_ms);

/* ---- with the lock ---- */

/*
 * From here on the event may be queued, and freeing the queue cancels it. `awaited`: it keeps
 * qp_events_is_active up.
 */
void qp__event_attach(qp_event *event, qp_events *events, int awaited);
/* Takes it off the queue. Does nothing when it is detached already. */
void qp__event_detach(qp_event *event);

/* At the end of the queue; stays where it is when it is in it already. Any thread. */
void qp__event_queue(qp_event *event);
void qp__event_unqueue(qp_event *event);

/* Does the calling thread own it, as far as is known? NULL: no. */
int qp__events_is_mine(const qp_events *events);

#endif
