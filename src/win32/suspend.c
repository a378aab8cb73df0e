#include "win32/suspend.h"

#include <errno.h>

/*
 * The SDK documents no call for a whole process. Suspending thread after thread (SuspendThread)
 * races with threads that start meanwhile; these two, which ntdll exports since Windows XP, do it
 * in one step.
 */
typedef LONG(NTAPI *process_function)(HANDLE process);

/* NTSTATUS values; windows.h has other ones only. */
#define OUT_OF_RESOURCES  ((LONG)0xC000009A)
#define OUT_OF_MEMORY     ((LONG)0xC0000017)
#define PROCESS_IS_ENDING ((LONG)0xC000010A)

static int error_of(LONG status)
{
    if (status >= 0 || status == PROCESS_IS_ENDING) {
        return 0;
    }
    return status == OUT_OF_RESOURCES || status == OUT_OF_MEMORY ? -ENOMEM : -EPERM;
}

static int call(const char *name, HANDLE process)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    FARPROC found = ntdll == NULL ? NULL : GetProcAddress(ntdll, name);

    if (found == NULL) {
        return -ENOSYS;
    }
    return error_of(((process_function)(void (*)(void))found)(process));
}

int qp__suspend(HANDLE process)
{
    return call("NtSuspendProcess", process);
}

int qp__resume(HANDLE process)
{
    return call("NtResumeProcess", process);
}
