/*
 * One standard stream of a child: our end of a pipe, fed or collected by the thread of task.h.
 *
 * Threads: the caller makes it; from then on it belongs to that thread, until the task is over.
 */
#ifndef QP_WIN32_RUN_STREAM_H
#define QP_WIN32_RUN_STREAM_H

#include "win32/run/task.h"

#include <stddef.h>
#include <stdint.h>

typedef struct qp__stream {
    qp__task_operation operation; /* first */
    qp__task *task;
    HANDLE pipe; /* our end, owned; NULL: not in use, or at its end */
    int feeds;   /* to the child, not from it */
    int busy;    /* a transfer is under way, or what came is being shown */
    int stopping;
    int counted;     /* when stopping: `left` is known */
    uint8_t *bytes;  /* owned: what was collected, or is to be fed */
    size_t length;   /* in bytes */
    size_t capacity; /* when collecting */
    size_t limit;    /* when collecting: the most that `bytes` may hold */
    size_t fed;      /* when feeding: so many are in the pipe */
    size_t left;     /* of what was in the pipe then, this much is still to come */
    size_t shown;    /* what is being shown: so many bytes of `bytes` from here on */
    size_t showing;
    int shown_fd; /* when collecting: what was read is written there as well; owned; -1: nowhere */
    unsigned shown_news; /* what the task is told then */
    int overflowed;      /* there was more than the limit; it is at its end */
    int error;           /* 0 or -ENOMEM; it is at its end */
} qp__stream;

void qp__stream_init(qp__stream *stream, qp__task *task, unsigned shown_news);
/* Nothing is under way. */
void qp__stream_dispose(qp__stream *stream);

/*
 * Make the pipe. *fd becomes the child's end, for the caller to close. 0 or -errno; then there is
 * nothing to close. `bytes` are copied.
 */
int qp__stream_feed(qp__stream *stream, const void *bytes, size_t length, int *fd);
/* `shown_fd` (-1: none), which may be closed afterwards: what comes is written there as well. One
 * that is not open shows nothing. */
int qp__stream_collect(qp__stream *stream, size_t limit, int shown_fd, int *fd);

/* ---- on the task's thread ---- */

/* Begins the next transfer, if none is under way and there is more to come. */
void qp__stream_go_on(qp__stream *stream);

/* The task was told that what came has been shown. */
void qp__stream_was_shown(qp__stream *stream);

/* Feeds no more; collects what is in the pipe now, and no more. Comes to its end by
 * qp__stream_go_on. */
void qp__stream_stop(qp__stream *stream);
/* The same without collecting anything. */
void qp__stream_discard(qp__stream *stream);

#endif
