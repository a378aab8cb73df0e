#include "win32/system/console.h"

#include "core/text.h"
#include "quickproc/types.h"
#include "win32/system/crt.h"
#include "win32/system/nt.h"

#include <errno.h>
#include <string.h>

/*
 * Wine only: a process that was started from a Unix shell has no console, but something that its
 * children share all the same, so that no window opens for them. It shows in the console handle of
 * the process parameters.
 */
static int has_wine_shell(void)
{
    qp__nt_RtlGetCurrentPeb current_peb = QP__NT(RtlGetCurrentPeb);
    HANDLE console = NULL;

    if (QP__NT(wine_get_version) != NULL && current_peb != NULL) {
        /* Behind the first 16 bytes; the SDK and Wine give it different names. */
        memcpy(&console, (const BYTE *)current_peb()->ProcessParameters + 16, sizeof(console));
    }
    return console != NULL;
}

/* GetConsoleCP fails in a process without a console. */
int qp__console_exists(void)
{
    return GetConsoleCP() != 0 || has_wine_shell();
}

int qp__console_is(HANDLE handle)
{
    DWORD mode;
    int error;

    if (GetConsoleMode(handle, &mode)) {
        return 1;
    }
    error = qp__last_error();
    return qp__is_exhausted(error) ? error : 0;
}

int qp__fd_is_console(int fd, HANDLE *handle)
{
    int error;

    if (!qp__fd_is_device(fd)) {
        return 0;
    }
    error = qp__fd_handle(fd, handle);
    return error < 0 ? error : qp__console_is(*handle);
}

HANDLE qp__console_device(const wchar_t *name)
{
    return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                       OPEN_EXISTING, 0, NULL);
}

/* The pids of our console: *pids is allocated (qp__free), *count how many; none without a console.
 * 0 or -errno. */
static int console_pids(DWORD **pids, DWORD *count)
{
    DWORD room = 0;

    *pids = NULL;
    for (*count = 16; *count > room;) {
        DWORD *more;
        room = *count;
        more = qp__realloc(*pids, room * sizeof(**pids));
        if (more == NULL) {
            return -ENOMEM;
        }
        *pids = more;
        *count = GetConsoleProcessList(*pids, room);
    }
    if (*count == 0) {
        int error = qp__last_error();
        return qp__is_exhausted(error) ? error : 0;
    }
    return 0;
}

int qp__console_is_shared_with(int pid)
{
    DWORD count;
    DWORD *pids;
    int result = console_pids(&pids, &count);
    DWORD i;

    for (i = 0; result == 0 && i < count; i++) {
        result = pids[i] == (DWORD)pid;
    }
    qp__free(pids);
    return result;
}

/*
 * CTRL_C_EVENT cannot be sent to a group, and a child that leads one ignores it: SIGINT goes as
 * CTRL_BREAK_EVENT as well. The processes of the console are looked up first, because
 * GenerateConsoleCtrlEvent succeeds even if it reaches none. Wine lists no processes and runs
 * no CTRL_BREAK_EVENT handlers: there a signal takes its default action instead.
 */
int qp__console_send(int pgid, int signal)
{
    int result;

    if (signal != QP_SIGBREAK && signal != QP_SIGINT) {
        return 0;
    }
    result = qp__console_is_shared_with(pgid);
    if (result == 1 && !GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, (DWORD)pgid)) {
        result = qp__last_error();
        return qp__is_exhausted(result) ? result : 0;
    }
    return result;
}
