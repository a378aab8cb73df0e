/*
 * What reading, writing, closing and starting have to know of the watches.
 *
 * Threads: any, without the lock. While nothing is watched these cost one comparison.
 */
#ifndef QP_WIN32_WATCH_AROUND_H
#define QP_WIN32_WATCH_AROUND_H

#include "win32/watch/source.h"

/* ---- Around reading and writing ---------------------------------------------------------- */

/*
 * The calling thread is about to use `fd`: no thread of the library waits in its pipe until it
 * leaves. NULL: it is not watched, or a console; leave takes that.
 */
qp__source *qp__watch_enter(int fd);
void qp__watch_leave(qp__source *source);
/* The same after a read, with what it returned. */
void qp__watch_leave_read(qp__source *source, int bytes);

/* Has a pump take the bytes: 1, and *result is what qp_write returns. 0: write to the file. */
int qp__watch_write(int fd, const void *bytes, size_t size, int *result);

/* ---- Around closing and duplicating ------------------------------------------------------ */

/* `fd` is about to be closed, by close or dup2, and then it was, or not. Its watches stay, and look
 * what it is afterwards. */
void qp__watch_closing(int fd);
void qp__watch_closed(int fd);

/* The library made `fd` for a file that it has opened just now, with a handle that no other process
 * gets but as `fd`. */
void qp__watch_made(int fd);

/* The two stand for the same file. */
void qp__watch_duplicated(int fd, int duplicate);

/* ---- Around the start of a process ------------------------------------------------------- */

/* The standard descriptors that a process gets, if they are watched. */
typedef struct qp__watch_loan {
    qp__source *sources[3];
} qp__watch_loan;

/*
 * What was written to `fds` arrives before what the new process writes, and no thread waits in
 * their pipes when it starts. `fds` as in qp_spawn_options. 0; -EAGAIN when nothing takes what was
 * written: there is no loan then.
 */
int qp__watch_lend(qp__watch_loan *loan, const int fds[3]);

/* It was started (or not: NULL). */
void qp__watch_lent(qp__watch_loan *loan, HANDLE process);

/*
 * Around qp_exec on the thread that runs the handlers: as they cannot run meanwhile, what is typed
 * is for the child.
 */
void qp__watch_leave_console(qp__watch_loan *loan, const int fds[3]);
void qp__watch_back_to_console(qp__watch_loan *loan);

#endif
