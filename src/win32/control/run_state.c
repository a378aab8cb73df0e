#include "win32/control/run_state.h"

#include <tlhelp32.h>

/* There is no documented way to learn of a thread's suspensions but to suspend it once more, for a
 * moment. */
static qp__run_state state_of_thread(HANDLE thread)
{
    DWORD suspensions = SuspendThread(thread);

    if (suspensions == (DWORD)-1) {
        return QP__UNKNOWN;
    }
    ResumeThread(thread);
    return suspensions == 0 ? QP__RUNS : QP__SUSPENDED;
}

/* *state stays what it is where the thread does not tell. */
static int ask_thread(DWORD id, int *state)
{
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME, FALSE, id);
    qp__run_state told;

    if (thread == NULL) {
        int error = qp__last_error();
        return qp__is_exhausted(error) ? error : 0;
    }
    told = state_of_thread(thread);
    CloseHandle(thread);
    if (told != QP__UNKNOWN) {
        *state = (int)told;
    }
    return 0;
}

/* Until one is found that runs. */
static int ask_threads(HANDLE snapshot, DWORD pid)
{
    THREADENTRY32 thread;
    int state = QP__UNKNOWN;
    int error = 0;
    BOOL more;

    thread.dwSize = sizeof(thread);
    for (more = Thread32First(snapshot, &thread); more && error == 0 && state != QP__RUNS;
         more = Thread32Next(snapshot, &thread)) {
        if (thread.th32OwnerProcessID == pid) {
            error = ask_thread(thread.th32ThreadID, &state);
        }
    }
    return error < 0 ? error : state;
}

int qp__run_state_of(DWORD pid)
{
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    int result;

    if (snapshot == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    result = ask_threads(snapshot, pid);
    CloseHandle(snapshot);
    return result;
}
