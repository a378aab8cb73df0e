/*
 * What this process does with each signal, and which signals are pending. The sources (console,
 * session end, other processes, children) call qp__signal_raise.
 */
#ifndef QP_WIN32_SIGNALS_SIGNAL_H
#define QP_WIN32_SIGNALS_SIGNAL_H

#include "quickproc/signal.h"

/*
 * `signal` arrives: it becomes pending if it is handled. The disposition that it met; the default
 * action is up to the caller. Any thread; calls the notify function.
 */
qp_signal_disposition qp__signal_raise(int signal);

/* What it meets from now on. One that is pending is forgotten unless it stays handled. Opens none
 * of the ways on which it can arrive: qp_signal_set does. */
void qp__signal_set_disposition(int signal, qp_signal_disposition disposition);

#endif
