/*
 * What a reader and a writer have in common: our end of a pipe, and one transfer at a time.
 *
 * Threads: the owner of the qp_events begins transfers and looks at their ends; whichever thread
 * serves the port notes that one has ended.
 *
 * Memory: a transfer and its buffer live until the system is done with them, which may be after the
 * channel was closed. Then the last one of the two to go frees it.
 */
#ifndef QP_WIN32_STREAMS_CHANNEL_H
#define QP_WIN32_STREAMS_CHANNEL_H

#include "win32/watch/events.h"

struct qp__channel;

typedef struct qp__transfer {
    qp__operation operation; /* first */
    /* Guarded by the lock. */
    struct qp__channel *channel; /* NULL: it is closed */
    int under_way;               /* the system has it */
    /* The owner's, while it is not under way. */
    void *buffer;  /* owned; NULL: `few` */
    uint8_t few[]; /* as many as asked for */
} qp__transfer;

typedef struct qp__channel {
    qp_event event;         /* first; queued when a transfer has ended */
    HANDLE file;            /* owned; NULL: closed */
    int at_once;            /* a transfer that ends at once has no completion */
    int error;              /* the transfer could not begin: why */
    qp__transfer *transfer; /* owned; NULL: none so far */
} qp__channel;

/* *fd becomes the child's end. `run` as for qp__event_init. 0; -errno. */
int qp__channel_open(qp__channel *channel, qp_events *events, int writes, qp__event_run *run,
                     int *fd);

/* Has it a transfer, with that many bytes in `few`? 0; -ENOMEM. */
int qp__channel_prepare(qp__channel *channel, size_t few_bytes);

/*
 * Begins to read or write; the event is queued when that has ended, also when it did at once or
 * could not begin. 0; -ENOMEM: nothing was begun.
 */
int qp__channel_begin(qp__channel *channel, int writes, void *bytes, DWORD size);

/* What became of it: the number of bytes; -errno; -EAGAIN: it is still under way. */
int qp__channel_result(qp__channel *channel);

/* Ends a transfer that waits, with -EINTR, unless it is just ending otherwise. */
void qp__channel_cancel(qp__channel *channel);

/* How many bytes there are to be read; -errno. */
int qp__channel_available(const qp__channel *channel);

/* Is somebody waiting for its end? */
void qp__channel_await(qp__channel *channel, int awaited);

void qp__channel_close(qp__channel *channel);

#endif
