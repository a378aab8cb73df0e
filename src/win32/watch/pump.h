/*
 * A pipe that is watched for writing: a buffer, and a thread that empties it into the pipe.
 *
 * Threads
 *   - The pump's own thread blocks in WriteFile, and nowhere else. It takes what is in front of the
 *     buffer; others add at its end.
 *   - Writing, closing and sharing the descriptor go through here first, so that nothing
 *     overtakes what is in the buffer.
 *   - Everything is guarded by the lock (lock.h) and called with it, if not said otherwise.
 *
 * A pump lives as long as it has an owner (a watch) or bytes; afterwards it goes by itself.
 */
#ifndef QP_WIN32_WATCH_PUMP_H
#define QP_WIN32_WATCH_PUMP_H

#include "win32/watch/events.h"

typedef struct qp__pump qp__pump;

/* Called on the pump's thread when there is room again, or the pipe has no reader left. */
typedef void qp__pump_ready(void *opaque);

/* Called with the lock when the pump goes. */
typedef void qp__pump_gone(void *opaque);

/*
 * `handle`: a duplicate; it belongs to the pump when this succeeds. `is_pipe`: 0 where asking could
 * wait for another process; the thread asks then, and what is no pipe is always ready. Without the
 * lock. NULL when there is no memory. qp__pump_open comes next.
 */
qp__pump *qp__pump_new(HANDLE handle, int is_pipe, qp__pump_gone *gone, void *opaque);

/* The pump has an owner from then on. */
void qp__pump_open(qp__pump *pump, qp__pump_ready *ready);

/* It has none any more; what is in the buffer is still written. */
void qp__pump_close(qp__pump *pump);

HANDLE qp__pump_handle(const qp__pump *pump);

/* Has a thread find out what is not known. 0; -errno when there is no thread for it. */
int qp__pump_arm(qp__pump *pump);

/* Would a write be taken at once? */
int qp__pump_has_room(const qp__pump *pump);

/*
 * Takes all bytes, waiting first while there is no room. How many; -EPIPE when the pipe has no
 * reader more; -ENOMEM. Gives the lock up meanwhile. -EAGAIN: the pump has no owner any more and is
 * empty now, or it is no pipe; write to the file itself.
 */
int qp__pump_write(qp__pump *pump, const void *bytes, size_t size);

/* Waits until all that is in the buffer is in the pipe, or has no reader left: 0. -EAGAIN
 * when nothing of it was read for some seconds. */
int qp__pump_drain(qp__pump *pump);

/* Has any pump bytes that are not written yet? */
int qp__pumps_have_bytes(void);

/* Without the lock. Waits for all pumps: 0; -ETIMEDOUT. */
int qp__pumps_flush(DWORD timeout_ms);

#endif
