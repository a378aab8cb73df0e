/*
 * The end of a process by exit or ExitProcess.
 *
 * - exit of msvcrt.dll flushes every stream after the functions of atexit, and locks each for that:
 *   while another thread waits for input in one, the process does not end. The sources of the C
 *   runtime that come with Visual C++ up to 2013: crt0dat.c (doexit), fflush.c (flsall). The
 *   Universal CRT leaves streams alone that cannot be written to: ucrt/stdio/fflush.cpp of the SDK.
 * - ExitProcess first ends all other threads, wherever they are, and their locks stay locked. What
 *   DLLs run afterwards (DllMain, their functions of atexit) finds them so, and Windows ends a
 *   process on the spot that would have to wait for one. Microsoft: "ExitProcess"; The Old New
 *   Thing: "Quick overview of how processes exit on Windows XP" (2007), and of the gates that are
 *   electrified during process termination: critical sections (2010), slim locks (2012).
 *
 * Here: each slim lock that another thread may hold then is held.
 */
#include "../model.h"

#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LOCKS  256
#define PATIENCE_MS 10000 /* only who waits for input keeps a stream for so long */

MODEL_NEXT(exit);
MODEL_NEXT(AcquireSRWLockExclusive);
MODEL_NEXT(AcquireSRWLockShared);

/* ---- Streams ------------------------------------------------------------------------------ */

#ifdef _UCRT
static void wait_for_streams(void)
{
}
#else
#define STREAMS 20 /* of the array; others are opened later, and not looked at */

/* The DLL's own: mingw-w64's count the locks as msvcrt.dll does, and Wine's counts otherwise. */
static void call_with_stream(const char *name, FILE *stream)
{
    FARPROC found = GetProcAddress(GetModuleHandleW(L"msvcrt.dll"), name);
    void(CDECL * function)(FILE *);

    memcpy(&function, &found, sizeof(function));
    function(stream);
}

static DWORD WINAPI lock_streams(void *at)
{
    int i;

    for (i = 0; i < STREAMS; i++) {
        InterlockedExchange(at, i);
        if (_iob[i]._flag != 0) {
            call_with_stream("_lock_file", &_iob[i]);
            call_with_stream("_unlock_file", &_iob[i]);
        }
    }
    return 0;
}

static void wait_for_streams(void)
{
    static volatile LONG at;
    HANDLE thread = CreateThread(NULL, 0, lock_streams, (void *)&at, 0, NULL);

    if (WaitForSingleObject(thread, PATIENCE_MS) == WAIT_TIMEOUT) {
        model_breach("exit", "exit waits for stream %ld, in which another thread waits", at);
    }
    CloseHandle(thread);
}
#endif

static void leave(int code)
{
    _cexit();
    wait_for_streams();
    next_exit(code);
}

/* ---- Locks -------------------------------------------------------------------------------- */

static SRWLOCK *volatile locks[MOST_LOCKS]; /* those that were ever taken; then NULL */

static void remember(SRWLOCK *lock)
{
    int i;

    for (i = 0; i < MOST_LOCKS && locks[i] != lock; i++) {
        if (InterlockedCompareExchangePointer((void *volatile *)&locks[i], lock, NULL) == NULL) {
            return;
        }
    }
}

/* On Windows the process ends here, without a word. */
static void has_to_wait(void)
{
    model_breach("exit", "waits for a lock of a thread that ExitProcess has ended");
    TerminateProcess(GetCurrentProcess(), 1);
}

static void WINAPI acquire_exclusive(SRWLOCK *lock)
{
    remember(lock);
    if (!model_is_ending()) {
        next_AcquireSRWLockExclusive(lock);
    } else if (!TryAcquireSRWLockExclusive(lock)) {
        has_to_wait();
    }
}

static void WINAPI acquire_shared(SRWLOCK *lock)
{
    remember(lock);
    if (!model_is_ending()) {
        next_AcquireSRWLockShared(lock);
    } else if (!TryAcquireSRWLockShared(lock)) {
        has_to_wait();
    }
}

/* Of other memory it is unknown whether it holds a lock still. */
static int is_variable(const SRWLOCK *lock)
{
    MEMORY_BASIC_INFORMATION memory;

    return VirtualQuery(lock, &memory, sizeof(memory)) != 0 && memory.Type == MEM_IMAGE;
}

/* A thread like any other that ends now. */
static DWORD WINAPI keep_locks(void *opaque)
{
    int i;

    (void)opaque;
    for (i = 0; i < MOST_LOCKS && locks[i] != NULL; i++) {
        if (is_variable(locks[i])) {
            TryAcquireSRWLockExclusive(locks[i]);
        }
    }
    return 0;
}

static void end(void)
{
    HANDLE thread = CreateThread(NULL, 0, keep_locks, NULL, 0, NULL);

    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

static const model_function functions[] = {
    MODEL_INSTEAD(exit, leave),
    MODEL_INSTEAD(AcquireSRWLockExclusive, acquire_exclusive),
    MODEL_INSTEAD(AcquireSRWLockShared, acquire_shared),
    MODEL_END,
};

const model_rule rule_exit = {"exit", functions, NULL, end};
