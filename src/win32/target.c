#include "win32/target.h"

#include "core/signals.h"
#include "core/status.h"
#include "win32/deliver.h"
#include "win32/suspend.h"

#include <errno.h>

#define TARGET_ACCESS                                                                              \
    (PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SUSPEND_RESUME | SYNCHRONIZE)

int qp__target_has_ended(HANDLE process)
{
    return WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
}

/* OpenProcess ignores the low two bits of a pid: what it opened has to say that it is the one. */
int qp__target_open(int pid, HANDLE *process)
{
    HANDLE opened = OpenProcess(TARGET_ACCESS, FALSE, (DWORD)pid);

    if (opened == NULL) {
        return GetLastError() == ERROR_ACCESS_DENIED ? -EPERM : -ESRCH;
    }
    if (GetProcessId(opened) != (DWORD)pid || qp__target_has_ended(opened)) {
        CloseHandle(opened);
        return -ESRCH;
    }
    *process = opened;
    return 0;
}

/* A process that is just ending refuses with ERROR_ACCESS_DENIED, although the handle has the
 * right. */
int qp__target_terminate(HANDLE process, int signal)
{
    if (!TerminateProcess(process, qp__status_kill_code(signal)) &&
        GetLastError() != ERROR_ACCESS_DENIED) {
        return qp__last_error();
    }
    return 0;
}

int qp__target_signal(HANDLE process, int pid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return qp__suspend(process);
    case QP__SIGNAL_CONTINUE:
        return qp__resume(process);
    case QP__SIGNAL_DELIVERABLE:
        return qp__deliver(process, pid, signal) ? 0 : qp__target_terminate(process, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return qp__target_terminate(process, signal);
    default:
        return 0;
    }
}
