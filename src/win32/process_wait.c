#include "win32/process_wait.h"

#include "core/text.h"
#include "win32/thread.h"

#define PLACES (MAXIMUM_WAIT_OBJECTS - 1)

/* How long a thread that has nothing to wait for stays. */
#define IDLE_MS 2000

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

static void tell(qp__process_wait *wait)
{
    wait->ended(wait->opaque);
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
    DWORD count;
    DWORD which;

    qp__thread_trim();
    handles[0] = self->wake;
    do {
        AcquireSRWLockExclusive(&lock);
        count = collect(self, handles, waits);
        ReleaseSRWLockExclusive(&lock);
        which = WaitForMultipleObjects(count, handles, FALSE, count == 1 ? IDLE_MS : INFINITE);
        if (which > WAIT_OBJECT_0 && which < WAIT_OBJECT_0 + count) {
            tell(waits[which - WAIT_OBJECT_0]);
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
        thread = qp__thread_new(accompany, made);
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

void qp__process_wait_start(qp__process_wait *wait, HANDLE process)
{
    AcquireSRWLockExclusive(&lock);
    wait->process = process;
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
