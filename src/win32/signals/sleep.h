/*
 * Sleeping until a signal comes.
 */
#ifndef QP_WIN32_SIGNALS_SLEEP_H
#define QP_WIN32_SIGNALS_SLEEP_H

#include "win32/system/win.h"

#include <stdint.h>

/*
 * As nanosleep on POSIX. 0 afterwards; -EINTR at once when a signal that is handled arrives
 * meanwhile. One that was pending before is none that arrives.
 */
int qp__signal_sleep(uint32_t ms);

/* Ends every sleep that has begun. */
void qp__signal_sleep_end(void);

#endif
