/*
 * Sleeps that a signal ends: those that have begun before it became pending, no others. A handler
 * may sleep while the sender of its signal is still at work.
 */
#ifndef QP_WIN32_SIGNALS_SLEEP_H
#define QP_WIN32_SIGNALS_SLEEP_H

#include "win32/system/win.h"

#include <stdint.h>

/* Sets `bits` in *pending. How many sleeps have begun by then, for qp__sleeps_end. Any thread. */
uint64_t qp__sleeps_before(volatile LONG *pending, LONG bits);

/* Ends the first `count` sleeps. Any thread. */
void qp__sleeps_end(uint64_t count);

#endif
