#include "locks.h"

#include "wrapper.h"

static DWORD slot = TLS_OUT_OF_INDEXES;

/* So many of these are the number: memory of each thread would be counted. */
static const char beads[64];

int locks_held(void)
{
    const char *at = TlsGetValue(slot);

    return at == NULL ? 0 : (int)(at - beads);
}

static void count(int change)
{
    DWORD last_error = GetLastError();

    TlsSetValue(slot, (void *)&beads[locks_held() + change]);
    SetLastError(last_error);
}

static void WINAPI acquire_exclusive(SRWLOCK *lock)
{
    AcquireSRWLockExclusive(lock);
    count(1);
}

static void WINAPI acquire_shared(SRWLOCK *lock)
{
    AcquireSRWLockShared(lock);
    count(1);
}

static void WINAPI release_exclusive(SRWLOCK *lock)
{
    count(-1);
    ReleaseSRWLockExclusive(lock);
}

static void WINAPI release_shared(SRWLOCK *lock)
{
    count(-1);
    ReleaseSRWLockShared(lock);
}

FARPROC locks_wrap(const char *name, FARPROC actual)
{
    static const wrapper counted[] = {
        {"AcquireSRWLockExclusive", (void (*)(void))acquire_exclusive},
        {"AcquireSRWLockShared", (void (*)(void))acquire_shared},
        {"ReleaseSRWLockExclusive", (void (*)(void))release_exclusive},
        {"ReleaseSRWLockShared", (void (*)(void))release_shared},
    };

    if (slot == TLS_OUT_OF_INDEXES) {
        slot = TlsAlloc();
    }
    return wrapper_find(counted, sizeof(counted) / sizeof(counted[0]), name, actual);
}
