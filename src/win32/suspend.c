#include "win32/suspend.h"

#include <errno.h>

/*
 * The SDK documents no call for a whole process. Suspending thread after thread (SuspendThread)
 * races with threads that start meanwhile; these two, which ntdll exports since Windows XP, do it
 * in one step.
 */
typedef LONG(NTAPI *process_function)(HANDLE process);

static int call(const char *name, HANDLE process)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    FARPROC found = ntdll == NULL ? NULL : GetProcAddress(ntdll, name);

    if (found == NULL) {
        return -ENOSYS;
    }
    return ((process_function)(void (*)(void))found)(process) < 0 ? -EPERM : 0;
}

int qp__suspend(HANDLE process)
{
    return call("NtSuspendProcess", process);
}

int qp__resume(HANDLE process)
{
    return call("NtResumeProcess", process);
}
