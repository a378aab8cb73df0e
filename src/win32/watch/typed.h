/*
 * What is typed at the console, as UTF-8.
 *
 * In line mode the console gives whole lines, and its events (a key that went down or up, a window
 * that changed) do not tell when there is one: only reading does. So the thread of a watch reads,
 * and what it has got waits here for a reader of the descriptor. In raw mode (os.ttySetRaw) each
 * key that types something is there to be read.
 *
 * Threads: one at a time is in the console; others wait for what it gets. No call of the console is
 * made with the lock (lock.h), which guards the rest.
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

/* With the lock. Would that not block, as far as is known? A key that a thread has seen counts
 * once: another process may take it. */
int qp__typed_is_ready(void);

/* Without the lock: blocks until it would not (1), or until `cancel`, a manual-reset event, is set
 * by qp__typed_stop (0). A line that was begun is kept then. */
int qp__typed_await(HANDLE console, HANDLE cancel);

/*
 * With the lock, which it may give up. Has the await with that event end; call it again until it
 * has, or, when it does not, qp__typed_give_up. It does not while the console belongs to the read
 * of another process.
 */
void qp__typed_stop(HANDLE cancel);
void qp__typed_give_up(HANDLE cancel);

#endif
