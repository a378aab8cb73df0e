/*
 * Waiting for many things at once, without blocking: descriptors that become readable or writable,
 * programs and children that end. The conventions are those of quickproc.h.
 *
 * Who runs what
 *   - A `qp_events` belongs to one thread, its owner. The owner alone calls the functions that take
 *     one, except where a function says otherwise. A process may have several.
 *   - Callbacks run on the owner's thread, inside qp_events_dispatch, never elsewhere. They may
 *     call everything (qp_ready_callback in types.h says more).
 *   - Everything that blocks happens on threads of the library. They call only one kind of code of
 *     the host: its notify function (qp_notify_callback), which must not call the library.
 *
 * How a host learns that there is something to dispatch: it waits in qp_events_wait, which needs
 * no thread and is the fastest; or for qp_events_handle, together with what else it waits for; or
 * it has qp_events_set_notify tell it.
 */
#ifndef QUICKPROC_EVENTS_H
#define QUICKPROC_EVENTS_H

#include "quickproc/quickproc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The queue --------------------------------------------------------------------------- */

typedef struct qp_events qp_events;

/* 0; -ENOMEM. No thread is started before one is needed. */
int qp_events_new(qp_events **events);

/*
 * Removes everything that is being waited for, without calling back, and frees it. Programs that
 * were started go on. NULL is allowed. Returns NULL.
 */
qp_events *qp_events_free(qp_events *events);

/*
 * Waits until there may be something to dispatch: 1; or returns 0, after `timeout_ms`
 * (QP_NO_TIMEOUT: never) or earlier for no reason. -errno: the system could not wait. The owner
 * takes what the system completes itself (GetQueuedCompletionStatusEx); once the handle was asked
 * for, or while there is a notify function, a thread does, and this waits for the handle.
 */
int qp_events_wait(qp_events *events, uint32_t timeout_ms);

/*
 * A manual-reset event (HANDLE, CreateEventW), borrowed: it is signalled exactly as long as
 * something may have to be dispatched; for WaitForMultipleObjects, MsgWaitForMultipleObjects,
 * RegisterWaitForSingleObject. Made on first use; NULL when the system has no handle left.
 */
void *qp_events_handle(qp_events *events);

/*
 * `notify` (NULL: none) is called once when there is something to dispatch, then not again before
 * qp_events_dispatch has returned 0. If there is something already, it is called at once, on this
 * thread.
 */
void qp_events_set_notify(qp_events *events, qp_notify_callback *notify, void *opaque);

/*
 * Runs at most one callback, of what became ready first. 1: one was run, and there may be more;
 * 0: there is nothing, until the handle or the notify function tells of it.
 */
int qp_events_dispatch(qp_events *events);

/* Does it wait for something that may still happen: a watch, a program, a child? A host whose loop
 * ends when nothing is left to do goes on as long as this is not 0. */
int qp_events_is_active(const qp_events *events);

/* ---- Readable and writable --------------------------------------------------------------- */

/*
 * Calls `ready` from qp_events_dispatch as long as reading `fd` would not block: there is data, the
 * end of the file, or an error (also when `fd` was closed meanwhile), until the watch is removed:
 * level-triggered, as poll. One watch for each descriptor: a second call replaces the first one's
 * callback. 0; -EBADF when `fd` is not open, or is a pipe's end for writing; -ENOMEM, -EMFILE.
 *
 * Pipes (qp_pipe's and inherited ones): a thread of the watch waits in a ReadFile of 0 bytes. The
 * console: in line mode, until a whole line was typed (a read of 0, the end, for Ctrl+Z); in raw
 * mode, until a key was pressed. Files, NUL and other devices are always ready.
 *
 * While a pipe is watched, qp_read, qp_write, qp_close, qp_dup2, qp_spawn and qp_exec know about
 * the thread that waits on it. Other functions (fread, _read, PeekNamedPipe, GetFileType on the
 * same file) would have to wait for that thread; between qp_watch_pause and qp_watch_resume, and
 * inside the callback, they need not.
 *
 * A line that is being typed at the console stays as it is when a program is started and when
 * qp_read is called, which waits for that line. The watch's removal, qp_close, qp_watch_pause, and
 * qp_exec on the owner's thread end its reading; what was typed so far stands at the beginning of
 * the next line that is read, or is read by itself in raw mode. Pause the watch around
 * SetConsoleMode: a read of a line that waits already keeps the mode in which it began.
 */
