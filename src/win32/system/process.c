#include "win32/system/process.h"

#include "core/signals.h"
#include "core/status.h"
#include "win32/control/deliver.h"
#include "win32/children/process_wait.h"
#include "win32/control/suspend.h"

#include <errno.h>

#define TARGET_ACCESS                                                                              \
    (PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SUSPEND_RESUME | SYNCHRONIZE)

int qp__target_has_ended(HANDLE process)
{
    return qp__process_await(process, 0);
}

static int open_error(void)
{
    int error = qp__last_error();

    if (qp__is_exhausted(error)) {
        return error;
    }
    return error == -EACCES ? -EPERM : -ESRCH;
}

/* OpenProcess ignores the low two bits of a pid: what it opened has to say that it is the one. */
static int check_opened(HANDLE process, DWORD pid)
{
    DWORD actual = GetProcessId(process);
    int ended;

    if (actual == 0) {
        return qp__last_error();
    }
    ended = actual != pid ? 1 : qp__target_has_ended(process);
    return ended > 0 ? -ESRCH : ended;
}

int qp__target_open(int pid, HANDLE *process)
{
    HANDLE opened = OpenProcess(TARGET_ACCESS, FALSE, (DWORD)pid);
    int error;

    if (opened == NULL) {
        return open_error();
    }
    error = check_opened(opened, (DWORD)pid);
    if (error < 0) {
        CloseHandle(opened);
        return error;
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

static int deliver_or_terminate(HANDLE process, int pid, int signal)
{
    int settled = qp__deliver(process, pid, signal);

    if (settled != 0) {
        return settled < 0 ? settled : 0;
    }
    return qp__target_terminate(process, signal);
}

int qp__target_signal(HANDLE process, int pid, int signal)
{
    switch (qp__signal_classify(signal)) {
    case QP__SIGNAL_STOP:
        return qp__suspend(process);
    case QP__SIGNAL_CONTINUE:
        return qp__resume(process);
    case QP__SIGNAL_DELIVERABLE:
        return deliver_or_terminate(process, pid, signal);
    case QP__SIGNAL_END:
    case QP__SIGNAL_FATAL:
        return qp__target_terminate(process, signal);
    default:
        return 0;
    }
}
