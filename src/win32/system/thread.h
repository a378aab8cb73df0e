/*
 * Threads of the library.
 */
#ifndef QP_WIN32_SYSTEM_THREAD_H
#define QP_WIN32_SYSTEM_THREAD_H

#include "win32/system/win.h"

/* Address space that a thread's stack reserves: threads that wait for one thing each, of which
 * there may be hundreds, and call little but the system; threads that call more of it, a few. */
#define QP__SMALL_STACK_BYTES ((SIZE_T)64 * 1024)
#define QP__STACK_BYTES       ((SIZE_T)256 * 1024)

/* NULL when there is no memory for it. A DLL is not unloaded from then on. CreateThread. */
HANDLE qp__thread_new(SIZE_T stack_bytes, LPTHREAD_START_ROUTINE function, void *opaque);

/*
 * Waits until a thread has ended, or an event is set, however often the system has no memory to
 * wait: who went on without it would take away what the thread still uses.
 */
void qp__thread_await(HANDLE thread_or_event);

/* Runs `work` on a thread of the system's pool, in a moment: where memory is short, a later one. */
void qp__pool_run(PTP_SIMPLE_CALLBACK work, void *opaque);

/* First thing in such a function. */
void qp__thread_trim(void);

#endif
