/*
 * One process: opening it by its number, what it is, its end.
 */
#ifndef QP_WIN32_SYSTEM_PROCESS_H
#define QP_WIN32_SYSTEM_PROCESS_H

#include "win32/system/win.h"

#include <stdint.h>

/* The rights that a signal needs; a driver may strip them off a handle all the same. */
#define QP__PROCESS_TO_END (PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE)
#define QP__PROCESS_TO_STOP                                                                        \
    (PROCESS_SUSPEND_RESUME | PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE)

/* How long a process that is ending may refuse to be ended. */
#define QP__PROCESS_ENDING_MS 1000

/*
 * A handle with these rights, for the caller to close. 0; -ESRCH no such process, or it ended;
 * -EPERM; -ENOMEM, -EMFILE.
 */
int qp__process_open(int pid, DWORD access, HANDLE *process);

/* Ends it with the exit code of `signal`. 0; -EPERM: refused, which a process that is just ending
 * does as well (see qp__process_settle). */
int qp__process_terminate(HANDLE process, int signal);

/* After a refusal: 0 when it ends within QP__PROCESS_ENDING_MS, else -EPERM. */
int qp__process_settle(HANDLE process);

/* Both. */
int qp__process_end(HANDLE process, int signal);

/* Blocks until it ended, 1, or `timeout_ms` (INFINITE: never) went by, 0; or -errno. */
int qp__process_await(HANDLE process, DWORD timeout_ms);

/* The same without waiting. */
int qp__process_has_ended(HANDLE process);

/* When it ended, in units of 100 ns; only after that. Now, when the system does not say. */
uint64_t qp__process_end_time(HANDLE process);

/* The pid of the process that started it, which may have ended since; 0: not known; -ENOMEM. */
int qp__process_parent(HANDLE process);

/* Is it the program of this name in the system's own folder? 1; 0; -ENOMEM, -EMFILE. */
int qp__process_is_of_system(HANDLE process, const wchar_t *name);

/* Is it a cmd.exe, wherever that lies? 1; 0; -ENOMEM, -EMFILE. */
int qp__process_is_command_interpreter(HANDLE process);

#endif
