/*
 * Suspending and resuming all threads of a process.
 */
#ifndef QP_WIN32_SUSPEND_H
#define QP_WIN32_SUSPEND_H

#include "win32/win.h"

/* `process` needs PROCESS_SUSPEND_RESUME. Suspensions count: each wants its resume. 0; -ENOSYS;
 * -EPERM; -ENOMEM. */
int qp__suspend(HANDLE process);
int qp__resume(HANDLE process);

#endif
