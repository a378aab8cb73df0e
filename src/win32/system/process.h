/*
 * One process: opening it by its number, its end.
 */
#ifndef QP_WIN32_SYSTEM_PROCESS_H
#define QP_WIN32_SYSTEM_PROCESS_H

#include "win32/system/win.h"

#include <stdint.h>

/*
 * A handle with the rights that a signal needs, for the caller to close. 0; -ESRCH no such process,
 * or it ended; -EPERM; -ENOMEM, -EMFILE.
 */
int qp__process_open(int pid, HANDLE *process);

/* Ends it with the exit code of `signal`. One that is just ending is no error. */
int qp__process_terminate(HANDLE process, int signal);

/* Blocks until it ended, 1, or `timeout_ms` (INFINITE: never) went by, 0; or -errno. */
int qp__process_await(HANDLE process, DWORD timeout_ms);

/* The same without waiting. */
int qp__process_has_ended(HANDLE process);

/* When it ended, in units of 100 ns; only after that. Now, when the system does not say. */
uint64_t qp__process_end_time(HANDLE process);

#endif
