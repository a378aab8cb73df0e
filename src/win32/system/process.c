#include "win32/system/process.h"

#include "core/status.h"

#include <errno.h>

#define PROCESS_ACCESS                                                                             \
    (PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_SUSPEND_RESUME | SYNCHRONIZE)

int qp__process_await(HANDLE process, DWORD timeout_ms)
{
    DWORD result = WaitForSingleObject(process, timeout_ms);

    return result == WAIT_FAILED ? qp__last_error() : result == WAIT_OBJECT_0;
}

int qp__process_has_ended(HANDLE process)
{
    return qp__process_await(process, 0);
}

uint64_t qp__process_end_time(HANDLE process)
{
    FILETIME created;
    FILETIME exited;
    FILETIME kernel;
    FILETIME user;

    if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) {
        /* It has just been seen to have ended. */
        GetSystemTimeAsFileTime(&exited);
    }
    return (uint64_t)exited.dwHighDateTime << 32 | exited.dwLowDateTime;
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
    ended = actual != pid ? 1 : qp__process_has_ended(process);
    return ended > 0 ? -ESRCH : ended;
}

int qp__process_open(int pid, HANDLE *process)
{
    HANDLE opened = OpenProcess(PROCESS_ACCESS, FALSE, (DWORD)pid);
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
int qp__process_terminate(HANDLE process, int signal)
{
    if (!TerminateProcess(process, qp__status_kill_code(signal)) &&
        GetLastError() != ERROR_ACCESS_DENIED) {
        return qp__last_error();
    }
    return 0;
}
