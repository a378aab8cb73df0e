/*
 * Exit codes of Windows and wait statuses of POSIX.
 */
#ifndef QP_CORE_STATUS_H
#define QP_CORE_STATUS_H

#include "quickproc/types.h"

/*
 * The status of a process that ended with `exit_code`. `killed_by`: the signal that this process
 * sent to end it, 0 if none. It counts when the code is the one that ending gives (128 + signal),
 * or 0xC000013A for SIGINT and SIGBREAK (a console event). Otherwise NTSTATUS codes of crashes
 * become signals (0xC0000005: SIGSEGV, ...), and every other code stays an exit code.
 */
qp_status qp__status_from_exit_code(uint32_t exit_code, int killed_by);

/* What exec returns for a status: the exit code, or -signal. */
int64_t qp__status_to_result(qp_status status);

/* The exit code that a process ended by `signal` shows: 128 + signal. */
uint32_t qp__status_kill_code(int signal);

#endif
