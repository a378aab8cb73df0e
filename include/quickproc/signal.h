/*
 * Signals that arrive in this process: what each one does, and which are pending.
 *
 * They come from
 *   - the console: Ctrl+C is QP_SIGINT, Ctrl+Break QP_SIGBREAK, a closing window QP_SIGHUP;
 *   - the end of the user's session or of the system, and WM_CLOSE to all windows of this process
 *     (taskkill): QP_SIGTERM;
 *   - the end of a child: QP_SIGCHLD;
 *   - qp_kill, called by this process or by another one that may terminate it: QP_SIGINT,
 *     QP_SIGTERM, QP_SIGHUP, QP_SIGQUIT, QP_SIGUSR1, QP_SIGUSR2, QP_SIGPIPE, QP_SIGBREAK. (A write
 *     to a pipe without a reader is -EPIPE and raises nothing; a host may then send itself
 *     QP_SIGPIPE.)
 * Nothing listens for any of them before the first qp_signal_set.
 *
 * Unlike on POSIX, a signal never interrupts a thread. It becomes pending, and the notify function
 * is called; the part of the program that has the handlers takes it with qp_signals_take and runs
 * them. A signal is pending once, however often it came.
 */
#ifndef QUICKPROC_SIGNAL_H
#define QUICKPROC_SIGNAL_H

#include "quickproc/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum qp_signal_disposition {
    QP_SIGNAL_DEFAULT, /* ends this process; QP_SIGCHLD: nothing happens */
    QP_SIGNAL_IGNORED, /* nothing happens */
    QP_SIGNAL_HANDLED  /* becomes pending */
} qp_signal_disposition;

/*
 * Sets what `signal` does from now on. A pending one is forgotten unless it is still handled. When
 * this returns, the signal can arrive. As on POSIX, children that are started while QP_SIGINT is
 * ignored here ignore Ctrl+C (SetConsoleCtrlHandler).
 *
 * AllocConsole, AttachConsole and FreeConsole make Windows forget console handlers: call this again
 * afterwards. If the system refuses this process a named pipe (in an app container), signals of
 * other processes take their default action instead of arriving; the call still succeeds.
 *
 * 0, or
 *   -EINVAL   the signal cannot be handled (QP_SIGKILL, QP_SIGSEGV, ...), or no such disposition
 * After the other errors the setting holds, but the signal cannot yet arrive in every way:
 *   -ENOMEM   call it again
 *   -EMFILE   call it again
 *   -EACCES   another process has taken the names of this process's pipes
 */
int qp_signal_set(int signal, qp_signal_disposition disposition);

/* What `signal` does now. QP_SIGNAL_DEFAULT if it cannot be handled. */
qp_signal_disposition qp_signal_get(int signal);

/* Takes the pending signals, each as the bit 1 << signal. Takes no lock. */
uint32_t qp_signals_take(void);

/* The same without taking them. */
uint32_t qp_signals_pending(void);

/*
 * Sets the notify function (types.h), one for the whole process. It is called each time a signal
 * becomes pending, and at once, on this thread, if one is pending already. Unlike the notify
 * function of a qp_events it may call qp_event_post, but nothing else of the library. NULL removes
 * it; when this returns, the previous one does not run and will not run again. 0, or
 *   -EBUSY   there is a notify function already
 */
int qp_signals_set_notify(qp_notify_callback *function, void *opaque);

/*
 * Sleeps for `ms` milliseconds, like nanosleep on POSIX. A signal that was already pending does not
 * end the sleep. 0, or
 *   -EINTR   a handled signal has arrived, or qp_sleep_interrupt was called
 */
int qp_sleep(uint32_t ms);

/* Ends every qp_sleep that has begun, for a host that handles Ctrl+C itself. Any thread. */
void qp_sleep_interrupt(void);

/*
 * The signal that a console event (CTRL_C_EVENT, ...) stands for, for a host that has its own
 * handler (SetConsoleCtrlHandler). 0: none; the event does not concern this process.
 */
int qp_signal_of_event(uint32_t event);

#ifdef __cplusplus
}
#endif

#endif
