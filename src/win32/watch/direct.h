/*
 * A wait that the owner of a queue takes over from a thread.
 *
 * Whatever only a thread can wait for has a thread of its own, and what that finds goes to the
 * owner: two switches of threads for each message. While nothing is under way at the owner's port,
 * it may as well be the one that waits there. The thread stands by meanwhile: it calls the owner
 * out when its time is over, and repeats the call of a thread that came too early.
 */
#ifndef QP_WIN32_WATCH_DIRECT_H
#define QP_WIN32_WATCH_DIRECT_H

#include <stdint.h>

#include "win32/system/win.h"

typedef enum qp__direct_result {
    QP__DIRECT_NOT_NOW,
    QP__DIRECT_OUT, /* called out, or it was time: it is still to be waited for */
    QP__DIRECT_DONE
} qp__direct_result;

/* What can be waited for this way: the first member of it. All are called with the lock. */
typedef struct qp__direct_wait {
    /* Waits, as the thread would, on the owner's thread; gives up the lock meanwhile. `owner` is a
     * handle of that thread. */
    qp__direct_result (*stay)(struct qp__direct_wait *wait, HANDLE owner, uint32_t timeout_ms);
    /* The owner is to come out. Was it in? */
    int (*call_out)(struct qp__direct_wait *wait);
    /* The thread is to wait. */
    void (*decline)(struct qp__direct_wait *wait);
} qp__direct_wait;

/* A queue's part; guarded by the lock, and everything is called with it. */
typedef struct qp__direct {
    qp__direct_wait *offered; /* nobody waits for it yet; NULL: none is */
    const void *offerer;
    qp__direct_wait *taken; /* the owner is in it; NULL: in none */
    HANDLE owner;           /* owned; NULL: not needed so far */
    DWORD owner_id;
    int pause; /* so many waits are left to the threads */
} qp__direct;

/* The owner may wait for it instead of its thread; of two, for this one. */
void qp__direct_offer(qp__direct *direct, qp__direct_wait *wait, const void *offerer);
/* What `offerer` has offered is no longer there. */
void qp__direct_retract(qp__direct *direct, const void *offerer);
/* The owner waits for something else. */
void qp__direct_decline(qp__direct *direct);

/* On the owner's thread: waits for what is offered, until there is something, it is called out, or
 * the time is over. 0: nothing is offered, or not now. */
int qp__direct_stay(qp__direct *direct, uint32_t timeout_ms);
/* Any thread: there is something else to do for the owner. */
void qp__direct_call_out(qp__direct *direct);

void qp__direct_close(qp__direct *direct);

#endif
