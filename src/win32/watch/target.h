/*
 * A watch, and the target that it stands for: one for all watches and descriptors of a file.
 *
 * Threads: everything is guarded by the lock (lock.h) and called with it, if not said otherwise.
 * A watch is made and freed by the owner of its qp_events, who alone gives it a target; any thread
 * that closes the descriptor takes the target away.
 */
#ifndef QP_WIN32_WATCH_TARGET_H
#define QP_WIN32_WATCH_TARGET_H

#include "win32/watch/file.h"
#include "win32/watch/pump.h"
#include "win32/watch/source.h"

typedef struct qp__target qp__target;

typedef struct qp__watch {
    qp_event event; /* first */
    /* Never change. */
    int fd;
    qp__direction direction;
    /* Guarded by the lock. */
    qp_ready_callback *ready;
    void *opaque;
    qp__target *target;     /* NULL: the descriptor is not open, or was closed since */
    struct qp__watch *next; /* of all */
    struct qp__watch *next_of_target;
    int running; /* its callback is */
    int closing; /* its descriptor is: what that is then is not known yet */
    int removed; /* in its callback: to be freed after it */
} qp__watch;

/* Without source and pump it is always ready. */
struct qp__target {
    qp__source *source; /* owned until it is closed */
    qp__pump *pump;     /* goes by itself, and the target with it */
    int fd;             /* the descriptor that it was made for; -1: closed since */
    qp__watch *watches;
    qp__target *next; /* of all with a source or a pump */
};

/* Of all targets with a source or a pump. */
extern qp__target *qp__targets;

/* How many watches and targets there are; read without the lock to see that there are none. */
extern volatile LONG qp__watches_in_use;

/* What is watched of `fd`; NULL: nothing. */
qp__target *qp__target_find(int fd, qp__direction direction);

/* Without the lock, on the owner's thread: finds out what the watch's descriptor is. 0; -errno, and
 * it has no target: -EBADF when it cannot be watched that way. */
int qp__target_find_out(qp__watch *watch);

/*
 * Takes the watch's target away, if it has one. The last watch takes the target with it; a pump
 * with bytes stays until they are written. May give up the lock, after the watch was taken off:
 * neither watch nor target are to be used afterwards, unless something else keeps them.
 */
void qp__target_detach(qp__watch *detached);

#endif
