#include "win32/children/wait.h"

#include "win32/system/process.h"

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE told = CONDITION_VARIABLE_INIT;

void qp__waits_lock(void)
{
    AcquireSRWLockExclusive(&lock);
}

void qp__waits_unlock(void)
{
    ReleaseSRWLockExclusive(&lock);
}

void qp__wait_await(const qp__process_wait *wait)
{
    while (wait->state == QP__WAIT_STARTED) {
        SleepConditionVariableSRW(&told, &lock, INFINITE, 0);
    }
}

/* ---- Ends ---------------------------------------------------------------------------------- */

static int ended_after(const qp__endings *endings, DWORD which, uint64_t time, uint64_t number)
{
    return endings->times[which] != time ? endings->times[which] > time
                                         : endings->waits[which]->number > number;
}

void qp__endings_insert(qp__endings *endings, qp__process_wait *wait)
{
    uint64_t time = qp__process_end_time(wait->process);
    DWORD at = endings->count++;

    for (; at > 0 && ended_after(endings, at - 1, time, wait->number); at--) {
        endings->waits[at] = endings->waits[at - 1];
        endings->times[at] = endings->times[at - 1];
    }
    endings->waits[at] = wait;
    endings->times[at] = time;
}

void qp__endings_tell(const qp__endings *endings)
{
    for (DWORD i = 0; i < endings->count; i++) {
        qp__process_wait *wait = endings->waits[i];

        wait->ended(wait->opaque, endings->times[i]);
        qp__waits_lock();
        wait->state = QP__WAIT_TOLD;
        qp__waits_unlock();
        WakeAllConditionVariable(&told);
    }
}
