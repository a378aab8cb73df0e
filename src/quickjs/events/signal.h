/*
 * The handlers of os.signal. They belong to one runtime of the process, the first that asks for
 * one, and go with its qp__async.
 */
#ifndef QP_QUICKJS_EVENTS_SIGNAL_H
#define QP_QUICKJS_EVENTS_SIGNAL_H

#include "quickjs/events/async.h"

/* For the garbage collector. NULL is allowed. */
void qp__signals_mark(const qp__signals *signals, JSRuntime *rt, JS_MarkFunc *mark_func);

/* Signals that had a handler take their default action again. Before the events are freed. NULL is
 * allowed. */
void qp__signals_free(qp__signals *signals, JSRuntime *rt);

#endif
