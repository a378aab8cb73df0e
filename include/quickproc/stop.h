/*
 * Ending programs as gently as they allow. The conventions are those of quickproc.h.
 *
 * Windows has no SIGTERM. How a program can be asked to end depends on the program, so these
 * functions try one way after the other, as far as each applies:
 *
 *   1. a program that uses this library and has a handler: its handler (as qp_kill does);
 *   2. a program with windows: WM_CLOSE to its visible top-level windows;
 *   3. a program with a console of its own, even a hidden one: Ctrl+C on that console, then
 *   4. Ctrl+Break. Programs of Python, Node, Go, Java and C handle these;
 *   5. a program that cannot be asked, or has not ended in time: it is ended as by QP_SIGKILL.
 *
 * The time before the fifth is divided among the ways that remain; a handler of 1. has all of it.
 * If there is no way to ask, the fifth follows at once; but a program that may have a handler and
 * is too busy to be asked is tried again until its time is over, and a child that has yet to make
 * its own console for the first five seconds of its life.
 *
 * Console events reach every program of a console, as if typed, so other programs on the target's
 * console get them as well. On this process's own console they would reach this process and its
 * shell: a program there is asked only by Ctrl+Break, and only if it leads a group
 * (QP_NEW_PROCESS_GROUP). QP_HIDE_WINDOW, QP_NEW_CONSOLE and QP_DETACHED give a program a console
 * of its own, and so does a parent without one.
 *
 * For 3. and 4. a helper process attaches to that console for some milliseconds: a process has only
 * one console, and this process would lose its Ctrl+C by changing it. The helper is the program of
 * this process, started again, which does this before its main; or rundll32.exe if this library is
 * quickproc.dll. If it is part of another DLL, there is no helper, and no 3. and 4.
 *
 * Limits: only windows on this process's desktop count; a program of a higher integrity level
 * cannot be asked; cmd.exe in a batch file asks its own user at 3. and 4., and ends if its standard
 * input is NUL. Under Wine programs get no Ctrl+Break, and a console event only if they belong to
 * the same process group as this process.
 */
#ifndef QUICKPROC_STOP_H
#define QUICKPROC_STOP_H

#include "quickproc/events.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The step that ended a program. */
typedef enum qp_stop_step {
    QP_STOP_EXIT,   /* it had ended before, or ended by itself, and was not asked */
    QP_STOP_SIGNAL, /* a handler of 1., or kill_signal unless that is QP_SIGKILL */
    QP_STOP_CLOSE,
    QP_STOP_CTRL_C,
    QP_STOP_CTRL_BREAK,
    QP_STOP_KILL
} qp_stop_step;

typedef struct qp_stop_options {
    size_t size;                  /* set by qp_stop_options_init */
    int signal;                   /* for 1.: one that can be handled; QP_SIGTERM by default */
    uint32_t force_kill_after_ms; /* 5,000 by default; QP_NO_TIMEOUT: it is never forced */
    int ask;         /* 1 by default; 0: kill_signal is sent at once, instead of 1. to 4. */
    int kill_signal; /* sent as by qp_kill if there was no way to ask; a program that handles it has
                        until force_kill_after_ms. QP_SIGKILL by default */
} qp_stop_options;

/* Fills in the defaults. `size` is sizeof(qp_stop_options). */
void qp_stop_options_init(qp_stop_options *options, size_t size);

/*
 * Stops the process `pid`, or with `pid` < -1 the group or tree -pid, as for qp_kill: all of its
 * members are asked and waited for, and *step (NULL: not wanted) is how its leader ended. Returns
 * when all have ended. A child still has to be reaped. `options` may be NULL for the defaults.
 *
 * 0, or
 *   -ESRCH       no such process or group
 *   -EPERM       it may not be ended, or refuses
 *   -EINVAL      `pid` is 0, -1 or this process, `kill_signal` is not a signal, or `signal` cannot
 *                be handled (unless `ask` is 0)
 *   -ETIMEDOUT   it was ended, but is not gone after five seconds (a driver holds it)
 *   -ENOMEM
 *   -EMFILE
 */
int qp_stop(int pid, const qp_stop_options *options, qp_stop_step *step);

typedef struct qp_stopping qp_stopping;

/* Runs as a qp_ready_callback does. `result` and `step` are those of qp_stop. */
typedef void qp_stopped_callback(void *opaque, int result, qp_stop_step step);

/*
 * qp_stop without blocking; any number at once, with a thread each. Returns 0 and calls `done`
 * once, or returns -errno, and no program was asked. *stopping is valid until `done` is called. If
 * the process exits first, exit waits until each has been asked, for two seconds at most; not where
 * this is part of a DLL.
 */
int qp_stop_async(qp_events *events, int pid, const qp_stop_options *options,
                  qp_stopped_callback *done, void *opaque, qp_stopping **stopping);

/* Gives up: `done` will not run, and the program is neither asked again nor forced. */
void qp_stop_cancel(qp_stopping *stopping);

#ifdef __cplusplus
}
#endif

#endif
