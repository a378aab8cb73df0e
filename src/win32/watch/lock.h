/*
 * One lock guards the queues, the watches, and what the threads of the library tell the owners.
 * No thread holds it while it blocks or runs a callback.
 */
#ifndef QP_WIN32_WATCH_LOCK_H
#define QP_WIN32_WATCH_LOCK_H

#include "win32/system/win.h"

void qp__events_lock(void);
void qp__events_unlock(void);
/* Gives the lock up while it waits for WakeConditionVariable, at most `timeout_ms`. */
void qp__events_sleep(CONDITION_VARIABLE *awaited, DWORD timeout_ms);

#endif
