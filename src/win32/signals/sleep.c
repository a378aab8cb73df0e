#include "win32/signals/sleep.h"

#include "quickproc/signal.h"

#include <errno.h>

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE changed = CONDITION_VARIABLE_INIT;
/* Guarded by the lock: how many sleeps have begun, and how many of these, the first, are to end. */
static uint64_t begun;
static uint64_t ended;

int qp_sleep(uint32_t ms)
{
    ULONGLONG begin = GetTickCount64();
    ULONGLONG slept = 0;
    uint64_t number;
    int interrupted;

    AcquireSRWLockExclusive(&lock);
    number = ++begun;
    while (ended < number && slept < ms &&
           SleepConditionVariableSRW(&changed, &lock, (DWORD)(ms - slept), 0)) {
        slept = GetTickCount64() - begin; /* woken, maybe by nobody */
    }
    interrupted = ended >= number;
    ReleaseSRWLockExclusive(&lock);
    return interrupted ? -EINTR : 0;
}

uint64_t qp__sleeps_before(volatile LONG *pending, LONG bits)
{
    uint64_t count;

    AcquireSRWLockExclusive(&lock);
    InterlockedOr(pending, bits);
    count = begun;
    ReleaseSRWLockExclusive(&lock);
    return count;
}

void qp__sleeps_end(uint64_t count)
{
    AcquireSRWLockExclusive(&lock);
    ended = count > ended ? count : ended;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&changed);
}

void qp_sleep_interrupt(void)
{
    AcquireSRWLockExclusive(&lock);
    ended = begun;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&changed);
}
