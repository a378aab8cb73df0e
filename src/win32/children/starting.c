#include "win32/children/starting.h"

#include "quickproc/quickproc.h"

#include <errno.h>

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
/* Guarded by the lock. */
static unsigned under_way;
static DWORD stopped_by; /* a thread; 0: not stopped */
static int ends_by;      /* a signal; 0: none */

int qp__starting_begin(void)
{
    int error = 0;

    AcquireSRWLockExclusive(&lock);
    while (stopped_by != 0 && stopped_by != GetCurrentThreadId()) {
        SleepConditionVariableSRW(&changed, &lock, INFINITE, 0);
    }
    if (stopped_by != 0) {
        error = -ECANCELED;
    } else {
        under_way++;
    }
    ReleaseSRWLockExclusive(&lock);
    return error;
}

/* Would the child have had the signal, had it been there? The leader of a group has no Ctrl+C, a
 * child with a console of its own has nothing. */
static int concerns(int signal, DWORD creation_flags)
{
    if (signal == 0 || (creation_flags & (CREATE_NO_WINDOW | CREATE_NEW_CONSOLE))) {
        return 0;
    }
    return signal != QP_SIGINT || !(creation_flags & CREATE_NEW_PROCESS_GROUP);
}

void qp__starting_done(HANDLE child, DWORD creation_flags)
{
    AcquireSRWLockExclusive(&lock);
    if (child != NULL && concerns(ends_by, creation_flags)) {
        TerminateProcess(child, (UINT)STATUS_CONTROL_C_EXIT);
    }
    under_way--;
    WakeAllConditionVariable(&changed);
    ReleaseSRWLockExclusive(&lock);
}

/* With the lock. */
static int wait_for_starts(uint32_t timeout_ms)
{
    ULONGLONG begin = GetTickCount64();
    ULONGLONG waited;

    while (under_way > 0) {
        waited = GetTickCount64() - begin;
        if (waited >= timeout_ms) {
            return -ETIMEDOUT;
        }
        SleepConditionVariableSRW(&changed, &lock, (DWORD)(timeout_ms - waited), 0);
    }
    return 0;
}

int qp_spawn_stop(int signal, uint32_t timeout_ms)
{
    int error;

    if (signal != 0 && signal != QP_SIGINT && signal != QP_SIGBREAK && signal != QP_SIGHUP &&
        signal != QP_SIGTERM) {
        return -EINVAL;
    }
    AcquireSRWLockExclusive(&lock);
    stopped_by = GetCurrentThreadId();
    ends_by = signal;
    error = wait_for_starts(timeout_ms);
    ReleaseSRWLockExclusive(&lock);
    return error;
}
