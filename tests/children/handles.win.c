/*
 * handles: what it holds beyond its three standard handles. A line for each handle that is a file,
 * a pipe or inheritable: <value> <kind: disk pipe char other> <inheritable|private> and at last
 * "inherited N": those that came from the parent (an inherited handle stays inheritable in the
 * child; what a process opens at its own start is not).
 *
 * handles PID: the same lines for all files and pipes of another process, from the system's table.
 */
#include "system_handles.h"

static int is_standard(HANDLE handle)
{
    return handle == GetStdHandle(STD_INPUT_HANDLE) || handle == GetStdHandle(STD_OUTPUT_HANDLE) ||
           handle == GetStdHandle(STD_ERROR_HANDLE);
}

static const char *kind_of(HANDLE handle)
{
    switch (GetFileType(handle)) {
    case FILE_TYPE_DISK:
        return "disk";
    case FILE_TYPE_PIPE:
        return "pipe";
    case FILE_TYPE_CHAR:
        return "char";
    default:
        return "other";
    }
}

static void say_handle(uintptr_t value, const char *kind, int inheritable)
{
    if (inheritable || strcmp(kind, "other") != 0) {
        child_say(1, "%lx %s %s\n", (unsigned long)value, kind,
                  inheritable ? "inheritable" : "private");
    }
}

static int own_handles(void)
{
    unsigned inherited = 0;
    for (uintptr_t value = 4; value < 0x10000; value += 4) {
        HANDLE handle = (HANDLE)value; /* NOLINT(performance-no-int-to-ptr) */
        DWORD flags = 0;
        if (GetHandleInformation(handle, &flags) && !is_standard(handle)) {
            int inheritable = (flags & HANDLE_FLAG_INHERIT) != 0;
            say_handle(value, kind_of(handle), inheritable);
            inherited += inheritable ? 1u : 0u;
        }
    }
    child_say(1, "inherited %u\n", inherited);
    return 0;
}

static int handles_of(DWORD pid)
{
    HANDLE process = OpenProcess(PROCESS_DUP_HANDLE, FALSE, pid);
    handle_table *table = system_handles();
    for (ULONG_PTR i = 0; process && table && i < table->count; i++) {
        const handle_entry *entry = &table->entries[i];
        HANDLE there = (HANDLE)entry->handle, here; /* NOLINT(performance-no-int-to-ptr) */
        if (entry->pid == pid && DuplicateHandle(process, there, GetCurrentProcess(), &here, 0,
                                                 FALSE, DUPLICATE_SAME_ACCESS)) {
            say_handle(entry->handle, kind_of(here), (entry->attributes & 2) != 0);
            CloseHandle(here);
        }
    }
    free(table);
    return process == NULL;
}

int main(int argc, char **argv)
{
    return argc > 1 ? handles_of(child_number(argc, argv, 1, 0)) : own_handles();
}
