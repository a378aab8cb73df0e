#include "win32/control/suspend.h"

#include "win32/system/nt.h"
#include "win32/system/process.h"
#include "win32/system/run_state.h"

#include <errno.h>

static int error_of(NTSTATUS status)
{
    if (status >= 0 || status == QP__STATUS_PROCESS_IS_TERMINATING) {
        return 0;
    }
    return qp__nt_is_exhausted(status) ? -ENOMEM : -EPERM;
}

/*
 * The SDK documents no call for a whole process. Suspending thread after thread (SuspendThread)
 * races with threads that start meanwhile; NtSuspendProcess and NtResumeProcess do it in one step.
 */
static int call(qp__nt_NtSuspendProcess function, HANDLE process)
{
    return function == NULL ? -ENOSYS : error_of(function(process));
}

/* A qp__run_state or -errno. The caller is running; it must not suspend itself to check. */
static int state_of(HANDLE process)
{
    DWORD pid = GetProcessId(process);

    if (pid == 0) {
        return qp__last_error();
    }
    return pid == GetCurrentProcessId() ? QP__RUNS : qp__run_state_of(pid);
}

int qp__suspend(HANDLE process)
{
    int state = state_of(process);

    if (state < 0 || state == QP__SUSPENDED) {
        return state < 0 ? state : 0;
    }
    return call(QP__NT(NtSuspendProcess), process);
}

static int resume_once(HANDLE process)
{
    return call(QP__NT(NtResumeProcess), process);
}

/* Each resumption takes one suspension back, and no thread has more of them than that. */
static int resume_all(HANDLE process, int state)
{
    int i;

    for (i = 0; state == QP__SUSPENDED && i < MAXIMUM_SUSPEND_COUNT; i++) {
        int error = resume_once(process);
        if (error < 0) {
            return error;
        }
        state = state_of(process);
    }
    return state < 0 ? state : 0;
}

int qp__resume(HANDLE process)
{
    int state = state_of(process);

    return state == QP__UNKNOWN ? resume_once(process) : resume_all(process, state);
}

int qp__child_stop(qp__child_state *state, void *unused)
{
    int result = qp__process_has_ended(state->process);

    (void)unused;
    if (result == 0) {
        result = qp__suspend(state->process);
        state->stopped = state->stopped || result == 0;
    }
    return result < 0 ? result : 0;
}

/*
 * A child that was stopped may have a thread that runs: the system starts one in it for an event of
 * the console, which may wait for those that are suspended. That it was stopped is known here.
 */
int qp__child_continue(qp__child_state *state, void *unused)
{
    int result = qp__process_has_ended(state->process);

    (void)unused;
    if (result == 0 && state->stopped) {
        result = resume_once(state->process);
        state->stopped = result != 0;
    }
    if (result == 0) {
        result = qp__resume(state->process);
    }
    return result < 0 ? result : 0;
}
