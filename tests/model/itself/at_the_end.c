/* A DLL that calls a function of its program when it is told of the end of the process: on Wine,
 * the callbacks of a program's own thread-local storage are not called then. */
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

static void (*function)(void);

__declspec(dllexport) void at_the_end(void (*call)(void));

void at_the_end(void (*call)(void))
{
    function = call;
}

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, void *reserved);

BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, void *reserved)
{
    (void)module;
    (void)reserved;
    if (reason == DLL_PROCESS_DETACH && function != NULL) {
        function();
    }
    return TRUE;
}
