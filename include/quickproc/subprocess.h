/*
 * Running a program to its end while its input is fed and its outputs are collected; finding
 * programs, showing command lines, explaining errors. The conventions are those of quickproc.h.
 */
#ifndef QUICKPROC_SUBPROCESS_H
#define QUICKPROC_SUBPROCESS_H

#include "quickproc/events.h"
#include "quickproc/quickproc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Frees memory that a function of this header has returned. NULL is allowed. */
void qp_free(void *block);

/* ---- Running to the end ------------------------------------------------------------------ */

/* For qp_spawn_options.fds of qp_run_start: a pipe that the run feeds (fds[0]) or collects (fds[1],
 * fds[2]). */
#define QP_FD_PIPE (-1001)
/* For fds[2] only: the same destination as fds[1], in the order in which the child writes. */
#define QP_FD_AS_OUTPUT (-1002)

/* Runs as a `ready` function of events.h does, once; not after qp_run_finish or qp_run_abandon. */
typedef void qp_run_callback(void *opaque);

typedef struct qp_run_options {
    size_t size;       /* set by qp_run_options_init */
    const void *input; /* fed to the child if fds[0] is QP_FD_PIPE, then end of file; copied */
    size_t input_bytes;
    size_t max_bytes;    /* the most that each output may hold; SIZE_MAX: no limit */
    uint32_t timeout_ms; /* as for qp_exec */
    int kill_signal;     /* ends the child after timeout_ms or beyond max_bytes */
    uint32_t drain_ms;   /* how long to read on after the child's end while others (its own
                            children) hold the outputs; QP_NO_TIMEOUT: until they let go */
    int notify_fd;       /* the writing end of a pipe, which belongs to the run from now on. The run
                            closes it when qp_run_finish need not wait; -1: none */
    int shown_fds[2];    /* for fds[1] and fds[2] that are QP_FD_PIPE: a descriptor to which the
                            child's output is also written, as it comes; one that is not open shows
                            nothing; -1: none */
    int ask; /* 1: the child is first asked to end in each way that it understands, as by qp_stop;
                0: it is not */
    uint32_t force_kill_after_ms; /* after this time QP_SIGKILL ends a child that was asked, or that
                                     handles kill_signal; QP_NO_TIMEOUT: never */
    qp_events *events;            /* the queue that calls `ended`; NULL: none */
    qp_run_callback *ended;       /* called when qp_run_finish need not wait */
    void *opaque;                 /* for it */
} qp_run_options;

/* Fills in the defaults: no input, no limit, no timeout, SIGTERM, one second to drain, -1 for each
 * descriptor, not asked, five seconds. `size` is sizeof(qp_run_options). */
void qp_run_options_init(qp_run_options *options, size_t size);

typedef struct qp_run_output {
    uint8_t *bytes; /* free it with qp_free; NULL if there is nothing */
    size_t length;
} qp_run_output;

typedef struct qp_run_result {
    qp_status status; /* after a timeout: kill_signal */
    int timed_out;    /* the timeout ended the child */
    int overflowed;   /* an output exceeded max_bytes, so the child was ended */
    qp_run_output outputs[2];
    int has_usage;       /* 0: the system could not tell, and `usage` is all 0 */
    int has_tree_usage;  /* 0: the same, or the child had no job of its own (qp_process_tree_usage)
                          */
    qp_usage usage;      /* of the child */
    qp_usage tree_usage; /* of the child and of all that it had started by its end */
} qp_run_result;

/*
 * A program that is being run. One thread of the library, for all runs, moves its bytes and
 * enforces its timeout and limits, so no amount of input and output makes the child and the caller
 * wait for each other. Any thread may use a run, one at a time; with `events` only their owner may.
 * Its last use is one call of qp_run_finish or qp_run_abandon.
 */
typedef struct qp_run qp_run;

/*
 * Starts a program and takes care of its input and outputs until it ends. The child is invisible to
 * qp_waitpid. Without notify_fd and events its end is noticed only inside qp_run_finish. 0, and
 * *result must be finished or abandoned; or an error of qp_spawn or qp_exec. After an error nothing
 * was started, and notify_fd is closed, unless the options were not initialised.
 */
int qp_run_start(const qp_spawn_options *spawn, const qp_run_options *options, qp_run **result);

/* The child's pid. No other process gets it before the run is finished or abandoned. */
int qp_run_pid(const qp_run *run);

/*
 * Waits for the end (of the child, of its outputs or of drain_ms), fills in *result, a struct of
 * `size` bytes (sizeof(*result)), and frees the run. The result has every byte that the child
 * itself wrote, even if the child's own children keep the pipe, and after a timeout. 0, or
 *   -ENOMEM   an output could not be held; the child was ended, and *result has what could be held.
 *             Or the system cannot tell how the child ended; the status is QP_STATUS_NO_CHILD
 *   -EINVAL   `result` is NULL or `size` too small; nothing was done
 */
int qp_run_finish(qp_run *run, qp_run_result *result, size_t size);

/*
 * Gives up on the run without waiting, and frees it. The child keeps running. With notify_fd or
 * events its streams are served until it ends, otherwise its pipes are closed. NULL is allowed.
 */
void qp_run_abandon(qp_run *run);

/* ---- Explaining -------------------------------------------------------------------------- */

/*
 * Windows' text for an error, in the user's language, on one line without a final full stop. The
 * error is `win_error`, or if that is 0 the nearest one to `error` (an errno, positive or
 * negative). `subject` (NULL: none) is the file in messages that name one. Returns the length in
 * units without the NUL; 0 if there is no text, or no room. FormatMessageW.
 */
size_t qp_error_text(int error, uint32_t win_error, const qp_char *subject, qp_char *buffer,
                     size_t buffer_units);

/*
 * The full path of the file that qp_spawn would start: an image, a batch file or a #! script. Free
 * *path with qp_free. Only the options that decide which file it is matter. 0, or an error of
 * qp_spawn.
 */
int qp_which(const qp_spawn_options *options, qp_char **path);

/*
 * The command line that qp_spawn would pass to Windows. Free *line with qp_free. A program that is
 * not found is treated as an .exe. 0, or an error of qp_spawn.
 */
int qp_command_line(const qp_spawn_options *options, qp_char **line);

#ifdef __cplusplus
}
#endif

#endif
