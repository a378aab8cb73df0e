#include "win32/children/wait_threads.h"

#include "core/text.h"
#include "win32/system/thread.h"

#define PLACES QP__ENDINGS

/* A thread, and what it waits for. */
typedef struct waiter {
    HANDLE wake; /* auto-reset: something was started, or everything freed */
    int used;    /* places that are not free */
    struct waiter *next;
    struct place {
        qp__process_wait wait; /* first */
        struct waiter *waiter; /* never changes */
    } places[PLACES];
} waiter;

static waiter *waiters; /* guarded by the lock */

/* ---- The threads ------------------------------------------------------------------------- */

/* With the lock. handles[0] is taken; how many there are then. */
static DWORD collect(waiter *self, HANDLE *handles, qp__process_wait **waits)
{
    DWORD count = 1;

    for (int i = 0; i < PLACES; i++) {
        qp__process_wait *wait = &self->places[i].wait;
        if (wait->state == QP__WAIT_STARTED) {
            waits[count] = wait;
            handles[count++] = wait->process;
        }
    }
    return count;
}

/*
 * `which` has ended. Others may have since, and WaitForMultipleObjects names the one that stands
 * first, not the one that ended first: takes out all that have, in the order of their ends.
 */
static void take_ended(qp__endings *endings, HANDLE *handles, qp__process_wait **waits, DWORD count,
                       DWORD which)
{
    endings->count = 0;
    do {
        qp__endings_insert(endings, waits[which]);
        count--;
        handles[which] = handles[count];
        waits[which] = waits[count];
        which = count == 1 ? WAIT_TIMEOUT
                           : WaitForMultipleObjects(count - 1, handles + 1, FALSE, 0) + 1;
    } while (which > 0 && which < count);
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

    qp__waits_lock();
    idle = self->used == 0;
    if (idle) {
        unlink_waiter(self);
    }
    qp__waits_unlock();
    return idle;
}

static DWORD WINAPI accompany(void *opaque)
{
    waiter *self = opaque;
    HANDLE handles[PLACES + 1];
    qp__process_wait *waits[PLACES + 1];
    qp__endings endings;
    DWORD count;
    DWORD which;

    qp__thread_trim();
    handles[0] = self->wake;
    do {
        qp__waits_lock();
        count = collect(self, handles, waits);
        qp__waits_unlock();
        which = WaitForMultipleObjects(count, handles, FALSE, count == 1 ? QP__IDLE_MS : INFINITE);
        if (which > WAIT_OBJECT_0 && which < WAIT_OBJECT_0 + count) {
            take_ended(&endings, handles, waits, count, which - WAIT_OBJECT_0);
            qp__endings_tell(&endings);
        } else if (which == WAIT_FAILED) {
            Sleep(1); /* try again, but not as fast as it can fail */
        }
    } while (which != WAIT_TIMEOUT || !retire(self));
    CloseHandle(self->wake);
    qp__free(self);
    return 0;
}

/* ---- With the lock ----------------------------------------------------------------------- */

static waiter *new_waiter(void)
{
    waiter *made = qp__alloc(sizeof(*made));
    HANDLE thread = NULL;

    if (made == NULL) {
        return NULL;
    }
    ZeroMemory(made, sizeof(*made));
    for (int i = 0; i < PLACES; i++) {
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

static qp__process_wait *reserve(void)
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
    while (one->places[i].wait.state != QP__WAIT_FREE) {
        i++;
    }
    one->used++;
    return &one->places[i].wait;
}

static waiter *waiter_of(qp__process_wait *wait)
{
    return ((struct place *)wait)->waiter;
}

static void start(qp__process_wait *wait)
{
    SetEvent(waiter_of(wait)->wake);
}

static void release(qp__process_wait *wait)
{
    wait->state = QP__WAIT_FREE;
    waiter_of(wait)->used--;
}

const qp__wait_way qp__wait_by_threads = {reserve, start, release};
