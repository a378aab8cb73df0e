/*
 * Suspending and resuming all threads of a process.
 *
 * The system counts suspensions, of each thread; POSIX stops and continues. So that one SIGCONT
 * resumes a process however often, and by whomever, it was stopped, and does nothing to one that
 * runs, these ask for the counts first.
 */
#ifndef QP_WIN32_CONTROL_SUSPEND_H
#define QP_WIN32_CONTROL_SUSPEND_H

#include "win32/children/children.h"

/* `process` needs PROCESS_SUSPEND_RESUME and PROCESS_QUERY_LIMITED_INFORMATION. Neither does
 * anything twice. 0; -ENOSYS; -EPERM; -ENOMEM. */
int qp__suspend(HANDLE process);
int qp__resume(HANDLE process);

/* The same for a child: qp__child_actions. */
int qp__child_stop(qp__child_state *state, void *unused);
int qp__child_continue(qp__child_state *state, void *unused);

#endif
