#include "win32/children/process_wait.h"

#include "core/text.h"
#include "win32/system/process.h"
#include "win32/system/thread.h"

#define PLACES (MAXIMUM_WAIT_OBJECTS - 1)

/* How long a thread that has nothing to wait for stays. Tests of what is left behind do not wait
 * that long. */
#ifdef QP_FAULTS
#define IDLE_MS 1
#else
#define IDLE_MS 2000
#endif

typedef enum wait_state {
    FREE,
    RESERVED,
    WAITING,
    TOLD /* `ended` was called */
} wait_state;

typedef struct waiter waiter;

struct qp__process_wait {
    waiter *waiter; /* never changes */
    /* The rest is guarded by the lock. */
    wait_state state;
    HANDLE process;
    uint64_t number;
    qp__process_ended *ended;
    void *opaque;
};

/* A thread, and what it waits for. */
struct waiter {
    HANDLE wake; /* auto-reset: something was started, or everything freed */
    int used;    /* places that are not FREE */
    waiter *next;
    qp__process_wait places[PLACES];
};

static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE told = CONDITION_VARIABLE_INIT;
static waiter *waiters; /* guarded by lock */

/* ---- The threads ------------------------------------------------------------------------- */

/* With the lock. handles[0] is taken; how many there are then. */
static DWORD collect(waiter *self, HANDLE *handles, qp__process_wait **waits)
{
    DWORD count = 1;
    int i;

    for (i = 0; i < PLACES; i++) {
        if (self->places[i].state == WAITING) {
            waits[count] = &self->places[i];
            handles[count++] = self->places[i].process;
        }
    }
    return count;
}

/* Some of handles[1] to handles[count - 1], with what they are. */
typedef struct endings {
    DWORD count;
    qp__process_wait *waits[PLACES];
    uint64_t times[PLACES];
} endings;

static int ended_after(const endings *all, DWORD which, uint64_t time, uint64_t number)
{
    return all->times[which] != time ? all->times[which] > time
                                     : all->waits[which]->number > number;
}

static void insert(endings *all, qp__process_wait *wait)
{
    uint64_t time = qp__process_end_time(wait->process);
    DWORD at = all->count++;

    for (; at > 0 && ended_after(all, at - 1, time, wait->number); at--) {
        all->waits[at] = all->waits[at - 1];
        all->times[at] = all->times[at - 1];
    }
    all->waits[at] = wait;
    all->times[at] = time;
}

/*
 * `which` has ended. Others may have since, and WaitForMultipleObjects names the one that stands
 * first, not the one that ended first: takes out all that have, in the order of their ends.
 */
static void take_ended(endings *all, HANDLE *handles, qp__process_wait **waits, DWORD count,
                       DWORD which)
{
    all->count = 0;
    do {
        insert(all, waits[which]);
        count--;
        handles[which] = handles[count];
        waits[which] = waits[count];
        which = count == 1 ? WAIT_TIMEOUT
                           : WaitForMultipleObjects(count - 1, handles + 1, FALSE, 0) + 1;
    } while (which > 0 && which < count);
}

static void tell(qp__process_wait *wait, uint64_t time)
{
    wait->ended(wait->opaque, time);
    AcquireSRWLockExclusive(&lock);
    wait->state = TOLD;
    ReleaseSRWLockExclusive(&lock);
    WakeAllConditionVariable(&told);
}

/* With the lock. */
static void unlink_waiter(waiter *self)
{
    waiter **link = &waiters;

    while (*link != self) {
        link = &(*link)->next;
    }
    *link = self->next;
}

/* Was it taken out of the list, with nothing left to wait for? */
static int retire(waiter *self)
{
    int idle;

    AcquireSRWLockExclusive(&lock);
    idle = self->used == 0;
    if (idle) {
        unlink_waiter(self);
    }
    ReleaseSRWLockExclusive(&lock);
    return idle;
}

static DWORD WINAPI accompany(void *opaque)
{
    waiter *self = opaque;
    HANDLE handles[PLACES + 1];
    qp__process_wait *waits[PLACES + 1];
    endings ended;
    DWORD count;
    DWORD which;
    DWORD i;

    qp__thread_trim();
    handles[0] = self->wake;
    do {
        AcquireSRWLockExclusive(&lock);
        count = collect(self, handles, waits);
        ReleaseSRWLockExclusive(&lock);
        which = WaitForMultipleObjects(count, handles, FALSE, count == 1 ? IDLE_MS : INFINITE);
        if (which > WAIT_OBJECT_0 && which < WAIT_OBJECT_0 + count) {
            take_ended(&ended, handles, waits, count, which - WAIT_OBJECT_0);
            for (i = 0; i < ended.count; i++) {
                tell(ended.waits[i], ended.times[i]);
            }
        } else if (which == WAIT_FAILED) {
            Sleep(1); /* try again, but not as fast as it can fail */
        }
    } while (which != WAIT_TIMEOUT || !retire(self));
    CloseHandle(self->wake);
    qp__free(self);
    return 0;
}

/* ---- Everybody --------------------------------------------------------------------------- */

static waiter *new_waiter(void)
{
    waiter *made = qp__alloc(sizeof(*made));
    HANDLE thread = NULL;
    int i;

    if (made == NULL) {
        return NULL;
    }
    ZeroMemory(made, sizeof(*made));
    for (i = 0; i < PLACES; i++) {
        made->places[i].waiter = made;
    }
    made->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (made->wake != NULL) {
        thread = qp__thread_new(QP__SMALL_STACK_BYTES, accompany, made);
    }
    if (thread == NULL) {
        if (made->wake != NULL) {
            CloseHandle(made->wake);
        }
        qp__free(made);
        return NULL;
    }
    CloseHandle(thread);
    made->next = waiters;
    waiters = made;
    return made;
}

/* With the lock. */
static qp__process_wait *find_place(void)
{
    waiter *one = waiters;
    int i = 0;

    while (one != NULL && one->used == PLACES) {
        one = one->next;
    }
    if (one == NULL) {
        one = new_waiter();
    }
    if (one == NULL) {
        return NULL;
    }
    while (one->places[i].state != FREE) {
        i++;
    }
    one->used++;
    return &one->places[i];
}

qp__process_wait *qp__process_wait_new(qp__process_ended *ended, void *opaque)
{
    qp__process_wait *wait;

    AcquireSRWLockExclusive(&lock);
    wait = find_place();
    if (wait != NULL) {
        wait->state = RESERVED;
        wait->ended = ended;
        wait->opaque = opaque;
    }
    ReleaseSRWLockExclusive(&lock);
    return wait;
}

void qp__process_wait_start(qp__process_wait *wait, HANDLE process, uint64_t number)
{
    AcquireSRWLockExclusive(&lock);
    wait->process = process;
    wait->number = number;
    wait->state = WAITING;
    SetEvent(wait->waiter->wake);
    ReleaseSRWLockExclusive(&lock);
}

void qp__process_wait_free(qp__process_wait *wait)
{
    AcquireSRWLockExclusive(&lock);
    while (wait->state == WAITING) {
        SleepConditionVariableSRW(&told, &lock, INFINITE, 0);
    }
    wait->state = FREE;
    wait->waiter->used--;
    ReleaseSRWLockExclusive(&lock);
}
