#include "wait_packets.h"

#include <stdlib.h>
#include <string.h>

#define STATUS_NO_MEMORY_LEFT ((LONG)0xC0000017)
#define STATUS_BAD_HANDLE     ((LONG)0xC0000008)
#define STATUS_BAD_PARAMETER  ((LONG)0xC000000D)

#define STACK_BYTES 65536
#define MOST        (MAXIMUM_WAIT_OBJECTS - 1)

/* A packet is a handle of an event that nobody sets: so it is closed as a packet is. */
typedef struct association {
    HANDLE packet; /* NULL: free */
    HANDLE target;
    HANDLE port;
    ULONG_PTR key;
    void *overlapped;
    DWORD number;
} association;

/* A thread, and what it waits for. It ends when that is nothing. */
typedef struct waiter {
    HANDLE wake;
    association waits[MOST];
    struct waiter *next;
} waiter;

static SRWLOCK lock = SRWLOCK_INIT;
static waiter *waiters; /* guarded by the lock */

/* ---- The threads --------------------------------------------------------------------------- */

/* With the lock: the handles, and which of `waits` they are. How many, with handles[0]. */
static DWORD collect(const waiter *self, HANDLE *handles, int *which)
{
    DWORD count = 1;

    for (int i = 0; i < MOST; i++) {
        if (self->waits[i].packet != NULL) {
            which[count] = i;
            handles[count++] = self->waits[i].target;
        }
    }
    return count;
}

static void complete(association *one)
{
    association ended = *one;

    AcquireSRWLockExclusive(&lock);
    one->packet = NULL;
    ReleaseSRWLockExclusive(&lock);
    PostQueuedCompletionStatus(ended.port, ended.number, ended.key, ended.overlapped);
}

/* With the lock. */
static void unlink_waiter(const waiter *self)
{
    waiter **link = &waiters;

    while (*link != self) {
        link = &(*link)->next;
    }
    *link = self->next;
}

/* Wine fills a stack of a megabyte with zeros: the scripts that count memory would count it. */
static void give_stack_back(void)
{
    ULONG_PTR low;
    ULONG_PTR high;
    const ULONG_PTR kept = STACK_BYTES / 2;

    GetCurrentThreadStackLimits(&low, &high);
    if (high - low > 2 * kept) {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how the system gives the limits */
        VirtualAlloc((void *)low, high - low - kept, MEM_RESET, PAGE_READWRITE);
    }
}

static DWORD WINAPI accompany(void *opaque)
{
    waiter *self = opaque;
    HANDLE handles[MAXIMUM_WAIT_OBJECTS] = {self->wake};
    int which[MAXIMUM_WAIT_OBJECTS];
    DWORD count;

    give_stack_back();
    for (;;) {
        DWORD signaled;

        AcquireSRWLockExclusive(&lock);
        count = collect(self, handles, which);
        if (count == 1) {
            unlink_waiter(self);
        }
        ReleaseSRWLockExclusive(&lock);
        if (count == 1) {
            break;
        }
        signaled = WaitForMultipleObjects(count, handles, FALSE, INFINITE);
        if (signaled > WAIT_OBJECT_0 && signaled < WAIT_OBJECT_0 + count) {
            complete(&self->waits[which[signaled - WAIT_OBJECT_0]]);
        }
    }
    CloseHandle(self->wake);
    free(self);
    return 0;
}

/* ---- With the lock ------------------------------------------------------------------------- */

/* The association of a packet; of NULL: a free one. */
static association *find(HANDLE packet, waiter **its)
{
    for (*its = waiters; *its != NULL; *its = (*its)->next) {
        for (int i = 0; i < MOST; i++) {
            if ((*its)->waits[i].packet == packet) {
                return &(*its)->waits[i];
            }
        }
    }
    return NULL;
}

/* With its first association: without one its thread would end. */
static LONG begin_waiter(const association *first)
{
    waiter *made = calloc(1, sizeof(*made));
    HANDLE thread = NULL;

    if (made == NULL) {
        return STATUS_NO_MEMORY_LEFT;
    }
    made->waits[0] = *first;
    made->wake = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (made->wake != NULL) {
        thread = CreateThread(NULL, STACK_BYTES, accompany, made,
                              CREATE_SUSPENDED | STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    }
    if (thread == NULL) {
        free(made);
        return STATUS_NO_MEMORY_LEFT;
    }
    made->next = waiters;
    waiters = made;
    ResumeThread(thread);
    CloseHandle(thread);
    return 0;
}

static LONG begin(const association *one)
{
    association *place;
    waiter *its;

    if (find(one->packet, &its) != NULL) {
        return STATUS_BAD_PARAMETER; /* it is in use */
    }
    place = find(NULL, &its);
    if (place == NULL) {
        return begin_waiter(one);
    }
    *place = *one;
    SetEvent(its->wake);
    return 0;
}

/* ---- The functions ------------------------------------------------------------------------- */

static LONG WINAPI create(HANDLE *packet, ULONG access, void *attributes)
{
    (void)access;
    (void)attributes;
    *packet = CreateEventW(NULL, TRUE, FALSE, NULL);
    return *packet == NULL ? STATUS_NO_MEMORY_LEFT : 0;
}

static LONG WINAPI associate(HANDLE packet, HANDLE port, HANDLE target, void *key, void *overlapped,
                             LONG io_status, ULONG_PTR number, BOOLEAN *was_signaled)
{
    association one = {packet, target, port, (ULONG_PTR)key, overlapped, (DWORD)number};
    LONG status;

    (void)io_status;
    if (WaitForSingleObject(packet, 0) != WAIT_TIMEOUT) {
        return STATUS_BAD_HANDLE;
    }
    if (was_signaled != NULL) {
        *was_signaled = WaitForSingleObject(target, 0) == WAIT_OBJECT_0;
    }
    AcquireSRWLockExclusive(&lock);
    status = begin(&one);
    ReleaseSRWLockExclusive(&lock);
    return status;
}

FARPROC wait_packets_find(const char *name)
{
    if (strcmp(name, "NtCreateWaitCompletionPacket") == 0) {
        return (FARPROC)(void (*)(void))create;
    }
    return strcmp(name, "NtAssociateWaitCompletionPacket") == 0 ? (FARPROC)(void (*)(void))associate
                                                                : NULL;
}
