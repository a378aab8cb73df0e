/*
 * Ending programs as gently as they allow. The conventions are those of quickproc.h.
 *
 * Windows has no SIGTERM. What a program can be asked by depends on what it is, so these ask in one
 * way after the other, and only in those that there are:
 *
 *   1. a program that uses this library and has a handler: its handler (qp_kill's delivery);
 *   2. a program with windows: WM_CLOSE to those top-level ones that are visible;
 *   3. a program with a console of its own, be that hidden: Ctrl+C on that console, then
 *   4. Ctrl+Break. Programs of Python, Node, Go, Java and C handle these;
 *   5. nothing of this, or it has not ended in time: it is ended as by QP_SIGKILL.
 *
 * The time up to the fifth is shared out among the ways that are left. A handler of 1. has all of
 * it. Where there is no way to ask, the fifth follows at once.
 *
 * On a console events reach every program: those of other programs there, too, get Ctrl+C and
 * Ctrl+Break, as if typed. So a program on this process's own console is asked by neither of them
 * (they would reach this process and the shell), only by Ctrl+Break, and only if it leads a group
 * (QP_NEW_PROCESS_GROUP). QP_HIDE_WINDOW, QP_NEW_CONSOLE and QP_DETACHED give it a console of its
 * own; so does a parent without one.
 *
 * For 3. and 4. a helper process attaches to that console for some milliseconds, because a process
 * has one console and a change of it would take Ctrl+C away from this one: the program of this
 * process is started again, and does that before its main, or rundll32.exe where this library is
 * quickproc.dll. Where it is part of another DLL there is no helper, and no 3. and 4.
 *
 * Limits: windows are those of this process's desktop; a program of a higher integrity level cannot
 * be asked; cmd.exe in a batch file asks its own user at 3. and 4., and ends when its standard
 * input does (NUL). Under Wine programs get no Ctrl+Break, and a console event only if they belong
 * to the same process group as this process.
 */
#ifndef QUICKPROC_STOP_H
#define QUICKPROC_STOP_H

#include "quickproc/events.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a program had been asked by, or how it was forced, when it ended. */
typedef enum qp_stop_step {
    QP_STOP_EXIT,   /* it had ended before, or did by itself: it was not asked */
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
    int ask;         /* 1 by default; 0: kill_signal is sent at once, in place of 1. to 4. */
    int kill_signal; /* sent as by qp_kill where there was no way to ask; a program that handles it
                        has until force_kill_after_ms. QP_SIGKILL by default */
} qp_stop_options;

/* Fills in the defaults. `size` is sizeof(qp_stop_options). */
void qp_stop_options_init(qp_stop_options *options, size_t size);

/*
 * Stops the process `pid`, or with `pid` < -1 the group or tree -pid as qp_kill means it: all of
 * its members are asked and waited for, and *step (NULL: not wanted) is how its leader ended. A
 * child is still to be reaped afterwards. `options` NULL: the defaults. Returns when all have
 * ended.
 *
 * 0, or
 *   -ESRCH       no such process or group
 *   -EPERM       it may not be ended, or refuses
 *   -EINVAL      `pid` is 0, -1 or this process, `kill_signal` is none, or programs are to be asked
 *                by a `signal` that cannot be handled
 *   -ETIMEDOUT   it was ended, but is not gone after five seconds (a driver holds it)
 *   -ENOMEM
 *   -EMFILE
 */
int qp_stop(int pid, const qp_stop_options *options, qp_stop_step *step);

typedef struct qp_stopping qp_stopping;

/* Runs as a qp_ready_callback does. `result` and `step` are those of qp_stop. */
typedef void qp_stopped_callback(void *opaque, int result, qp_stop_step step);

/*
 * qp_stop that does not block, any number at once, a thread each: returns 0 (or -errno: nothing was
 * asked), and calls `done` once. *stopping is valid until then.
 */
int qp_stop_async(qp_events *events, int pid, const qp_stop_options *options,
                  qp_stopped_callback *done, void *opaque, qp_stopping **stopping);

/* Forgets it: `done` will not run, and the program is neither asked again nor forced. */
void qp_stop_cancel(qp_stopping *stopping);

#ifdef __cplusplus
}
#endif

#endif
