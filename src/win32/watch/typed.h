/*
 * What is typed at the console, as UTF-8.
 *
 * In line mode the console gives whole lines, and its events (a key that went down or up, a window
 * that changed) do not tell when there is one: only reading does. So the thread of the watch reads,
 * and what it has got waits here for whoever reads the descriptor. In raw mode (os.ttySetRaw) each
 * key that types something is there to be read.
 *
 * Threads: what was read is guarded by the lock of events.h.
 */
#ifndef QP_WIN32_WATCH_TYPED_H
#define QP_WIN32_WATCH_TYPED_H

#include <stddef.h>

#include "win32/system/win.h"

/*
 * Without the lock. Reads like a POSIX terminal: a line that ends in \n, as much of it as fits;
 * 0 for Ctrl+Z at the beginning of a line; in raw mode what was typed since. Or -errno.
 */
int qp__typed_read(HANDLE console, void *buffer, size_t size_bytes);

/* With the lock. Would that not block? */
int qp__typed_has_something(HANDLE console);

/*
 * Without the lock, on the source's thread: blocks until there is something (1), or until `cancel`
 * is set or CancelSynchronousIo is called (0), which may also be for no reason.
 */
int qp__typed_wait(HANDLE console, HANDLE cancel);

#endif
