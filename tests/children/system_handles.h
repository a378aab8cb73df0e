/*
 * The system's own table of handles (SystemExtendedHandleInformation): exact on Windows and on
 * Wine, where GetProcessHandleCount gives 0.
 */
#ifndef TESTS_CHILDREN_SYSTEM_HANDLES_H
#define TESTS_CHILDREN_SYSTEM_HANDLES_H

#include "child.h"

typedef struct handle_entry {
    void *object;
    ULONG_PTR pid;
    ULONG_PTR handle;
    ULONG access;
    USHORT trace, type;
    ULONG attributes; /* OBJ_INHERIT is 2 */
    ULONG reserved;
} handle_entry;

typedef struct handle_table {
    ULONG_PTR count;
    ULONG_PTR reserved;
    handle_entry entries[1];
} handle_table;

typedef LONG(WINAPI query_function)(int kind, void *buffer, ULONG size, ULONG *needed);

/* To be freed with free(); NULL when the system gives none. */
static inline handle_table *system_handles(void)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    query_function *query =
        (query_function *)(void (*)(void))GetProcAddress(ntdll, "NtQuerySystemInformation");
    for (ULONG size = 1 << 20; query && size < 1u << 30; size *= 2) {
        handle_table *table = malloc(size);
        if (!table || query(64, table, size, NULL) >= 0) {
            return table;
        }
        free(table);
    }
    return NULL;
}

#endif
