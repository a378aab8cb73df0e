#include "win32/run/stdio.h"

#include "win32/system/crt.h"

void qp__stdio_init(qp__stdio *stdio)
{
    ZeroMemory(stdio, sizeof(*stdio));
}

void qp__stdio_dispose(qp__stdio *stdio)
{
    int i;

    for (i = 0; i < 3; i++) {
        if (stdio->opened[i] != NULL) {
            CloseHandle(stdio->opened[i]);
        }
    }
    qp__stdio_init(stdio);
}

/* What stands in for a standard descriptor that this process does not have: end of file, and output
 * that is swallowed. */
static int open_null(HANDLE *handle)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};

    *handle = CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                          &inheritable, OPEN_EXISTING, 0, NULL);
    if (*handle == INVALID_HANDLE_VALUE) {
        *handle = NULL;
        return qp__last_error();
    }
    return 0;
}

static int is_inheritable(HANDLE handle)
{
    DWORD flags;

    return GetHandleInformation(handle, &flags) && flags & HANDLE_FLAG_INHERIT;
}

static int duplicate_inheritable(HANDLE handle, HANDLE *duplicate)
{
    HANDLE self = GetCurrentProcess();

    if (!DuplicateHandle(self, handle, self, duplicate, 0, TRUE, DUPLICATE_SAME_ACCESS)) {
        *duplicate = NULL;
        return qp__last_error();
    }
    return 0;
}

static int prepare_one(qp__stdio *stdio, int index, int fd)
{
    int is_default = fd == QP_FD_INHERIT;
    HANDLE handle;
    int error = qp__fd_handle(is_default ? index : fd, &handle);

    if (error == 0 && is_inheritable(handle)) {
        stdio->handles[index] = handle;
        return 0;
    }
    if (error == 0) {
        error = duplicate_inheritable(handle, &stdio->opened[index]);
    }
    /* The descriptor may be there and its handle not: whoever started us closed it or passed on a
     * stale number. Where memory is short it is there, and the child is not started without it. */
    if (error < 0 && is_default && !qp__is_exhausted(error)) {
        error = open_null(&stdio->opened[index]);
    }
    stdio->handles[index] = stdio->opened[index];
    return error;
}

/* A handle list must not hold a handle twice. */
static void add_distinct(qp__stdio *stdio, HANDLE handle)
{
    DWORD i;

    for (i = 0; i < stdio->distinct_count; i++) {
        if (stdio->distinct[i] == handle) {
            return;
        }
    }
    stdio->distinct[stdio->distinct_count++] = handle;
}

int qp__stdio_prepare(qp__stdio *stdio, const int fds[3])
{
    int i;

    for (i = 0; i < 3; i++) {
        int error = prepare_one(stdio, i, fds[i]);
        if (error < 0) {
            return error;
        }
        add_distinct(stdio, stdio->handles[i]);
    }
    return 0;
}