int qp_watch_readable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque);

/*
 * The same for writing. Windows cannot tell how much room a pipe has. So a pipe that is watched for
 * writing gets a buffer of 64 KiB, which a thread empties into the pipe: `ready` is called while
 * more than 4 KiB are free in it, or when nobody reads any more (qp_write then returns -EPIPE).
 * qp_write to a watched pipe takes all bytes at once while the buffer has room, however many they
 * are, and waits for room first when it has not. Files, NUL and consoles are always ready.
 *
 * Nothing that was written is lost when the watch is removed, the descriptor closed or given to a
 * child: later writes come after it, and its reader sees the end only after the last byte. A start
 * that gives the pipe to a child waits for what was written to it, and is refused with -EAGAIN when
 * none of it was read for five seconds: its reader may be this very thread.
 * -EBADF also for a pipe's end for reading.
 */
int qp_watch_writable(qp_events *events, int fd, qp_ready_callback *ready, void *opaque);

/* Removes a watch, if there is one. Its callback is not called any more, also when it was due. */
void qp_unwatch_readable(qp_events *events, int fd);
void qp_unwatch_writable(qp_events *events, int fd);

/*
 * Between the two calls no thread of the library waits on `fd`, so that functions other than this
 * library's do not block on it. pause returns what resume wants, NULL too: nobody watches it. Any
 * thread; the calls nest.
 */
void *qp_watch_pause(int fd);
void qp_watch_resume(void *paused);

/*
 * Waits until everything that was written to watched pipes has reached them, or nobody reads it any
 * more. exit() and returning from main do this by themselves; call it before ExitProcess. A host of
 * quickproc.dll calls it before exit too: when a DLL is told of the end of the process, its threads
 * have been ended already, and what they had not written is lost. 0; -ETIMEDOUT after `timeout_ms`
 * (QP_NO_TIMEOUT: never). Any thread.
 */
int qp_flush_writes(uint32_t timeout_ms);

/* ---- Programs and children --------------------------------------------------------------- */

/* Something that will be done: a program that will end, a child that will be reaped. */
typedef struct qp_pending qp_pending;

/* Runs as a qp_ready_callback does. `pid` and `status` are those of qp_waitpid; for qp_exec_async,
 * the pid of its program. */
typedef void qp_done_callback(void *opaque, int pid, qp_status status);

/*
 * qp_exec that does not block: starts the program, returns 0 (or -errno: nothing was started), and
 * calls `done` once, after its end. *pending is valid until then.
 */
int qp_exec_async(qp_events *events, const qp_spawn_options *spawn, const qp_exec_options *options,
                  qp_done_callback *done, void *opaque, qp_pending **pending);

/*
 * qp_waitpid that does not block. `done` is called once, with what qp_waitpid would have returned,
 * also when that is -ECHILD. *pending is valid until then. A child is given to one waiter only, be
 * it this or a qp_waitpid of another thread. 0; -ENOMEM.
 */
int qp_waitpid_async(qp_events *events, int pid, qp_done_callback *done, void *opaque,
                     qp_pending **pending);

/* Forgets it: `done` is not called. The program goes on; a child can be waited for by others. */
void qp_pending_cancel(qp_pending *pending);

/* ---- Anything else ----------------------------------------------------------------------- */

typedef struct qp_event qp_event;

/* Something that the host, or one of its threads, wants the owner to do. 0; -ENOMEM. */
int qp_event_new(qp_events *events, qp_ready_callback *callback, void *opaque, qp_event **event);

/* Has the callback called once by qp_events_dispatch, however often this was called before. Any
 * thread. */
void qp_event_post(qp_event *event);

/* NULL is allowed. Returns NULL. No thread may post it meanwhile. Its qp_events may be freed
 * already. */
qp_event *qp_event_free(qp_event *event);

#ifdef __cplusplus
}
#endif

#endif
