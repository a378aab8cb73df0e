/*
 * Running a program to its end while its input is fed and its outputs are collected, and what goes
 * with that: finding programs, showing command lines, explaining errors. The conventions are those
 * of quickproc.h.
 */
#ifndef QUICKPROC_SUBPROCESS_H
#define QUICKPROC_SUBPROCESS_H

#include "quickproc/quickproc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frees what a function of this header has allocated. NULL is allowed. */
void qp_free(void *block);

/* ---- Running to the end ------------------------------------------------------------------ */

/* For qp_spawn_options.fds of qp_run_start: a pipe, which the run feeds (fds[0]) or collects
 * (fds[1], fds[2]). */
#define QP_FD_PIPE (-1001)
/* The same, fds[2] only: wherever fds[1] goes, in the order in which the child writes. */
#define QP_FD_AS_OUTPUT (-1002)

typedef struct qp_run_options {
    size_t size;       /* set by qp_run_options_init */
    const void *input; /* fed to the child where fds[0] is QP_FD_PIPE, then end of file; copied */
    size_t input_bytes;
    size_t max_bytes;    /* the most that each output may hold; SIZE_MAX: no limit */
    uint32_t timeout_ms; /* as for qp_exec */
    int kill_signal;     /* what ends the child after timeout_ms or over max_bytes */
    uint32_t drain_ms; /* how long the outputs are read on after the child's end, while others (its
                          own children) still hold them; QP_NO_TIMEOUT: until they let go */
    int notify_fd;     /* a pipe's end for writing; it belongs to the run, which goes on by itself
                          and closes it once qp_run_finish has nothing to wait for; -1: none */
} qp_run_options;

/* No input, no limit, no timeout, SIGTERM, one second, -1. */
void qp_run_options_init(qp_run_options *options, size_t size);

typedef struct qp_run_output {
    uint8_t *bytes; /* the caller's to qp_free; NULL where there is nothing */
    size_t length;
} qp_run_output;

typedef struct qp_run_result {
    qp_status status; /* after a timeout: kill_signal */
    int timed_out;    /* the child was ended by the timeout */
    int overflowed;   /* an output went over max_bytes, and the child was ended for it */
    qp_run_output outputs[2];
} qp_run_result;

typedef struct qp_run qp_run;

/*
 * Starts a program whose input and outputs are taken care of until it ends; *result is to be
 * finished or abandoned. The child is invisible to qp_waitpid. Errors: as qp_spawn and qp_exec;
 * nothing was started then, and notify_fd is closed all the same.
 * Threads move the bytes, so no amount of input and output makes child and caller wait for each
 * other.
 */
int qp_run_start(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **result);

/* Its pid; no other process gets it before the run is finished or abandoned. */
int qp_run_pid(const qp_run *run);

/*
 * Waits for the end (of the child, of its outputs or of drain_ms) and fills in *result, which has
 * `size` bytes (sizeof(*result)); the run is gone then. Every byte that the child itself has
 * written is in the result, also when its own children keep the pipe and after a timeout. -ENOMEM
 * when an output could not be held: the child was ended, *result holds what could be; also when the
 * system does not say how it ended, the status is QP_STATUS_NO_CHILD then.
 */
int qp_run_finish(qp_run *run, qp_run_result *result, size_t size);

/* Nobody will finish it. The child lives on; with a notify_fd it is fed and read from to its end,
 * else its pipes are closed. NULL is allowed. */
void qp_run_abandon(qp_run *run);

/* ---- Explaining -------------------------------------------------------------------------- */

/*
 * What Windows says of an error, in the user's language, in one line without a full stop at its
 * end: of `win_error`, or when that is 0 of what comes nearest to `error` (a positive or negative
 * errno). `subject` (NULL: none) stands in for the file in messages that name one. The length in
 * units without the NUL; 0 when there is no text, or no room. FormatMessageW.
 */
size_t qp_error_text(int error, uint32_t win_error, const qp_char *subject, qp_char *buffer,
                     size_t buffer_units);

/*
 * The full path of the file that qp_spawn would start: an image, a batch file or a #! script. Of
 * the options only file, args[0], cwd and flags count. *path is the caller's to qp_free. Errors as
 * qp_spawn.
 */
int qp_which(const qp_spawn_options *options, qp_char **path);

/*
 * The command line that qp_spawn would hand to Windows, *line is the caller's to qp_free. For a
 * program that is not found: as for an .exe. Other errors as qp_spawn.
 */
int qp_command_line(const qp_spawn_options *options, qp_char **line);

#ifdef __cplusplus
}
#endif

#endif
