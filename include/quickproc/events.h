/*
 * Waiting for many things at once without blocking: for descriptors to become readable or writable,
 * for programs and children to end. The conventions are those of quickproc.h.
 *
 * Threads
 *   - A qp_events belongs to one thread, its owner: the thread that made it, later the one that
 *     dispatches. Only the owner calls the functions that take one, unless a function says that any
 *     thread may. A process may have several.
 *   - Callbacks are `ready` functions (types.h): they run on the owner's thread, inside
 *     qp_events_dispatch, and may call everything.
 *   - Whatever blocks does so on threads of the library. The only code of the host that these call
 *     is its `notify` function (types.h), which must not call the library.
 *
 * A host can learn in three ways that there is something to dispatch: it waits in qp_events_wait,
 * which needs no thread and is the fastest; it waits for qp_events_handle beside other things; or
 * it sets a notify function with qp_events_set_notify.
 */
#ifndef QUICKPROC_EVENTS_H
#define QUICKPROC_EVENTS_H

#include "quickproc/quickproc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The queue --------------------------------------------------------------------------- */

typedef struct qp_events qp_events;

/*
 * Makes a queue. No thread is started before it is needed. 0, or
 *   -ENOMEM
 */
int qp_events_new(qp_events **events);

/*
 * Stops waiting for everything, without calling back, and frees the queue. Programs that were
 * started keep running. NULL is allowed. Returns NULL.
 */
qp_events *qp_events_free(qp_events *events);

/*
 * Waits until there may be something to dispatch. The owner itself takes what the system completes
 * (GetQueuedCompletionStatusEx), or waits in a watched pipe. Once qp_events_handle was called, or
 * while there is a notify function, a thread of the library does that, and this function waits for
 * the handle. 1: there may be something; 0: nothing within `timeout_ms` (QP_NO_TIMEOUT: no limit),
 * or it woke early for no reason; or -errno: the system could not wait.
 */
int qp_events_wait(qp_events *events, uint32_t timeout_ms);

/*
 * A manual-reset event (HANDLE, CreateEventW), borrowed. It is signalled exactly as long as there
 * may be something to dispatch. Wait for it with WaitForMultipleObjects, MsgWaitForMultipleObjects
 * or RegisterWaitForSingleObject. It is made on first use; NULL if the system has no handle left.
 */
void *qp_events_handle(qp_events *events);

/*
 * Sets the notify function; NULL: none. It is called when there is something to dispatch, and not
 * again before qp_events_dispatch has returned 0. If there is something already, it is called at
 * once, on this thread.
 */
void qp_events_set_notify(qp_events *events, qp_notify_callback *notify, void *opaque);

/*
 * Runs at most one callback, that of whatever became ready first. 1: one was run, and there may be
 * more. 0: there is nothing until the handle or the notify function says so.
 */
int qp_events_dispatch(qp_events *events);

/*
 * 1 while the queue waits for something that may still happen: a watch, a program, a child. A loop
 * that ends when nothing is left to do runs until this is 0.
 */
int qp_events_is_active(const qp_events *events);

/* ---- Readable and writable --------------------------------------------------------------- */

/*
 * Calls `ready` from qp_events_dispatch as long as reading `fd` would not block: there is data, the
 * end of the file, or an error (`fd` may have been closed meanwhile). It is level-triggered, as
 * poll is, and goes on until the watch is removed. A descriptor has one watch for reading: a second
 * call replaces the callback of the first.
 *
 * For a pipe, a thread of the watch waits in a ReadFile of 0 bytes, or the owner does while it is
 * in qp_events_wait; CancelSynchronousIo ends that read. In line mode the console is ready when a
 * whole line was typed (Ctrl+Z reads as 0, the end), in raw mode when a key was pressed. Files, NUL
 * and other devices are always ready.
 *
 * While a pipe or the console is watched, qp_read, qp_write, qp_close, qp_dup2, qp_spawn and
 * qp_exec know about the thread that waits in it. Other functions on the same file (fread, _read,
 * PeekNamedPipe, GetFileType) would wait for that thread. Call them inside the callback, or between
 * qp_watch_pause and qp_watch_resume. 0, or
 *   -EBADF    `fd` is not open, or is the end of a pipe that only writes
 *   -ENOMEM
 *   -EMFILE
 */
