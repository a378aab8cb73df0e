#include "win32/system/run_state.h"

#include "core/text.h"
#include "win32/system/nt.h"
#include "win32/system/snapshot.h"

/* KTHREAD_STATE and KWAIT_REASON, as NtQuerySystemInformation gives them. */
enum { STATE_NOT_TOLD = 0, STATE_WAITING = 5, REASON_SUSPENDED = 5 };

static const qp__snapshot_process *find(const qp__snapshot_process *process, DWORD pid)
{
    while (process != NULL && process->pid != pid) {
        process = qp__snapshot_next(process);
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
static int ask_threads(const qp__snapshot_process *process)
{
    const SYSTEM_THREAD_INFORMATION *threads = (const void *)(process + 1);
    int state = QP__UNKNOWN;
    ULONG i;

    for (i = 0; i < process->threads; i++) {
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
    const qp__snapshot_process *process;
    qp__snapshot_process *list;
    int result = qp__snapshot_take(&list);

    if (result == 0) {
        process = find(list, pid);
        result = process == NULL ? QP__UNKNOWN : ask_threads(process);
    }
    qp__free(list);
    return result;
}
