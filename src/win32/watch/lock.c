#include "win32/watch/lock.h"

static SRWLOCK lock = SRWLOCK_INIT;

void qp__events_lock(void)
{
    AcquireSRWLockExclusive(&lock);
}

void qp__events_unlock(void)
{
    ReleaseSRWLockExclusive(&lock);
}

void qp__events_sleep(CONDITION_VARIABLE *awaited, DWORD timeout_ms)
{
    SleepConditionVariableSRW(awaited, &lock, timeout_ms, 0);
}