int qp_watch_readable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque);

/*
 * The same for writing. Windows cannot tell how much room a pipe has, so a watched pipe gets a
 * buffer of 64 KiB, which a thread empties into the pipe. `ready` is called while more than 4 KiB
 * of the buffer are free, or when the pipe has no reader any more (qp_write then returns -EPIPE).
 * qp_write to a watched pipe takes all bytes at once, however many, while the buffer has room; when
 * it has none, it waits for room first. Files, NUL and consoles are always ready.
 *
 * Nothing already written is lost when the watch is removed, or the descriptor is closed or given
 * to a child: later writes come after it, and the reader sees the end only after the last byte.
 * 0, or
 *   -EBADF    `fd` is not open, or is the end of a pipe that only reads
 *   -ENOMEM
 *   -EMFILE
 */
int qp_watch_writable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque);

/* Removes a watch, if there is one. Its callback will not run, even if it was already due. */
void qp_unwatch_readable(qp_events *events, int fd);
void qp_unwatch_writable(qp_events *events, int fd);

/*
 * Between the two calls no thread of the library waits in `fd`, so functions outside the library do
 * not block on it. Pass what pause returns to resume; NULL means that nothing watches `fd`. Any
 * thread; the calls nest.
 */
void *qp_watch_pause(int fd);
void qp_watch_resume(void *paused);

/*
 * Waits until everything that was written to watched pipes before this call has reached them, or
 * they have no reader any more. exit() and returning from main do this by themselves and without a
 * limit: a reader that lives and never reads keeps the program. Call it before ExitProcess, or in a
 * program that uses the library as a DLL. Any thread. 0, or
 *   -ETIMEDOUT   not within `timeout_ms` (QP_NO_TIMEOUT: no limit)
 */
int qp_flush_writes(uint32_t timeout_ms);

/* ---- Programs and children --------------------------------------------------------------- */

/* A program or child whose end is awaited. */
typedef struct qp_pending qp_pending;

/* Runs as a `ready` function does. `pid` and `status` are those of qp_waitpid; for qp_exec_async
 * `pid` is the program's. */
typedef void qp_done_callback(void *opaque, int pid, qp_status status);

/*
 * qp_exec without blocking: starts the program and returns 0, or an error of qp_exec, and then
 * nothing was started. `done` is called once, after the program's end. *pending is valid until
 * then.
 */
int qp_exec_async(qp_events *events, const qp_spawn_options *spawn, const qp_exec_options *options,
                  qp_done_callback *done, void *opaque, qp_pending **pending);

/*
 * qp_waitpid without blocking. `done` is called once, with what qp_waitpid would have returned,
 * -ECHILD included. *pending is valid until then. A child is given to one waiter only, be it this
 * one or a qp_waitpid on another thread. 0, or
 *   -ENOMEM
 */
int qp_waitpid_async(qp_events *events, int pid, qp_done_callback *done, void *opaque,
                     qp_pending **pending);

/* Stops waiting: `done` will not run. The program keeps running; others can wait for the child. */
void qp_pending_cancel(qp_pending *pending);

/* ---- Anything else ----------------------------------------------------------------------- */

typedef struct qp_event qp_event;

/*
 * Makes an event, by which any thread of the host can have the owner run `callback`. 0, or
 *   -ENOMEM
 */
int qp_event_new(qp_events *events, qp_ready_callback *callback, void *opaque, qp_event **event);

/* Has qp_events_dispatch call the callback once, however often it was posted before. Any thread. */
void qp_event_post(qp_event *event);

/* Frees it. No thread may post the event meanwhile. NULL is allowed. Returns NULL. */
qp_event *qp_event_free(qp_event *event);

#ifdef __cplusplus
}
#endif

#endif
