#include "quickproc/signal.h"

#include "win32/system/win.h"

#include <errno.h>

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE ended = CONDITION_VARIABLE_INIT;
static uint32_t ends; /* guarded by the lock: how often sleeps were ended */

int qp_sleep(uint32_t ms)
{
    ULONGLONG begin = GetTickCount64();
    ULONGLONG slept = 0;
    uint32_t before;
    int interrupted;

    AcquireSRWLockExclusive(&lock);
    before = ends;
    while (ends == before && slept < ms &&
           SleepConditionVariableSRW(&ended, &lock, (DWORD)(ms - slept), 0)) {
        slept = GetTickCount64() - begin; /* woken, maybe by nobody */
    }
    interrupted = ends != before;
    ReleaseSRWLockExclusive(&lock);
    return interrupted ? -EINTR : 0;
}

void qp_sleep_interrupt(void)
{
    AcquireSRWLockExclusive(&lock);
    ends++;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&ended);
}
