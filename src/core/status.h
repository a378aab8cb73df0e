/*
 * Exit codes of Windows and wait statuses of POSIX.
 */
#ifndef QP_CORE_STATUS_H
#define QP_CORE_STATUS_H

#include "quickproc/types.h"

/*
 * The status of a process that ended with `exit_code`. `sent`: the signals that this process sent
 * to end it, bits 1 << signal. One counts when the code is the one that ending gives (128 +
 * signal), or 0xC000013A for SIGINT and SIGBREAK (a console event; of both SIGBREAK, which is sent
 * to programs that ignore the other). Otherwise NTSTATUS codes of crashes become signals
 * (0xC0000005: SIGSEGV, ...), and every other code stays an exit code.
 *
 * All of them, not the last: a process may still be ending by the first when the next is sent.
 */
qp_status qp__status_from_exit_code(uint32_t exit_code, uint32_t sent);

/* What exec returns for a status: the exit code, or -signal. */
int64_t qp__status_to_result(qp_status status);

/* The exit code that a process ended by `signal` shows: 128 + signal. */
uint32_t qp__status_kill_code(int signal);

#endif
