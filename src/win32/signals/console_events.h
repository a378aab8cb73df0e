/*
 * Console events as signals.
 */
#ifndef QP_WIN32_SIGNALS_CONSOLE_EVENTS_H
#define QP_WIN32_SIGNALS_CONSOLE_EVENTS_H

#include "quickproc/signal.h"
#include "win32/system/win.h"

/* Is this a service, or what one has started? There are no users there. */
int qp__signal_in_service_session(void);

/* Listens to the console, if `signal` is one that it sends, for its new disposition. 0 or -errno.
 */
int qp__signal_console_set(int signal, qp_signal_disposition disposition);

/*
 * What follows on the event that ends this process: returns when the system may end it. With a
 * disposition that is not the default it does not return: the process is to end by itself, or is
 * ended by Windows after its patience (some 5 seconds).
 */
void qp__signal_let_finish(qp_signal_disposition met);

/*
 * After a blocking wait for a child, not killed by this process, that ended with `exit_code`.
 * Windows tells the processes of a console of Ctrl+C one after the other, so a child may have died
 * of it before this process hears of it. This waits for that, not for long: a process that dies of
 * Ctrl+C does so here and its script does not go on in between; one that handles it finds the
 * signal pending. Returns at once after any other end of a child.
 */
void qp__signal_console_catch_up(DWORD exit_code);

#endif
