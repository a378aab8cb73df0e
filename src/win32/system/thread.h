/*
 * Threads that wait for one thing each: there may be hundreds.
 */
#ifndef QP_WIN32_SYSTEM_THREAD_H
#define QP_WIN32_SYSTEM_THREAD_H

#include "win32/system/win.h"

/*
 * Starts a thread with a small stack, for functions that call little but the system. NULL when
 * there is no memory for it. CreateThread.
 */
HANDLE qp__thread_new(LPTHREAD_START_ROUTINE function, void *opaque);

/*
 * Waits until a thread has ended, or an event is set, however often the system has no memory to
 * wait: who went on without it would take away what the thread still uses.
 */
void qp__thread_await(HANDLE thread_or_event);

/* First thing in such a function. */
void qp__thread_trim(void);

#endif
