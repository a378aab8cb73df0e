/*
 * How many handles a process has, exactly. Windows says it; under Wine GetProcessHandleCount gives
 * 0, and the handles are tried one by one.
 */
#ifndef TESTS_CHILDREN_HANDLE_COUNT_H
#define TESTS_CHILDREN_HANDLE_COUNT_H

#include "child.h"

#include <winternl.h>

typedef LONG(WINAPI system_query)(int kind, void *buffer, ULONG size, ULONG *needed);

/* To be freed with free(); NULL when the system gives none. */
static inline void *handle_count_processes(void)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    system_query *query =
        (system_query *)(void (*)(void))GetProcAddress(ntdll, "NtQuerySystemInformation");
    for (ULONG size = 1 << 16; query && size < 1u << 30; size *= 2) {
        void *processes = malloc(size);
        if (!processes || query(SystemProcessInformation, processes, size, NULL) >= 0) {
            return processes;
        }
        free(processes);
    }
    return NULL;
}

/* For how many handles there is room in the process's table: what Wine gives as their number. */
static inline unsigned long handle_count_room(DWORD pid)
{
    unsigned long room = 0;
    char *processes = handle_count_processes();
    const SYSTEM_PROCESS_INFORMATION *process = (void *)processes;
    while (process && !room) {
        room = (DWORD)(uintptr_t)process->UniqueProcessId == pid ? process->HandleCount : 0;
        process = process->NextEntryOffset
                      ? (const void *)((const char *)process + process->NextEntryOffset)
                      : NULL;
    }
    free(processes);
    return room;
}

/* Is this value a handle of that process? */
static inline int handle_count_has(HANDLE process, uintptr_t value)
{
    HANDLE there = (HANDLE)value, here; /* NOLINT(performance-no-int-to-ptr) */
    DWORD flags;
    if (process == GetCurrentProcess()) {
        return GetHandleInformation(there, &flags) != 0;
    }
    if (!DuplicateHandle(process, there, GetCurrentProcess(), &here, 0, FALSE,
                         DUPLICATE_SAME_ACCESS)) {
        return 0;
    }
    CloseHandle(here);
    return 1;
}

/*
 * The system's table of all handles (SystemExtendedHandleInformation) would tell in one call, but
 * Wine 8's server crashes, and every program of it waits for ever, when it meets a process without
 * a handle: one that is being started just then. (`enum_handles` in its server/handle.c compares
 * an unsigned index with a last index of -1. It is signed in Wine 10.)
 *
 * Wine's values are 4, 8, 12 and so on, the lowest free one first. A few more are tried than there
 * is room for, should a later Wine give the number.
 */
static inline unsigned long handle_count_on_wine(HANDLE process, DWORD pid)
{
    unsigned long room = handle_count_room(pid), count = 0, unused = 0;
    for (unsigned long i = 1; i <= room || unused < 64; i++) {
        int has = handle_count_has(process, (uintptr_t)i * 4);
        count += has ? 1u : 0u;
        unused = has ? 0 : unused + 1;
    }
    return count;
}

/* 0 when there is no such process. */
static inline unsigned long handle_count(DWORD pid)
{
    int wine = child_on_wine();
    int own = pid == GetCurrentProcessId();
    DWORD rights = wine ? PROCESS_DUP_HANDLE : PROCESS_QUERY_LIMITED_INFORMATION, count = 0;
    HANDLE process = own ? GetCurrentProcess() : OpenProcess(rights, FALSE, pid);
    if (process && wine) {
        count = handle_count_on_wine(process, pid);
    } else if (process && !GetProcessHandleCount(process, &count)) {
        count = 0;
    }
    if (process && !own) {
        CloseHandle(process);
    }
    return count;
}

#endif
