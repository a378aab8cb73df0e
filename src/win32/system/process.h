/*
 * What a signal does to one process.
 */
#ifndef QP_WIN32_SYSTEM_PROCESS_H
#define QP_WIN32_SYSTEM_PROCESS_H

#include "win32/system/win.h"

/*
 * A handle with the rights that a signal needs, for the caller to close. 0; -ESRCH no such process,
 * or it ended; -EPERM; -ENOMEM, -EMFILE.
 */
int qp__target_open(int pid, HANDLE *process);

/* Ends it with the exit code of `signal`. One that is just ending is no error. */
int qp__target_terminate(HANDLE process, int signal);

/* 1; 0; -errno when that cannot be seen: it must not be told of a signal that it may not need. */
int qp__target_has_ended(HANDLE process);

/*
 * Sends `signal` to a process that is no child of ours, or whose status nobody will ask for. 0 or
 * -errno.
 */
int qp__target_signal(HANDLE process, int pid, int signal);

#endif
