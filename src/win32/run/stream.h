/*
 * One standard stream of a child: a pipe, and a thread that feeds or collects it.
 */
#ifndef QP_WIN32_RUN_STREAM_H
#define QP_WIN32_RUN_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "win32/system/win.h"

typedef struct qp__stream {
    HANDLE pipe;   /* our end, owned; NULL: closed */
    HANDLE thread; /* owned; NULL: not in use, or joined. While it runs, all below is its own */
    int feeds;     /* to the child, not from it */
    volatile LONG stopping;
    uint8_t *bytes;  /* owned: what was collected, or is to be fed */
    size_t length;   /* in bytes */
    size_t capacity; /* when collecting */
    size_t limit;    /* when collecting: the most that `bytes` may hold */
    int shown_fd; /* when collecting: what was read is written there as well; owned; -1: nowhere */
    int overflowed; /* there was more than that; the thread has ended */
    int error;      /* 0 or -ENOMEM; the thread has ended */
} qp__stream;

void qp__stream_init(qp__stream *stream);
void qp__stream_dispose(qp__stream *stream);

/*
 * Make the pipe and start the thread. *fd becomes the child's end, for the caller to close. 0 or
 * -errno; then there is nothing to close. `bytes` are copied.
 */
int qp__stream_feed(qp__stream *stream, const void *bytes, size_t length, int *fd);
/* `shown_fd` (-1: none), which may be closed afterwards: what comes is written there as well. One
 * that is not open shows nothing. */
int qp__stream_collect(qp__stream *stream, size_t limit, int shown_fd, int *fd);

/*
 * Ends the thread, which may be in the middle of a transfer, and closes the pipe. What lies in it
 * by then is collected first. Nothing happens when that was done before.
 */
void qp__stream_stop(qp__stream *stream);

#endif
