/*
 * Reading, writing and closing a descriptor.
 */
#include "win32/fd.h"

#include <errno.h>
#include <io.h>
#include <limits.h>
#include <stdlib.h>

static unsigned int clip(size_t size_bytes)
{
    return size_bytes > INT_MAX ? INT_MAX : (unsigned int)size_bytes;
}

/*
 * The C runtime knows ERROR_BROKEN_PIPE, but takes ERROR_NO_DATA, what a write to a pipe without a
 * reader fails with on Windows, for EINVAL.
 */
static int io_errno(void)
{
    return errno == EINVAL && _doserrno == ERROR_NO_DATA ? -EPIPE : -errno;
}

int qp_read(int fd, void *buffer, size_t size_bytes)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int result = fd < 0 ? -EBADF : _read(fd, buffer, clip(size_bytes));

    if (result == -1) {
        result = io_errno();
    }
    qp__crt_guard_leave(guard);
    return result;
}

int qp_write(int fd, const void *buffer, size_t size_bytes)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int result = fd < 0 ? -EBADF : _write(fd, buffer, clip(size_bytes));

    if (result == -1) {
        result = io_errno();
    }
    qp__crt_guard_leave(guard);
    return result;
}

int qp_close(int fd)
{
    qp__crt_guard guard = qp__crt_guard_enter();
    int result = fd < 0 || _close(fd) != 0 ? -EBADF : 0;

    qp__crt_guard_leave(guard);
    return result;
}
