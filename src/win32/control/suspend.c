#include "win32/control/suspend.h"

#include "win32/control/run_state.h"
#include "win32/system/process.h"

#include <errno.h>

/*
 * The SDK documents no call for a whole process. Suspending thread after thread (SuspendThread)
 * races with threads that start meanwhile; these two, which ntdll exports since Windows XP, do it
 * in one step.
 */
typedef LONG(NTAPI *process_function)(HANDLE process);

/* NTSTATUS values; windows.h has other ones only. */
#define OUT_OF_RESOURCES  ((LONG)0xC000009A)
#define OUT_OF_MEMORY     ((LONG)0xC0000017)
#define PROCESS_IS_ENDING ((LONG)0xC000010A)

static int error_of(LONG status)
{
    if (status >= 0 || status == PROCESS_IS_ENDING) {
        return 0;
    }
    return status == OUT_OF_RESOURCES || status == OUT_OF_MEMORY ? -ENOMEM : -EPERM;
}

static int call(const char *name, HANDLE process)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    FARPROC found = ntdll == NULL ? NULL : GetProcAddress(ntdll, name);

    if (found == NULL) {
        return -ENOSYS;
    }
    return error_of(((process_function)(void (*)(void))found)(process));
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
    return call("NtSuspendProcess", process);
}

static int resume_once(HANDLE process)
{
    return call("NtResumeProcess", process);
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
