/*
 * Starting and reaping as every benchmark of the floor does it; the clock, and giving up.
 */
#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

/* What os.pipe gives its pipes. */
#define PIPE_BUFFER_BYTES 524288

void floor_fail(const char *what)
{
    fprintf(stderr, "floor: %s failed, error %lu\n", what, GetLastError());
    exit(1);
}

double floor_now_ns(void)
{
    static double ns_per_tick;
    LARGE_INTEGER ticks;

    if (ns_per_tick == 0) {
        QueryPerformanceFrequency(&ticks);
        ns_per_tick = 1e9 / (double)ticks.QuadPart;
    }
    QueryPerformanceCounter(&ticks);
    return (double)ticks.QuadPart * ns_per_tick;
}

const wchar_t *floor_child(const wchar_t *name)
{
    static wchar_t paths[4][MAX_PATH];
    static int next;
    wchar_t *path = paths[next++ % 4];
    wchar_t *slash;

    if (GetModuleFileNameW(NULL, path, MAX_PATH) == 0 || (slash = wcsrchr(path, L'\\')) == NULL ||
        (size_t)(slash - path) + wcslen(name) + 6 > MAX_PATH) {
        floor_fail("GetModuleFileNameW");
    }
    wcscpy(slash + 1, name);
    wcscat(slash, L".exe");
    return path;
}

void floor_own_stdio(HANDLE stdio[3])
{
    stdio[0] = GetStdHandle(STD_INPUT_HANDLE);
    stdio[1] = GetStdHandle(STD_OUTPUT_HANDLE);
    stdio[2] = GetStdHandle(STD_ERROR_HANDLE);
}

HANDLE floor_create(const wchar_t *image, const wchar_t *line, void *environment,
                    const HANDLE stdio[3], DWORD *pid)
{
    static wchar_t writable[32768];
    STARTUPINFOEXW startup = {.StartupInfo.cb = sizeof(startup)};
    PROCESS_INFORMATION process;
    HANDLE handles[3];
    DWORD count = 0;
    _Alignas(16) char attributes[128];
    SIZE_T size = sizeof(attributes);

    /* A handle list must not hold a handle twice. */
    for (int i = 0; i < 3; i++) {
        if ((i < 1 || stdio[i] != stdio[0]) && (i < 2 || stdio[i] != stdio[1])) {
            handles[count++] = stdio[i];
        }
    }
    wcscpy(writable, line);
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = stdio[0];
    startup.StartupInfo.hStdOutput = stdio[1];
    startup.StartupInfo.hStdError = stdio[2];
    startup.lpAttributeList = (LPPROC_THREAD_ATTRIBUTE_LIST)attributes;
    if (!InitializeProcThreadAttributeList(startup.lpAttributeList, 1, 0, &size) ||
        !UpdateProcThreadAttribute(startup.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST,
                                   handles, count * sizeof(HANDLE), NULL, NULL)) {
        floor_fail("the attribute list");
    }
    if (!CreateProcessW(image, writable, NULL, NULL, TRUE,
                        EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT, environment,
                        NULL, &startup.StartupInfo, &process)) {
        floor_fail("CreateProcessW");
    }
    DeleteProcThreadAttributeList(startup.lpAttributeList);
    CloseHandle(process.hThread);
    if (pid != NULL) {
        *pid = process.dwProcessId;
    }
    return process.hProcess;
}

void floor_reap(HANDLE process)
{
    DWORD exit_code;

    if (WaitForSingleObject(process, INFINITE) != WAIT_OBJECT_0 ||
        !GetExitCodeProcess(process, &exit_code)) {
        floor_fail("the wait");
    }
    CloseHandle(process);
    if (exit_code != 0) {
        floor_fail("the child");
    }
}

static void make_inheritable(HANDLE handle)
{
    if (!SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)) {
        floor_fail("SetHandleInformation");
    }
}

void floor_pipe(HANDLE ends[2], int child_end)
{
    if (!CreatePipe(&ends[0], &ends[1], NULL, PIPE_BUFFER_BYTES)) {
        floor_fail("CreatePipe");
    }
    make_inheritable(ends[child_end]);
}

void floor_child_pipe(HANDLE ends[2])
{
    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};

    if (!CreatePipe(&ends[0], &ends[1], &inheritable, PIPE_BUFFER_BYTES)) {
        floor_fail("CreatePipe");
    }
}
