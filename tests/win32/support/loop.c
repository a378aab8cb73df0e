#include "loop.h"

#define TESTS_CHILDREN_NO_MAIN
#include "../../children/handle_count.h"

#include <windows.h>

#include <stdio.h>
#include <stdlib.h>
#include <tlhelp32.h>

static DWORD left_ms(ULONGLONG deadline)
{
    ULONGLONG now = GetTickCount64();

    return now < deadline ? (DWORD)(deadline - now) : 0;
}

int loop_until_idle(qp_events *events, unsigned ms)
{
    ULONGLONG deadline = GetTickCount64() + ms;
    int count = 0;

    while (qp_events_is_active(events) && left_ms(deadline) > 0) {
        if (qp_events_dispatch(events)) {
            count++;
        } else if (qp_events_is_active(events)) {
            WaitForSingleObject(qp_events_handle(events), left_ms(deadline));
        }
    }
    return count;
}

int loop_until(qp_events *events, const int *flag, unsigned ms)
{
    ULONGLONG deadline = GetTickCount64() + ms;

    while (*flag == 0 && left_ms(deadline) > 0) {
        if (!qp_events_dispatch(events)) {
            WaitForSingleObject(qp_events_handle(events), left_ms(deadline));
        }
    }
    return *flag != 0;
}

int loop_for(qp_events *events, unsigned ms)
{
    ULONGLONG deadline = GetTickCount64() + ms;
    int count = 0;

    do {
        if (qp_events_dispatch(events)) {
            count++;
        } else {
            WaitForSingleObject(qp_events_handle(events), left_ms(deadline));
        }
    } while (left_ms(deadline) > 0);
    return count;
}

unsigned count_threads(void)
{
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 entry = {.dwSize = sizeof(entry)};
    unsigned count = 0;
    BOOL more;

    for (more = Thread32First(snapshot, &entry); more; more = Thread32Next(snapshot, &entry)) {
        count += entry.th32OwnerProcessID == GetCurrentProcessId();
    }
    CloseHandle(snapshot);
    return count;
}

unsigned count_handles(void)
{
    return (unsigned)handle_count(GetCurrentProcessId());
}

unsigned settle_threads(unsigned most)
{
    int i;

    for (i = 0; i < 200 && count_threads() > most; i++) {
        Sleep(10);
    }
    return count_threads();
}

int start_child(const wchar_t *name, const wchar_t *argument, int in, int out)
{
    wchar_t path[MAX_PATH];
    const wchar_t *args[] = {path, argument};
    qp_spawn_options options;
    int pid;
    int error;

    swprintf(path, MAX_PATH, L"%ls\\%ls.exe", _wgetenv(L"QP_TEST_CHILDREN"), name);
    qp_spawn_options_init(&options, sizeof(options));
    options.args = args;
    options.arg_count = argument == NULL ? 1 : 2;
    options.fds[0] = in < 0 ? QP_FD_INHERIT : in;
    options.fds[1] = out < 0 ? QP_FD_INHERIT : out;
    error = qp_spawn(&options, &pid);
    return error < 0 ? error : pid;
}
