/*
 * A pipe or a console that is watched for reading: the file, not the descriptor; several
 * descriptors and watches may stand for one source.
 *
 * Threads
 *   - The source's own thread blocks where only a thread can wait: in a ReadFile of 0 bytes, or in
 *     the console. It does so when it is armed, queues the watches once, and then rests. In its
 *     place an owner may wait in a pipe (direct.h).
 *   - Owners of watches look and arm; they never wait for data.
 *   - On Windows a file that was opened for synchronous I/O lets one thread of one process in at a
 *     time: while a thread waits in it, others who ask for anything, even how much is there
 *     (PeekNamedPipe) or how it was opened (NtQueryInformationFile), wait as well. So a thread that
 *     wants to use the file calls qp__source_enter first, which gets the source's thread out of it,
 *     and qp__source_leave afterwards. And where other processes may have the file, owners do not
 *     look: the source's thread does, which can wait for them (python/cpython, issue 83526). Wine
 * lets everybody in; tests/model shows mistakes here.
 *   - Everything is guarded by the lock (lock.h) and called with it, if not said otherwise.
 */
#ifndef QP_WIN32_WATCH_SOURCE_H
#define QP_WIN32_WATCH_SOURCE_H

#include "win32/watch/direct.h"
#include "win32/watch/events.h"

typedef struct qp__source qp__source;

typedef enum qp__source_kind { QP__SOURCE_PIPE, QP__SOURCE_CONSOLE } qp__source_kind;

/* What the source's thread does when there is something. */
typedef void qp__source_ready(void *opaque);

/*
 * `handle`: a duplicate; it belongs to the source when this succeeds. `is_private`: no other
 * process has the file. Without the lock. NULL when there is no memory or handle left.
 */
qp__source *qp__source_new(qp__source_kind kind, HANDLE handle, int is_private,
                           qp__source_ready *ready, void *opaque);

/* For the table of sources. */
qp__source_kind qp__source_kind_of(const qp__source *source);
HANDLE qp__source_handle(const qp__source *source);

/* No watch is left: stops the thread, closes the handle. A thread that has entered may still leave.
 */
void qp__source_close(qp__source *source);

/* Gets its thread out of the file and keeps it out, until as many calls to leave. May give the lock
 * up. */
void qp__source_enter(qp__source *source);
void qp__source_leave(qp__source *source);

/* Between enter and leave: what a read has returned. */
void qp__source_was_read(qp__source *source, int bytes);
/* Or: something else was done, and how much is left is not known. */
void qp__source_was_used(qp__source *source);

/* Would a read not block, as far as can be known at once? Gives the lock up meanwhile. */
int qp__source_is_ready(qp__source *source);

/*
 * Has `ready` called once, when there is something. `event`, if it is not NULL, is the only one
 * that `ready` queues: then its queue's owner may wait instead of the thread (direct.h). 0; -errno
 * when there is no thread for it.
 */
int qp__source_arm(qp__source *source, qp_event *event);

/*
 * A process was started that reads from the same pipe. It must not find the pipe occupied by a
 * waiting thread, or it might not even start; until it has ended, the thread looks from
 * time to time instead. Call it between enter and leave.
 */
void qp__source_share(qp__source *source, HANDLE process);

#endif
