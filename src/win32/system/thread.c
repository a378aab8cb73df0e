#include "win32/system/thread.h"

#include <stdint.h>

/* What the call that gives memory back needs of the stack itself, generously. */
#define KEPT_BYTES 1536
#define PAGE_BYTES ((ULONG_PTR)4096)

/*
 * Threads stay a while when there is nothing to do, and some for ever; the thread pool has
 * callbacks of ours as well. So a DLL with this library in it is not unloaded once there was a
 * thread: its code would go from under them. Without memory the next thread sees to it.
 */
static void keep_code(void)
{
    static volatile LONG kept;
    static const wchar_t here;
    HMODULE module;

    if (!kept &&
        GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                           &here, &module)) {
        InterlockedExchange(&kept, 1);
    }
}

HANDLE qp__thread_new(SIZE_T stack_bytes, LPTHREAD_START_ROUTINE function, void *opaque)
{
    keep_code();
    return CreateThread(NULL, stack_bytes, function, opaque, STACK_SIZE_PARAM_IS_A_RESERVATION,
                        NULL);
}

void qp__thread_await(HANDLE thread_or_event)
{
    while (WaitForSingleObject(thread_or_event, INFINITE) == WAIT_FAILED) {
        Sleep(1);
    }
}

void qp__pool_run(PTP_SIMPLE_CALLBACK work, void *opaque)
{
    while (!TrySubmitThreadpoolCallback(work, opaque, NULL)) {
        Sleep(1);
    }
}

/*
 * Wine gives every thread a stack of a megabyte at least, and fills it with zeros before the thread
 * starts. No code has used that memory yet: it can be taken back. On Windows there is nothing to
 * take, and the call fails.
 */
void qp__thread_trim(void)
{
    ULONG_PTR low;
    ULONG_PTR high;
    ULONG_PTR used = (ULONG_PTR)&low;
    ULONG_PTR unused;

    GetCurrentThreadStackLimits(&low, &high);
    unused = ((used - KEPT_BYTES) & ~(PAGE_BYTES - 1)) - low;
    if (used - low > 16 * PAGE_BYTES) {
        /* NOLINTNEXTLINE(performance-no-int-to-ptr): how the system gives the limits */
        VirtualAlloc((void *)low, unused, MEM_RESET, PAGE_READWRITE);
    }
}
