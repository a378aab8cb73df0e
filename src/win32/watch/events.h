/*
 * The queue behind qp_events.
 */
#ifndef QP_WIN32_WATCH_EVENTS_H
#define QP_WIN32_WATCH_EVENTS_H

#include "quickproc/events.h"
#include "win32/watch/direct.h"
#include "win32/watch/lock.h"
#include "win32/watch/port.h"

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

/* ---- with the lock ---- */

/*
 * From here on the event may be queued, and freeing the queue cancels it. `awaited`: it keeps
 * qp_events_is_active up.
 */
void qp__event_attach(qp_event *event, qp_events *events, int awaited);
/* Takes it off the queue. Does nothing when it is detached already. */
void qp__event_detach(qp_event *event);

/* Changes whether it is awaited. */
void qp__event_await(qp_event *event, int awaited);

/* At the end of the queue; stays where it is when it is in it already. Any thread. */
void qp__event_queue(qp_event *event);
void qp__event_unqueue(qp_event *event);

/* Completions of `file`, overlapped, come to the queue's port. The owner's thread. 0; -errno. */
int qp__events_bind(qp_events *events, HANDLE file);
/* As qp__port_begin and qp__port_withdraw. */
void qp__events_begin(qp_events *events, qp__operation *operation);
void qp__events_withdraw(qp_events *events);

/* As qp__direct_offer, by what the event stands for. The owner's thread. 0: the owner waits for
 * something else, and the thread is to wait. */
int qp__events_offer(qp_event *event, qp__direct_wait *wait);
/* Whatever the event stands for offers nothing any more. */
void qp__events_retract(const qp_event *event);

/* Does the calling thread own it, as far as is known? NULL: no. */
int qp__events_is_mine(const qp_events *events);

#endif
