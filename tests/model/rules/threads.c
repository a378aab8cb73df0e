/*
 * The list of processes tells of each thread whether it is suspended: it waits, for that reason. So
 * nobody has to suspend a thread to find out, which is a breach: who ends between that and the
 * resumption leaves the thread suspended for ever.
 *
 * Microsoft: "SYSTEM_THREAD_INFORMATION" (winternl.h: ThreadState, WaitReason), "KWAIT_REASON
 * enumeration" (wdm.h), "SuspendThread" (for debuggers); System Informer takes a process for
 * suspended whose threads all wait for that reason.
 *
 * Wine gives no state of threads. Here it is told of the processes that this one may end or stop,
 * by asking in the way that is a breach for the program.
 */
#include "../model.h"

#include <winternl.h>

#define MOST_PROCESSES 1024

enum { SYSTEM_PROCESSES = 5, STATE_WAITING = 5, REASON_SUSPENDED = 5, REASON_USER = 6 };

typedef NTSTATUS NTAPI query_function(int class, void *information, ULONG size, ULONG *needed);

MODEL_NEXT_AS(NtQuerySystemInformation, query_function *);
MODEL_NEXT(SuspendThread);
MODEL_NEXT(OpenProcess);
MODEL_NEXT(CreateProcessW);

/* ---- Of which it is told ------------------------------------------------------------------ */

static volatile LONG pids[MOST_PROCESSES]; /* the last one of each place */

static volatile LONG *place_of(DWORD pid)
{
    return &pids[pid / 4 % MOST_PROCESSES];
}

static HANDLE WINAPI open_process(DWORD access, BOOL inherit, DWORD pid)
{
    HANDLE process = next_OpenProcess(access, inherit, pid);

    if (process != NULL && access & (PROCESS_TERMINATE | PROCESS_SUSPEND_RESUME)) {
        InterlockedExchange(place_of(pid), (LONG)pid);
    }
    return process;
}

static BOOL WINAPI create_process(const wchar_t *image, wchar_t *line, SECURITY_ATTRIBUTES *process,
                                  SECURITY_ATTRIBUTES *thread, BOOL inherit, DWORD flags,
                                  void *environment, const wchar_t *cwd, STARTUPINFOW *startup,
                                  PROCESS_INFORMATION *made)
{
    BOOL result = next_CreateProcessW(image, line, process, thread, inherit, flags, environment,
                                      cwd, startup, made);

    if (result) {
        InterlockedExchange(place_of(made->dwProcessId), (LONG)made->dwProcessId);
    }
    return result;
}

/* ---- Telling ------------------------------------------------------------------------------ */

static int is_suspended(DWORD id)
{
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME, FALSE, id);
    DWORD count;

    if (thread == NULL) {
        return 0;
    }
    count = next_SuspendThread(thread);
    if (count != (DWORD)-1) {
        ResumeThread(thread);
    }
    CloseHandle(thread);
    return count != (DWORD)-1 && count > 0;
}

static void tell_states(SYSTEM_PROCESS_INFORMATION *process)
{
    SYSTEM_THREAD_INFORMATION *threads = (void *)(process + 1);
    /* NumberOfThreads, which not every SDK names. */
    ULONG count = ((const ULONG *)process)[1];
    ULONG i;

    for (i = 0; i < count; i++) {
        DWORD id = (DWORD)(ULONG_PTR)threads[i].ClientId.UniqueThread;
        threads[i].ThreadState = STATE_WAITING;
        threads[i].WaitReason = is_suspended(id) ? REASON_SUSPENDED : REASON_USER;
    }
}

static NTSTATUS NTAPI query(int class, void *information, ULONG size, ULONG *needed)
{
    NTSTATUS status = next_NtQuerySystemInformation(class, information, size, needed);
    SYSTEM_PROCESS_INFORMATION *process = information;
    ULONG offset = status >= 0 && class == SYSTEM_PROCESSES;

    while (offset != 0) {
        DWORD pid = (DWORD)(ULONG_PTR)process->UniqueProcessId;
        if (pid != GetCurrentProcessId() && *place_of(pid) == (LONG)pid) {
            tell_states(process);
        }
        offset = process->NextEntryOffset;
        process = (void *)((char *)process + offset);
    }
    return status;
}

static DWORD WINAPI suspend_thread(HANDLE thread)
{
    model_breach("threads", "a thread is suspended");
    return next_SuspendThread(thread);
}

static const model_function functions[] = {
    MODEL_INSTEAD(NtQuerySystemInformation, query),
    MODEL_INSTEAD(SuspendThread, suspend_thread),
    MODEL_INSTEAD(OpenProcess, open_process),
    MODEL_INSTEAD(CreateProcessW, create_process),
    MODEL_END,
};

const model_rule rule_threads = {"threads", functions, NULL, NULL};
