#include "win32/system/run_state.h"

#include "core/text.h"
#include "win32/system/nt.h"

#include <errno.h>

/* KTHREAD_STATE and KWAIT_REASON, as NtQuerySystemInformation gives them. */
enum { STATE_NOT_TOLD = 0, STATE_WAITING = 5, REASON_SUSPENDED = 5 };

#define FIRST_BYTES ((ULONG)256 * 1024)

/* All processes with their threads: *list is allocated (qp__free). 0 or -errno. */
static int take_list(void **list)
{
    qp__nt_NtQuerySystemInformation query = QP__NT(NtQuerySystemInformation);
    NTSTATUS status = QP__STATUS_INFO_LENGTH_MISMATCH;
    ULONG bytes = FIRST_BYTES;

    *list = NULL;
    if (query == NULL) {
        return -ENOSYS;
    }
    for (; status == QP__STATUS_INFO_LENGTH_MISMATCH; bytes *= 2) {
        qp__free(*list);
        *list = qp__alloc(bytes);
        if (*list == NULL) {
            return -ENOMEM;
        }
        status = query(SystemProcessInformation, *list, bytes, NULL);
    }
    return status < 0 ? -ENOMEM : 0;
}

static const SYSTEM_PROCESS_INFORMATION *find(const void *list, DWORD pid)
{
    const SYSTEM_PROCESS_INFORMATION *process = list;

    while ((DWORD)(ULONG_PTR)process->UniqueProcessId != pid) {
        if (process->NextEntryOffset == 0) {
            return NULL;
        }
        process = (const void *)((const char *)process + process->NextEntryOffset);
    }
    return process;
}

/*
 * For Wine, which does not tell the states of threads: a thread's suspensions are the result of
 * suspending it once more, for a moment. Who ends in between leaves it suspended, so this is for
 * nothing else.
 */
static int ask_thread(DWORD id)
{
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME, FALSE, id);
    DWORD suspensions;

    if (thread == NULL) {
        int error = qp__last_error();
        return qp__is_exhausted(error) ? error : QP__UNKNOWN;
    }
    suspensions = SuspendThread(thread);
    if (suspensions != (DWORD)-1) {
        ResumeThread(thread);
    }
    CloseHandle(thread);
    return suspensions == (DWORD)-1 ? QP__UNKNOWN : suspensions == 0 ? QP__RUNS : QP__SUSPENDED;
}

static int state_of_thread(const SYSTEM_THREAD_INFORMATION *thread)
{
    if (thread->ThreadState == STATE_NOT_TOLD && QP__NT(wine_get_version) != NULL) {
        return ask_thread((DWORD)(ULONG_PTR)thread->ClientId.UniqueThread);
    }
    return thread->ThreadState == STATE_WAITING && thread->WaitReason == REASON_SUSPENDED
               ? QP__SUSPENDED
               : QP__RUNS;
}

/* Until one is found that runs. */
static int ask_threads(const SYSTEM_PROCESS_INFORMATION *process)
{
    const SYSTEM_THREAD_INFORMATION *threads = (const void *)(process + 1);
    int state = QP__UNKNOWN;
    ULONG i;

    for (i = 0; i < process->NumberOfThreads; i++) {
        int told = state_of_thread(&threads[i]);
        if (told < 0 || told == QP__RUNS) {
            return told;
        }
        state = told == QP__UNKNOWN ? state : told;
    }
    return state;
}

int qp__run_state_of(DWORD pid)
{
    const SYSTEM_PROCESS_INFORMATION *process;
    void *list;
    int result = take_list(&list);

    if (result == 0) {
        process = find(list, pid);
        result = process == NULL ? QP__UNKNOWN : ask_threads(process);
    }
    qp__free(list);
    return result;
}
