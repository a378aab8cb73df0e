/*
 * handles: what it holds beyond its three standard handles. A line for each handle that is a file,
 * a pipe or inheritable: <value> <kind: disk pipe char other> <inheritable|private> and at last
 * "inherited N": those that came from the parent (an inherited handle stays inheritable in the
 * child; what a process opens at its own start is not).
 */
#include "child.h"

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

int main(void)
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
