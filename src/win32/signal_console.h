/*
 * Console events as signals.
 */
#ifndef QP_WIN32_SIGNAL_CONSOLE_H
#define QP_WIN32_SIGNAL_CONSOLE_H

#include "quickproc/signal.h"

/* Listens to the console, if `signal` is one that it sends, for its new disposition. */
void qp__signal_console_set(int signal, qp_signal_disposition disposition);

/*
 * What follows on the event that ends this process: returns when the system may end it. With a
 * disposition that is not the default it does not return: the process is to end by itself, or is
 * ended by Windows after its patience (some 5 seconds).
 */
void qp__signal_let_finish(qp_signal_disposition met);

#endif
