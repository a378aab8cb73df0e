#include "on_windows.h"

#include "win32/system/snapshot.h"
#include "wrapper.h"

#include <string.h>

typedef LONG WINAPI query_system(int class, void *buffer, ULONG bytes, ULONG *needed);

static query_system *actual_query;
static volatile LONG told_pid;
static volatile LONG suspensions;
static volatile LONG console_pid;
static volatile LONG events;

/* ---- Threads ------------------------------------------------------------------------------ */

void windows_tell_threads_of(DWORD pid)
{
    InterlockedExchange(&suspensions, 0);
    InterlockedExchange(&told_pid, (LONG)pid);
}

long windows_suspensions(void)
{
    return suspensions;
}

static int is_suspended(DWORD id)
{
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME, FALSE, id);
    DWORD count = SuspendThread(thread);

    ResumeThread(thread);
    CloseHandle(thread);
    return count != 0;
}

/* A thread of it that is suspended waits, for that reason; another one waits for a user's input. */
static void tell_states(qp__snapshot_process *process)
{
    SYSTEM_THREAD_INFORMATION *threads = (void *)(process + 1);
    ULONG i;

    for (i = 0; i < process->threads; i++) {
        DWORD id = (DWORD)(ULONG_PTR)threads[i].ClientId.UniqueThread;
        threads[i].ThreadState = 5;
        threads[i].WaitReason = is_suspended(id) ? 5 : 6;
    }
}

static LONG WINAPI query(int class, void *buffer, ULONG bytes, ULONG *needed)
{
    LONG status = actual_query(class, buffer, bytes, needed);
    qp__snapshot_process *process = buffer;

    while (status >= 0 && told_pid != 0) {
        if ((LONG)process->pid == told_pid) {
            tell_states(process);
        }
        if (process->next_offset == 0) {
            break;
        }
        process = (void *)((char *)process + process->next_offset);
    }
    return status;
}

static DWORD WINAPI suspend_thread(HANDLE thread)
{
    InterlockedIncrement(&suspensions);
    return SuspendThread(thread);
}

/* ---- The console -------------------------------------------------------------------------- */

void windows_share_console_with(DWORD pid)
{
    InterlockedExchange(&events, 0);
    InterlockedExchange(&console_pid, (LONG)pid);
}

long windows_events(void)
{
    return events;
}

static DWORD WINAPI list_console(DWORD *pids, DWORD room)
{
    if (console_pid == 0) {
        return GetConsoleProcessList(pids, room);
    }
    if (room >= 2) {
        pids[0] = GetCurrentProcessId();
        pids[1] = (DWORD)console_pid;
    }
    return 2;
}

static BOOL WINAPI send_event(DWORD event, DWORD group)
{
    if (console_pid == 0 || (LONG)group != console_pid) {
        return GenerateConsoleCtrlEvent(event, group);
    }
    InterlockedIncrement(&events);
    return TRUE;
}

/* ---- App containers ----------------------------------------------------------------------- */

static volatile LONG pipes;

void windows_let_pipes(windows_pipes be)
{
    InterlockedExchange(&pipes, (LONG)be);
}

int windows_forbids_pipes(void)
{
    if (pipes != PIPES_ALLOWED) {
        SetLastError(ERROR_ACCESS_DENIED);
    }
    return pipes != PIPES_ALLOWED;
}

static BOOL WINAPI token_information(HANDLE token, TOKEN_INFORMATION_CLASS class, void *buffer,
                                     DWORD bytes, DWORD *needed)
{
    BOOL told = GetTokenInformation(token, class, buffer, bytes, needed);

    if (told && class == TokenIsAppContainer) {
        *(DWORD *)buffer = pipes == PIPES_CONTAINED;
    }
    return told;
}

/* ---- Time --------------------------------------------------------------------------------- */

static volatile LONG at_once;

void windows_end_at_once(int yes)
{
    InterlockedExchange(&at_once, yes);
}

static BOOL WINAPI process_times(HANDLE process, FILETIME *created, FILETIME *exited,
                                 FILETIME *kernel, FILETIME *user)
{
    BOOL told = GetProcessTimes(process, created, exited, kernel, user);

    if (told && at_once) {
        exited->dwLowDateTime = 0;
        exited->dwHighDateTime = 1 << 24;
    }
    return told;
}

FARPROC windows_wrap(const char *name, FARPROC actual)
{
    static const wrapper wrapped[] = {
        {"GetProcessTimes", (void (*)(void))process_times},
        {"GetTokenInformation", (void (*)(void))token_information},
        {"SuspendThread", (void (*)(void))suspend_thread},
        {"GetConsoleProcessList", (void (*)(void))list_console},
        {"GenerateConsoleCtrlEvent", (void (*)(void))send_event},
    };

    if (strcmp(name, "NtQuerySystemInformation") == 0 && actual != NULL) {
        actual_query = (query_system *)(void (*)(void))actual;
        return (FARPROC)(void (*)(void))query;
    }
    return wrapper_find(wrapped, sizeof(wrapped) / sizeof(wrapped[0]), name, actual);
}
