/*
 * Standard output whose reader has gone.
 */
#ifndef QP_QJS_SYSTEM_BROKEN_PIPE_H
#define QP_QJS_SYSTEM_BROKEN_PIPE_H

/*
 * Call it right after a function of the C library failed to write. If the pipe has no reader any
 * more: SIGPIPE, which ends the process (exit code 128 + 13) unless the script handles or ignores
 * it.
 */
void qp__broken_pipe_check(void);

#endif
