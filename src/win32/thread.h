/*
 * Threads that wait for one thing each: there may be hundreds.
 */
#ifndef QP_WIN32_THREAD_H
#define QP_WIN32_THREAD_H

#include "win32/win.h"

/*
 * Starts a thread with a small stack, for functions that call little but the system. NULL when
 * there is no memory for it. CreateThread.
 */
HANDLE qp__thread_new(LPTHREAD_START_ROUTINE function, void *opaque);

/* First thing in such a function. */
void qp__thread_trim(void);

#endif
