/*
 * Whether another process runs, by its threads.
 */
#ifndef QP_WIN32_SYSTEM_RUN_STATE_H
#define QP_WIN32_SYSTEM_RUN_STATE_H

#include "win32/system/win.h"

typedef enum qp__run_state {
    QP__RUNS,      /* at least one thread is not suspended */
    QP__SUSPENDED, /* none is */
    QP__UNKNOWN    /* no thread could be asked: we may not, or there is none any more */
} qp__run_state;

/*
 * The state of the process `pid`, which must not be this one. -errno when the system has no memory
 * to tell. NtQuerySystemInformation; Wine: SuspendThread.
 */
int qp__run_state_of(DWORD pid);

#endif
