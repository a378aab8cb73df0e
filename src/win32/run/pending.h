/*
 * Programs and children whose end is waited for without blocking.
 *
 * Threads: the thread pool tells of ends and of timeouts, and ends programs whose time is over; the
 * owner of the qp_events reaps and calls back.
 */
#ifndef QP_WIN32_RUN_PENDING_H
#define QP_WIN32_RUN_PENDING_H

#include "win32/watch/events.h"

/* Cancels everything of `events`. */
void qp__pending_cancel_all(qp_events *events);

#endif
