#include "win32/run/stdio.h"

#include "core/crt_fds.h"
#include "core/text.h"
#include "win32/system/console.h"
#include "win32/system/crt.h"

#include <errno.h>

void qp__stdio_init(qp__stdio *stdio)
{
    ZeroMemory(stdio, sizeof(*stdio));
    stdio->count = 3;
}

void qp__stdio_dispose(qp__stdio *stdio)
{
    for (size_t i = 0; i < stdio->count; i++) {
        if (stdio->handles[i] != NULL) {
            CloseHandle(stdio->handles[i]);
        }
    }
    qp__free(stdio->block);
    qp__stdio_init(stdio);
}

/* What stands in for a standard descriptor that this process does not have: end of file, and output
 * that is swallowed. */
static int open_null(HANDLE *handle)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof(inheritable), NULL, TRUE};
    HANDLE opened =
        CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                    &inheritable, OPEN_EXISTING, 0, NULL);

    if (opened == INVALID_HANDLE_VALUE) {
        return qp__last_error();
    }
    *handle = opened;
    return 0;
}

static int duplicate_inheritable(int fd, HANDLE *duplicate)
{
    HANDLE self = GetCurrentProcess();
    HANDLE handle;
    int error = qp__fd_handle(fd, &handle);

    if (error < 0) {
        return error;
    }
    if (!DuplicateHandle(self, handle, self, duplicate, 0, TRUE, DUPLICATE_SAME_ACCESS)) {
        *duplicate = NULL;
        return qp__last_error();
    }
    return 0;
}

static int prepare_standard(qp__stdio *stdio, int index, int fd)
{
    int is_default = fd == QP_FD_INHERIT;
    int own = is_default ? index : fd;
    int error = duplicate_inheritable(own, &stdio->handles[index]);

    stdio->may_be_console[index] = error == 0 && qp__fd_is_device(own);
    /* The descriptor may be there and its handle not: the process that started us closed it or
     * passed on a stale number. Where memory is short it is there, and the child is not started
     * without it. */
    if (error < 0 && is_default && !qp__is_exhausted(error)) {
        return open_null(&stdio->handles[index]);
    }
    return error;
}

/* A handle list must not hold NULL. */
static void fill_list(qp__stdio *stdio)
{
    stdio->list_count = 0;
    for (size_t i = 0; i < stdio->count; i++) {
        if (stdio->handles[i] != NULL) {
            stdio->list[stdio->list_count++] = stdio->handles[i];
        }
    }
}

static int reserve_block(qp__stdio *stdio)
{
    size_t bytes = qp__crt_fds_bytes(stdio->count);

    if (stdio->count == 3) {
        return 0;
    }
    stdio->block = qp__alloc(bytes);
    stdio->block_bytes = (WORD)bytes;
    return stdio->block == NULL ? -ENOMEM : 0;
}

int qp__stdio_prepare(qp__stdio *stdio, const qp_spawn_options *options)
{
    int error;

    for (int i = 0; i < 3; i++) {
        error = prepare_standard(stdio, i, options->fds[i]);
        if (error < 0) {
            return error;
        }
    }
    for (size_t i = 0; i < options->more_fd_count; i++) {
        size_t number = (size_t)options->more_fds[i].child_fd;

        stdio->count = number >= stdio->count ? number + 1 : stdio->count;
        error = duplicate_inheritable(options->more_fds[i].fd, &stdio->handles[number]);
        if (error < 0) {
            return error;
        }
    }
    fill_list(stdio);
    return reserve_block(stdio);
}

/* A pipe is not asked: that would wait for another process that reads from it. */
static int is_console(const qp__stdio *stdio, int index)
{
    return stdio->may_be_console[index] ? qp__console_is(stdio->handles[index]) : 0;
}

/* QP__CRT_...; -ENOMEM, -EMFILE. */
static int crt_flags_of(HANDLE handle)
{
    switch (GetFileType(handle)) {
    case FILE_TYPE_PIPE:
        return QP__CRT_OPEN | QP__CRT_PIPE;
    case FILE_TYPE_CHAR:
        return QP__CRT_OPEN | QP__CRT_DEVICE;
    case FILE_TYPE_UNKNOWN:
        return qp__is_exhausted(qp__last_error()) ? qp__last_error() : QP__CRT_OPEN;
    default:
        return QP__CRT_OPEN;
    }
}

static int write_block(qp__stdio *stdio)
{
    uint8_t flags[QP__STDIO_MOST] = {0};
    uintptr_t handles[QP__STDIO_MOST] = {0};

    for (size_t i = 3; i < stdio->count; i++) {
        if (stdio->handles[i] != NULL) {
            int result = crt_flags_of(stdio->handles[i]);

            if (result < 0) {
                return result;
            }
            flags[i] = (uint8_t)result;
            handles[i] = (uintptr_t)stdio->handles[i];
        }
    }
    qp__crt_fds_write(stdio->block, flags, handles, stdio->count);
    return 0;
}

int qp__stdio_look(qp__stdio *stdio, int for_consoles)
{
    for (int i = 0; for_consoles && i < 3; i++) {
        int result = is_console(stdio, i);

        if (result < 0) {
            return result;
        }
        stdio->consoles += result;
    }
    return stdio->block == NULL ? 0 : write_block(stdio);
}

int qp__stdio_without_consoles(qp__stdio *stdio)
{
    for (int i = 0; i < 3; i++) {
        int result = is_console(stdio, i);
        HANDLE null = NULL;

        if (result > 0) {
            result = open_null(&null);
        } else if (result == 0) {
            continue;
        }
        if (result < 0) {
            return result;
        }
        CloseHandle(stdio->handles[i]);
        stdio->handles[i] = null;
    }
    fill_list(stdio);
    return 0;
}
